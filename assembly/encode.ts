/** Poisson trains on the tick grid by their gaps; see src/core/encoder/gap-sampling.ts. */
import { beginTicks, countSpikes, counted, draw, sortByTick } from "./by-tick";
import { BIT_1, bits, splat, UNIFORMS, wide, WIDE_ONE } from "./constants";
import { ln2, ln4 } from "./elementary";
import {
  active, capacity, drawn, logs, nPre, perGap, philoxWords, probability, singleFrom, words,
} from "./layout";
import { philox8 } from "./philox";

/** Random words drawn at once. */
export const BATCH = 1024;
const BATCH_BYTES: usize = BATCH << 2;
let counter: i32 = 0;
let key0: u32 = 0;
let key1: u32 = 0;

/** The stream's next words, in order, and their logarithms. */
function refill(): void {
  const lanes = i32x4(0, 1, 2, 3);
  const zero = i32x4.splat(0);
  for (let at: usize = words, end = words + BATCH_BYTES; at < end; at += 128) {
    const block = i32x4.add(i32x4.splat(counter), lanes);
    philox8(block, i32x4.add(block, i32x4.splat(4)), zero, zero, zero, key0, key1);
    counter += 8;
    keepFour(at, philoxWords);
    keepFour(at + 64, philoxWords + 16);
  }
  for (let at: usize = 0; at < BATCH_BYTES; at += 32) {
    const first = logOf(v128.load(words + at));
    const second = logOf(v128.load(words + at, 16));
    v128.store(logs + at, first);
    v128.store(logs + at, second, 16);
  }
}

/** Lane l of four vectors, 32 bytes apart, holds the four words of block l, which the stream gives in order. */
// @ts-ignore: decorator
@inline
function keepFour(at: usize, from: usize): void {
  const first = v128.load(from);
  const second = v128.load(from, 32);
  const third = v128.load(from, 64);
  const fourth = v128.load(from, 96);
  const a = v128.shuffle<i32>(first, second, 0, 4, 1, 5);
  const b = v128.shuffle<i32>(first, second, 2, 6, 3, 7);
  const c = v128.shuffle<i32>(third, fourth, 0, 4, 1, 5);
  const d = v128.shuffle<i32>(third, fourth, 2, 6, 3, 7);
  v128.store(at, v128.shuffle<i64>(a, c, 0, 2));
  v128.store(at, v128.shuffle<i64>(a, c, 1, 3), 16);
  v128.store(at, v128.shuffle<i64>(b, d, 0, 2), 32);
  v128.store(at, v128.shuffle<i64>(b, d, 1, 3), 48);
}

/** Logarithm of the uniform number a word stands for. */
// @ts-ignore: decorator
@inline
function logOf(word: v128): v128 {
  const grid = f32x4.convert_i32x4_s(i32x4.add(i32x4.shr_u(word, 8), bits(BIT_1)));
  return ln4(f32x4.mul(grid, splat(UNIFORMS)));
}

/**
 * Rows that spike at all to `active`, and 1 / ln(1 - p) of each to `perGap`, which only those use whose gaps are drawn in
 * single precision.
 * @returns  their number
 */
function listActive(): i32 {
  const rows = active;
  const inverse = perGap;
  let found: usize = 0;
  for (let i = 0; i < nPre; i++) {
    const p = load<f64>(probability + (i << 3));
    store<i32>(rows + (found << 2), i);
    store<f64>(inverse + (found << 3), 1 - p);
    found += <usize>(p > 0);
  }
  for (let at = inverse, end = inverse + (found << 3); at < end; at += 32) {
    const first = f64x2.div(wide(WIDE_ONE), ln2(v128.load(at)));
    const second = f64x2.div(wide(WIDE_ONE), ln2(v128.load(at, 16)));
    v128.store(at, first);
    v128.store(at, second, 16);
  }
  return <i32>found;
}

function lnOf(x: f64): f64 {
  return f64x2.extract_lane(ln2(f64x2.splat(x)), 0);
}

/** Byte offset of the next word in its batch. */
let next: usize = BATCH_BYTES;

/**
 * Draw spikes of every row in `ticks` ticks from tick `from` on, with `probability` in each, from the stream of the key.
 * @returns  their number; -1 where there is no room
 */
export function encode(ticks: i32, from: i32, k0: u32, k1: u32): i32 {
  key0 = k0;
  key1 = k1;
  counter = 0;
  next = BATCH_BYTES;
  const first = beginTicks(ticks, from);
  let at = drawn;
  const end = drawn + ((capacity - load<i32>(first)) << 3);
  for (let x = 0, rows = listActive(); x < rows; x++) {
    const i = load<i32>(active + (x << 2));
    const p = load<f64>(probability + (i << 3));
    const before = at;
    if (p >= 1) {
      for (let t = 0; t < ticks; t++) {
        if (at == end) return -1;
        at = draw(at, first, t, i);
      }
    } else if (p >= singleFrom) at = frequent(i, <f32>load<f64>(perGap + (x << 3)), ticks, first, at, end);
    else at = rare(i, p, ticks, first, at, end);
    if (at == 0) return -1;
    countSpikes(i, <i32>((at - before) >> 3));
  }
  sortByTick(first, ticks, at, true);
  return <i32>((at - drawn) >> 3);
}

/** Up to so many ticks whole numbers in single precision are turned to integers by a sum. */
const MOST_TICKS: i32 = 1 << 22;
/** A single-precision number from which on they are whole. */
const WHOLE: f32 = 8388608;
const WHOLE_BITS: i32 = 0x4b000000;

/** Spikes of one row to `at`; behind the last, or 0 where there is no room. */
function frequent(row: i32, perGap: f32, ticks: i32, first: usize, at: usize, end: usize): usize {
  const limit = <f32>ticks;
  const gaps = f32x4.splat(perGap);
  const longest = f32x4.splat(limit);
  const whole = f32x4.splat(WHOLE);
  const rows = i32x4.splat(row);
  const over = i32x4.splat(ticks);
  // The sum of up to four gaps, less the bits of `whole` in each, and a tick for each spike.
  const less = i32x4(WHOLE_BITS - 1, 2 * (WHOLE_BITS - 1), 3 * (WHOLE_BITS - 1), 4 * (WHOLE_BITS - 1));
  const none = i32x4.splat(0);
  // A global would be loaded again at each use.
  const lns = logs;
  const lastFour = ticks < MOST_TICKS ? end - 32 : 0;
  let t = -1;
  let word = next;
  for (;;) {
    if (word <= BATCH_BYTES - 16 && at <= lastFour) {
      // Four at once. A gap beyond the end of time counts as one that leads there; what is drawn behind the end does not count.
      const gap = f32x4.trunc(f32x4.pmin(f32x4.mul(v128.load(lns + word), gaps), longest));
      let sum = f32x4.add(gap, whole);
      sum = i32x4.add(sum, v128.shuffle<i32>(none, sum, 3, 4, 5, 6));
      sum = i32x4.add(sum, v128.shuffle<i32>(none, sum, 2, 3, 4, 5));
      const at4 = i32x4.min_s(i32x4.add(i32x4.sub(sum, less), i32x4.splat(t)), over);
      v128.store(at, v128.shuffle<i32>(at4, rows, 0, 4, 1, 5));
      v128.store(at, v128.shuffle<i32>(at4, rows, 2, 6, 3, 7), 16);
      t = i32x4.extract_lane(at4, 3);
      counted(first, i32x4.extract_lane(at4, 0));
      counted(first, i32x4.extract_lane(at4, 1));
      counted(first, i32x4.extract_lane(at4, 2));
      counted(first, t);
      if (t < ticks) {
        at += 32;
        word += 16;
        continue;
      }
      const inside = <usize>popcnt(i32x4.bitmask(i32x4.lt_s(at4, over)));
      at += inside << 3;
      word += (inside + 1) << 2;
      break;
    }
    if (word == BATCH_BYTES) {
      refill();
      word = 0;
      continue;
    }
    const gap = load<f32>(lns + word) * perGap;
    word += 4;
    if (!(gap < limit)) break;
    t += 1 + <i32>gap;
    if (t >= ticks) break;
    if (at == end) return 0;
    at = draw(at, first, t, row);
  }
  next = word;
  return at;
}

function rare(row: i32, p: f64, ticks: i32, first: usize, at: usize, end: usize): usize {
  const perGap = 1.0 / (p < 1e-8 ? -p : lnOf(1.0 - p));
  const limit = <f64>ticks;
  let t: f64 = -1;
  for (;;) {
    if (next == BATCH_BYTES) {
      refill();
      next = 0;
    }
    const uniform = (<f64>load<u32>(words + next) + 0.5) * 2.3283064365386963e-10;
    next += 4;
    t += 1 + Math.floor(lnOf(uniform) * perGap);
    if (t >= limit) break;
    if (at == end) return 0;
    at = draw(at, first, <i32>t, row);
  }
  return at;
}
