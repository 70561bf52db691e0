/**
 * A trained network that was tested again: a folder within its run's,
 *
 *   config.resolved.yaml   the config it was tested with, defaults included
 *   metrics.json           the result in numbers
 *   confusion.csv          test images by true class (row) and answer (column), where answers are classes
 *   report.html            the result in pictures
 */
import { join } from "node:path";
import type { Confusion } from "../dashboard/view.js";
import { type ExperimentResult, type ExperimentSpec, factsOf } from "../experiment/kinds/index.js";
import { renderReport } from "../report/html.js";
import { metricsDocument } from "../report/run-files.js";
import { dataHashOf } from "./inputs.js";
import { codeHash } from "./program.js";
import { provenance } from "./provenance.js";
import { replaceFolder } from "./replace.js";
import type { RunFolder } from "./run-folder.js";
import { inFolder } from "./run-folder-error.js";
import { confusionOf } from "./run-view.js";
import { sha256 } from "./sha256.js";

export interface Evaluation {
  readonly resolvedYaml: string;
  readonly spec: ExperimentSpec;
  readonly result: ExperimentResult;
  readonly startedAt: Date;
}

/** Where it is written: the same settings give the same folder. @param set  `path=value` each */
export function evaluationFolder(run: string, set: readonly string[]): string {
  const settings = set.map((setting) => setting.trim().replace(/[^\w.-]+/g, "_"));
  return join(run, ["evaluation", ...settings].join("-").slice(0, 100));
}

/** @returns  what was answered instead of what, where answers are classes */
export async function writeEvaluation(
  dir: string,
  trained: RunFolder,
  { resolvedYaml, spec, result, startedAt }: Evaluation,
): Promise<Confusion | null> {
  const facts = factsOf(spec);
  const confusion = confusionOf(result);
  const manifest = {
    ...trained.manifest,
    ...(await provenance()),
    code: codeHash(),
    name: `${trained.manifest.name}, tested again`,
    configHash: sha256(resolvedYaml),
    dataHash: dataHashOf(spec),
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    interrupted: result.metrics.interrupted,
  };
  const files = {
    "config.resolved.yaml": resolvedYaml,
    "metrics.json": `${JSON.stringify(metricsDocument(result.metrics), null, 2)}\n`,
    ...(confusion ? { "confusion.csv": confusionCsv(confusion) } : {}),
    "report.html": await renderReport({ resolvedYaml, manifest, result, facts }),
  };
  await inFolder(dir, () => replaceFolder(dir, files));
  return confusion;
}

/** A row for each true class, a column for each answer: numbers of test images. */
export function confusionCsv({ counts, rows, columns }: Confusion): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const head = ["true class", ...columns].map(cell).join(",");
  return `${[head, ...rows.map((name, k) => [cell(name), ...counts[k]!].join(","))].join("\n")}\n`;
}

/** The errors that are made most often: "4 taken for 9 (23 of 982)". */
export function mostConfused({ counts, rows, columns }: Confusion, most = 3): string[] {
  const errors = counts.flatMap((row, k) =>
    row.map((n, answer) => ({
      n,
      of: row.reduce((a, b) => a + b, 0),
      from: rows[k]!,
      to: columns[answer]!,
      answer,
      k,
    })),
  );
  return errors
    .filter(({ n, answer, k }) => n > 0 && answer !== k)
    .sort((a, b) => b.n - a.n)
    .slice(0, most)
    .map(({ n, of, from, to }) => `${from} taken for ${to} (${n} of ${of})`);
}
