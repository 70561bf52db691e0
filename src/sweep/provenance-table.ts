/** Where the numbers of a sweep come from: the same words however often it was interrupted. */
import { sha256 } from "../platform/sha256.js";
import { html, type Markup } from "../report/markup.js";
import { scroll } from "../report/words.js";
import type { Plan } from "./plan.js";
import type { SweepSummary } from "./summary.js";
import type { Outcome } from "./table.js";

export function provenanceTable(plan: Plan, { runs }: SweepSummary, outcomes: readonly Outcome[]): Markup {
  const records = outcomes.flatMap(({ record }) => record ?? []);
  const each = (texts: readonly string[]) => [...new Set(texts)].sort();
  const programs = each(
    records.map(
      ({ program: { spikion, commit } }) => `spikion ${spikion}${commit === null ? "" : ` at ${commit}`}`,
    ),
  );
  const data = each(records.flatMap(({ dataHash }) => dataHash ?? []));
  const modules = each(
    records.flatMap((r) =>
      Object.entries(r.modules).map(([path, hash]) => `${fileOf(path)}, sha256 ${hash}`),
    ),
  );
  const seeds = [...new Set(outcomes.map(({ job }) => job.seed))];
  const row = (name: string, values: readonly string[]) =>
    values.length > 0
      ? html`<tr><th scope="row">${name}</th><td>${values.map((value) => html`<div><code>${value}</code></div>`)}</td></tr>\n`
      : null;
  const known = runs.done + runs.failed + runs.missing;
  return scroll(
    "provenance",
    html`<table><tbody>
${row("program", programs)}${row("file", [`sha256 ${sha256(plan.text)}`])}${row(
  "data",
  data.map((hash) => `sha256 ${hash}`),
)}${row("modules", modules)}${row("seeds", seeds.length > 0 ? [seedsInWords(seeds)] : [])}${row("runs", [`${runs.done} of ${known}: runs.csv has the config and hash of each`])}</tbody></table>`,
  );
}

/** Seeds that are written out. */
const MOST_SEEDS = 200;

function seedsInWords(seeds: readonly string[]): string {
  if (seeds.length <= MOST_SEEDS) return seeds.join(", ");
  return `${seeds.slice(0, 3).join(", ")}, … ${seeds.at(-1)} (${seeds.length})`;
}

function fileOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
