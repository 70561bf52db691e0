/** The report of a sweep: one self-contained page of question, table, figures, failures and origin. */
import type { Unit } from "../core/params.js";
import type { MeanInterval } from "../metrics/interval.js";
import { html, type Markup } from "../report/markup.js";
import { figures, pageOf } from "../report/page.js";
import { panelsFigure } from "../report/plots/panels.js";
import { percent, quantity } from "../report/plots/scale.js";
import { scroll } from "../report/words.js";
import { assumedNumbers } from "./assumed.js";
import { axisNumber } from "./axis-info.js";
import { isAccuracy } from "./compared.js";
import { whoTold } from "./notices.js";
import type { Plan } from "./plan.js";
import { ASSUMED, MIXED, nameWithout, sweepPanels } from "./plots.js";
import { provenanceTable } from "./provenance-table.js";
import { END_ROWS, endsOf, MOST_ROWS } from "./shortened.js";
import type { PointSummary, Statistic } from "./statistics.js";
import type { SweepSummary } from "./summary.js";
import type { Outcome } from "./table.js";

/**
 * @param outcomes  what the summary is of: where the numbers come from
 * @returns  the whole page
 */
export async function sweepReport(
  plan: Plan,
  summary: SweepSummary,
  outcomes: readonly Outcome[] = [],
): Promise<string> {
  const { name, kind, about, text } = plan;
  const { points, measure, columns, axes } = summary;
  const marks = points.some((p) => p.assumed.length > 0)
    ? ` ${ASSUMED} = numbers of the device are assumed, see below.`
    : "";
  const panels = sweepPanels(points, measure, columns, axes);
  const medians = panels.some(({ series }) => series.some(({ name }) => name.startsWith("median")));
  const bands = medians ? " Beside a median, the band holds the values of nine points of ten." : "";
  const caption = html`Bands and bars: 95 % intervals of the mean over seeds.${bands}${marks}`;
  const drawn =
    panels.length > 0
      ? [await panelsFigure({ id: "points-drawn", title: "All points", caption }, panels)]
      : [];
  const row = (term: string, words: string | undefined) =>
    words ? html`<dt>${term}</dt><dd>${words}</dd>` : null;
  return pageOf({
    command: "spikion",
    kicker: `spikion · sweep · ${kind}`,
    heading: name,
    introduction: html`<dl class="about">${row("Question", about.question)}${row("Source", about.source)}${row("Expected", about.expected)}</dl>
${notices(summary)}
${mixed(points)}
${told(summary)}`,
    sections: [
      {
        id: "points",
        title: "Points",
        body: html`${shortenedNotice(summary)}${pointTable(summary)}
<p>Means over seeds with 95 % intervals (Student's t); differences are paired by seed.${marks}</p>
${seedTable(summary)}`,
      },
      {
        id: "figures",
        title: "Figures",
        body: drawn.length > 0 ? figures(drawn) : html`<p>No run has a result yet.</p>`,
      },
      { id: "tolerance", title: "Tolerance", body: tolerance(summary) },
      { id: "draws", title: "Draws and seeds", body: draws(summary) },
      { id: "assumed", title: "Assumed numbers", body: assumedNumbers(points) },
      {
        id: "provenance",
        title: "Provenance",
        body: html`${provenanceTable(plan, summary, outcomes)}
<details><summary>The whole file, as it was run</summary><pre tabindex="0">${text}</pre></details>`,
      },
    ],
  });
}

function notices({ runs, failures }: SweepSummary): Markup | null {
  if (runs.failed + runs.missing === 0) return null;
  return html`<p class="notice">${number(runs.failed)} failed and ${runs.missing} ${runs.missing === 1 ? "was" : "were"} not started: the table is not complete.</p>
<ul>${failures.slice(0, MOST_ROWS).map(
    ({ point, seed, why }) =>
      html`<li>${Object.entries(point)
        .map(([a, v]) => `${a} = ${v}`)
        .join(", ")}, seed ${seed}: ${why}</li>`,
  )}</ul>${failures.length > MOST_ROWS ? html`<p>${failures.length - MOST_ROWS} more are in runs.csv.</p>` : null}`;
}

function told({ notices, runs, points }: SweepSummary): Markup | null {
  if (notices.length === 0) return null;
  const all = { runs: runs.done, points: points.length };
  return html`<p class="notice">Runs of this sweep told what a reader should know: runs.csv has it run by run.</p>
<ul>${notices.map((notice) => html`<li>${whoTold(notice, all)}: ${notice.text}</li>`)}</ul>`;
}

function mixed(points: readonly PointSummary[]): Markup | null {
  const marked = points.filter((p) => p.mixed.length > 0);
  if (marked.length === 0) return null;
  const changes = [...new Set(marked.flatMap((p) => p.mixed))];
  return html`<p class="notice">${MIXED} Some results of ${marked.length} of ${points.length} points were computed from other data, modules or code than the rest, and were kept by --accept-mixed: runs.csv says which.</p>
<ul>${changes.map((change) => html`<li>${change}</li>`)}</ul>`;
}

function number(runs: number): string {
  return runs === 1 ? "1 run" : `${runs} runs`;
}

/** "accuracy, class-mean vote" */
function titleOf({ points, measure }: SweepSummary): string {
  const shown = points.find((p) => p.measures[measure])?.measures[measure];
  if (!isAccuracy(measure)) return shown?.doc ?? measure;
  return shown ? `accuracy, ${shown.doc}` : "accuracy";
}

/** Of what points are compared by. */
function ownCell(measure: string, s: Statistic): string {
  if (isAccuracy(measure)) return percentHalf(s);
  return s.absent ?? withHalf(quantity(s.mean, s.unit), s.unit, s.ci95);
}

function differenceCell(measure: string, unit: Unit, { mean, ci95 }: MeanInterval): string {
  return isAccuracy(measure)
    ? `${signedPoints(mean)}${half(ci95)}`
    : withHalf(`${mean > 0 ? "+" : ""}${quantity(mean, unit)}`, unit, ci95);
}

const withHalf = (text: string, unit: Unit, ci: readonly [number, number] | null) =>
  ci ? `${text} ± ${quantity((ci[1] - ci[0]) / 2, unit)}` : text;

/** Which of very many points the table has. */
function shortenedNotice(summary: SweepSummary): Markup | null {
  const { points } = summary;
  if (points.length <= MOST_ROWS) return null;
  return html`<p class="notice">Of ${points.length} points the ${END_ROWS} with the highest and the ${END_ROWS} with the lowest ${titleOf(summary)}; all of them are in table.csv and summary.json.</p>`;
}

function pointTable(summary: SweepSummary): Markup {
  const { measure, columns } = summary;
  const { points } = endsOf(summary.points, measure, MOST_ROWS, END_ROWS);
  const present = columns.flatMap((key) => {
    const shown = points.find((p) => p.measures[key])?.measures[key];
    return shown ? [[key, key.startsWith("accuracy.") ? `accuracy, ${shown.doc}` : shown.doc] as const] : [];
  });
  const compared = points.some((p) => p.measures[measure]?.difference);
  const head = (title: string) => html`<th scope="col" class="number">${title}</th>`;
  const cell = (text: string) => html`<td class="number">${text}</td>`;
  const rows = points.map((p) => {
    const m = p.measures[measure];
    const further = (key: string) => {
      const s = p.measures[key];
      if (!s) return "–";
      if (s.absent !== undefined) return s.absent;
      return key.startsWith("accuracy.") ? percentHalf(s) : quantity(s.mean, s.unit);
    };
    const difference = m?.difference;
    return html`<tr><th scope="row">${nameWithout(p, "")}</th>${cell(m ? ownCell(measure, m) : "–")}${
      compared ? cell(difference ? differenceCell(measure, m.unit, difference) : "–") : null
    }${present.map(([key]) => cell(further(key)))}</tr>\n`;
  });
  return scroll(
    "points of the sweep",
    html`<table class="points"><thead><tr><th scope="col">point</th>${head(titleOf(summary))}${
      compared ? head(`against the baseline${isAccuracy(measure) ? ", in points" : ""}`) : null
    }${present.map(([, title]) => head(title))}</tr></thead><tbody>
${rows}</tbody></table>`,
  );
}

/** Numbers of single runs in a page. */
const MOST_CELLS = 20_000;

/** Each run's number: folded away, as they are many. */
function seedTable({ points: all, measure }: SweepSummary): Markup | null {
  const { points } = endsOf(all, measure, MOST_ROWS, END_ROWS);
  const bySeed = (p: PointSummary) => p.measures[measure]?.bySeed ?? {};
  const seeds = [...new Set(points.flatMap((p) => Object.keys(bySeed(p))))];
  if (seeds.length < 2) return null;
  if (seeds.length * points.length > MOST_CELLS)
    return html`<p>The ${seeds.length} seeds of each point are in table.csv.</p>`;
  const cell = (value: number | undefined) =>
    html`<td class="number">${value === undefined ? "–" : percent(value, 2)}</td>`;
  const table = html`<table class="points"><thead><tr><th scope="col">point</th>${seeds.map((seed) => html`<th scope="col" class="number">seed ${seed}</th>`)}</tr></thead><tbody>
${points.map((p) => html`<tr><th scope="row">${nameWithout(p, "")}</th>${seeds.map((seed) => cell(bySeed(p)[seed]))}</tr>\n`)}</tbody></table>`;
  return html`<details><summary>Each seed</summary>${scroll("accuracy of each seed", table)}</details>`;
}

/** "78.50 ± 6.35 %" */
function percentHalf({ mean, ci95 }: { mean: number; ci95: readonly [number, number] | null }): string {
  return `${(100 * mean).toFixed(2)}${half(ci95)} %`;
}

/** Percentage points, with a true minus. */
function signedPoints(fraction: number): string {
  const text = Math.abs(100 * fraction).toFixed(2);
  return `${Number(text) === 0 ? "" : fraction < 0 ? "−" : "+"}${text}`;
}

function half(ci: readonly [low: number, high: number] | null): string {
  return ci ? ` ± ${(50 * (ci[1] - ci[0])).toFixed(2)}` : "";
}

function tolerance({ tolerance, axes }: SweepSummary): Markup | null {
  if (!tolerance) return null;
  const info = axes[tolerance.axis]!;
  const at = (x: number) => axisNumber(x, info);
  const end = (x: number | null) => (x === null ? "not reached" : at(x));
  const rows = tolerance.found.map(
    ({ text, value, interval, beyond }) =>
      html`<tr><th scope="row">${Object.values(text).join(", ") || "all"}</th><td>${value === null ? (beyond === null ? "none" : `${at(beyond)} or more`) : at(value)}</td><td>${end(interval[0])} to ${end(interval[1])}</td></tr>`,
  );
  return html`<p>Largest ${info.label} at which at most ${percent(tolerance.loss, 1)} of accuracy is lost against its smallest value, paired by seed; the interval is where the 95 % limits of the loss reach that.</p>
${scroll("tolerance", html`<table><thead><tr><th scope="col">of</th><th scope="col">largest</th><th scope="col">95 % interval</th></tr></thead><tbody>${rows}</tbody></table>`)}`;
}

function draws({ draws, measure, points: all }: SweepSummary): Markup | null {
  if (!draws) return null;
  const points = (x: number) => (100 * x).toFixed(2);
  const cell = (text: string | number) => html`<td class="number">${text}</td>`;
  const rows = draws.found.map(
    ({ text, draws: n, seeds, mean, first, firstCI95: [low, high], second }) =>
      html`<tr><th scope="row">${
        Object.entries(text)
          .map(([name, written]) => `${name}=${written}`)
          .join(", ") || "all"
      }</th>${[percent(mean, 2), points(first), `${points(low)} to ${points(high)}`, points(second), points(Math.hypot(first, second)), n, seeds].map(cell)}</tr>`,
  );
  const heads = ["mean", "by the fit", "95 % interval", "by the seed", "both", "draws", "seeds"];
  const doc = all.find((p) => p.measures[measure])?.measures[measure]?.doc ?? "accuracy";
  return html`<p>Standard deviations of the accuracy (${doc}), in points: by what the fit of the device leaves open (draws of <code>${draws.axis}</code>, the same seeds for each; 95 % interval), by the seed of a run, and of one run with a drawn device. From two draws and two seeds on.</p>
${scroll("draws and seeds", html`<table><thead><tr><th scope="col">point</th>${heads.map((h) => html`<th scope="col" class="number">${h}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`)}`;
}
