/**
 * The kernels' definition in plain TypeScript: single precision where the state is (each operation rounded by
 * `Math.fround`), rows read pre-major. Faster kernels must equal these bit for bit.
 */
import { oneMinusExpMinus } from "../../core/elementary.js";

/**
 * Add rows of the state to `sum`, in the order given: sum[j] = ((sum[j] + row0[j]) + row1[j]) + ...
 * Eight rows at a time stay in registers, so that `sum` is loaded and stored once for all of them.
 *
 * @param sum  length >= n, S
 * @param state  conductances, pre-major
 * @param rows  row indices; the first `count` are used
 */
export function addRows(
  sum: Float32Array,
  state: Float32Array | Float64Array,
  stride: number,
  rows: Int32Array,
  count: number,
  n: number,
): void {
  const fround = Math.fround;
  let r = 0;
  for (; r + 8 <= count; r += 8) {
    const a = rows[r]! * stride;
    const b = rows[r + 1]! * stride;
    const c = rows[r + 2]! * stride;
    const d = rows[r + 3]! * stride;
    const e = rows[r + 4]! * stride;
    const f = rows[r + 5]! * stride;
    const g = rows[r + 6]! * stride;
    const h = rows[r + 7]! * stride;
    for (let j = 0; j < n; j++) {
      let s = fround(sum[j]! + fround(state[a + j]!));
      s = fround(s + fround(state[b + j]!));
      s = fround(s + fround(state[c + j]!));
      s = fround(s + fround(state[d + j]!));
      s = fround(s + fround(state[e + j]!));
      s = fround(s + fround(state[f + j]!));
      s = fround(s + fround(state[g + j]!));
      sum[j] = fround(s + fround(state[h + j]!));
    }
  }
  for (; r < count; r++) {
    const a = rows[r]! * stride;
    for (let j = 0; j < n; j++) sum[j] = fround(sum[j]! + fround(state[a + j]!));
  }
}

/** acc[j] += gain * sum[j]; sum is cleared. */
export function addScaled(acc: Float32Array, sum: Float32Array, gain: number, n: number): void {
  const fround = Math.fround;
  const k = fround(gain);
  for (let j = 0; j < n; j++) {
    acc[j] = fround(acc[j]! + fround(k * sum[j]!));
    sum[j] = 0;
  }
}

/** Limits of linear soft bounds, S. */
export interface SoftRange {
  readonly gMin: number;
  readonly g0: number;
  readonly gMax: number;
}

/**
 * One event on one synapse, linear soft bounds, potentiation lumped before depression:
 * G <- Gmax - (Gmax - G) e^-x, x = P / (Gmax - G0); then G <- Gmin + (G - Gmin) e^-y, y = D / (G0 - Gmin).
 * @param keepUp  1 - e^-x
 * @param keepDown  1 - e^-y
 */
export function lumpedStep(g: number, loseUp: number, loseDown: number, range: SoftRange): number {
  const raised = g + (range.gMax - g) * loseUp;
  return raised - (raised - range.gMin) * loseDown;
}

/**
 * Potentiation by V_pre alone on a whole row: x_j = p * up[j] / (Gmax - G0) and likewise depression.
 * @param p  integral of r+ dt for this row, S
 */
export function lumpedRow(
  state: Float32Array,
  base: number,
  n: number,
  p: number,
  d: number,
  range: SoftRange,
  up: Float32Array | undefined,
  down: Float32Array | undefined,
): void {
  const x = p / (range.gMax - range.g0);
  const y = d / (range.g0 - range.gMin);
  if (!up || !down) {
    const loseUp = oneMinusExpMinus(x);
    const loseDown = oneMinusExpMinus(y);
    for (let j = 0; j < n; j++) state[base + j] = lumpedStep(state[base + j]!, loseUp, loseDown, range);
    return;
  }
  for (let j = 0; j < n; j++) {
    const at = base + j;
    state[at] = lumpedStep(state[at]!, oneMinusExpMinus(x * up[at]!), oneMinusExpMinus(y * down[at]!), range);
  }
}
