/** From the axes of a sweep to points: which settings belong together. */

import type { AxisBlock, SweepBlock } from "../config/schema/sweep.js";
import type { Unit } from "../core/params.js";
import { Random } from "../core/random.js";
import { formatQuantity } from "../core/units.js";
import { duplicate, type Level, levelFrom, levelOf, pointKey, together, unitsOf } from "./level.js";

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

/**
 * All levels that an axis has by itself.
 * @throws SweepProblem where two are one, or units differ
 */
export function levelsOf(name: string, axis: AxisBlock): Level[] {
  const written = writtenLevels(name, axis);
  const levels = together(written);
  const twice = duplicate(levels);
  if (twice)
    throw new SweepProblem(
      `axes.${name}`,
      `has ${twice[0].text === twice[1].text ? `${twice[0].text} twice` : `${twice[0].text} and ${twice[1].text}, which are one value`}; accepted: values that differ`,
    );
  return levels;
}

function writtenLevels(name: string, axis: AxisBlock): Level[] {
  if ("cases" in axis) {
    const levels = Object.entries(axis.cases).map(([text, settings]) =>
      levelFrom(
        text,
        Object.entries(settings).map(([path, value]) => ({ path, value })),
      ),
    );
    refuseInfinite(name, levels);
    return levels;
  }
  if ("values" in axis) {
    const levels = axis.values.map((value) => levelOf(axis.path, value));
    refuseInfinite(name, levels);
    const units = unitsOf(levels);
    if (units.length > 1) {
      const example = units.map((unit) => levels.find((level) => level.unit === unit)!.text);
      throw new SweepProblem(
        `axes.${name}.values`,
        `${example.join(" and ")} have different units; accepted: values of one unit, 0 with its unit too`,
      );
    }
    return levels;
  }
  const { count } = axis;
  if (count === undefined)
    throw new SweepProblem(
      `axes.${name}.count`,
      "is missing; accepted: a whole number of values, at least 2",
    );
  if (count > MOST_POINTS)
    throw new SweepProblem(`axes.${name}.count`, `got ${count}; accepted: at most ${MOST_POINTS}`);
  return Array.from({ length: count }, (_, k) => between(name, axis, k / (count - 1)));
}

type RangeBlock = Extract<AxisBlock, { from: unknown }>;

/** The level at a place of a range, 0..1. */
export function between(name: string, axis: RangeBlock, place: number): Level {
  const from = levelOf(axis.path, axis.from);
  const to = levelOf(axis.path, axis.to);
  if (from.unit === undefined || from.unit !== to.unit)
    throw new SweepProblem(
      `axes.${name}`,
      `from ${axis.from} to ${axis.to}; accepted: two numbers in the same unit, such as 1 % and 80 %`,
    );
  const [low, high] = [Number(from.value), Number(to.value)];
  if (axis.scale === "log" && !(low > 0 && high > 0))
    throw new SweepProblem(
      `axes.${name}`,
      `from ${axis.from} to ${axis.to} has no logarithm; accepted: above 0`,
    );
  // Ends stay as written; the rest to what anyone would write.
  if (place === 0) return from;
  if (place === 1) return to;
  const x = axis.scale === "log" ? low * (high / low) ** place : low + place * (high - low);
  const percent = from.text.includes("%") || to.text.includes("%");
  return levelOf(axis.path, writtenAs(x, from.unit, percent, digitsOf(low, high)));
}

/** Levels that show how an axis is written: all of a list, the ends of a range. */
export function shownLevels(name: string, axis: AxisBlock): Level[] {
  return "from" in axis ? [between(name, axis, 0), between(name, axis, 1)] : levelsOf(name, axis);
}

/** Digits that tell the values of a range from one another: more where it is narrow. */
function digitsOf(low: number, high: number): number {
  const narrow = Math.max(Math.abs(low), Math.abs(high)) / Math.abs(high - low);
  return Number.isFinite(narrow) ? Math.min(15, 6 + Math.max(0, Math.floor(Math.log10(narrow)))) : 6;
}

/** A value as a document would have it. @param digits  significant ones */
export function writtenAs(x: number, unit: Unit, percent: boolean, digits: number): string | number {
  if (unit !== "1") return formatQuantity(x, unit, digits);
  return percent ? `${Number((100 * x).toPrecision(digits))} %` : Number(x.toPrecision(digits));
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
    const listed = "from" in axis ? undefined : levelsOf(name, axis);
    // Ranges have a level everywhere; lists and cases have one for each equal share.
    const levelAt = (place: number): Level =>
      listed?.[Math.floor(place * listed.length)] ?? between(name, axis as RangeBlock, place);
    const random = Random.of("sweep", design, name);
    const slice = random.permutation(samples);
    return Array.from({ length: samples }, (_, k) => {
      const place = design === "random" ? random.uniform() : (slice[k]! + random.uniform()) / samples;
      return levelAt(place < 0 || place >= 1 ? 0 : place);
    });
  });
  const points = Array.from({ length: samples }, (_, k) =>
    Object.fromEntries(axes.map(([name], a) => [name, columns[a]![k]!])),
  );
  // Lists and cases are soon drawn twice: a point that is there already says nothing new.
  return [...new Map(points.map((point) => [pointKey(point), point])).values()];
}

function refuseInfinite(name: string, levels: readonly Level[]): void {
  const odd = levels.flatMap(({ set }) => set).find(({ value }) => !allFinite(value));
  if (odd)
    throw new SweepProblem(
      `axes.${name}`,
      `sets ${odd.path} to a number that is not finite; accepted: finite numbers`,
    );
}

/** Whether every number in plain data is finite: JSON, in which settings are passed on, has no word for others. */
function allFinite(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value !== "object" || value === null || Object.values(value).every(allFinite);
}

/** A point in words: "technology=rram, sigma=6 %". */
export function nameOf(point: Point): string {
  return Object.entries(point)
    .map(([axis, level]) => `${axis}=${level.text}`)
    .join(", ");
}
