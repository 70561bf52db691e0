/**
 * Eq. (1) as the paper states it: the gate voltage cut into slices, each moving the conductance at one rate. Slow
 * and approximate: it shares no formula with `integrate.ts`, and is there to check it.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.2, Eq. (1)
 */
import type { RateLaw } from "../rate/model.js";
import type { Waveform } from "../waveform/model.js";
import { valueAt } from "../waveform/piecewise-linear.js";
import { gateVoltage } from "./gate.js";
import type { SignedIntegral } from "./integrate.js";
import type { WindowRequest } from "./window.js";

/**
 * `tau`: slices of one length (s) from the first knot on, whatever the knots: a slice that straddles a step is
 * wrong by up to all of it. `perSegment`: that many slices between each two neighbouring knots.
 */
export type Slicing = { readonly tau: number } | { readonly perSegment: number };

/** Potentiation and depression over a gate voltage, S; the rate of a slice is that of its middle. */
export function slicedIntegral(rate: RateLaw, gate: Waveform, slicing: Slicing): SignedIntegral {
  const out = { p: 0, d: 0 };
  const add = (v: number, h: number): void => {
    const r = rate.rate(v);
    if (r > 0) out.p += r * h;
    else out.d -= r * h;
  };
  const { t, v } = gate;
  if ("tau" in slicing) {
    const end = t[t.length - 1]!;
    for (let k = 0; t[0]! + k * slicing.tau < end; k++) {
      const start = t[0]! + k * slicing.tau;
      const h = Math.min(slicing.tau, end - start);
      add(valueAt(gate, start + 0.5 * h, "left"), h);
    }
    return out;
  }
  const n = slicing.perSegment;
  for (let k = 1; k < t.length; k++) {
    const h = (t[k]! - t[k - 1]!) / n;
    for (let i = 0; i < n; i++) add(v[k - 1]! + ((v[k]! - v[k - 1]!) * (i + 0.5)) / n, h);
  }
  return out;
}

/** As `stdpWindow`, by slicing. */
export function slicedWindow(request: WindowRequest, slicing: Slicing): Float64Array {
  const { rate, pre, post, alphaPre = 1, alphaPost = 1, third, deltaT } = request;
  return deltaT.map((dt) => {
    const { p, d } = slicedIntegral(rate, gateVoltage(pre, 0, post, dt, alphaPre, alphaPost, third), slicing);
    return p - d;
  });
}
