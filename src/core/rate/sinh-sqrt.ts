/**
 * Hyperbolic sine of the root of the voltage, for a barrier lowered as in Schottky or Poole-Frenkel emission
 * (x = V - vOc, both signs alike):
 *
 *   r = a sinh(sqrt(x/v0)),   R = 2 a v0 (u cosh u - sinh u) with u = sqrt(x/v0)
 *
 * Nearer to the device than one sinh, and still off: held to 60x at 4 V it gives 1389x at 6 V.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.1 (the stored text prints a root of E)
 */
import { sinh, xCoshMinusSinh } from "../hyperbolic.js";
import { defaults, type ParamTable } from "../params.js";
import type { RateLaw } from "./model.js";
import { PROBE_VOLTAGE, RATE_AT_PROBE } from "./probe.js";

export const doc = "hyperbolic sine of a root: held to 60x at 4 V it gives 1389x at 6 V instead of 1000x";
export const source =
  "Huang 2025, sec. 2.1 prints sinh of a root of the field beside a length that the root leaves no room for";

export const params = {
  voltage: {
    unit: "V",
    default: 0.02046962323755386,
    min: 0,
    open: true,
    doc: "v0",
    source: "solved for r(4 V)/r(2 V) = 60 (Huang 2025, sec. 2.1)",
  },
  rate: RATE_AT_PROBE,
} as const satisfies ParamTable;

export function create(values: Readonly<Record<string, number>>, vOc: number): RateLaw {
  const { voltage: v0, rate } = { ...defaults(params), ...values };
  const a = rate / sinh(Math.sqrt(PROBE_VOLTAGE / v0));
  const root = (v: number): number => Math.sqrt(Math.abs(v - vOc) / v0);
  return {
    vOc,
    rate: (v) => (v >= vOc ? a : -a) * sinh(root(v)),
    antiderivative: (v) => 2 * a * v0 * xCoshMinusSinh(root(v)),
  };
}
