/**
 * k-means as the reference of what prototypes can do: Lloyd's algorithm, or mini-batches (Sculley, WWW 2010) where passes over
 * all points are too slow. Distances come from matrix products.
 */
import { Random } from "../src/core/random.js";
import type { Tf } from "../src/crossbar/kernels/tensors.js";

/** Points or prototypes, row by row. */
export interface Rows {
  readonly n: number;
  readonly size: number;
  readonly values: Float32Array;
}

export type Algorithm = "lloyd" | "mini-batch";

export interface KMeansOptions {
  readonly k: number;
  readonly algorithm: Algorithm;
  /** Passes over all points, at most. */
  readonly passes: number;
  readonly seed: string;
  readonly progress?: (pass: number) => void;
}

/** Points whose distances are taken at once. */
const CHUNK = 1000;

/** Row `at` of rows. */
export function row({ size, values }: Rows, at: number): Float32Array {
  return values.subarray(at * size, (at + 1) * size);
}

/**
 * Prototypes of the points; the first are points drawn without repetition. A prototype that no point is nearest to stays where
 * it is.
 * @throws RangeError where there are fewer points than prototypes
 */
export function kMeans(tf: Tf, points: Rows, { k, algorithm, passes, seed, progress }: KMeansOptions): Rows {
  if (points.n < k)
    throw new RangeError(`${k} prototypes of ${points.n} points; accepted: at most one a point`);
  const { size } = points;
  const random = Random.of(seed);
  const first = random.split("first").permutation(points.n).subarray(0, k);
  const centres: Rows = { n: k, size, values: new Float32Array(k * size) };
  for (const [c, at] of first.entries()) row(centres, c).set(row(points, at));
  const counts = new Float64Array(k);
  for (let pass = 0; pass < passes; pass++) {
    const moved =
      algorithm === "lloyd"
        ? lloydPass(tf, points, centres)
        : miniBatchPass(tf, points, centres, counts, random.split(`order ${pass}`).permutation(points.n));
    progress?.(pass + 1);
    if (!moved) break;
  }
  return centres;
}

/** @returns  whether a prototype moved */
function lloydPass(tf: Tf, points: Rows, centres: Rows): boolean {
  const { n: k, size } = centres;
  const sums = new Float64Array(k * size);
  const members = new Uint32Array(k);
  eachNearest(tf, points, centres, 1, (at, [c]) => {
    members[c!]!++;
    const point = row(points, at);
    for (let x = 0, to = c! * size; x < size; x++, to++) sums[to]! += point[x]!;
  });
  let moved = false;
  for (let at = 0; at < sums.length; at++) {
    const m = members[Math.floor(at / size)]!;
    if (m === 0) continue;
    const mean = Math.fround(sums[at]! / m);
    if (mean !== centres.values[at]) moved = true;
    centres.values[at] = mean;
  }
  return moved;
}

/** Each point moves its nearest prototype by 1 / (points that this one has had) of their distance. */
function miniBatchPass(tf: Tf, points: Rows, centres: Rows, counts: Float64Array, order: Uint32Array): true {
  const { size } = points;
  for (let from = 0; from < order.length; from += CHUNK) {
    const chosen = order.subarray(from, from + CHUNK);
    const batch: Rows = { n: chosen.length, size, values: new Float32Array(chosen.length * size) };
    for (const [b, at] of chosen.entries()) row(batch, b).set(row(points, at));
    eachNearest(tf, batch, centres, 1, (at, [c]) => {
      const share = 1 / ++counts[c!]!;
      const point = row(batch, at);
      const centre = row(centres, c!);
      for (let x = 0; x < size; x++) centre[x]! += share * (point[x]! - centre[x]!);
    });
  }
  return true;
}

/**
 * The nearest prototypes of every point, nearest first: by 2 x·c - |c|², which grows as the distance falls.
 * @param most  prototypes for each point
 */
export function eachNearest(
  tf: Tf,
  points: Rows,
  centres: Rows,
  most: number,
  see: (point: number, nearest: readonly number[]) => void,
): void {
  const { n: k, size } = centres;
  const transposed = new Float32Array(size * k);
  const squares = new Float64Array(k);
  for (let c = 0; c < k; c++)
    for (let x = 0; x < size; x++) {
      const v = centres.values[c * size + x]!;
      transposed[x * k + c] = v;
      squares[c]! += v * v;
    }
  const right = tf.tensor2d(transposed, [size, k]);
  for (let from = 0; from < points.n; from += CHUNK) {
    const rows = Math.min(CHUNK, points.n - from);
    const left = tf.tensor2d(points.values.slice(from * size, (from + rows) * size), [rows, size]);
    const product = tf.matMul(left, right);
    const near = product.dataSync();
    left.dispose();
    product.dispose();
    for (let r = 0; r < rows; r++) see(from + r, largest(near, r * k, squares, most));
  }
  right.dispose();
}

/** Places of the largest 2 near[from + c] - squares[c], largest first. */
function largest(near: ArrayLike<number>, from: number, squares: Float64Array, most: number): number[] {
  const best: number[] = [];
  const score: number[] = [];
  for (let c = 0; c < squares.length; c++) {
    const s = 2 * near[from + c]! - squares[c]!;
    if (best.length === most && s <= score[most - 1]!) continue;
    let at = best.length;
    while (at > 0 && s > score[at - 1]!) at--;
    best.splice(at, 0, c);
    score.splice(at, 0, s);
    if (best.length > most) {
      best.pop();
      score.pop();
    }
  }
  return best;
}

export interface Labelled extends Rows {
  readonly labels: ArrayLike<number>;
}

/**
 * Share of right answers. Prototypes have the classes of the labelled points that they are nearest to; a tested point sums the
 * class shares of its nearest prototypes, weighted by 1 / rank, which of the simple votes gives most (one point more than the
 * nearest alone for 100 prototypes, where the others give less).
 * @param voters  nearest prototypes that are asked
 */
export function accuracyOf(
  tf: Tf,
  centres: Rows,
  {
    labelled,
    tested,
    classes,
    voters,
  }: { labelled: Labelled; tested: Labelled; classes: number; voters: number },
): number {
  const share = new Float64Array(centres.n * classes);
  eachNearest(tf, labelled, centres, 1, (at, [c]) => {
    share[c! * classes + labelled.labels[at]!]!++;
  });
  for (let c = 0; c < centres.n; c++) {
    const own = share.subarray(c * classes, (c + 1) * classes);
    const total = own.reduce((sum, x) => sum + x, 0);
    if (total > 0) for (let j = 0; j < classes; j++) own[j]! /= total;
  }
  let right = 0;
  eachNearest(tf, tested, centres, voters, (at, nearest) => {
    const votes = new Float64Array(classes);
    for (const [rank, c] of nearest.entries())
      for (let j = 0; j < classes; j++) votes[j]! += share[c * classes + j]! / (rank + 1);
    if (votes.indexOf(Math.max(...votes)) === tested.labels[at]) right++;
  });
  return right / tested.n;
}
