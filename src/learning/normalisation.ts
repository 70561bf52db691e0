/**
 * Digital weight normalisation: scale every output neuron's incoming weights to one sum (Diehl & Cook 2015).
 * No device does this by itself; it belongs to the ideal baseline, and to comparisons with it.
 */
import type { Crossbar, StateBounds } from "../crossbar/model.js";

/**
 * Devices stay within their bounds: those that scaling would take out of them stop there, and the others make up for it,
 * so that the sum is met as long as it can be.
 * @param sum  of each column's synaptic weights (state * readGain) afterwards
 */
export function normaliseColumns(crossbar: Crossbar, sum: number): void {
  const { state, stride, nPre, nPost, readGain, bounds } = crossbar;
  const column = new Float64Array(nPost);
  for (let i = 0; i < nPre; i++) for (let j = 0; j < nPost; j++) column[j]! += state[i * stride + j]!;
  const target = sum / readGain;
  for (let j = 0; j < nPost; j++) column[j] = column[j]! > 0 ? target / column[j]! : 1;
  if (bounds) {
    for (let j = 0; j < nPost; j++) column[j] = withinBounds(crossbar, j, target, column[j]!);
  }
  for (let i = 0; i < nPre; i++)
    for (let j = 0; j < nPost; j++) {
      const at = i * stride + j;
      const scaled = state[at]! * column[j]!;
      state[at] = bounds ? Math.min(highest(bounds, at), Math.max(lowest(bounds, at), scaled)) : scaled;
    }
}

/** The factor that, cut off at the bounds, gives the target: each round leaves out what the last one has cut off. */
function withinBounds(crossbar: Crossbar, j: number, target: number, first: number): number {
  const { state, stride, nPre } = crossbar;
  const bounds = crossbar.bounds!;
  let factor = first;
  for (let stopped = 0; ; ) {
    let fixed = 0;
    let free = 0;
    let count = 0;
    for (let i = 0; i < nPre; i++) {
      const at = i * stride + j;
      const g = state[at]!;
      const scaled = g * factor;
      const min = lowest(bounds, at);
      const max = highest(bounds, at);
      if (scaled <= min || scaled >= max) {
        fixed += scaled <= min ? min : max;
        count++;
      } else free += g;
    }
    if (count <= stopped || !(free > 0) || target <= fixed) return factor;
    stopped = count;
    factor = (target - fixed) / free;
  }
}

function lowest({ min, own }: StateBounds, at: number): number {
  return own ? own.low[at]! : min;
}

function highest({ max, own }: StateBounds, at: number): number {
  return own ? own.high[at]! : max;
}
