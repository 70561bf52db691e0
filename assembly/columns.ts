/** Linear soft bounds on a column or a row; see changeColumn and changeRow in src/crossbar/kernels/reference.ts. */
import { HALF, ONE, OVER_3F, OVER_4F, OVER_5F, OVER_6F, OVER_7F, SMALL, splat } from "./constants";
import { anyLarge, loseAny, loseSmall } from "./elementary";
import {
  excess, factor, gainDown, gainDownByColumn, gainUp, gainUpByColumn, gMax, gMin, hasGains, nPost, nPre, origin, rowBytes,
  hasOwn, ownHigh, ownHighByColumn, ownLow, ownLowByColumn, state, sums, toDown, toUp,
} from "./layout";
import { entriesBefore } from "./levels";

/** Sum of the lanes as the reference sums its four partial sums. */
function sumOfLanes(x: v128): f64 {
  return (
    <f64>f32x4.extract_lane(x, 0) +
    <f64>f32x4.extract_lane(x, 1) +
    (<f64>f32x4.extract_lane(x, 2) + <f64>f32x4.extract_lane(x, 3))
  );
}

/** Potentiation before depression, linear soft bounds. @param up, down  shares of the way to the bounds */
// @ts-ignore: decorator
@inline
function moved(g: v128, low: v128, high: v128, up: v128, down: v128): v128 {
  const raised = f32x4.add(g, f32x4.mul(f32x4.sub(high, g), up));
  return f32x4.sub(raised, f32x4.mul(f32x4.sub(raised, low), down));
}

/**
 * One event on every synapse of a column: the last pieces of `replay`, `elapsed` ticks after the window's start.
 * @param level  of the event's amplitude
 */
export function changeColumn(column: i32, elapsed: i32, level: i32): void {
  if (hasOwn) eventOn(column, elapsed, level, true);
  else eventOn(column, elapsed, level, false);
}

// @ts-ignore: decorator
@inline
function eventOn(column: i32, elapsed: i32, level: i32, own: bool): void {
  let low = f32x4.splat(gMin);
  let high = f32x4.splat(gMax);
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
  const padded: usize = (nPre + 31) & ~31;
  const gainsUp = gainUpByColumn + ((<usize>column * padded) << 2);
  const gainsDown = gainDownByColumn + ((<usize>column * padded) << 2);
  const lows = ownLowByColumn + ((<usize>column * padded) << 2);
  const highs = ownHighByColumn + ((<usize>column * padded) << 2);
  const pieces = excess + (entriesBefore(level) << 3) + (elapsed << 3);
  const step = <usize>rowBytes;
  let at = state + (<usize>column << 2);
  for (let i: usize = 0, end: usize = nPre << 2; i < end; i += 16) {
    const at1 = at + step;
    const at2 = at1 + step;
    const at3 = at2 + step;
    let g = v128.load32_zero(at);
    g = v128.load_lane<f32>(at1, g, 1);
    g = v128.load_lane<f32>(at2, g, 2);
    g = v128.load_lane<f32>(at3, g, 3);
    let first = v128.load64_zero(pieces + (load<i32>(origin + i) << 3));
    first = v128.load_lane<i64>(pieces + (load<i32>(origin + i, 4) << 3), first, 1);
    let second = v128.load64_zero(pieces + (load<i32>(origin + i, 8) << 3));
    second = v128.load_lane<i64>(pieces + (load<i32>(origin + i, 12) << 3), second, 1);
    first = f32x4.add(v128.load(sums + (i << 1)), first);
    second = f32x4.add(v128.load(sums + (i << 1), 16), second);
    const p = f32x4.mul(v128.shuffle<f32>(first, second, 0, 2, 4, 6), scaleUp);
    const d = f32x4.mul(v128.shuffle<f32>(first, second, 1, 3, 5, 7), scaleDown);
    const k = v128.load(factor + i);
    const kUp = hasGains ? f32x4.mul(v128.load(gainsUp + i), k) : k;
    const kDown = hasGains ? f32x4.mul(v128.load(gainsDown + i), k) : k;
    if (own) {
      low = v128.load(lows + i);
      high = v128.load(highs + i);
    }
    const x = f32x4.mul(p, kUp);
    const y = f32x4.mul(d, kDown);
    const after = anyLarge(x, y, small)
      ? moved(g, low, high, loseAny(x), loseAny(y))
      : moved(
          g, low, high, loseSmall(x, one, half, c3, c4, c5, c6, c7), loseSmall(y, one, half, c3, c4, c5, c6, c7),
        );
    v128.store_lane<f32>(at, after, 0);
    v128.store_lane<f32>(at1, after, 1);
    v128.store_lane<f32>(at2, after, 2);
    v128.store_lane<f32>(at3, after, 3);
    at = at3 + step;
  }
}

/** V_pre alone on a row; sum of |dG|, S. @param p, d  integrals over the reference rooms */
export function changeRow(row: i32, p: f64, d: f64): f64 {
  return hasOwn ? loneOn(row, p, d, true) : loneOn(row, p, d, false);
}

// @ts-ignore: decorator
@inline
function loneOn(row: i32, p: f64, d: f64, own: bool): f64 {
  let low = f32x4.splat(gMin);
  let high = f32x4.splat(gMax);
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
  const base = <usize>row * rowBytes;
  let sum = f32x4.splat(0);
  for (let j: usize = 0, end: usize = nPost << 2; j < end; j += 16) {
    const at = state + base + j;
    const g = v128.load(at);
    let xHere = hasGains ? f32x4.mul(v128.load(gainUp + base + j), x) : x;
    let yHere = hasGains ? f32x4.mul(v128.load(gainDown + base + j), y) : y;
    if (j + 16 > end) {
      // Lanes beyond the last column stay as they are and move nothing.
      const inside = i32x4.lt_u(i32x4(0, 1, 2, 3), i32x4.splat(<i32>((end - j) >> 2)));
      xHere = v128.and(xHere, inside);
      yHere = v128.and(yHere, inside);
    }
    if (own) {
      low = v128.load(ownLow + base + j);
      high = v128.load(ownHigh + base + j);
    }
    const above = f32x4.sub(high, g);
    const below = f32x4.sub(g, low);
    v128.store(
      at,
      anyLarge(xHere, yHere, small)
        ? moved(g, low, high, loseAny(xHere), loseAny(yHere))
        : moved(
            g, low, high,
            loseSmall(xHere, one, half, c3, c4, c5, c6, c7), loseSmall(yHere, one, half, c3, c4, c5, c6, c7),
          ),
    );
    sum = f32x4.add(
      sum,
      f32x4.abs(f32x4.sub(f32x4.mul(above, xHere), f32x4.mul(below, yHere))),
    );
  }
  return sumOfLanes(sum);
}
