/** Other values that a field might have, from its declaration. */
import type { Leaf } from "../../src/config/fields/leaves.js";
import { builtIn } from "../../src/config/parts.js";
import type { Unit } from "../../src/core/params.js";
import { formatQuantity } from "../../src/core/units.js";

/** For quantities of 0, from which no factor leads away: what is usual in each unit. */
const USUAL: Readonly<Record<Unit, readonly number[]>> = {
  "1": [0.25, 0.01, 1, 4],
  s: [1e-3, 10e-3, 1e-9],
  V: [10e-3, -10e-3, 1],
  A: [1e-9],
  C: [1e-12],
  F: [1e-12],
  S: [1e-9],
  ohm: [1e3],
  Hz: [5],
  "S/s": [1e-9],
  "V/s": [1e-3],
  m: [1e-9],
  K: [10],
  J: [1e-15],
};
/** Powers of two of the old value keep times on the grid of ticks; the rest is for what else must fit. */
const FACTORS = [2, 0.5, 4, 0.25, 8, 1.1, 0.9, 1.01, 0.99, -1];

/** Documents to put in the leaf's place, the likeliest first; they may still break a rule between fields. */
export function candidates({ field, document }: Leaf, names: readonly string[]): unknown[] {
  const { about } = field;
  if (about.is === "word") return about.words(builtIn).filter((word) => word !== document);
  if (about.is === "flag") return [!document];
  if (about.is === "whole") {
    const n = Number(document);
    return [n + 1, n * 2, n - 1, n + 10].filter((k) => k !== n && k >= about.min);
  }
  if (about.is === "quantity") {
    const value = field.read(document, builtIn);
    const number = typeof value === "number" ? value : numberIn(value);
    const unit = about.unit === "1 or V" || about.unit === "any" ? unitOf(value) : about.unit;
    const others = [...FACTORS.map((f) => f * number), ...USUAL[unit].map((x) => number + x), ...USUAL[unit]];
    return [...new Set(others)]
      .filter((x) => x !== number)
      .map((x) => (unit === "1" ? x : formatQuantity(x, unit, "exact")));
  }
  if (about.is !== "text") return [];
  if (typeof document === "object") return [{ another: "b".repeat(64) }];
  return [...names, "F-02", "another"].filter((name) => name !== document);
}

/** The number in a value that is more than one: a weight, or an interval of images, ticks or seconds. */
export function numberIn(value: unknown): number {
  const numbers = Object.values(value as object).filter((x) => typeof x === "number");
  return numbers[0]!;
}

function unitOf(value: unknown): Unit {
  return (value as { readonly unit: Unit }).unit;
}
