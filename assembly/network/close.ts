/**
 * A post event on the synapses of a column, each of which walks back through the starts of its own row; see
 * src/crossbar/post-event-replay.ts and `changeColumn` in src/crossbar/kernels/reference.ts.
 */
import { HALF, ONE, OVER_3F, OVER_4F, OVER_5F, OVER_6F, OVER_7F, SMALL, splat } from "../constants";
import { moved } from "../columns";
import { large, loseAny, loseSmall } from "../elementary";
import { Eis } from "./eis";

/**
 * @param records  (P, D, excess P, excess D) of each regime and elapsed tick, see src/crossbar/post-event-records.ts
 * @param ends  of a whole event those since the latest start of V_pre, by its tick from preTicks before the event's start on
 * @param first  entry of the column's first synapse
 * @param start  of the event, tick; @param length  ticks
 * @param dropped  number of the log's first entry
 */
export function closeColumn(
  parameters: usize, records: usize, ends: usize, column: i32, first: i32, count: i32, start: f64, length: i32, dropped: f64,
): void {
  replay(changetype<Eis>(parameters), records + 8, ends, first, count, start, length, dropped);
  const eis = changetype<Eis>(parameters);
  if (eis.ownLow != 0) change(eis, column, first, count, true, eis.gainUp != 0);
  else if (eis.gainUp != 0) change(eis, column, first, count, false, true);
  else change(eis, column, first, count, false, false);
}

/**
 * Integrals of every synapse: first of those whose row has not started since the event began, then of the others.
 * @param excess  address of the first excess; the next is 16 bytes on
 */
function replay(
  eis: Eis, excess: usize, ends: usize, first: i32, count: i32, start: f64, length: i32, dropped: f64,
): void {
  const preTicks = eis.preTicks;
  const postTicks = eis.postTicks;
  const stride = eis.tableStride;
  const source = eis.source;
  const latestTick = eis.latestTick;
  const started = eis.started;
  const ps = eis.p;
  const ds = eis.d;
  const oldest = -<f64>preTicks;
  const whole = length == postTicks;
  // A short table stays in the cache, where the large one would be read at as many places as there are ages.
  const young = whole ? ends + (<usize>preTicks << 3) : excess + (<usize>(postTicks * stride + length) << 4);
  const apart: i32 = whole ? -8 : stride << 4;
  const now = f64x2.splat(start);
  const least = f64x2.splat(oldest);
  const each = i32x4.splat(apart);
  const none = i32x4.splat(0);
  let others: usize = 0;
  for (let k = 0; k < count; k += 4) {
    // Beyond the last synapse there are rows too, of another column.
    const rows = source + (<usize>(first + k) << 2);
    const a = source == 0 ? ticksFrom(latestTick, k) : ticksOf(latestTick, load<i32>(rows), load<i32>(rows, 4));
    const b = source == 0 ? ticksFrom(latestTick, k + 2) : ticksOf(latestTick, load<i32>(rows, 8), load<i32>(rows, 12));
    // Of the waveforms begun before the event the youngest counts.
    const elapsed = v128.shuffle<i32>(sinceStart(a, now, least), sinceStart(b, now, least), 0, 2, 4, 6);
    const places = i32x4.mul(i32x4.max_s(i32x4.neg(elapsed), none), each);
    const early = twoOf(young, i32x4.extract_lane(places, 0), i32x4.extract_lane(places, 1));
    const late = twoOf(young, i32x4.extract_lane(places, 2), i32x4.extract_lane(places, 3));
    v128.store(ps + (<usize>k << 2), v128.shuffle<i32>(early, late, 0, 2, 4, 6));
    v128.store(ds + (<usize>k << 2), v128.shuffle<i32>(early, late, 1, 3, 5, 7));
    // Noted in any case, kept where it has: a jump would be foreseen as often as not.
    let begun: u32 = i32x4.bitmask(i32x4.gt_s(elapsed, none));
    if (count - k < 4) begun &= (1 << (count - k)) - 1;
    store<i32>(started + (others << 2), k);
    others += <usize>(begun & 1);
    store<i32>(started + (others << 2), k + 1);
    others += <usize>((begun >> 1) & 1);
    store<i32>(started + (others << 2), k + 2);
    others += <usize>((begun >> 2) & 1);
    store<i32>(started + (others << 2), k + 3);
    others += <usize>(begun >> 3);
  }
  // Where to read of the others, then reading: far places in a large table are fetched side by side.
  const earlierTick = eis.earlierTick;
  const pieces = eis.pieces;
  let single: usize = 0;
  for (let x: usize = 0; x < others; x++) {
    const k = load<i32>(started + (x << 2));
    const row = source == 0 ? k : load<i32>(source + (<usize>(first + k) << 2));
    const own = <usize>row << 3;
    const ticks = v128.load64_lane(earlierTick + own, v128.load64_zero(latestTick + own), 1);
    const both = sinceStart(ticks, now, least);
    const elapsed = i32x4.extract_lane(both, 0);
    const earlier = i32x4.extract_lane(both, 2);
    if (elapsed >= length || earlier > 0) {
      chain(eis, excess, k, row, start, length, dropped);
      continue;
    }
    const at = pieces + (single << 3);
    store<i32>(at, elapsed);
    store<i32>(at, (postTicks - earlier) * stride + elapsed, 4);
    store<i32>(started + (single << 2), k);
    single++;
  }
  for (let x: usize = 0; x < single; x++) {
    const k = <usize>load<i32>(started + (x << 2)) << 2;
    const elapsed = load<i32>(pieces + (x << 3));
    const piece = excess + (<usize>load<i32>(pieces + (x << 3), 4) << 4);
    const last = whole
      ? ends + (<usize>(preTicks + elapsed) << 3)
      : excess + (<usize>((postTicks - elapsed) * stride + length - elapsed) << 4);
    store<f32>(ps + k, load<f32>(piece) + load<f32>(last));
    store<f32>(ds + k, load<f32>(piece, 4) + load<f32>(last, 4));
  }
}

/** Ticks of two rows in a row. */
// @ts-ignore: decorator
@inline
function ticksFrom(ticks: usize, row: i32): v128 {
  return v128.load(ticks + (<usize>row << 3));
}

/** Ticks of any two rows. */
// @ts-ignore: decorator
@inline
function ticksOf(ticks: usize, a: i32, b: i32): v128 {
  return v128.load64_lane(ticks + (<usize>b << 3), v128.load64_zero(ticks + (<usize>a << 3)), 1);
}

/** Added to a whole number it leaves that in the lower 32 bits, below 0 too: quicker than a conversion. */
const WHOLE: f64 = 6755399441055744;

/** Ticks from the event's start on, at least so many, as whole numbers in the lower halves of both lanes. */
// @ts-ignore: decorator
@inline
function sinceStart(ticks: v128, start: v128, least: v128): v128 {
  return f64x2.add(f64x2.pmax(least, f64x2.sub(ticks, start)), f64x2.splat(WHOLE));
}

/** Ticks from the event's start to another, `most` before it at the earliest. */
// @ts-ignore: decorator
@inline
export function ticksSince(tick: f64, start: f64, most: i32): i32 {
  const elapsed = tick - start;
  return elapsed < -<f64>most ? -most : <i32>reinterpret<u64>(elapsed + WHOLE);
}

/** Integrals (P, D) at two places of a table. */
// @ts-ignore: decorator
@inline
function twoOf(table: usize, a: i32, b: i32): v128 {
  return v128.load64_lane(table + b, v128.load64_zero(table + a), 1);
}

/** A synapse whose row started several times while the event was under way, or after it. */
function chain(eis: Eis, excess: usize, k: i32, row: i32, start: f64, length: i32, dropped: f64): void {
  const preTicks = eis.preTicks;
  const postTicks = eis.postTicks;
  const stride = eis.tableStride;
  const ticks = eis.logTick;
  const previous = eis.previous;
  const starts = eis.starts;
  let origin = (preTicks + postTicks) * stride;
  let found: usize = 0;
  let x = load<f64>(eis.latest + (<usize>row << 3)) - dropped;
  while (x >= 0) {
    const entry = <usize>x << 3;
    const elapsed = ticksSince(load<f64>(ticks + entry), start, preTicks);
    if (elapsed <= 0) {
      origin = (postTicks - elapsed) * stride;
      break;
    }
    if (elapsed < length) {
      store<i32>(starts + (found << 2), elapsed);
      found++;
    }
    x = load<f64>(previous + entry) - dropped;
  }
  let p: f32 = 0;
  let d: f32 = 0;
  while (found > 0) {
    found--;
    const elapsed = load<i32>(starts + (found << 2));
    const piece = excess + (<usize>(origin + elapsed) << 4);
    p += load<f32>(piece);
    d += load<f32>(piece, 4);
    origin = (postTicks - elapsed) * stride - elapsed;
  }
  const last = excess + (<usize>(origin + length) << 4);
  store<f32>(eis.p + (<usize>k << 2), p + load<f32>(last));
  store<f32>(eis.d + (<usize>k << 2), d + load<f32>(last, 4));
}

/** Position of a column's synapse. */
// @ts-ignore: decorator
@inline
function position(eis: Eis, member: usize, column: i32, first: i32, k: i32): usize {
  return (member == 0 ? <usize>(k * eis.stride + column) : <usize>load<i32>(member + (<usize>(first + k) << 2))) << 2;
}

// @ts-ignore: decorator
@inline
function gather(values: usize, a: usize, b: usize, c: usize, d: usize): v128 {
  let g = v128.load32_zero(values + a);
  g = v128.load_lane<f32>(values + b, g, 1);
  g = v128.load_lane<f32>(values + c, g, 2);
  return v128.load_lane<f32>(values + d, g, 3);
}

// @ts-ignore: decorator
@inline
function change(eis: Eis, column: i32, first: i32, count: i32, own: bool, gains: bool): void {
  const one = splat(ONE);
  const half = splat(HALF);
  const small = splat(SMALL);
  const c3 = splat(OVER_3F);
  const c4 = splat(OVER_4F);
  const c5 = splat(OVER_5F);
  const c6 = splat(OVER_6F);
  const c7 = splat(OVER_7F);
  const toUp = f32x4.splat(eis.toUp);
  const toDown = f32x4.splat(eis.toDown);
  let low = f32x4.splat(eis.gMin);
  let high = f32x4.splat(eis.gMax);
  const state = eis.state;
  const member = eis.member;
  const ps = eis.p;
  const ds = eis.d;
  const factors = eis.factor;
  const gainUp = eis.gainUp;
  const gainDown = eis.gainDown;
  const ownLow = eis.ownLow;
  const ownHigh = eis.ownHigh;
  const last = count - 1;
  for (let k = 0; k < count; k += 4) {
    const a = position(eis, member, column, first, k);
    // Beyond the last synapse it is taken again, and not written.
    const b = position(eis, member, column, first, min(k + 1, last));
    const c = position(eis, member, column, first, min(k + 2, last));
    const d = position(eis, member, column, first, min(k + 3, last));
    const g = gather(state, a, b, c, d);
    const factor = v128.load(factors + (k << 2));
    const kUp = gains ? f32x4.mul(gather(gainUp, a, b, c, d), factor) : factor;
    const kDown = gains ? f32x4.mul(gather(gainDown, a, b, c, d), factor) : factor;
    if (own) {
      low = gather(ownLow, a, b, c, d);
      high = gather(ownHigh, a, b, c, d);
    }
    const x = f32x4.mul(f32x4.mul(v128.load(ps + (k << 2)), toUp), kUp);
    const y = f32x4.mul(f32x4.mul(v128.load(ds + (k << 2)), toDown), kDown);
    const after = v128.any_true(large(x, y, small))
      ? moved(g, low, high, loseAny(x), loseAny(y))
      : moved(g, low, high, loseSmall(x, one, half, c3, c4, c5, c6, c7), loseSmall(y, one, half, c3, c4, c5, c6, c7));
    v128.store_lane<f32>(state + a, after, 0);
    if (k + 3 <= last) {
      v128.store_lane<f32>(state + b, after, 1);
      v128.store_lane<f32>(state + c, after, 2);
      v128.store_lane<f32>(state + d, after, 3);
    } else {
      if (k + 1 <= last) v128.store_lane<f32>(state + b, after, 1);
      if (k + 2 <= last) v128.store_lane<f32>(state + c, after, 2);
    }
  }
}
