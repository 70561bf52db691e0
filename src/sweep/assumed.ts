/** Which numbers of which points are assumed: once for all points that share them. */
import { html, type Markup } from "../report/markup.js";
import { nameWithout } from "./plots.js";
import type { PointSummary } from "./statistics.js";

/** What a config calls them, as the field writes them. */
const SIGNS: Readonly<Record<string, string>> = {
  gMin: "G_min",
  gMax: "G_max",
  g0: "G_0",
  beta: "β",
  vOc: "V_oc",
};

/** Points that are named; of more it is said how many. */
const MOST_NAMED = 200;

function named(group: readonly PointSummary[]): string {
  const names = group.slice(0, MOST_NAMED).map((p) => nameWithout(p, ""));
  const more = group.length - names.length;
  return `${names.join("; ")}${more > 0 ? `; ${more} more points` : ""}`;
}

export function assumedNumbers(points: readonly PointSummary[]): Markup | null {
  const marked = points.filter((p) => p.assumed.length > 0);
  if (marked.length === 0) return null;
  const groups = new Map<string, PointSummary[]>();
  for (const p of marked) {
    const numbers = p.assumed.map((name) => SIGNS[name] ?? name).join(", ");
    const group = groups.get(numbers);
    if (group) group.push(p);
    else groups.set(numbers, [p]);
  }
  const whose = (group: readonly PointSummary[]) =>
    group.length === points.length ? "all points" : named(group);
  return html`<ul>${[...groups].map(([numbers, group]) => html`<li><span class="assumed">assumed</span> ${numbers}: ${whose(group)}</li>`)}</ul>`;
}
