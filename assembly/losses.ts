/**
 * An event on a column in two parts: how far each synapse will move, which conductances have no part in, and the change itself.
 * Together they do what `changeColumn` does, in the same operations.
 */
import { fourRows, moved, ownOf, putFour, twoPieces } from "./columns";
import { HALF, ONE, OVER_3F, OVER_4F, OVER_5F, OVER_6F, OVER_7F, SMALL, splat } from "./constants";
import { large, loseAny, loseSmall } from "./elementary";
import {
  excess, gainDownByColumn, gainUpByColumn, gMax, gMin, hasGains, hasOwn, nPre, origin, ownHighByColumn, ownLowByColumn, rowBytes, scratch,
  state, sums, toDown, toUp,
} from "./layout";

/**
 * Shares of the way to the bounds, of rows first .. end-1, after `replay` at level 0: of eight rows a cache line, up and down.
 * @param first  a multiple of eight
 * @param factors  of all rows
 */
export function makeLosses(to: usize, factors: usize, column: i32, elapsed: i32, first: i32, end: i32): void {
  if (hasGains) lossesOf(to, factors, column, elapsed, first, end, true);
  else lossesOf(to, factors, column, elapsed, first, end, false);
}

// @ts-ignore: decorator
@inline
function lossesOf(to: usize, factors: usize, column: i32, elapsed: i32, first: i32, end: i32, gains: bool): void {
  const small = splat(SMALL);
  const one = splat(ONE);
  const half = splat(HALF);
  const c3 = splat(OVER_3F);
  const c4 = splat(OVER_4F);
  const c5 = splat(OVER_5F);
  const c6 = splat(OVER_6F);
  const c7 = splat(OVER_7F);
  const scaleUp = f32x4.splat(toUp);
  const scaleDown = f32x4.splat(toDown);
  const gainsUp = gainUpByColumn + ownOf(column);
  const gainsDown = gainDownByColumn + ownOf(column);
  const pieces = excess + (<usize>elapsed << 3);
  // A global would be loaded again at each use.
  const made = scratch;
  const origins = origin;
  const allSums = sums;
  for (let i: usize = first << 2, last: usize = end << 2; i < last; i += 32) {
    const from = origins + i;
    const sumsAt = allSums + (i << 1);
    // Through memory, half a pair each: single lanes are not paired, loads are.
    v128.store(made, twoPieces(pieces, from), 128);
    v128.store(made, twoPieces(pieces, from + 8), 160);
    v128.store(made, twoPieces(pieces, from + 16), 192);
    v128.store(made, twoPieces(pieces, from + 24), 224);
    const first0 = f32x4.add(v128.load(sumsAt), v128.load(made, 128));
    const first1 = f32x4.add(v128.load(sumsAt, 32), v128.load(made, 192));
    const second0 = f32x4.add(v128.load(sumsAt, 16), v128.load(made, 160));
    const second1 = f32x4.add(v128.load(sumsAt, 48), v128.load(made, 224));
    const p0 = f32x4.mul(v128.shuffle<f32>(first0, second0, 0, 2, 4, 6), scaleUp);
    const p1 = f32x4.mul(v128.shuffle<f32>(first1, second1, 0, 2, 4, 6), scaleUp);
    const d0 = f32x4.mul(v128.shuffle<f32>(first0, second0, 1, 3, 5, 7), scaleDown);
    const d1 = f32x4.mul(v128.shuffle<f32>(first1, second1, 1, 3, 5, 7), scaleDown);
    const k0 = v128.load(factors + i);
    const k1 = v128.load(factors + i, 16);
    const x0 = f32x4.mul(p0, gains ? f32x4.mul(v128.load(gainsUp + i), k0) : k0);
    const x1 = f32x4.mul(p1, gains ? f32x4.mul(v128.load(gainsUp + i, 16), k1) : k1);
    const y0 = f32x4.mul(d0, gains ? f32x4.mul(v128.load(gainsDown + i), k0) : k0);
    const y1 = f32x4.mul(d1, gains ? f32x4.mul(v128.load(gainsDown + i, 16), k1) : k1);
    const up0 = loseSmall(x0, one, half, c3, c4, c5, c6, c7);
    const up1 = loseSmall(x1, one, half, c3, c4, c5, c6, c7);
    const down0 = loseSmall(y0, one, half, c3, c4, c5, c6, c7);
    const down1 = loseSmall(y1, one, half, c3, c4, c5, c6, c7);
    const large0 = large(x0, y0, small);
    const large1 = large(x1, y1, small);
    const at = to + (i << 1);
    // Stored, for vectors are paired from their stores on.
    v128.store(at, up0);
    v128.store(at, up1, 16);
    v128.store(at, down0, 32);
    v128.store(at, down1, 48);
    v128.store(made, large0);
    v128.store(made, large1, 16);
    if (v128.any_true(v128.or(large0, large1))) {
      v128.store(at, loseAny(x0));
      v128.store(at, loseAny(x1), 16);
      v128.store(at, loseAny(y0), 32);
      v128.store(at, loseAny(y1), 48);
    }
  }
}

/** The change of a column by its losses. */
export function changeByLosses(column: i32, losses: usize): void {
  if (hasOwn) changeBy(column, losses, true);
  else changeBy(column, losses, false);
}

// @ts-ignore: decorator
@inline
function changeBy(column: i32, losses: usize, own: bool): void {
  let low0 = f32x4.splat(gMin);
  let low1 = low0;
  let high0 = f32x4.splat(gMax);
  let high1 = high0;
  const lows = ownLowByColumn + ownOf(column);
  const highs = ownHighByColumn + ownOf(column);
  const step = <usize>rowBytes;
  let at = state + (<usize>column << 2);
  for (let i: usize = 0, end: usize = nPre << 2; i < end; i += 32) {
    const at4 = at + (step << 2);
    const from = losses + (i << 1);
    if (own) {
      low0 = v128.load(lows + i);
      low1 = v128.load(lows + i, 16);
      high0 = v128.load(highs + i);
      high1 = v128.load(highs + i, 16);
    }
    const g0 = fourRows(at, step);
    const g1 = fourRows(at4, step);
    putFour(at, step, moved(g0, low0, high0, v128.load(from), v128.load(from, 32)));
    putFour(at4, step, moved(g1, low1, high1, v128.load(from, 16), v128.load(from, 48)));
    at = at4 + (step << 2);
  }
}
