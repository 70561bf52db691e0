/** From the axes of a sweep to points: which settings belong together. */

import type { AxisBlock, SweepBlock } from "../config/schema/sweep.js";
import { Random } from "../core/random.js";

/** One value of an axis: what it is called, and the settings it stands for. */
export interface Level {
  /** Number where the axis has numbers (in the unit it was written in), else the name. */
  readonly value: string | number;
  /** As written, with its unit. */
  readonly text: string;
  readonly set: readonly { readonly path: string; readonly value: unknown }[];
}

/** Levels by axis name. */
export type Point = Readonly<Record<string, Level>>;

/** An axis, or a whole design, that makes no sense. `path` is below `sweep`. */
export class SweepProblem extends Error {
  override readonly name = "SweepProblem";
  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path}: ${problem}`);
  }
}

/** More jobs than this are a mistake. */
export const MOST_POINTS = 10_000;

/** @throws SweepProblem */
export function pointsOf(block: SweepBlock): Point[] {
  const axes = Object.entries(block.axes);
  if (axes.length === 0) throw new SweepProblem("axes", "is empty; accepted: at least one axis");
  return block.design === "grid" ? grid(axes) : sampled(axes, block);
}

function grid(axes: readonly [string, AxisBlock][]): Point[] {
  let points: Point[] = [{}];
  for (const [name, axis] of axes) {
    const levels = levelsOf(name, axis);
    if (points.length * levels.length > MOST_POINTS)
      throw new SweepProblem("axes", `make more than ${MOST_POINTS} points; accepted: fewer values`);
    points = points.flatMap((point) => levels.map((level) => ({ ...point, [name]: level })));
  }
  return points;
}

/** All levels that an axis has by itself. */
export function levelsOf(name: string, axis: AxisBlock): Level[] {
  if ("cases" in axis) {
    // Cases called "1 ms", "2 ms", … are numbers along an axis.
    const named = Object.keys(axis.cases).map(split);
    const unit = named[0]?.unit;
    const numeric = named.every((n) => n !== undefined && n.unit === unit);
    return Object.entries(axis.cases).map(([text, settings], k) => ({
      value: numeric ? named[k]!.number : text,
      text,
      set: Object.entries(settings).map(([path, v]) => ({ path, value: v })),
    }));
  }
  if ("values" in axis) return axis.values.map((v) => levelOf(axis.path, v));
  const { count } = axis;
  if (count === undefined)
    throw new SweepProblem(
      `axes.${name}.count`,
      "is missing; accepted: a whole number of values, at least 2",
    );
  return Array.from({ length: count }, (_, k) => between(name, axis, k / (count - 1)));
}

type RangeBlock = Extract<AxisBlock, { from: unknown }>;

/** The level at a place of a range, 0..1. */
export function between(name: string, axis: RangeBlock, place: number): Level {
  const from = split(axis.from);
  const to = split(axis.to);
  if (!from || !to || from.unit !== to.unit)
    throw new SweepProblem(
      `axes.${name}`,
      `from ${axis.from} to ${axis.to}; accepted: two numbers in the same unit, such as 1 % and 80 %`,
    );
  if (axis.scale === "log" && !(from.number > 0 && to.number > 0))
    throw new SweepProblem(
      `axes.${name}`,
      `from ${axis.from} to ${axis.to} has no logarithm; accepted: above 0`,
    );
  const x =
    axis.scale === "log"
      ? from.number * (to.number / from.number) ** place
      : from.number + place * (to.number - from.number);
  // Ends stay as written; the rest to what anyone would write.
  const number = place === 0 ? from.number : place === 1 ? to.number : Number(x.toPrecision(6));
  return levelOf(axis.path, from.unit === "" ? number : `${number} ${from.unit}`);
}

/** A value of an axis that has a path. */
export function levelOf(path: string | readonly string[], value: string | number | boolean): Level {
  const parts = typeof value === "boolean" ? undefined : split(value);
  return {
    value: parts ? parts.number * (parts.unit === "%" ? 0.01 : 1) : String(value),
    text: String(value),
    set: (typeof path === "string" ? [path] : path).map((p) => ({ path: p, value })),
  };
}

/** Number and unit of "12 mV"; undefined for words. */
function split(value: string | number): { number: number; unit: string } | undefined {
  const found = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(\S*)\s*$/.exec(String(value));
  return found ? { number: Number(found[1]), unit: found[2]! } : undefined;
}

/** Points of a random design, drawn from streams of the design's own: seeds of the runs are another matter. */
function sampled(axes: readonly [string, AxisBlock][], { design, samples }: SweepBlock): Point[] {
  if (samples === undefined)
    throw new SweepProblem(
      "samples",
      `is missing; accepted: a whole number of points for a ${design} design`,
    );
  if (samples > MOST_POINTS)
    throw new SweepProblem("samples", `got ${samples}; accepted: at most ${MOST_POINTS}`);
  const columns = axes.map(([name, axis]) => {
    const random = Random.of("sweep", design, name);
    const slice = random.permutation(samples);
    return Array.from({ length: samples }, (_, k) => {
      const place = design === "random" ? random.uniform() : (slice[k]! + random.uniform()) / samples;
      return place < 0 || place >= 1 ? levelAt(name, axis, 0) : levelAt(name, axis, place);
    });
  });
  return Array.from({ length: samples }, (_, k) =>
    Object.fromEntries(axes.map(([name], a) => [name, columns[a]![k]!])),
  );
}

/** Ranges have a level everywhere; lists and cases have one for each equal share. */
function levelAt(name: string, axis: AxisBlock, place: number): Level {
  if ("from" in axis) return between(name, axis, place);
  const levels = levelsOf(name, axis);
  return levels[Math.floor(place * levels.length)]!;
}

/** A point in words: "technology=rram, sigma=6 %". */
export function nameOf(point: Point): string {
  return Object.entries(point)
    .map(([axis, level]) => `${axis}=${level.text}`)
    .join(", ");
}
