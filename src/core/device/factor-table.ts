/**
 * A state factor by a table, where no power law describes it: f over u, the distance to the bound in units of its
 * distance from G0 (0 at the bound, 1 at G0), linear between rows and as in the nearest row outside of them.
 *
 *   u' = -f(u)   on a piece f = f_k + s (u - u_k):  u <- u - f (1 - e^(-s q))/s
 *
 * is solved piece by piece. A table that ends at 0 at the bound is never there; one that ends above 0 stops there.
 */
import { ln, oneMinusExpMinus } from "../elementary.js";

/** A state factor as a table, with what solving it takes. */
export interface FactorTable {
  /** Ascending, 0 or more. */
  readonly u: Float64Array;
  /** Above 0, but for a first row at the bound, and not falling with u. */
  readonly f: Float64Array;
}

/** State factors of both signs of the rate; the power law where one is left out. */
export interface FactorTables {
  /** While the rate is above 0; the power law where left out. */
  readonly plus?: FactorTable;
  /** While the rate is below 0; the power law where left out. */
  readonly minus?: FactorTable;
}

/** What a table is read against, S. */
export interface FactorRange {
  /** Smallest conductance, S. */
  readonly gMin: number;
  /** Conductance at which the factor is 1, S. */
  readonly g0: number;
  /** Largest conductance, S. */
  readonly gMax: number;
}

/** Rates hold at G0: the table is 1 there, to this much. */
const NEAR_ONE = 1e-3;

/**
 * A state factor f(G) from points of a table, linear between them and scaled to 1 at g0.
 * @param sign  1 for the factor while the rate is above 0, -1 for the other
 * @param g  conductances, S, ascending, within the range
 * @param f  factors
 * @throws RangeError where the table is no state factor of this range
 */
export function factorTable(
  sign: 1 | -1,
  g: ArrayLike<number>,
  f: ArrayLike<number>,
  { gMin, g0, gMax }: FactorRange,
): FactorTable {
  const n = g.length;
  if (n < 2 || f.length !== n)
    throw new RangeError(
      `has ${f.length} factors for ${n} conductances; accepted: one each, two rows or more`,
    );
  // A bound that is written with fewer digits than the row there is meant.
  const slack = 1e-9 * (gMax - gMin);
  for (let k = 0; k < n; k++) {
    if (!(g[k]! >= gMin - slack && g[k]! <= gMax + slack))
      throw new RangeError(`has a row at ${g[k]} S; accepted: gMin to gMax, ${gMin} to ${gMax} S`);
    if (k > 0 && !(g[k]! > g[k - 1]!))
      throw new RangeError(`has ${g[k]} S after ${g[k - 1]} S; accepted: ascending conductances`);
    if (k > 0 && (sign > 0 ? !(f[k]! <= f[k - 1]!) : !(f[k]! >= f[k - 1]!)))
      throw new RangeError(
        `has ${f[k]} at ${g[k]} S after ${f[k - 1]} at ${g[k - 1]} S; accepted: factors that ${sign > 0 ? "fall" : "rise"} (or stay) with the conductance`,
      );
    const bound = sign > 0 ? gMax : gMin;
    if (!(f[k]! > 0) && !(f[k] === 0 && Math.abs(g[k]! - bound) <= slack))
      throw new RangeError(
        `has ${f[k]} at ${g[k]} S; accepted: above 0, and 0 at ${sign > 0 ? "gMax" : "gMin"} (${bound} S) only`,
      );
  }
  const order = Array.from({ length: n }, (_, k) => (sign > 0 ? n - 1 - k : k));
  const u = (k: number) => (sign > 0 ? (gMax - g[k]!) / (gMax - g0) : (g[k]! - gMin) / (g0 - gMin));
  const made = {
    u: Float64Array.from(order, (k) => Math.max(0, u(k))),
    f: Float64Array.from(order, (k) => f[k]!),
  };
  const atG0 = factorAt(made, 1);
  if (!(Math.abs(atG0 - 1) <= NEAR_ONE))
    throw new RangeError(
      `is ${Number(atG0.toPrecision(4))} at G0 (${g0} S), where rates hold; accepted: 1 there (divide the factors by ${Number(atG0.toPrecision(4))}, or the rates are of another G0)`,
    );
  return made;
}

/** The factor at a distance. */
export function factorAt({ u, f }: FactorTable, at: number): number {
  const k = pieceOf(u, at);
  if (k < 0) return f[0]!;
  if (k === u.length - 1) return f[k]!;
  return f[k]! + ((f[k + 1]! - f[k]!) * (at - u[k]!)) / (u[k + 1]! - u[k]!);
}

/**
 * How far a run comes towards the bound.
 * @param at  distance, above 0
 * @param q  size of the run in units of the distance of G0, 0 or more
 * @returns  the part of the distance that is gone, at most `at`
 */
export function taken({ u, f }: FactorTable, at: number, q: number): number {
  const last = u.length - 1;
  let left = q;
  let place = at;
  for (let k = pieceOf(u, at); left > 0; k--) {
    const low = k < 0 ? 0 : u[k]!;
    const room = place - low;
    const flat = k < 0 || k === last;
    const slope = flat ? 0 : (f[k + 1]! - f[k]!) / (u[k + 1]! - low);
    const here = k < 0 ? f[0]! : f[k]! + slope * room;
    const step = slope === 0 ? here * left : (here * oneMinusExpMinus(slope * left)) / slope;
    if (step < room) return at - place + step;
    // At the bound, or at a row without any factor, which is at the bound.
    if (k < 0 || low === 0 || !(f[k]! > 0)) return at - low;
    left -= slope === 0 ? room / here : ln(here / f[k]!) / slope;
    place = low;
  }
  return at - place;
}

/** The row at or below a distance; -1 below the first. */
function pieceOf(u: Float64Array, at: number): number {
  let [low, high] = [-1, u.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (u[middle]! < at) low = middle;
    else high = middle - 1;
  }
  return low;
}
