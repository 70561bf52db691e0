/** SI numbers as pages and figures write them: one prefix for all that stands together. */
import type { Unit } from "./params.js";

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
  return GROUPED[digits].format(value);
}

/** By fraction digits: made once, as making one takes longer than all that it writes. */
const GROUPED = [0, 1, 2].map(
  (digits) => new Intl.NumberFormat("en-US", { minimumFractionDigits: 0, maximumFractionDigits: digits }),
) as [Intl.NumberFormat, Intl.NumberFormat, Intl.NumberFormat];

/** A conductance as figures write it: 1e-6 S is "1,000 nS". */
export function conductance(siemens: number): string {
  const { factor, name } = conductanceUnit(siemens);
  return `${grouped(siemens * factor)} ${name}`;
}

/** "1 h 05 min", "4 min 10 s", "58 s" */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole >= 3600)
    return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, "0")} min`;
  return whole >= 60
    ? `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`
    : `${whole} s`;
}
