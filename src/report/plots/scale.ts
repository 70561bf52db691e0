/** SI numbers for axes and captions: one prefix per axis, chosen by the largest value on it. */

import type { Unit } from "../../core/params.js";
import { formatQuantity } from "../../core/units.js";

export interface AxisUnit {
  /** Multiply SI values by this. */
  readonly factor: number;
  /** "ms", "nS": the unit to write. */
  readonly name: string;
}

const PREFIXES: readonly (readonly [power: number, prefix: string])[] = [
  [9, "G"],
  [6, "M"],
  [3, "k"],
  [0, ""],
  [-3, "m"],
  [-6, "µ"],
  [-9, "n"],
  [-12, "p"],
  [-15, "f"],
];

/** The prefix that writes `largest` (SI, any sign) between 1 and 1000. */
export function axisUnit(largest: number, unit: Unit): AxisUnit {
  const size = Math.abs(largest);
  // A hair of tolerance: 1e-3 as computed may be just below 1e-3.
  const row = PREFIXES.find(([power]) => size * (1 + 1e-9) >= 10 ** power);
  const [power, prefix] = size > 0 && row ? row : ([0, ""] as const);
  return { factor: 10 ** -power, name: `${prefix}${unit}` };
}

/** Conductances are written in nS everywhere, as in the field, unless they would need five digits before the point. */
export function conductanceUnit(largest: number): AxisUnit {
  return largest >= 1e-5 ? axisUnit(largest, "S") : { factor: 1e9, name: "nS" };
}

/** 0.8664 as "86.6 %". */
export function percent(fraction: number, digits = 1): string {
  return `${(100 * fraction).toFixed(digits)} %`;
}

/** 10000 as "10,000"; fractions keep three digits. */
export function grouped(value: number): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? 1 : 2;
  return value.toLocaleString("en-US", { minimumFractionDigits: 0, maximumFractionDigits: digits });
}

/** "12.3 nS", "0" for nothing at all. */
export function quantity(si: number, unit: Unit, digits = 3): string {
  return formatQuantity(si, unit, digits);
}

/** A conductance as figures write it: 1e-6 S is "1,000 nS". */
export function conductance(siemens: number): string {
  const { factor, name } = conductanceUnit(siemens);
  return `${grouped(siemens * factor)} ${name}`;
}

/** "+6.13", "−12.9", three digits and a true minus; a change too small for them as "−1e−4". */
export function signed(x: number): string {
  if (x === 0) return "0";
  const size = Math.abs(x);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = size < 0.005 ? size.toExponential(0).replace("-", "−") : size.toFixed(digits);
  return `${x < 0 ? "−" : "+"}${text}`;
}

/** Largest magnitude in any of the arrays; 0 for none. */
export function largest(...arrays: readonly ArrayLike<number>[]): number {
  let most = 0;
  for (const a of arrays) for (let k = 0; k < a.length; k++) most = Math.max(most, Math.abs(a[k]!));
  return most;
}
