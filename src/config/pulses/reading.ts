/** How the numbers of a published table become SI: units of columns, what a normalised 1 stands for, currents over a read voltage. */
import { formatQuantity } from "../../core/units.js";
import type { Heading, Role } from "./heading.js";
import { quantityOf } from "./unit-names.js";

/** What a table does not say by itself. */
export interface Reading {
  /** Of reads without one: S, A or ohm, or what 0 and 1 of a normalised conductance stand for. */
  readonly unit?: ReadUnit;
  /** V: conductance is current over it. */
  readonly readVoltage?: number;
  /** Pulses that raise, then pulses that lower, again and again. */
  readonly ltp?: readonly [up: number, down: number];
  /** Rows that are reads after the same pulse. */
  readonly reads?: number;
}

export interface ReadUnit {
  /** As it was given. */
  readonly text: string;
  readonly of: "S" | "A" | "ohm";
  /** Value of 0 and of 1, SI. */
  readonly zero: number;
  readonly one: number;
}

/** From a written number to SI. */
export type Convert = (x: number, row: number) => number;

const UNIT_OF: Partial<Record<Role, string>> = {
  time: "s",
  temperature: "K",
  voltage: "V",
  width: "s",
  before: "S",
  after: "S",
  conductance: "S",
  current: "A",
  resistance: "ohm",
  readVoltage: "V",
};
const EXAMPLE: Readonly<Record<string, string>> = {
  s: "s, ms, µs or ns",
  K: "K or °C",
  V: "V or mV",
  S: "S, mS, µS, nS or pS",
  A: "A, µA, nA or pA",
  ohm: "ohm, kohm or Mohm",
};
const UNIT_OPTION = "--unit nS (or S, uS, pS; nA for currents, kohm for resistances)";
const SCALE_OPTION = "--unit 4uS (the conductance that 1 stands for), or --unit 50nS:4uS (those of 0 and 1)";

/**
 * @param voltageOf  read voltage of a row, V, where a column gives it
 * @returns  the conversion, or what is wrong in words
 */
export function conversion(
  heading: Heading,
  reading: Reading,
  voltageOf: ((row: number) => number) | undefined,
): Convert | string {
  const { role, unit, normalised } = heading;
  const wanted = role && UNIT_OF[role];
  if (!wanted) return (x) => x;
  const read =
    role === "conductance" ||
    role === "before" ||
    role === "after" ||
    role === "current" ||
    role === "resistance";
  if (read && (normalised !== undefined || unit === undefined)) return byOption(heading, reading, voltageOf);
  if (read && reading.unit)
    return `has the unit ${unit}, and --unit ${reading.unit.text} is given; accepted: --unit for columns without a unit only`;
  // Time only orders rows.
  if (unit === undefined)
    return role === "time"
      ? (x) => x
      : `has no unit; accepted: one in its name, such as "${heading.name} (${EXAMPLE[wanted]!.split(/,? /)[0]})"`;
  const one = quantityOf(unit);
  if (wanted === "K" && (one?.unit === "°C" || unit === "C")) return (x) => x + 273.15;
  if (one?.unit !== wanted) return `has the unit "${unit}"; accepted: ${EXAMPLE[wanted]}`;
  return toConductance(role, (x) => scaled(x, one.value), reading, voltageOf);
}

/** Multiplied, or divided by the inverse where that is the exact number: 1.2 µS is 1.2e-6 to the last bit. */
function scaled(x: number, factor: number): number {
  return factor >= 1 ? x * factor : x / Math.round(1 / factor);
}

function byOption(
  heading: Heading,
  reading: Reading,
  voltageOf: ((row: number) => number) | undefined,
): Convert | string {
  const { role, normalised } = heading;
  const { unit } = reading;
  const isScale = unit !== undefined && /^[-+]?[\d.]/.test(unit.text);
  if (normalised !== undefined && !isScale) return `is normalised; accepted: ${SCALE_OPTION}`;
  if (!unit)
    return `has no unit; accepted: one in its name, such as "${heading.name} (µS)", or ${UNIT_OPTION}, or for normalised values ${SCALE_OPTION}`;
  const share = normalised ?? 1;
  const value = (x: number) =>
    unit.zero === 0 && share === 1 ? scaled(x, unit.one) : unit.zero + (unit.one - unit.zero) * share * x;
  // A normalised current is a normalised conductance; a name that says only the cycle takes the kind of the unit.
  if (isScale)
    return unit.of === "S"
      ? value
      : toConductance(unit.of === "A" ? "current" : "resistance", value, reading, voltageOf);
  const kind = unit.of === "S" ? "conductance" : unit.of === "A" ? "current" : "resistance";
  if (kind !== role && (role === "current" || role === "resistance" || heading.series === undefined))
    return `is no ${kind}, and --unit ${unit.text} is given; accepted: ${EXAMPLE[UNIT_OF[role!]!]}`;
  return toConductance(kind, value, reading, voltageOf);
}

function toConductance(
  role: Role | undefined,
  si: (x: number) => number,
  { readVoltage }: Reading,
  voltageOf: ((row: number) => number) | undefined,
): Convert | string {
  if (role === "resistance") return (x) => 1 / si(x);
  if (role !== "current") return si;
  if (readVoltage !== undefined && voltageOf)
    return "is a current, and both a column of read voltages and --read-voltage are given; accepted: one of them";
  if (voltageOf) return (x, row) => si(x) / voltageOf(row);
  if (readVoltage === undefined)
    return "is a current; accepted: --read-voltage 0.1V, the voltage it was read at";
  return (x) => si(x) / readVoltage;
}

/** In words, what was done to the reads; undefined where nothing. */
export function readAs(heading: Heading, { unit, readVoltage }: Reading): string | undefined {
  const { role } = heading;
  const current = role === "current" || (unit?.of === "A" && heading.unit === undefined);
  const parts = [
    ...(unit && unit.zero !== 0
      ? [
          `0 stands for ${formatQuantity(unit.zero, unit.of, 4)} and ${heading.unit === "%" ? "100 %" : "1"} for ${formatQuantity(unit.one, unit.of, 4)}`,
        ]
      : unit && (heading.unit === undefined || heading.normalised !== undefined)
        ? [`${heading.unit === "%" ? "100 %" : "1"} stands for ${formatQuantity(unit.one, unit.of, 4)}`]
        : []),
    ...(current
      ? [
          readVoltage === undefined
            ? "current over the read voltage of its row"
            : `current over ${formatQuantity(readVoltage, "V", 4)}`,
        ]
      : []),
    ...(role === "resistance" ? ["1 over the resistance"] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(", ");
}
