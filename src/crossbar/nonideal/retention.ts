/** Conductance that is lost, or gained, with simulated time: G relaxes to a level between its bounds. */
import { exp } from "../../core/elementary.js";
import type { ParamTable, Values } from "../../core/params.js";
import type { ReadContext } from "./model.js";
import { stretched } from "./relaxation.js";

export const doc =
  "retention: conductances relax to a level while simulated time passes, and once more before the read";

export const params = {
  tau: {
    unit: "s",
    default: 0,
    min: 0,
    doc: "time constant; 0 = conductances stay",
    source: "chosen: 0, the ideal; the paper gives no retention time",
  },
  hold: {
    unit: "s",
    default: 0,
    min: 0,
    doc: "time between learning and read, as if all had been written at the end of learning",
    source: "chosen: 0",
  },
  level: {
    unit: "1",
    default: 0,
    min: 0,
    max: 1,
    doc: "where conductances relax to, as a share of the device's own range: 0 = gMin, 1 = gMax",
    source: "chosen: gMin, where nothing is stored",
  },
  stretch: {
    unit: "1",
    default: 1,
    min: 0.2,
    max: 1,
    doc: "exponent s of exp(-(t/tau)^s), t since each change was made; 1 = one exponential",
    source: "chosen: 1, the simplest",
  },
} as const satisfies ParamTable;

/** Those that came later may be left out. */
export type RetentionValues = Pick<Values<typeof params>, "tau"> & Partial<Values<typeof params>>;

/** Time that a run takes is in `age` of the crossbar; the read sees what was held after it. */
export const switches = ["hold"];
export const betweenPictures = true;

export function read(
  g: Float64Array,
  { tau, hold, level, stretch = 1 }: Values<typeof params>,
  { gMin, gMax, range }: ReadContext,
): void {
  const left = stretch === 1 ? remaining(tau, hold) : tau === 0 ? 1 : stretched(stretch, hold / tau);
  if (left === 1) return;
  for (let at = 0; at < g.length; at++)
    g[at] = relaxed(g[at]!, levelled(range?.low[at] ?? gMin, range?.high[at] ?? gMax, level), left);
}

/** Losses below this share wait until they add up to it, where conductances are kept in single precision. */
export const LOSS_WORTH_A_PASS = 2 ** -12;

/** What remains of G - level after `seconds`, 0..1. */
export function remaining(tau: number, seconds: number): number {
  return tau === 0 ? 1 : exp(-seconds / tau);
}

/** The conductance that a device relaxes to, S. */
export function levelled(gMin: number, gMax: number, level = 0): number {
  return level === 0 ? gMin : gMin + level * (gMax - gMin);
}

/** One conductance after it. */
export function relaxed(g: number, level: number, left: number): number {
  return level + (g - level) * left;
}
