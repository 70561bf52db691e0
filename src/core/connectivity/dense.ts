import type { Positioned } from "./model.js";

/** Every row on every column; synapse (i, j) is at `i * stride + j`. */
export interface Dense extends Positioned {
  readonly form: "dense";
  readonly stride: number;
}

/** @throws RangeError unless both sizes are whole numbers above 0 */
export function dense(nPre: number, nPost: number): Dense {
  if (!(Number.isInteger(nPre) && Number.isInteger(nPost) && nPre > 0 && nPost > 0))
    throw new RangeError(
      `a full wiring of ${nPre} rows and ${nPost} columns; expected whole numbers above 0`,
    );
  const stride = paddedStride(nPost);
  return {
    form: "dense",
    nPre,
    nPost,
    stride,
    count: nPre * nPost,
    size: nPre * stride,
    rowStart: (i) => i * stride,
    rowEnd: (i) => i * stride + nPost,
    columnOf: (i, position) => position - i * stride,
    rowOf: (position) => Math.floor(position / stride),
    find: (i, j) => i * stride + j,
    nth: (k) => Math.floor(k / nPost) * stride + (k % nPost),
    inDegree: () => nPre,
    memberRow: (_, k) => k,
    memberPosition: (j, k) => k * stride + j,
  };
}

/**
 * Row length padded to cache lines of 64 bytes, 16 values, so that rows of an aligned array start on one. Their number
 * is odd: with a power of two in it the same columns of all rows would share a few sets of the cache.
 */
export function paddedStride(nPost: number): number {
  return (Math.ceil(nPost / 16) | 1) * 16;
}
