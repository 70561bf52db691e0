/**
 * Digital weight normalisation: scale every output neuron's incoming weights to one sum (Diehl & Cook 2015).
 * No device does this by itself; it belongs to the ideal baseline, and to comparisons with it.
 */
import type { Crossbar } from "../crossbar/model.js";

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
      state[at] = bounds ? Math.min(bounds.max, Math.max(bounds.min, scaled)) : scaled;
    }
}

/** The factor that, cut off at the bounds, gives the target: each round leaves out what the last one has cut off. */
function withinBounds(crossbar: Crossbar, j: number, target: number, first: number): number {
  const { state, stride, nPre } = crossbar;
  const { min, max } = crossbar.bounds!;
  let factor = first;
  for (let stopped = 0; ; ) {
    let fixed = 0;
    let free = 0;
    let count = 0;
    for (let i = 0; i < nPre; i++) {
      const g = state[i * stride + j]!;
      const scaled = g * factor;
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
