/**
 * Quantities as people write them ("20 ms", "25 µS", "6 %") and the SI numbers that everything else uses.
 *
 * A prefix shifts the decimal exponent of the text, so that "20 ms" is the very double 20e-3 and a number
 * written with `formatQuantity(x, unit, "exact")` is read back bit for bit.
 */
import type { Unit } from "./params.js";

/** A quantity that could not be read. The message says what was found and what is accepted. */
export class QuantityError extends Error {
  override readonly name = "QuantityError";
}

/** Decimal exponents of the prefixes; both micro signs of Unicode and the plain u. */
const PREFIXES: readonly (readonly [prefix: string, exponent: number])[] = [
  ["", 0],
  ["m", -3],
  ["u", -6],
  ["µ", -6],
  ["μ", -6],
  ["n", -9],
  ["p", -12],
  ["f", -15],
  ["a", -18],
  ["k", 3],
  ["M", 6],
  ["G", 9],
  ["T", 12],
];

/** What each unit measures, and an example for messages. */
const UNITS: Readonly<Record<Unit, { what: string; example: string; spellings: readonly string[] }>> = {
  "1": { what: "a plain number", example: '0.06 or "6 %"', spellings: [""] },
  s: { what: "a time", example: '"20 ms"', spellings: ["s"] },
  V: { what: "a voltage", example: '"-65 mV"', spellings: ["V"] },
  A: { what: "a current", example: '"2 nA"', spellings: ["A"] },
  C: { what: "a charge", example: '"1 pC"', spellings: ["C"] },
  F: { what: "a capacitance", example: '"250 pF"', spellings: ["F"] },
  S: { what: "a conductance", example: '"25 uS"', spellings: ["S"] },
  ohm: { what: "a resistance", example: '"10 Mohm"', spellings: ["ohm", "Ω", "Ω"] },
  Hz: { what: "a rate", example: '"10 kHz"', spellings: ["Hz"] },
  "S/s": { what: "a conductance per time", example: '"5 nS/s"', spellings: ["S/s"] },
  "V/s": { what: "a voltage per time", example: '"5 mV/s"', spellings: ["V/s"] },
  m: { what: "a length", example: '"14 nm"', spellings: ["m"] },
  K: { what: "a temperature", example: '"293 K"', spellings: ["K"] },
  J: { what: "an energy", example: '"30 fJ"', spellings: ["J"] },
};

/** Every unit. */
export const units = Object.keys(UNITS) as readonly Unit[];

/** What a field of this unit accepts, in words: for messages and docs. */
export function acceptedQuantity(unit: Unit): string {
  const { what, example } = UNITS[unit];
  return unit === "1" ? `${what} such as ${example}` : `${what} with its unit such as ${example}`;
}

/** Longest text looked at: a number has no need of more. */
const MAX_LENGTH = 64;
// Every part starts with a character the one before cannot contain: the match is linear in the length.
const QUANTITY = /^([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,4}))?\s*(\S*)$/u;

/**
 * The SI value of a quantity with its unit.
 * @param unit  the unit the place needs, without prefix; "1" takes bare numbers and percentages
 * @throws QuantityError saying what was found and what is accepted; numbers beyond what a double holds are refused
 */
export function parseQuantity(text: string, unit: Unit): number {
  const trimmed = text.length > MAX_LENGTH ? "" : text.trim();
  const match = QUANTITY.exec(trimmed);
  const fail = (problem: string): never => {
    const shown = text.length > MAX_LENGTH ? `${text.slice(0, 24)}…` : text;
    throw new QuantityError(`"${shown}" ${problem}; accepted: ${acceptedQuantity(unit)}`);
  };
  if (!match) return fail("is not a number with a unit");
  const [, sign, digits, exponent, suffix] = match as unknown as [string, string, string, string?, string?];
  const shift = exponentOf(suffix ?? "", unit);
  if (shift === undefined)
    return fail(suffix === "" ? "has no unit" : `has unit "${suffix}" where ${UNITS[unit].what} is needed`);
  const value = Number(`${sign}${digits}e${Number(exponent ?? 0) + shift}`);
  if (!Number.isFinite(value)) return fail("is too large a number");
  if (value === 0 && /[1-9]/.test(digits)) return fail("is too small a number");
  // A sign of zero means nothing to anybody, and something to a division.
  return value === 0 ? 0 : value;
}

/**
 * A quantity of whatever unit it is written in, in SI: no two units share a spelling.
 * @returns  undefined for text that is not a number with a known unit
 */
export function anyQuantity(text: string): { readonly value: number; readonly unit: Unit } | undefined {
  const unit = text.length > MAX_LENGTH ? undefined : unitOf(QUANTITY.exec(text.trim())?.[4]);
  if (unit === undefined) return undefined;
  const value = parsedOrNothing(text, unit);
  return value === undefined ? undefined : { value, unit };
}

function unitOf(suffix: string | undefined): Unit | undefined {
  return suffix === undefined ? undefined : units.find((unit) => exponentOf(suffix, unit) !== undefined);
}

/** Undefined for a number that is too large. */
function parsedOrNothing(text: string, unit: Unit): number | undefined {
  try {
    return parseQuantity(text, unit);
  } catch (error) {
    if (error instanceof QuantityError) return undefined;
    throw error;
  }
}

/** Decimal exponent of a unit with prefix; undefined if it is not the unit wanted. */
function exponentOf(suffix: string, unit: Unit): number | undefined {
  if (unit === "1") return suffix === "" ? 0 : suffix === "%" ? -2 : undefined;
  for (const spelling of UNITS[unit].spellings) {
    if (!suffix.endsWith(spelling)) continue;
    const prefix = suffix.slice(0, suffix.length - spelling.length);
    const row = PREFIXES.find(([p]) => p === prefix);
    if (row) return row[1];
  }
  return undefined;
}

/** Prefixes used for writing, by exponent / 3 + 6. */
const WRITTEN = ["a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T"];

/**
 * A quantity for people: `formatQuantity(0.02, "s")` is "20 ms".
 * @param digits  significant digits; "exact" writes as many as `parseQuantity` needs to return the same number
 */
export function formatQuantity(si: number, unit: Unit, digits: number | "exact" = 3): string {
  const suffix = unit === "1" ? "" : ` ${unit}`;
  if (!Number.isFinite(si) || si === 0) return `${si === 0 ? 0 : si}${suffix}`;
  // Shortest or rounded decimal digits d.ddd and a power of ten: shifting the point is exact.
  const [mantissa, power] = (digits === "exact" ? si.toExponential() : si.toExponential(digits - 1)).split(
    "e",
  );
  const exponent = Number(power);
  const prefixable = unit !== "1" && unit !== "K";
  const group = prefixable ? Math.max(-6, Math.min(4, Math.floor(exponent / 3))) : 0;
  const rest = exponent - 3 * group;
  if (rest < -6 || rest > 14) return `${trimZeros(mantissa!)}e${rest}${prefixed(suffix, group)}`;
  return `${trimZeros(shiftPoint(mantissa!, rest))}${prefixed(suffix, group)}`;
}

function prefixed(suffix: string, group: number): string {
  return suffix === "" ? "" : ` ${WRITTEN[group + 6]}${suffix.slice(1)}`;
}

/** "-1.25" with its point moved `by` places to the right. */
function shiftPoint(mantissa: string, by: number): string {
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace("-", "").replace(".", "");
  const point = 1 + by;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${"0".repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function trimZeros(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/0+$/, "").replace(/\.$/, "") : decimal;
}
