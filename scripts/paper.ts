/**
 * Runs every figure of the paper, as it is and under three other conditions, and writes docs/paper.md and docs/paper/*.svg
 * from the results. With --check it writes nothing, and fails where docs/paper.md says anything else or a designed form is
 * not what its file in docs/designs gives.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../src/node/config.js";
import { replaceFile } from "../src/node/replace.js";
import { panelsSvg } from "../src/report/plots/panels.js";
import { conditions } from "./paper/conditions.js";
import { strayForms } from "./paper/designs.js";
import { page } from "./paper/page.js";
import { checksOf, figureFiles, paperFacts, runFigure } from "./paper/run.js";
import { counts, statements, survival } from "./paper/statements.js";

const check = process.argv.includes("--check");
const docs = join(packageRoot, "docs");
const file = join(docs, "paper.md");

async function main(): Promise<void> {
  const all = async (condition?: (typeof conditions)[number]) => {
    const runs = [];
    for (const name of figureFiles) runs.push(await runFigure(name, condition));
    return runs;
  };
  const runs = await all();
  const others = [];
  for (const condition of conditions)
    others.push({ condition, checks: (await all(condition)).flatMap(checksOf) });
  const rows = statements(paperFacts(), runs.flatMap(checksOf), others);
  const text = page(runs, rows, conditions);
  console.error(counts(rows));
  for (const [k, { name }] of conditions.entries()) {
    const { holds, of, lost } = survival(rows, k);
    console.error(`${name}: ${holds} of ${of} hold${lost.length > 0 ? `; not ${lost.join(", ")}` : ""}`);
  }
  if (check) {
    compare(text);
    const stray = await strayForms();
    if (stray.length > 0) process.exitCode = 1;
    console.error(
      stray.length > 0
        ? `not what docs/designs give: ${stray.join(", ")}`
        : "the designed forms are what docs/designs give",
    );
    return;
  }
  mkdirSync(join(docs, "paper"), { recursive: true });
  for (const { id, result } of runs)
    await replaceFile(join(docs, "paper", `${id}.svg`), await panelsSvg(result.metrics.title, result.panels));
  await replaceFile(file, text);
}

/** Rounding noise differs between engines: numbers below 1e-9 of anything are all alike. */
function comparable(text: string): string[] {
  return text.replaceAll(/-?\b\d(?:\.\d+)?e-(?:9|\d\d+)\b/g, "~0").split("\n");
}

function compare(text: string): void {
  const [kept, computed] = [comparable(readFileSync(file, "utf8")), comparable(text)];
  const differing = computed.findIndex((line, k) => line !== kept[k]);
  if (differing < 0 && kept.length === computed.length) {
    console.error("docs/paper.md is what the program gives");
    return;
  }
  const at = differing < 0 ? computed.length : differing;
  console.error(
    `docs/paper.md:${at + 1} says:\n${kept[at] ?? "(nothing)"}\nthe program gives:\n${computed[at] ?? "(nothing)"}`,
  );
  process.exitCode = 1;
}

await main();
