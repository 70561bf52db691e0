/** What tables and plots need to know of an axis: what it is called, its unit, how its numbers are written. */
import type { AxisBlock, SweepBlock } from "../config/schema/sweep.js";
import type { Unit } from "../core/params.js";
import { formatQuantity } from "../core/units.js";
import { shownLevels } from "./axes.js";
import type { Level } from "./level.js";

export interface AxisInfo {
  readonly label: string;
  /** Of its numbers; null for an axis of words, lists or mappings. */
  readonly unit: Unit | null;
  /** Whether its plain numbers are written in per cent. */
  readonly percent: boolean;
  /** As it is drawn. */
  readonly scale: "linear" | "log";
}

/** From this ratio of its ends on a logarithmic axis is drawn as one: below there are too few powers of ten on it. */
const DECADES = 100;

/** Of every axis, by name. @throws SweepProblem for axes that make no sense */
export function axisInfos({ axes }: SweepBlock): Record<string, AxisInfo> {
  return Object.fromEntries(Object.entries(axes).map(([name, axis]) => [name, infoOf(name, axis)]));
}

function infoOf(name: string, axis: AxisBlock): AxisInfo {
  const levels = shownLevels(name, axis);
  return {
    label: axis.label ?? name,
    unit: levels.every(({ value }) => typeof value === "number") ? levels[0]!.unit! : null,
    percent: levels.some(({ text }) => text.includes("%")),
    scale: "scale" in axis && axis.scale === "log" && wide(levels) ? "log" : "linear",
  };
}

function wide(ends: readonly Level[]): boolean {
  const ratio = Number(ends[1]!.value) / Number(ends[0]!.value);
  return Math.max(ratio, 1 / ratio) >= DECADES;
}

/** A number of the axis for people: "20 mV", "6 %", "150". @param digits  significant ones */
export function axisNumber(x: number, { unit, percent }: AxisInfo, digits = 3): string {
  if (unit !== null && unit !== "1") return formatQuantity(x, unit, digits);
  return percent ? `${Number((100 * x).toPrecision(digits))} %` : String(Number(x.toPrecision(digits)));
}

/** The column of an axis in tables: "rate_Hz", as in other CSV files; plain numbers and words have no unit. */
export function columnOf(name: string, { unit }: AxisInfo): string {
  return unit === null || unit === "1" ? name : `${name}_${unit.replace("/", "_per_")}`;
}

/** Columns that every table has; no axis can be called so. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...["seed", "measure", "unit", "value"],
  ...["state", "kernel", "weightsSha256", "config", "mixed", "failure"],
]);
