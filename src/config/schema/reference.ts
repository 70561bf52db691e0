/** The reference of all fields, from their declarations: what each means, what it accepts, what it is where left out. */
import type { Field } from "../fields/field.js";
import { type Leaf, leavesOf } from "../fields/leaves.js";
import { kinds } from "../kinds.js";
import { builtIn } from "../parts.js";
import { dataset } from "./dataset.js";
import { network } from "./network.js";
import { sweep } from "./sweep.js";

const HEAD = `# Every field of a config

Paths are those that \`--set\` takes; \`*\` stands for a name of your choosing or a place in a list. A word in brackets is
the case that has these fields: \`encoder(poisson).maxRate\` is there where the encoder's model is poisson. A dash in the
third column is a field that must be given, where what it is in is given. \`spikion schema\` writes this file.
`;

/** Parts of a document that have a section of their own. */
const APART = /^(network|dataset)\b|\bdevice\.rate\(/;
const RATE = /^.*\bdevice(?=\.rate\()/;

/** Markdown. */
export function fieldReference(): string {
  const sections = [
    ...Object.entries(kinds).map(([name, { field }]) =>
      section(`kind: ${name}`, field, (pattern) => (APART.test(pattern) ? undefined : pattern)),
    ),
    section("network", network, (pattern) => (RATE.test(pattern) ? undefined : pattern)),
    section("device.rate, wherever there is a device", network, (pattern) =>
      RATE.test(pattern) ? pattern.replace(RATE, "device") : undefined,
    ),
    section("dataset", dataset),
    section("sweep", sweep),
  ];
  return [HEAD, ...sections].join("\n");
}

/** @param shown  what a pattern reads in the section; undefined where it is not in it */
function section(
  title: string,
  field: Field,
  shown: (pattern: string) => string | undefined = (pattern) => pattern,
): string {
  const rows = new Map<string, Leaf[]>();
  for (const leaf of leavesOf(field, builtIn)) {
    const pattern = shown(leaf.pattern);
    if (pattern !== undefined) rows.set(pattern, [...(rows.get(pattern) ?? []), leaf]);
  }
  const lines = [...rows].map(([pattern, leaves]) => {
    const accepted = [...new Set(leaves.map((leaf) => leaf.field.accepted))].join(", or ");
    const doc = leaves.map((leaf) => leaf.doc).find((text) => text !== "") ?? "";
    return `| \`${pattern}\` | ${cell(accepted)} | ${leftOut(leaves[0]!)} | ${cell(doc)} |`;
  });
  return [
    `## ${title}\n`,
    "| field | accepted | left out | meaning |",
    "|---|---|---|---|",
    ...lines,
    "",
  ].join("\n");
}

function leftOut({ default: fallback, optional }: Leaf): string {
  if (JSON.stringify(fallback) === "{}") return "as below";
  if (fallback !== undefined) return cell(typeof fallback === "string" ? fallback : JSON.stringify(fallback));
  return optional ? "nothing" : "–";
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
