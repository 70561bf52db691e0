/** How much of a sweep's scatter comes from what a fit of its device leaves open, and how much from seeds. */
import type { SweepBlock } from "../config/schema/sweep.js";
import { type Components, components } from "../metrics/components.js";
import type { PointSummary } from "./statistics.js";

/** What the draws of one combination of the other axes say together. */
export interface DrawSpread extends Components {
  /** The other axes, as written. */
  readonly text: Readonly<Record<string, string>>;
  readonly draws: number;
  readonly seeds: number;
}

/** The axis of draws from a device's uncertainty; undefined where there is none. */
export function drawAxis({ axes }: SweepBlock): string | undefined {
  const isDraw = (path: string) => /(^|\.)device\.draw$/.test(path);
  return Object.keys(axes).find((name) => {
    const axis = axes[name]!;
    return "path" in axis && [axis.path].flat().some(isDraw);
  });
}

/**
 * Draw 0, the device as fitted, is none of the draws.
 * @param measure  whose scatter is told
 * @returns  nothing where fewer than two draws or seeds have ended well
 */
export function drawSpreads(points: readonly PointSummary[], axis: string, measure: string): DrawSpread[] {
  const groups = new Map<string, { text: Record<string, string>; rows: PointSummary[] }>();
  for (const point of points) {
    if (point.axes[axis] === 0) continue;
    const { [axis]: _, ...text } = point.text;
    const key = JSON.stringify(text);
    const group = groups.get(key) ?? { text, rows: [] };
    group.rows.push(point);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ text, rows }) => {
    const known = rows.map((p) => p.measures[measure]?.bySeed ?? {}).filter((s) => Object.keys(s).length > 0);
    // Seeds that every draw has.
    const seeds = Object.keys(known[0] ?? {}).filter((seed) => known.every((s) => s[seed] !== undefined));
    if (known.length < 2 || seeds.length < 2) return [];
    const found = components(known.map((bySeed) => seeds.map((seed) => bySeed[seed]!)));
    return [{ text, draws: known.length, seeds: seeds.length, ...found }];
  });
}
