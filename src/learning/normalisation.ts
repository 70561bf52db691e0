/**
 * Digital weight normalisation: scale every output neuron's incoming weights to one sum (Diehl & Cook 2015).
 * No device does this by itself; it belongs to the ideal baseline.
 */
import type { Crossbar } from "../crossbar/model.js";

/** @param sum  of each column's synaptic weights (state * readGain) afterwards */
export function normaliseColumns(crossbar: Crossbar, sum: number): void {
  const { state, stride, nPre, nPost, readGain } = crossbar;
  const column = new Float64Array(nPost);
  for (let i = 0; i < nPre; i++) for (let j = 0; j < nPost; j++) column[j]! += state[i * stride + j]!;
  for (let j = 0; j < nPost; j++) column[j] = column[j]! > 0 ? sum / (column[j]! * readGain) : 1;
  for (let i = 0; i < nPre; i++) for (let j = 0; j < nPost; j++) state[i * stride + j]! *= column[j]!;
}
