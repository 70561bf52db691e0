/**
 * One hyperbolic sine, what a single barrier gives (x = V - vOc):
 *
 *   r = a sinh(x/v0),   R = a v0 (cosh(x/v0) - 1)
 *
 * Too few numbers for the device: held to 60x from 2 to 4 V it gives 4 * 30^2 - 1 = 3599x at 6 V, where the paper
 * states 1000x.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.1
 */
import { coshMinusOne, sinh } from "../hyperbolic.js";
import { defaults, type ParamTable } from "../params.js";
import type { RateLaw } from "./model.js";
import { PROBE_VOLTAGE, RATE_AT_PROBE } from "./probe.js";

export const doc = "a single hyperbolic sine: held to 60x at 4 V it gives 3599x at 6 V instead of 1000x";
export const source = "one barrier, hopping or Butler-Volmer (named in Huang 2025, sec. 2.1)";

export const params = {
  voltage: {
    unit: "V",
    default: 0.48851182989363545,
    min: 0,
    open: true,
    doc: "v0",
    source: "2 V / acosh(30): r(4 V)/r(2 V) = 60 (Huang 2025, sec. 2.1)",
  },
  rate: RATE_AT_PROBE,
} as const satisfies ParamTable;

export function create(values: Readonly<Record<string, number>>, vOc: number): RateLaw {
  const { voltage: v0, rate } = { ...defaults(params), ...values };
  const a = rate / sinh(PROBE_VOLTAGE / v0);
  return {
    vOc,
    rate: (v) => a * sinh((v - vOc) / v0),
    antiderivative: (v) => a * v0 * coshMinusOne((v - vOc) / v0),
  };
}
