/** Linear soft bounds on a column or a row; see changeColumn and changeRow in src/crossbar/kernels/reference.ts. */
import { anyLarge, lose4, loseLarge, loseSmall } from "./elementary";
import {
  collected, downs, excess, factor, gainDown, gainDownByColumn, gainUp, gainUpByColumn, gMax, gMin, hasGains, nPost, nPre,
  origin, rowBytes, state, sums, toDown, toUp, ups,
} from "./layout";

/** Sum of the lanes as the reference sums its four partial sums. */
function sumOfLanes(x: v128): f64 {
  return (
    <f64>f32x4.extract_lane(x, 0) +
    <f64>f32x4.extract_lane(x, 1) +
    (<f64>f32x4.extract_lane(x, 2) + <f64>f32x4.extract_lane(x, 3))
  );
}

/**
 * One event on every synapse of a column: the last pieces of `replay`, `elapsed` ticks after the window's start. Its
 * synapses are collected, changed in neighbouring places, and put back.
 */
export function changeColumn(column: i32, elapsed: i32): void {
  const top = state + (<usize>column << 2);
  collect(top, excess + (elapsed << 3));
  strain(column);
  for (let i: usize = 0, end: usize = nPre << 2; i < end; i += 32) {
    const at = collected + i;
    const g0 = v128.load(at);
    const g1 = v128.load(at, 16);
    const x0 = v128.load(ups + i);
    const x1 = v128.load(ups + i, 16);
    const y0 = v128.load(downs + i);
    const y1 = v128.load(downs + i, 16);
    if (anyLarge(x0, x1, y0, y1)) {
      v128.store(at, moved(g0, loseLarge(x0), loseLarge(y0)));
      v128.store(at, moved(g1, loseLarge(x1), loseLarge(y1)), 16);
    } else {
      v128.store(at, moved(g0, loseSmall(x0), loseSmall(y0)));
      v128.store(at, moved(g1, loseSmall(x1), loseSmall(y1)), 16);
    }
  }
  putBack(top);
}

/** Conductances of a column to `collected`, its integrals over the reference rooms to `ups` and `downs`. */
// @ts-ignore: decorator
@inline
function collect(top: usize, pieces: usize): void {
  const scaleUp = f32x4.splat(toUp);
  const scaleDown = f32x4.splat(toDown);
  const step = <usize>rowBytes;
  let at = top;
  for (let i: usize = 0, end: usize = nPre << 2; i < end; i += 16) {
    const at1 = at + step;
    const at2 = at1 + step;
    const at3 = at2 + step;
    store<f32>(collected + i, load<f32>(at));
    store<f32>(collected + i, load<f32>(at1), 4);
    store<f32>(collected + i, load<f32>(at2), 8);
    store<f32>(collected + i, load<f32>(at3), 12);
    at = at3 + step;
    let first = v128.load64_zero(pieces + (load<i32>(origin + i) << 3));
    first = v128.load_lane<i64>(pieces + (load<i32>(origin + i, 4) << 3), first, 1);
    let second = v128.load64_zero(pieces + (load<i32>(origin + i, 8) << 3));
    second = v128.load_lane<i64>(pieces + (load<i32>(origin + i, 12) << 3), second, 1);
    first = f32x4.add(v128.load(sums + (i << 1)), first);
    second = f32x4.add(v128.load(sums + (i << 1), 16), second);
    v128.store(ups + i, f32x4.mul(v128.shuffle<f32>(first, second, 0, 2, 4, 6), scaleUp));
    v128.store(downs + i, f32x4.mul(v128.shuffle<f32>(first, second, 1, 3, 5, 7), scaleDown));
  }
}

// @ts-ignore: decorator
@inline
function putBack(top: usize): void {
  const step = <usize>rowBytes;
  let at = top;
  for (let i: usize = 0, end: usize = nPre << 2; i < end; i += 16) {
    const at1 = at + step;
    const at2 = at1 + step;
    const at3 = at2 + step;
    store<f32>(at, load<f32>(collected + i));
    store<f32>(at1, load<f32>(collected + i, 4));
    store<f32>(at2, load<f32>(collected + i, 8));
    store<f32>(at3, load<f32>(collected + i, 12));
    at = at3 + step;
  }
}

/** Integrals times the factors of event and device. */
// @ts-ignore: decorator
@inline
function strain(column: i32): void {
  const end: usize = nPre << 2;
  if (!hasGains) {
    for (let i: usize = 0; i < end; i += 16) {
      const k = v128.load(factor + i);
      v128.store(ups + i, f32x4.mul(v128.load(ups + i), k));
      v128.store(downs + i, f32x4.mul(v128.load(downs + i), k));
    }
    return;
  }
  const padded: usize = (nPre + 31) & ~31;
  const offset = (<usize>column * padded) << 2;
  scale(ups, gainUpByColumn + offset, end);
  scale(downs, gainDownByColumn + offset, end);
}

// @ts-ignore: decorator
@inline
function scale(integrals: usize, gains: usize, end: usize): void {
  for (let i: usize = 0; i < end; i += 32) {
    const at = integrals + i;
    const first = f32x4.mul(v128.load(gains + i), v128.load(factor + i));
    const second = f32x4.mul(v128.load(gains + i, 16), v128.load(factor + i, 16));
    const strained = f32x4.mul(v128.load(at), first);
    const next = f32x4.mul(v128.load(at, 16), second);
    v128.store(at, strained);
    v128.store(at, next, 16);
  }
}

/** Potentiation before depression, linear soft bounds. @param up, down  shares of the way to the bounds */
// @ts-ignore: decorator
@inline
function moved(g: v128, up: v128, down: v128): v128 {
  const raised = f32x4.add(g, f32x4.mul(f32x4.sub(f32x4.splat(gMax), g), up));
  return f32x4.sub(raised, f32x4.mul(f32x4.sub(raised, f32x4.splat(gMin)), down));
}

/** V_pre alone on a row; sum of |dG|, S. @param p, d  integrals over the reference rooms */
export function changeRow(row: i32, p: f64, d: f64): f64 {
  const x = f32x4.splat(<f32>p);
  const y = f32x4.splat(<f32>d);
  const base = <usize>row * rowBytes;
  const top = state + base;
  let sum = f32x4.splat(0);
  const end: usize = nPost << 2;
  const whole = end & ~15;
  for (let j: usize = 0; j < whole; j += 16) {
    const xHere = hasGains ? f32x4.mul(v128.load(gainUp + base + j), x) : x;
    const yHere = hasGains ? f32x4.mul(v128.load(gainDown + base + j), y) : y;
    sum = f32x4.add(sum, changed(top + j, xHere, yHere));
  }
  if (whole < end) {
    // Lanes beyond the last column stay as they are and move nothing.
    const inside = i32x4.lt_u(i32x4(0, 1, 2, 3), i32x4.splat(<i32>((end - whole) >> 2)));
    const xHere = hasGains ? f32x4.mul(v128.load(gainUp + base + whole), x) : x;
    const yHere = hasGains ? f32x4.mul(v128.load(gainDown + base + whole), y) : y;
    sum = f32x4.add(sum, changed(top + whole, v128.and(xHere, inside), v128.and(yHere, inside)));
  }
  return sumOfLanes(sum);
}

/** Change four synapses; |dG| to first order. */
// @ts-ignore: decorator
@inline
function changed(at: usize, x: v128, y: v128): v128 {
  const g = v128.load(at);
  v128.store(at, moved(g, lose4(x), lose4(y)));
  return f32x4.abs(
    f32x4.sub(
      f32x4.mul(f32x4.sub(f32x4.splat(gMax), g), x),
      f32x4.mul(f32x4.sub(g, f32x4.splat(gMin)), y),
    ),
  );
}
