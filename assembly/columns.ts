/** Linear soft bounds on a column or a row; see changeColumn and changeRow in src/crossbar/kernels/reference.ts. */
import { HALF, ONE, OVER_3F, OVER_4F, OVER_5F, OVER_6F, OVER_7F, SMALL, splat } from "./constants";
import { large, loseAny, loseSmall } from "./elementary";
import {
  excess, factor, gainDown, gainDownByColumn, gainUp, gainUpByColumn, gMax, gMin, hasGains, scratch, nPost, nPre, origin, rowBytes,
  hasOwn, ownHigh, ownHighByColumn, ownLow, ownLowByColumn, state, sums, toDown, toUp,
} from "./layout";
import { entriesBefore } from "./levels";

/** Sum of the lanes as the reference sums its four partial sums. */
export function sumOfLanes(x: v128): f64 {
  return (
    <f64>f32x4.extract_lane(x, 0) +
    <f64>f32x4.extract_lane(x, 1) +
    (<f64>f32x4.extract_lane(x, 2) + <f64>f32x4.extract_lane(x, 3))
  );
}

/** Potentiation before depression, linear soft bounds. @param up, down  shares of the way to the bounds */
// @ts-ignore: decorator
@inline
export function moved(g: v128, low: v128, high: v128, up: v128, down: v128): v128 {
  const raised = f32x4.add(g, f32x4.mul(f32x4.sub(high, g), up));
  return f32x4.sub(raised, f32x4.mul(f32x4.sub(raised, low), down));
}

/**
 * One event on every synapse of a column: the last pieces of `replay`, `elapsed` ticks after the post event's start.
 * @param level  of the event's amplitude
 */
export function changeColumn(column: i32, elapsed: i32, level: i32): void {
  if (hasOwn) eventOn(column, elapsed, level, true, hasGains);
  else if (hasGains) eventOn(column, elapsed, level, false, true);
  else eventOn(column, elapsed, level, false, false);
}

// @ts-ignore: decorator
@inline
function eventOn(column: i32, elapsed: i32, level: i32, own: bool, gains: bool): void {
  let low0 = f32x4.splat(gMin);
  let low1 = low0;
  let high0 = f32x4.splat(gMax);
  let high1 = high0;
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
  const ownAt = ownOf(column);
  const gainsUp = gainUpByColumn + ownAt;
  const gainsDown = gainDownByColumn + ownAt;
  const lows = ownLowByColumn + ownAt;
  const highs = ownHighByColumn + ownAt;
  const pieces = excess + (entriesBefore(level) << 3) + (elapsed << 3);
  const step = <usize>rowBytes;
  const step2 = step << 1;
  // A global would be loaded again at each use.
  const made = scratch;
  const origins = origin;
  const factors = factor;
  let sumsAt = sums;
  let at = state + (<usize>column << 2);
  for (let i: usize = 0, end: usize = nPre << 2; i < end; i += 32) {
    const at4 = at + (step << 2);
    const from = origins + i;
    // Through memory, half a pair each: single lanes are not paired, loads are.
    v128.store(made, fourRows(at, step), 64);
    v128.store(made, fourRows(at4, step), 96);
    v128.store(made, twoPieces(pieces, from), 128);
    v128.store(made, twoPieces(pieces, from + 8), 160);
    v128.store(made, twoPieces(pieces, from + 16), 192);
    v128.store(made, twoPieces(pieces, from + 24), 224);
    const g0 = v128.load(made, 64);
    const g1 = v128.load(made, 96);
    const first0 = f32x4.add(v128.load(sumsAt), v128.load(made, 128));
    const first1 = f32x4.add(v128.load(sumsAt, 32), v128.load(made, 192));
    const second0 = f32x4.add(v128.load(sumsAt, 16), v128.load(made, 160));
    const second1 = f32x4.add(v128.load(sumsAt, 48), v128.load(made, 224));
    sumsAt += 64;
    const p0 = f32x4.mul(v128.shuffle<f32>(first0, second0, 0, 2, 4, 6), scaleUp);
    const p1 = f32x4.mul(v128.shuffle<f32>(first1, second1, 0, 2, 4, 6), scaleUp);
    const d0 = f32x4.mul(v128.shuffle<f32>(first0, second0, 1, 3, 5, 7), scaleDown);
    const d1 = f32x4.mul(v128.shuffle<f32>(first1, second1, 1, 3, 5, 7), scaleDown);
    const k0 = v128.load(factors + i);
    const k1 = v128.load(factors + i, 16);
    const up0 = gains ? f32x4.mul(v128.load(gainsUp + i), k0) : k0;
    const up1 = gains ? f32x4.mul(v128.load(gainsUp + i, 16), k1) : k1;
    const down0 = gains ? f32x4.mul(v128.load(gainsDown + i), k0) : k0;
    const down1 = gains ? f32x4.mul(v128.load(gainsDown + i, 16), k1) : k1;
    if (own) {
      low0 = v128.load(lows + i);
      low1 = v128.load(lows + i, 16);
      high0 = v128.load(highs + i);
      high1 = v128.load(highs + i, 16);
    }
    const x0 = f32x4.mul(p0, up0);
    const x1 = f32x4.mul(p1, up1);
    const y0 = f32x4.mul(d0, down0);
    const y1 = f32x4.mul(d1, down1);
    const after0 = moved(
      g0, low0, high0, loseSmall(x0, one, half, c3, c4, c5, c6, c7), loseSmall(y0, one, half, c3, c4, c5, c6, c7),
    );
    const after1 = moved(
      g1, low1, high1, loseSmall(x1, one, half, c3, c4, c5, c6, c7), loseSmall(y1, one, half, c3, c4, c5, c6, c7),
    );
    const large0 = large(x0, y0, small);
    const large1 = large(x1, y1, small);
    // Stored, for vectors are paired from their stores on.
    v128.store(made, after0);
    v128.store(made, after1, 16);
    v128.store(made, large0, 32);
    v128.store(made, large1, 48);
    putFour(at, step, after0);
    putFour(at4, step, after1);
    // What they need is read again: kept for them, it would take registers from all.
    if (v128.any_true(v128.or(large0, large1))) {
      fourLarge(at, made, sumsAt - 64, i, column);
      fourLarge(at4, made + 32, sumsAt - 32, i + 16, column);
    }
    at = at4 + (step << 2);
  }
}

/** Where what is each synapse's own begins for a column, in arrays by column. */
// @ts-ignore: decorator
@inline
export function ownOf(column: i32): usize {
  return (<usize>column * ((nPre + 31) & ~31)) << 2;
}

/** Four rows, from row i / 4 on, however far they move; `eventOn` has left what they held, and their last pieces, at `made`. */
function fourLarge(at: usize, made: usize, sumsAt: usize, i: usize, column: i32): void {
  const pieces = made + (made - scratch);
  const own = ownOf(column) + i;
  const k = v128.load(factor + i);
  const first = f32x4.add(v128.load(sumsAt), v128.load(pieces, 128));
  const second = f32x4.add(v128.load(sumsAt, 16), v128.load(pieces, 160));
  const p = f32x4.mul(v128.shuffle<f32>(first, second, 0, 2, 4, 6), f32x4.splat(toUp));
  const d = f32x4.mul(v128.shuffle<f32>(first, second, 1, 3, 5, 7), f32x4.splat(toDown));
  const x = f32x4.mul(p, hasGains ? f32x4.mul(v128.load(gainUpByColumn + own), k) : k);
  const y = f32x4.mul(d, hasGains ? f32x4.mul(v128.load(gainDownByColumn + own), k) : k);
  const low = hasOwn ? v128.load(ownLowByColumn + own) : f32x4.splat(gMin);
  const high = hasOwn ? v128.load(ownHighByColumn + own) : f32x4.splat(gMax);
  putFour(at, rowBytes, moved(v128.load(made, 64), low, high, loseAny(x), loseAny(y)));
}

/** One synapse of each of four rows. */
// @ts-ignore: decorator
@inline
export function fourRows(at: usize, step: usize): v128 {
  let g = v128.load32_zero(at);
  g = v128.load_lane<f32>(at + step, g, 1);
  g = v128.load_lane<f32>(at + (step << 1), g, 2);
  return v128.load_lane<f32>(at + (step << 1) + step, g, 3);
}

// @ts-ignore: decorator
@inline
export function putFour(at: usize, step: usize, g: v128): void {
  v128.store_lane<f32>(at, g, 0);
  v128.store_lane<f32>(at + step, g, 1);
  v128.store_lane<f32>(at + (step << 1), g, 2);
  v128.store_lane<f32>(at + (step << 1) + step, g, 3);
}

/** Last pieces (p, d) of two rows. */
// @ts-ignore: decorator
@inline
export function twoPieces(pieces: usize, origins: usize): v128 {
  const first = v128.load64_zero(pieces + (load<i32>(origins) << 3));
  return v128.load_lane<i64>(pieces + (load<i32>(origins, 4) << 3), first, 1);
}

/** V_pre alone on a row; sum of |dG|, S. @param p, d  integrals over the reference rooms */
export function changeRow(row: i32, p: f64, d: f64): f64 {
  if (hasOwn) return loneOn(row, p, d, true, hasGains);
  return hasGains ? loneOn(row, p, d, false, true) : loneOn(row, p, d, false, false);
}

// @ts-ignore: decorator
@inline
function loneOn(row: i32, p: f64, d: f64, own: bool, gains: bool): f64 {
  let low0 = f32x4.splat(gMin);
  let low1 = low0;
  let high0 = f32x4.splat(gMax);
  let high1 = high0;
  const small = splat(SMALL);
  const one = splat(ONE);
  const half = splat(HALF);
  const c3 = splat(OVER_3F);
  const c4 = splat(OVER_4F);
  const c5 = splat(OVER_5F);
  const c6 = splat(OVER_6F);
  const c7 = splat(OVER_7F);
  const x = f32x4.splat(<f32>p);
  const y = f32x4.splat(<f32>d);
  const made = scratch;
  const base = <usize>row * rowBytes;
  const end: usize = nPost << 2;
  let sum = f32x4.splat(0);
  let at = state + base;
  let up = gainUp + base;
  let down = gainDown + base;
  let lows = ownLow + base;
  let highs = ownHigh + base;
  const last = at + end;
  for (; at + 32 <= last; at += 32) {
    const g0 = v128.load(at);
    const g1 = v128.load(at, 16);
    const x0 = gains ? f32x4.mul(v128.load(up), x) : x;
    const x1 = gains ? f32x4.mul(v128.load(up, 16), x) : x;
    const y0 = gains ? f32x4.mul(v128.load(down), y) : y;
    const y1 = gains ? f32x4.mul(v128.load(down, 16), y) : y;
    if (own) {
      low0 = v128.load(lows);
      low1 = v128.load(lows, 16);
      high0 = v128.load(highs);
      high1 = v128.load(highs, 16);
      lows += 32;
      highs += 32;
    }
    up += 32;
    down += 32;
    const by0 = amount(g0, low0, high0, x0, y0);
    const by1 = amount(g1, low1, high1, x1, y1);
    const large0 = large(x0, y0, small);
    const large1 = large(x1, y1, small);
    const after0 = moved(
      g0, low0, high0, loseSmall(x0, one, half, c3, c4, c5, c6, c7), loseSmall(y0, one, half, c3, c4, c5, c6, c7),
    );
    const after1 = moved(
      g1, low1, high1, loseSmall(x1, one, half, c3, c4, c5, c6, c7), loseSmall(y1, one, half, c3, c4, c5, c6, c7),
    );
    // Stored, for vectors are paired from their stores on.
    v128.store(made, by0);
    v128.store(made, by1, 16);
    v128.store(made, large0, 32);
    v128.store(made, large1, 48);
    v128.store(at, after0);
    v128.store(at, after1, 16);
    if (v128.any_true(v128.or(large0, large1))) {
      v128.store(at, moved(g0, low0, high0, loseAny(x0), loseAny(y0)));
      v128.store(at, moved(g1, low1, high1, loseAny(x1), loseAny(y1)), 16);
    }
    sum = f32x4.add(f32x4.add(sum, by0), by1);
  }
  for (; at < last; at += 16) {
    // Lanes beyond the last column stay as they are and move nothing.
    const inside = i32x4.lt_u(i32x4(0, 4, 8, 12), i32x4.splat(<i32>(last - at)));
    const g = v128.load(at);
    const xHere = v128.and(gains ? f32x4.mul(v128.load(up), x) : x, inside);
    const yHere = v128.and(gains ? f32x4.mul(v128.load(down), y) : y, inside);
    if (own) {
      low0 = v128.load(lows);
      high0 = v128.load(highs);
      lows += 16;
      highs += 16;
    }
    up += 16;
    down += 16;
    sum = f32x4.add(sum, amount(g, low0, high0, xHere, yHere));
    v128.store(at, moved(g, low0, high0, loseAny(xHere), loseAny(yHere)));
  }
  return sumOfLanes(sum);
}

/** |dG| where up and down are so small that none gets in the way of the other. */
// @ts-ignore: decorator
@inline
export function amount(g: v128, low: v128, high: v128, up: v128, down: v128): v128 {
  return f32x4.abs(f32x4.sub(f32x4.mul(f32x4.sub(high, g), up), f32x4.mul(f32x4.sub(g, low), down)));
}
