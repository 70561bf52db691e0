/** A run as a table for people. */
import { formatQuantity } from "../core/units.js";
import { percent } from "../core/written.js";
import type { KindResult } from "../experiment/kind.js";
import { kindOf } from "../experiment/kinds/index.js";
import type { Measure } from "../experiment/measure.js";
import { plain } from "../experiment/text.js";
import { tableText } from "./table.js";

/** One line each: what it is, and how much; estimates with their intervals first. */
export function summaryRows({ kind: name, metrics }: KindResult): [what: string, value: string][] {
  const kind = kindOf(name);
  const estimates = kind.measures(metrics).flatMap((m) => (m.interval ? [estimate(m, m.interval)] : []));
  const rows = kind.summary(metrics).map(([what, text]): [string, string] => [what, plain(text)]);
  const { weightsSha256, seed, interrupted } = metrics;
  if (weightsSha256 !== undefined)
    rows.push(["weights", `sha256 ${weightsSha256.slice(0, 16)}…`], ["seed", seed]);
  if (interrupted) rows.push(["interrupted", "these are the figures until then"]);
  return [...estimates, ...rows];
}

/** Fractions are percentages, other numbers have their units. */
function estimate({ name, doc, unit, value, cases }: Measure, [low, high]: readonly [number, number]) {
  const written = (x: number) => (unit === "1" ? percent(x, 2) : formatQuantity(x, unit));
  const what = name.includes(".") ? `${name.slice(0, name.indexOf("."))}, ${doc}` : doc;
  const of = cases === undefined ? "" : `, ${cases}`;
  return [what, `${written(value)} (95 %: ${written(low)} to ${written(high)}${of})`] as [string, string];
}

/** @param width  columns that it may take */
export function summaryTable(result: KindResult, width?: number): string {
  return tableText(summaryRows(result), [], width);
}
