/** The report of a sweep: one self-contained page of question, table, plots, failures. */
import { html, type Markup, trusted } from "../report/markup.js";
import { panelsSvg } from "../report/plots/panels.js";
import { percent, quantity } from "../report/plots/scale.js";
import { STYLE } from "../report/style.js";
import { axisNumber } from "./axis-info.js";
import { whoTold } from "./notices.js";
import type { Plan } from "./plan.js";
import { ASSUMED, MIXED, nameWithout, sweepPanels } from "./plots.js";
import type { PointSummary } from "./statistics.js";
import type { SweepSummary } from "./summary.js";

/** Nothing may be fetched or run, whatever text the config put into the page. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

export async function sweepReport({ name, about, text }: Plan, summary: SweepSummary): Promise<string> {
  const { points, measure, columns, axes } = summary;
  const panels = sweepPanels(points, measure, columns, axes);
  const picture =
    panels.length > 0 ? trusted(await panelsSvg(name, panels)) : html`<p>No run has a result yet.</p>`;
  const row = (term: string, words: string | undefined) =>
    words ? html`<dt>${term}</dt><dd>${words}</dd>` : null;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${name} · spikion</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<main>
<header><p class="kicker">spikion · sweep</p><h1>${name}</h1>
<dl class="about">${row("Question", about.question)}${row("Source", about.source)}${row("Expected", about.expected)}</dl></header>
${notices(summary)}
${mixed(points)}
${told(summary)}
<section><h2>Points</h2>${pointTable(summary)}
<p>Means over seeds with 95 % intervals (Student's t); differences are paired by seed. ${ASSUMED} = numbers of the device are assumed.</p></section>
<section><h2>Figures</h2><figure><div class="panel">${picture}</div>
<figcaption>Bands and bars: 95 % intervals of the mean over seeds. ${ASSUMED} = numbers of the device are assumed, see below.</figcaption></figure></section>
${tolerance(summary)}
${drawn(summary)}
${assumed(points)}
<section><h2>The whole file</h2><details><summary>as it was run</summary><pre>${text}</pre></details></section>
</main>
</body>
</html>
`.text;
}

function notices({ runs, failures }: SweepSummary): Markup | null {
  if (runs.failed + runs.missing === 0) return null;
  return html`<p class="notice">${number(runs.failed)} failed and ${runs.missing} ${runs.missing === 1 ? "was" : "were"} not started: the table is not complete.</p>
<ul>${failures.map(
    ({ point, seed, why }) =>
      html`<li>${Object.entries(point)
        .map(([a, v]) => `${a} = ${v}`)
        .join(", ")}, seed ${seed}: ${why}</li>`,
  )}</ul>`;
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

function pointTable({ points, measure, columns }: SweepSummary): Markup {
  const present = columns.flatMap((key) => {
    const shown = points.find((p) => p.measures[key])?.measures[key];
    return shown ? [[key, shown.doc] as const] : [];
  });
  const seeds = [...new Set(points.flatMap((p) => Object.keys(p.measures[measure]?.bySeed ?? {})))];
  return html`<div class="scroll"><table><thead><tr><th>point</th><th>${measure}</th><th>against baseline</th>${present.map(([, title]) => html`<th>${title}</th>`)}${seeds.map((seed) => html`<th>seed ${seed}</th>`)}</tr></thead><tbody>
${points.map((p) => {
  const m = p.measures[measure];
  const cell = (key: string) => {
    const s = p.measures[key];
    if (!s) return "–";
    if (s.absent !== undefined) return s.absent;
    return key.startsWith("accuracy.") ? `${percent(s.mean, 2)}${half(s.ci95)}` : quantity(s.mean, s.unit);
  };
  const difference = m?.difference;
  return html`<tr><th>${nameWithout(p, "")}</th><td class="number">${m ? `${percent(m.mean, 2)}${half(m.ci95)}` : "–"}</td><td class="number">${difference ? `${(100 * difference.mean).toFixed(2)}${half(difference.ci95)}` : "–"}</td>${present.map(([key]) => html`<td class="number">${cell(key)}</td>`)}${seeds.map((seed) => html`<td class="number">${m?.bySeed[seed] === undefined ? "–" : (100 * m.bySeed[seed]).toFixed(2)}</td>`)}</tr>`;
})}
</tbody></table></div>`;
}

function half(ci: readonly [low: number, high: number] | null): string {
  return ci ? ` ± ${(50 * (ci[1] - ci[0])).toFixed(2)}` : "";
}

function tolerance({ tolerance, axes }: SweepSummary): Markup | null {
  if (!tolerance) return null;
  const info = axes[tolerance.axis]!;
  const at = (x: number) => axisNumber(x, info);
  const end = (x: number | null) => (x === null ? "not reached" : at(x));
  return html`<section><h2>Tolerance</h2><p>Largest ${info.label} at which at most ${percent(tolerance.loss, 1)} of accuracy is lost against its smallest value, paired by seed; the interval is where the 95 % limits of the loss reach that.</p>
<div class="scroll"><table><tbody>${tolerance.found.map(
    ({ text, value, interval, beyond }) =>
      html`<tr><th>${Object.values(text).join(", ") || "all"}</th><td>${value === null ? (beyond === null ? "none" : `${at(beyond)} or more`) : at(value)}</td><td>95 %: ${end(interval[0])} to ${end(interval[1])}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function drawn({ draws, measure }: SweepSummary): Markup | null {
  if (!draws) return null;
  const points = (x: number) => (100 * x).toFixed(2);
  return html`<section><h2>Draws and seeds</h2><p>Standard deviations of ${measure}, in points: by what the fit of the device leaves open (draws of <code>${draws.axis}</code>, the same seeds for each; 95 % interval), by the seed of a run, and of one run with a drawn device. From two draws and two seeds on.</p>
<div class="scroll"><table><thead><tr><th>point</th><th>mean</th><th>by the fit</th><th>95 %</th><th>by the seed</th><th>both</th><th>draws</th><th>seeds</th></tr></thead><tbody>${draws.found.map(
    ({ text, draws: n, seeds, mean, first, firstCI95: [low, high], second }) =>
      html`<tr><th>${
        Object.entries(text)
          .map(([name, written]) => `${name}=${written}`)
          .join(", ") || "all"
      }</th><td class="number">${percent(mean, 2)}</td><td class="number">${points(first)}</td><td class="number">${points(low)} to ${points(high)}</td><td class="number">${points(second)}</td><td class="number">${points(Math.hypot(first, second))}</td><td class="number">${n}</td><td class="number">${seeds}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function assumed(points: readonly PointSummary[]): Markup | null {
  const marked = points.filter((p) => p.assumed.length > 0);
  if (marked.length === 0) return null;
  return html`<section><h2>Assumed numbers</h2><ul>${marked.map((p) => html`<li>${nameWithout(p, "")}: <span class="assumed">assumed</span> ${p.assumed.join(", ")}</li>`)}</ul></section>`;
}
