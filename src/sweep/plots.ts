/** What a sweep shows: accuracy along its axes with 95 % intervals, energy against accuracy, disturb. */
import type { Axis, Panel, Series } from "../experiment/panel.js";
import { isCloud, LEAST_SPREAD, spreadAlong, spreadOfCloud } from "../metrics/spread-along.js";
import type { AxisInfo } from "./axis-info.js";
import { isAccuracy } from "./compared.js";
import { endsOf, MOST_DRAWN, thinned } from "./shortened.js";
import type { PointSummary, Statistic } from "./statistics.js";

/** Mark of points whose device has assumed numbers; explained under the figure. */
export const ASSUMED = "†";
/** Mark of points with runs of other data, modules or code than the rest. */
export const MIXED = "‡";

/**
 * @param columns  further measures that are shown
 * @param axes  of the sweep, by name
 */
export function sweepPanels(
  points: readonly PointSummary[],
  measure: string,
  columns: readonly string[],
  axes: Readonly<Record<string, AxisInfo>>,
): Panel[] {
  const shown = points.filter((p) => p.measures[measure]);
  if (shown.length === 0) return [];
  const numeric = Object.keys(axes).filter((axis) => axes[axis]!.unit !== null);
  const panels: Panel[] = numeric.map((axis) => alongAxis(shown, axis, measure, axes[axis]!));
  if (numeric.length === 0) {
    panels.push(byName(shown, measure, titleOf(shown, measure)));
    for (const other of columns.filter((name) => name.startsWith("accuracy.")))
      if (shown.every((p) => p.measures[other]))
        panels.push(byName(shown, other, `accuracy, ${shown[0]!.measures[other]!.doc}`));
  }
  // On a logarithmic axis there is no place for 0: a panel of nothing but zeros is left out.
  const energy = shown.filter((p) => (p.measures["energy.perImage"]?.mean ?? 0) > 0);
  if (energy.length > 1) panels.push(energyAgainstAccuracy(energy, measure, numeric[0]));
  const disturbed = shown.filter((p) =>
    ["disturb.lonePre", "disturb.lonePost", "disturb.paired"].some((key) => (p.measures[key]?.mean ?? 0) > 0),
  );
  if (disturbed.length > 1 && numeric.length === 1)
    panels.push(disturb(disturbed, numeric[0]!, axes[numeric[0]!]!));
  // One alone fills the page.
  return panels.length === 1 ? [{ ...panels[0]!, columns: 6 }] : panels;
}

/** Curves, or colours of points, that can be told apart. */
const TOLD = 12;

/** One curve for each combination of the other axes; of a random design, the cloud of its points. */
function alongAxis(points: readonly PointSummary[], axis: string, measure: string, info: AxisInfo): Panel {
  if (points.length > MOST_DRAWN) return spread(points, axis, measure, info);
  const groups = new Map<string, PointSummary[]>();
  for (const p of points) {
    const name = nameWithout(p, axis);
    const group = groups.get(name);
    if (group) group.push(p);
    else groups.set(name, [p]);
  }
  if (isCloud(points.length, groups.size, TOLD)) return cloud(points, axis, measure, info);
  const series = [...groups].flatMap(([name, group], colour): Series[] => {
    const ordered = [...group].sort((a, b) => Number(a.axes[axis]) - Number(b.axes[axis]));
    const x = Float64Array.from(ordered, (p) => Number(p.axes[axis]));
    const curve = intervals(ordered.map((p) => p.measures[measure]!));
    return [
      { name, x, ...curve, mark: "line", colour },
      { name, x, y: curve.y, mark: "dots", colour, silent: true },
    ];
  });
  return summedUp(points, axis, measure, info, series, "");
}

/** Of very many points what lies about the middle. */
function spread(points: readonly PointSummary[], axis: string, measure: string, info: AxisInfo): Panel {
  const { known } = placesOf(points, axis, measure);
  const name = `median of ${known.length} points, with nine of ten of them`;
  const series: Series[] = [{ name, ...spreadAlong(known), mark: "line", colour: 0 }];
  return summedUp(points, axis, measure, info, series, `: ${name}`);
}

/** Each point, whatever its other axes are; of enough, what lies about the middle too. */
function cloud(points: readonly PointSummary[], axis: string, measure: string, info: AxisInfo): Panel {
  const { own, known } = placesOf(points, axis, measure);
  const few = known.length < LEAST_SPREAD;
  const each: Series = {
    name: "one point each",
    x: Float64Array.from(known, ([x]) => x),
    // Many intervals would hide the points.
    ...(few
      ? intervals(own.map((p) => p.measures[measure]!))
      : { y: Float64Array.from(known, ([, y]) => y) }),
    mark: "dots",
    colour: few ? 0 : 5,
  };
  const middle: Series[] = few
    ? []
    : [{ name: "median, with nine of ten", ...spreadOfCloud(known), mark: "line", colour: 0 }];
  return summedUp(points, axis, measure, info, [each, ...middle], "");
}

/** Points that have a mean, and where each is drawn. */
function placesOf(points: readonly PointSummary[], axis: string, measure: string) {
  const own = points.filter((p) => Number.isFinite(p.measures[measure]?.mean));
  return { own, known: own.map((p) => [Number(p.axes[axis]), p.measures[measure]!.mean] as const) };
}

function summedUp(
  points: readonly PointSummary[],
  axis: string,
  measure: string,
  info: AxisInfo,
  series: readonly Series[],
  how: string,
): Panel {
  const title = titleOf(points, measure);
  return {
    id: isAccuracy(measure) ? `accuracy-${axis}` : `${measure.replaceAll(".", "-")}-${axis}`,
    title: `${title} against ${info.label}${how}`,
    x: axisOf(info),
    y: yAxis(points, measure, title, series),
    series,
  };
}

/** "accuracy", or the words of another measure. */
function titleOf(points: readonly PointSummary[], measure: string): string {
  return isAccuracy(measure) ? "accuracy" : points[0]!.measures[measure]!.doc;
}

function yAxis(
  points: readonly PointSummary[],
  measure: string,
  label: string,
  series: readonly Series[],
): Axis {
  if (isAccuracy(measure)) return { label, unit: "1", percent: true, domain: around(series) };
  return { label, unit: points[0]!.measures[measure]!.unit };
}

/** An axis of numbers as it is drawn. */
function axisOf({ label, unit, scale, percent }: AxisInfo): Axis {
  return { label, unit: unit ?? "1", scale, ...(percent ? { percent } : {}) };
}

/** Points of which half a page has no room for the names. */
const MANY = 8;

/** Names that have room side by side; of more, so many from each end. */
const MOST_NAMES = 100;
const END_NAMES = 30;

/** Points without a numeric axis, side by side. */
function byName(all: readonly PointSummary[], measure: string, what: string): Panel {
  const { points, left } = endsOf(all, measure, MOST_NAMES, END_NAMES);
  const curve = intervals(points.map((p) => p.measures[measure]!));
  const each = points.map((p): Float64Array => Float64Array.from(Object.values(p.measures[measure]!.bySeed)));
  const series: Series[] = [
    {
      name: "mean and 95 % interval",
      x: Float64Array.from(points.keys()),
      ...curve,
      mark: "dots",
      colour: 0,
    },
    {
      name: "one seed each",
      x: Float64Array.from(each.flatMap((values, k) => Array.from(values, () => k))),
      y: Float64Array.from(each.flatMap((values) => [...values])),
      mark: "outline",
      colour: 6,
    },
  ];
  return {
    id: what.replaceAll(/\W+/g, "-"),
    title:
      left === 0
        ? `${what} of each point`
        : `${what} of the ${END_NAMES} highest and the ${END_NAMES} lowest of ${all.length} points`,
    x: { label: "", unit: "1" },
    y: yAxis(points, measure, what, series),
    categories: points.map((p) => nameWithout(p, "")),
    series,
    columns: points.length > MANY ? 6 : 3,
  };
}

/** @param along  an axis of numbers, whose points have one colour */
function energyAgainstAccuracy(all: readonly PointSummary[], measure: string, along = ""): Panel {
  const points = thinned(all);
  const apart = new Set(all.map((p) => nameWithout(p, along))).size;
  const some =
    points.length < all.length
      ? `${points.length} of ${all.length} points`
      : isCloud(all.length, apart, TOLD)
        ? `${all.length} points`
        : undefined;
  const nameOf = (p: PointSummary) => some ?? nameWithout(p, along);
  const names = [...new Set(points.map(nameOf))];
  const series = names.map((name, colour): Series => {
    const own = points.filter((p) => nameOf(p) === name);
    const x = Float64Array.from(own, (p) => p.measures["energy.perImage"]!.mean);
    return { name, x, ...intervals(own.map((p) => p.measures[measure]!)), mark: "dots", colour };
  });
  return {
    id: "energy",
    title: `accuracy against energy per training image${some === undefined ? "" : `: ${some}`}`,
    x: { label: "energy per image", unit: "J", scale: "log" },
    y: { label: "accuracy", unit: "1", percent: true, domain: around(series) },
    series,
  };
}

function disturb(points: readonly PointSummary[], axis: string, info: AxisInfo): Panel {
  const ordered = thinned([...points].sort((a, b) => Number(a.axes[axis]) - Number(b.axes[axis])));
  const x = Float64Array.from(ordered, (p) => Number(p.axes[axis]));
  const parts = [
    ["disturb.lonePre", "pre spikes alone"],
    ["disturb.lonePost", "post spikes alone"],
    ["disturb.paired", "pairs"],
  ] as const;
  return {
    id: "disturb",
    title: "conductance moved per synapse and image",
    x: axisOf(info),
    y: { label: "conductance moved", unit: "S", scale: "log" },
    series: parts.map(([key, name], colour): Series => {
      const y = Float64Array.from(ordered, (p) => p.measures[key]!.mean);
      return { name, x, y, mark: "dots", colour };
    }),
  };
}

function intervals(statistics: readonly Statistic[]) {
  return {
    y: Float64Array.from(statistics, (s) => s.mean),
    low: Float64Array.from(statistics, (s) => s.ci95?.[0] ?? s.mean),
    high: Float64Array.from(statistics, (s) => s.ci95?.[1] ?? s.mean),
  };
}

/** Accuracies differ by points: an axis from 0 would hide that. */
function around(series: readonly Series[]): readonly [number, number] {
  const all = series.flatMap((s) => [...(s.low ?? s.y), ...(s.high ?? s.y)]);
  const low = Math.min(...all);
  const high = Math.max(...all);
  const margin = Math.max(0.005, 0.06 * (high - low));
  return [Math.max(0, low - margin), Math.min(1, high + margin)];
}

/** Marks behind the name of a point. */
export function marksOf({ assumed, mixed }: PointSummary): string {
  return `${assumed.length > 0 ? ASSUMED : ""}${mixed.length > 0 ? MIXED : ""}`;
}

/** A point's name without one axis, with its marks. */
export function nameWithout(point: PointSummary, axis: string): string {
  const { axes, text } = point;
  const others = Object.keys(axes).filter((a) => a !== axis);
  const named = others.length === 1 ? text[others[0]!]! : others.map((a) => `${a} ${text[a]}`).join(", ");
  return `${named === "" ? "mean" : named}${marksOf(point)}`;
}
