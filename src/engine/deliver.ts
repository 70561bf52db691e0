/**
 * What a tick's spikes add up to: rows of a projection onto its targets, in the order in which they arrive. Every operation
 * is rounded to single precision, so that other kernels can give the same bits.
 */
import type { Connectivity, Wiring } from "../core/connectivity/index.js";
import { addRows, addSparseRows } from "../crossbar/kernels/reference.js";

/**
 * Synapses of one weight.
 * @param input  of the targets; weights are added to it
 * @param rows  neurons that spike; the first `count` are used
 */
export function addFixed(
  input: Float32Array,
  connectivity: Connectivity,
  rows: Int32Array,
  count: number,
  weight: number,
): void {
  const fround = Math.fround;
  if (connectivity.form === "csr") {
    const { first, target } = connectivity;
    for (let r = 0; r < count; r++) {
      const end = first[rows[r]! + 1]!;
      for (let at = first[rows[r]!]!; at < end; at++) {
        const j = target[at]!;
        input[j] = fround(input[j]! + weight);
      }
    }
    return;
  }
  const all = [0, connectivity.nPost];
  for (let r = 0; r < count; r++) {
    const spans = connectivity.form === "uniform" ? connectivity.spans(rows[r]!) : all;
    for (let s = 0; s < spans.length; s += 2) {
      const to = spans[s + 1]!;
      for (let j = spans[s]!; j < to; j++) input[j] = fround(input[j]! + weight);
    }
  }
}

/**
 * Synapses with a value each.
 * @param sum  of the targets, before the read gain; rows are added to it
 * @param values  by position
 */
export function addValues(
  sum: Float32Array,
  wiring: Wiring,
  values: Float32Array | Float64Array,
  rows: Int32Array,
  count: number,
): void {
  if (wiring.form === "dense") {
    addRows(sum, values, wiring.stride, rows, count, wiring.nPost);
    return;
  }
  addSparseRows(sum, values, wiring, rows, count);
}
