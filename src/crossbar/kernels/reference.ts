/**
 * The kernels' definition in plain TypeScript: single precision where the state is (each operation rounded by
 * `Math.fround`), rows read pre-major. Faster kernels must equal these bit for bit.
 */
import type { Csr } from "../../core/connectivity/index.js";
import { oneMinusExpMinusSingle } from "../../core/single.js";

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

/** The same of a sparse wiring: the columns of each row are listed. @param sum  length >= columns, S */
export function addSparseRows(
  sum: Float32Array,
  state: Float32Array | Float64Array,
  { first, target }: Csr,
  rows: Int32Array,
  count: number,
): void {
  const fround = Math.fround;
  for (let r = 0; r < count; r++) {
    const end = first[rows[r]! + 1]!;
    for (let at = first[rows[r]!]!; at < end; at++) {
      const j = target[at]!;
      sum[j] = fround(sum[j]! + fround(state[at]!));
    }
  }
}

/** acc[j] += gain * sum[j], in the precision of acc; sum is cleared. */
export function addScaled(
  acc: Float32Array | Float64Array,
  sum: Float32Array | Float64Array,
  gain: number,
  n: number,
): void {
  if (acc instanceof Float64Array) {
    for (let j = 0; j < n; j++) acc[j]! += gain * sum[j]!;
    sum.fill(0, 0, n);
    return;
  }
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

/** d2d factors on potentiation and depression, by position. */
export interface Gains {
  readonly up: Float32Array;
  readonly down: Float32Array;
}

/** Bounds of each synapse where they differ, S, by position. */
export interface OwnBounds {
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** What one post waveform does to a column; each array by place within it (the row, in a full one), single precision. */
export interface ColumnChange {
  /** Integrals of r+ and |r-|, S. */
  readonly p: Float32Array;
  readonly d: Float32Array;
  /** Factor of this event: gain and c2c. */
  readonly factor: Float32Array;
}

/**
 * One event on every synapse of column j, linear soft bounds, potentiation lumped before depression:
 * G <- Gmax - (Gmax - G) e^-x, x = P / (Gmax - G0); then G <- Gmin + (G - Gmin) e^-y, y = D / (G0 - Gmin).
 * @param own  bounds of each synapse; distances to G0 remain those of the range, and what differs is in the gains
 */
export function changeColumn(
  state: Float32Array,
  stride: number,
  j: number,
  nPre: number,
  { p, d, factor }: ColumnChange,
  { gMin, g0, gMax }: SoftRange,
  gains: Gains | undefined,
  own?: OwnBounds,
): void {
  const f = Math.fround;
  const low = f(gMin);
  const high = f(gMax);
  const toUp = f(1 / (gMax - g0));
  const toDown = f(1 / (g0 - gMin));
  for (let i = 0; i < nPre; i++) {
    const at = i * stride + j;
    const g = state[at]!;
    const kUp = gains ? f(gains.up[at]! * factor[i]!) : factor[i]!;
    const kDown = gains ? f(gains.down[at]! * factor[i]!) : factor[i]!;
    const top = own ? own.high[at]! : high;
    const bottom = own ? own.low[at]! : low;
    const raised = f(g + f(f(top - g) * oneMinusExpMinusSingle(f(f(p[i]! * toUp) * kUp))));
    state[at] = f(raised - f(f(raised - bottom) * oneMinusExpMinusSingle(f(f(d[i]! * toDown) * kDown))));
  }
}

/** The same on column j of a sparse wiring, whose synapses are gathered. */
export function changeSparseColumn(
  state: Float32Array,
  { columnFirst, member }: Csr,
  j: number,
  { p, d, factor }: ColumnChange,
  { gMin, g0, gMax }: SoftRange,
  gains: Gains | undefined,
  own?: OwnBounds,
): void {
  const f = Math.fround;
  const low = f(gMin);
  const high = f(gMax);
  const toUp = f(1 / (gMax - g0));
  const toDown = f(1 / (g0 - gMin));
  const begin = columnFirst[j]!;
  const count = columnFirst[j + 1]! - begin;
  for (let k = 0; k < count; k++) {
    const at = member[begin + k]!;
    const g = state[at]!;
    const kUp = gains ? f(gains.up[at]! * factor[k]!) : factor[k]!;
    const kDown = gains ? f(gains.down[at]! * factor[k]!) : factor[k]!;
    const top = own ? own.high[at]! : high;
    const bottom = own ? own.low[at]! : low;
    const raised = f(g + f(f(top - g) * oneMinusExpMinusSingle(f(f(p[k]! * toUp) * kUp))));
    state[at] = f(raised - f(f(raised - bottom) * oneMinusExpMinusSingle(f(f(d[k]! * toDown) * kDown))));
  }
}

/**
 * V_pre alone on a whole row of any wiring, whose n synapses follow each other from `base` on; as `changeColumn` with one
 * pair of integrals.
 * @param p, d  integrals, S
 * @returns  sum of |dG| to first order, S; four partial sums, of synapses 0, 1, 2 and 3 modulo 4
 */
export function changeRow(
  state: Float32Array,
  base: number,
  n: number,
  p: number,
  d: number,
  { gMin, g0, gMax }: SoftRange,
  gains: Gains | undefined,
  own?: OwnBounds,
): number {
  const f = Math.fround;
  const low = f(gMin);
  const high = f(gMax);
  const x = f(p * (1 / (gMax - g0)));
  const y = f(d * (1 / (g0 - gMin)));
  const moved = new Float32Array(4);
  for (let j = 0; j < n; j++) {
    const at = base + j;
    const g = state[at]!;
    const xHere = gains ? f(gains.up[at]! * x) : x;
    const yHere = gains ? f(gains.down[at]! * y) : y;
    const bottom = own ? own.low[at]! : low;
    const above = f((own ? own.high[at]! : high) - g);
    const below = f(g - bottom);
    const raised = f(g + f(above * oneMinusExpMinusSingle(xHere)));
    state[at] = f(raised - f(f(raised - bottom) * oneMinusExpMinusSingle(yHere)));
    moved[j & 3] = moved[j & 3]! + Math.abs(f(f(above * xHere) - f(below * yHere)));
  }
  return moved[0]! + moved[1]! + (moved[2]! + moved[3]!);
}
