/** What a fit says of the numbers of its state factors, for the power law and for tables. */
import { exp } from "../core/elementary.js";
import type { Estimate } from "./estimate.js";
import { power } from "./shape.js";
import { monotone, type TableShape } from "./table-shape.js";

export type ShapeName = "betaPlus" | "betaMinus" | "gMax" | "gMin";

/** A number that gets a profile: where it is in the vector, and what it means. */
export interface Profiled {
  readonly name: ShapeName;
  readonly place: number;
  /** In units of G0 for conductances. */
  readonly back: (y: number) => number;
}

/** A row of a state factor, S, with its 95 % interval; null where there is none (the row at G0 is 1). */
export interface FactorRow {
  readonly conductance: number;
  readonly value: number;
  readonly ci95: readonly [low: number | null, high: number | null];
}

export interface StateRows {
  readonly plus?: readonly FactorRow[];
  readonly minus?: readonly FactorRow[];
}

/** Numbers of the power law, or of tables the bounds alone. */
export function profiled({ likelihood }: Estimate, table: TableShape | undefined): Profiled[] {
  const at = likelihood.rates;
  const lowest = table?.nodes.down[0] ?? 1;
  const highest = table?.nodes.up.at(-1) ?? 1;
  const [gMax, gMin] = table ? [table.at.gMax, table.at.gMin] : [2, 3];
  const bounds: Profiled[] = [
    { name: "gMax", place: at + gMax, back: (y) => highest + exp(y) },
    { name: "gMin", place: at + gMin, back: (y) => Math.max(0, lowest - exp(y)) },
  ];
  if (table) return bounds;
  return [
    { name: "betaPlus", place: at, back: exp },
    { name: "betaMinus", place: at + 1, back: exp },
    ...bounds,
  ];
}

/** The likeliest numbers, in units of G0; exponents of tables are 1 and not used. */
export function likeliest(
  { likelihood, best }: Estimate,
  table: TableShape | undefined,
): { betaPlus: number; betaMinus: number; gMax: number; gMin: number } {
  const values = best.x.subarray(likelihood.rates, likelihood.fixed - 2);
  if (!table) return power(1).numbers(values);
  return { betaPlus: 1, betaMinus: 1, gMax: table.gMax(values), gMin: table.gMin(values) };
}

/** Rows of tables, monotone, and 0 at their bounds. @param t  quantile of the intervals */
export function stateRows(estimate: Estimate, table: TableShape, g0: number, t: number): StateRows {
  const { likelihood, best, free, covariance } = estimate;
  const values = best.x.subarray(likelihood.rates, likelihood.fixed - 2);
  const side = (sign: 1 | -1): FactorRow[] => {
    const nodes = sign > 0 ? table.nodes.up : table.nodes.down;
    const places = sign > 0 ? table.at.up : table.at.down;
    const f = monotone(table.rows(values, sign), sign > 0 ? -1 : 1);
    // What is pooled over G0 is 1 there all the same.
    const scale = f[nodes.indexOf(1)]!;
    let next = 0;
    const rows = nodes.map((g, k): FactorRow => {
      const value = f[k]! / scale;
      if (g === 1) return { conductance: g0, value: 1, ci95: [null, null] };
      const at = free.indexOf(likelihood.rates + places[next++]!);
      const sd = at < 0 ? Number.NaN : Math.sqrt(covariance[at * free.length + at]!);
      const known = Number.isFinite(sd) && sd < 2;
      return {
        conductance: g * g0,
        value,
        ci95: known ? [value * exp(-t * sd), value * exp(t * sd)] : [null, null],
      };
    });
    const bound = g0 * (sign > 0 ? table.gMax(values) : Math.max(0, table.gMin(values)));
    const end: FactorRow = { conductance: bound, value: 0, ci95: [null, null] };
    return sign > 0 ? [...rows, end] : [end, ...rows];
  };
  return {
    ...(table.nodes.up.length > 0 ? { plus: side(1) } : {}),
    ...(table.nodes.down.length > 0 ? { minus: side(-1) } : {}),
  };
}
