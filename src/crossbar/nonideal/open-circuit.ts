/**
 * Open-circuit voltages that differ between devices: volts, so exponential in effect. A device whose V_oc lies delta
 * higher sees every gate voltage delta lower: its P shrinks and its D grows by factors that follow from the rate law.
 *
 * One factor each serves all ages of the pre spike, taken at the pair one tick apart: exact where ln|r| is linear in V,
 * as it nearly is above 2 V. What devices with V_oc != 0 do at rest (0 V applied) is not modelled.
 */
import { exp, ln } from "../../core/elementary.js";
import type { ParamTable, Values } from "../../core/params.js";
import type { RateLaw } from "../../core/rate/model.js";
import { gateVoltage } from "../../core/stdp/gate.js";
import { integrateWaveform } from "../../core/stdp/integrate.js";
import type { Departure, PairAtGate, WriteContext } from "./model.js";

export const doc = "spread of the open-circuit voltage between devices (volts: exponential in effect)";

export const params = {
  sigma: {
    unit: "V",
    default: 0,
    min: 0,
    max: 0.5,
    doc: "standard deviation of V_oc between devices, absolute",
    source: "chosen: 0, the ideal; Huang 2025, sec. 2.1 gives -0.3 to 0 V over proton contents, no spread",
  },
} as const satisfies ParamTable;

/** d ln P / dV and d ln D / dV of the pair one tick apart, 1/V, by a secant over `reach` volts to both sides. */
export function sensitivity(pair: PairAtGate, reach: number): { up: number; down: number } {
  const at = (delta: number) => {
    const { rate, pre, post, alphaPre, alphaPost, tick } = pair;
    const shifted: RateLaw = {
      vOc: rate.vOc + delta,
      rate: (v) => rate.rate(v - delta),
      antiderivative: (v) => rate.antiderivative(v - delta),
    };
    return integrateWaveform(
      shifted,
      gateVoltage(pre, -pre.t[0]!, post, tick - post.t[0]!, alphaPre, alphaPost),
    );
  };
  const high = at(reach);
  const low = at(-reach);
  return { up: ln(low.p / high.p) / (2 * reach), down: ln(high.d / low.d) / (2 * reach) };
}

export function write({ sigma }: Values<typeof params>, { pair, random }: WriteContext) {
  const { up, down } = sensitivity(pair, sigma);
  return (): Departure => {
    const delta = sigma * random.normal();
    return { up: exp(-up * delta), down: exp(down * delta) };
  };
}
