/** Runs figures of the paper as they are and under other conditions. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import type { FigureSpec } from "../../src/experiment/kinds/figure/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";
import { type Condition, under } from "./conditions.js";
import type { FigureRun } from "./page.js";
import type { Fact, FigureCheck } from "./statements.js";

const papers = join(packageRoot, "experiments", "papers");

/** Files of the paper's figures, in order. */
export const figureFiles: readonly string[] = readdirSync(papers)
  .filter((f) => /^huang-2025-.*\.yaml$/.test(f))
  .sort();

export function paperFacts(): Readonly<Record<string, Fact>> {
  return parse(readFileSync(join(packageRoot, "docs", "paper-facts.yaml"), "utf8"));
}

/** @param condition  nothing is changed where left out */
export async function runFigure(name: string, condition?: Condition): Promise<FigureRun> {
  const { spec, document } = await loadExperiment(join(papers, name));
  const figure = spec as FigureSpec;
  const result = await runExperiment(condition ? under(condition, figure) : figure);
  const id = basename(name, ".yaml").replace("huang-2025-", "");
  return { id, name, question: String(document.question).trim(), result };
}

export function checksOf({ id, result }: FigureRun): FigureCheck[] {
  return result.metrics.checks.map((c) => ({ ...c, figure: id }));
}
