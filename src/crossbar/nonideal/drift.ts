/**
 * Conductance drift after programming, as of phase-change memory: G(t) = G (t / t0)^-nu, nu of each device its own, never
 * negative: see `rectifiedNormal`.
 */
import { exp, ln } from "../../core/elementary.js";
import type { ParamTable, Values } from "../../core/params.js";
import { MOST_DEVIATION, rectified, rectifiedNormal } from "../../core/rectified-normal.js";
import type { ReadContext } from "./model.js";

export const doc = "drift by a power law of the time since programming, its exponent spread between devices";

export const params = {
  nu: {
    unit: "1",
    default: 0,
    min: 0,
    doc: "mean exponent",
    source: "chosen: 0, the ideal; 0.05 is assumed for pcm, none for the others",
  },
  d2d: {
    unit: "1",
    default: 0.3,
    min: 0,
    max: MOST_DEVIATION,
    doc: "relative standard deviation of the exponent between devices",
    source: "assumed: 30 %, usual for phase-change memory; a common factor alone would hardly matter",
  },
  time: {
    unit: "s",
    default: 3600,
    min: 0,
    open: true,
    doc: "time from the end of learning to the read",
    source: "assumed: an hour",
  },
  reference: {
    unit: "s",
    default: 1,
    min: 0,
    open: true,
    doc: "time t0 after programming to which the conductances refer",
    source: "assumed: a second",
  },
} as const satisfies ParamTable;

export function read(
  g: Float64Array,
  { nu, d2d, time, reference }: Values<typeof params>,
  { random }: ReadContext,
): void {
  const factors = rectifiedNormal(d2d);
  const logTime = Math.max(0, ln(time / reference));
  for (let x = 0; x < g.length; x++) {
    const own = nu * rectified(factors, random.normal());
    g[x] = g[x]! * exp(-own * logTime);
  }
}
