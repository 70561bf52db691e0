/**
 * How far the conductance moves: exact solutions of dG/dt = r f±(G) over a run of one sign.
 *
 *   f+ = ((gMax - G)/(gMax - g0))^beta while r > 0, f- = ((G - gMin)/(g0 - gMin))^beta while r < 0
 *
 * (beta of either sign its own where a device has two.)
 * With u = the base of f± and q = (integral of |r|) / (its denominator), u' = -u^beta, so
 *
 *   beta = 1   u <- u e^-q, an affine map of G: runs compose, and an interval's effect does not depend on G
 *   else       u <- u (1 - (1 - beta) q u^(beta - 1))^(1/(1 - beta)), 0 where the bracket is not above 0
 *
 * A state factor by a table is solved piece by piece: `factor-table.ts`.
 * Hard bounds: f± = 1, and G stops at gMin and gMax.
 */
import { exp, ln, lnOnePlus, oneMinusExpMinus } from "../elementary.js";
import { factorAt, taken } from "./factor-table.js";
import { type Bounds, type Device, exponents } from "./model.js";

/**
 * @param g  conductance, S
 * @param p  integral of r+ dt, S, >= 0
 * @returns  the conductance afterwards, S
 */
export function potentiate(device: Device, g: number, p: number): number {
  const { gMax, g0, bounds, beta, tables } = device;
  const room = gMax - g;
  // Single precision may hold a state an ulp outside its bounds: it stays where it is.
  if (room <= 0) return g;
  if (bounds === "hard") return Math.min(gMax, g + p);
  if (tables?.plus) {
    const unit = gMax - g0;
    return Math.min(gMax, g + unit * taken(tables.plus, room / unit, p / unit));
  }
  const q = p / (gMax - g0);
  return Math.min(gMax, g + room * (beta === 1 ? oneMinusExpMinus(q) : lost(room / (gMax - g0), q, beta)));
}

/**
 * @param g  conductance, S
 * @param d  integral of |r-| dt, S, >= 0
 * @returns  the conductance afterwards, S
 */
export function depress(device: Device, g: number, d: number): number {
  const { gMin, g0, bounds, beta, betaMinus = beta, tables } = device;
  const room = g - gMin;
  if (room <= 0) return g;
  if (bounds === "hard") return Math.max(gMin, g - d);
  if (tables?.minus) {
    const unit = g0 - gMin;
    return Math.max(gMin, g - unit * taken(tables.minus, room / unit, d / unit));
  }
  const q = d / (g0 - gMin);
  const share = betaMinus === 1 ? oneMinusExpMinus(q) : lost(room / (g0 - gMin), q, betaMinus);
  return Math.max(gMin, g - room * share);
}

/**
 * f+ or f- of soft bounds at a distance.
 * @param u  distance to gMax or gMin, in units of its distance from g0
 */
export function stateFactor(device: Device, sign: 1 | -1, u: number): number {
  const table = sign > 0 ? device.tables?.plus : device.tables?.minus;
  if (!(u > 0)) return 0;
  if (table) return factorAt(table, u);
  const { plus, minus } = exponents(device);
  return exp((sign > 0 ? plus : minus) * ln(u));
}

/** The same device with its state limited in another way. */
export function withBounds(device: Device, bounds: Bounds): Device {
  return { ...device, bounds };
}

/** Fraction of the room u that a run of normalised size q takes, 0..1; beta is not 1. */
function lost(u: number, q: number, beta: number): number {
  const shrunk = -(1 - beta) * q * exp((beta - 1) * ln(u));
  if (shrunk <= -1) return 1;
  return oneMinusExpMinus(-lnOnePlus(shrunk) / (1 - beta));
}
