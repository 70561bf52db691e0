/**
 * What a tick's spikes add up to: rows of a projection onto its targets, in the order in which they arrive, in the precision
 * of the target's input. Where that is single every operation is rounded, so that other kernels can give the same bits.
 */
import type { Connectivity, Wiring } from "../core/connectivity/index.js";
import { addRows, addSparseRows } from "../crossbar/kernels/reference.js";

/**
 * Synapses of one weight.
 * @param input  of the targets; weights are added to it, each sum rounded to its precision
 * @param rows  neurons that spike; the first `count` are used
 */
export function addFixed(
  input: Float32Array | Float64Array,
  connectivity: Connectivity,
  rows: Int32Array,
  count: number,
  weight: number,
): void {
  if (connectivity.form === "csr") {
    const { first, target } = connectivity;
    for (let r = 0; r < count; r++) {
      const end = first[rows[r]! + 1]!;
      for (let at = first[rows[r]!]!; at < end; at++) {
        const j = target[at]!;
        input[j]! += weight;
      }
    }
    return;
  }
  const all = [0, connectivity.nPost];
  for (let r = 0; r < count; r++) {
    const spans = connectivity.form === "uniform" ? connectivity.spans(rows[r]!) : all;
    for (let s = 0; s < spans.length; s += 2) {
      const to = spans[s + 1]!;
      for (let j = spans[s]!; j < to; j++) input[j]! += weight;
    }
  }
}

/**
 * Fixed synapses of a weight each.
 * @param input  as in `addFixed`
 * @param weights  by position, in the precision of `input`
 */
export function addWeights(
  input: Float32Array | Float64Array,
  wiring: Wiring,
  weights: Float32Array | Float64Array,
  rows: Int32Array,
  count: number,
): void {
  const target = wiring.form === "csr" ? wiring.target : undefined;
  for (let r = 0; r < count; r++) {
    const begin = wiring.rowStart(rows[r]!);
    const end = wiring.rowEnd(rows[r]!);
    if (target) for (let at = begin; at < end; at++) input[target[at]!]! += weights[at]!;
    else for (let at = begin; at < end; at++) input[at - begin]! += weights[at]!;
  }
}

/**
 * Synapses with a value each.
 * @param sum  of the targets, before the read gain; rows are added to it
 * @param values  by position
 */
export function addValues(
  sum: Float32Array | Float64Array,
  wiring: Wiring,
  values: Float32Array | Float64Array,
  rows: Int32Array,
  count: number,
): void {
  if (sum instanceof Float64Array) addWeights(sum, wiring, values, rows, count);
  else if (wiring.form === "dense") {
    addRows(sum, values, wiring.stride, rows, count, wiring.nPost);
  } else addSparseRows(sum, values, wiring, rows, count);
}
