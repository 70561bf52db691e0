/** Conductance that is lost with simulated time: G relaxes to gMin with one time constant. */
import { exp } from "../../core/elementary.js";
import type { ParamTable, Values } from "../../core/params.js";
import type { ReadContext } from "./model.js";

export const doc =
  "retention: conductances relax to gMin while simulated time passes, and once more before the read";

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
    doc: "time between learning and read",
    source: "chosen: 0",
  },
} as const satisfies ParamTable;

/** Time that a run takes is in `age` of the crossbar; the read sees what was held after it. */
export const switches = ["hold"];
export const betweenPictures = true;

export function read(
  g: Float64Array,
  { tau, hold }: Values<typeof params>,
  { gMin, range }: ReadContext,
): void {
  const left = remaining(tau, hold);
  if (left < 1) relax(g, 0, g.length, range?.low ?? gMin, left);
}

/** Losses below this share wait until they add up to it, where conductances are kept in single precision. */
export const LOSS_WORTH_A_PASS = 2 ** -12;

/** What remains of G - gMin after `seconds`, 0..1. */
export function remaining(tau: number, seconds: number): number {
  return tau === 0 ? 1 : exp(-seconds / tau);
}

/** Relax `count` values from `from` on. @param gMin  of all of them, S, or of each, laid out as `state` */
export function relax(
  state: Float32Array | Float64Array,
  from: number,
  count: number,
  gMin: number | Float32Array,
  left: number,
): void {
  for (let at = from; at < from + count; at++) {
    const low = typeof gMin === "number" ? gMin : gMin[at]!;
    state[at] = relaxed(state[at]!, low, left);
  }
}

/** One conductance after it. */
export function relaxed(g: number, gMin: number, left: number): number {
  return gMin + (g - gMin) * left;
}
