/** A level of an axis is what its value means in SI, not how it is spelled: "10 kHz" is "10000 Hz" and not "10 Hz". */
import type { Unit } from "../core/params.js";
import { anyQuantity } from "../core/units.js";
import { canonical } from "./canonical.js";

/** One value of an axis: what it is called, and the settings it stands for. */
export interface Level {
  /** In SI where the axis has numbers, else the text. */
  readonly value: string | number;
  /** Of the number; absent where the axis has none. */
  readonly unit?: Unit;
  /** As written, with its unit; of long lists the beginning. */
  readonly text: string;
  /** The same for all spellings of one value. */
  readonly identity: string;
  readonly set: readonly { readonly path: string; readonly value: unknown }[];
}

/** Longest text of a level. */
const LONGEST = 48;
/** Numbers as near as this to one another are one level: 0.1 + 0.2 is 0.3. */
const RELATIVE = 1e-9;

/** A value of an axis that has a path. */
export function levelOf(path: string | readonly string[], value: unknown): Level {
  const paths = typeof path === "string" ? [path] : path;
  return levelFrom(
    value,
    paths.map((p) => ({ path: p, value })),
  );
}

/** A level called by `value`. */
export function levelFrom(value: unknown, set: Level["set"]): Level {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const number = typeof value === "number" ? { value, unit: "1" as const } : quantityIn(value);
  return {
    value: number ? number.value + 0 : text,
    ...(number ? { unit: number.unit } : {}),
    text,
    identity: number ? `${number.value + 0} ${number.unit}` : JSON.stringify(canonical(value)),
    set,
  };
}

function quantityIn(value: unknown) {
  return typeof value === "string" ? anyQuantity(value) : undefined;
}

/** Whether two levels are one: by SI value and unit where both are numbers. */
export function sameLevel(a: Level, b: Level): boolean {
  if (a.identity === b.identity) return true;
  const [x, y] = [a.value, b.value];
  return (
    typeof x === "number" &&
    typeof y === "number" &&
    a.unit === b.unit &&
    Math.abs(x - y) <= RELATIVE * Math.max(Math.abs(x), Math.abs(y))
  );
}

/** Two levels that are one; undefined where all differ. */
export function duplicate(levels: readonly Level[]): readonly [Level, Level] | undefined {
  // Sorted, so that equal ones are neighbours: axes may have thousands of levels.
  const sorted = [...levels].sort(byValue);
  const second = sorted.findIndex((level, k) => k > 0 && sameLevel(sorted[k - 1]!, level));
  return second < 0 ? undefined : [sorted[second - 1]!, sorted[second]!];
}

function byValue(a: Level, b: Level): number {
  if (a.unit !== b.unit) return (a.unit ?? "") < (b.unit ?? "") ? -1 : 1;
  if (typeof a.value === "number" && typeof b.value === "number") return a.value - b.value;
  return a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : 0;
}

/** Units of the levels that are numbers. */
export function unitsOf(levels: readonly Level[]): Unit[] {
  return [...new Set(levels.flatMap(({ unit }) => unit ?? []))];
}

/**
 * Levels as an axis has them together: numbers only where all are, in one unit; else each by its text, which tells it
 * from the others.
 */
export function together(levels: readonly Level[]): Level[] {
  if (levels.every(({ unit }) => unit !== undefined) && unitsOf(levels).length <= 1) return [...levels];
  const texts = levels.map((level) => level.text);
  return levels.map(({ unit: _, ...level }, k) => {
    const alone = texts.indexOf(level.text) === texts.lastIndexOf(level.text);
    const whole = alone ? level.text : JSON.stringify(level.set[0]?.value ?? level.text);
    const text = whole.length > LONGEST ? `${whole.slice(0, LONGEST)}… (no. ${k + 1})` : whole;
    return { ...level, value: text, text };
  });
}

/** The same text for points of the same levels. */
export function pointKey(point: Readonly<Record<string, Level | undefined>>): string {
  return JSON.stringify(Object.values(point).map((level) => level?.identity ?? null));
}
