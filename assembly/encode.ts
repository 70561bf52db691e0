/** Poisson trains on the tick grid by their gaps; see src/core/encoder/gap-sampling.ts. */
import { ln2 } from "./elementary";
import {
  capacity, drawn, firstAt, logs, nPre, probability, rowBytes, rowIndex, rowOffset, sourceCounts,
} from "./layout";
import { philox4, word0, word1, word2, word3 } from "./philox";

const BATCH = 256;
let counter: i32 = 0;
let used: i32 = BATCH;
let key0: u32 = 0;
let key1: u32 = 0;

/** ln of the stream's next 256 uniform numbers. */
function refill(): void {
  const lanes = i32x4(0, 1, 2, 3);
  const zero = i32x4.splat(0);
  for (let block = 0; block < BATCH / 4; block += 4) {
    philox4(i32x4.add(i32x4.splat(counter + block), lanes), zero, zero, zero, key0, key1);
    // Lane l of the four vectors holds the four words of block l, which the stream gives in order.
    const a = v128.shuffle<i32>(word0, word1, 0, 4, 1, 5);
    const b = v128.shuffle<i32>(word0, word1, 2, 6, 3, 7);
    const c = v128.shuffle<i32>(word2, word3, 0, 4, 1, 5);
    const d = v128.shuffle<i32>(word2, word3, 2, 6, 3, 7);
    const at = logs + (block << 5);
    storeLogs(at, v128.shuffle<i64>(a, c, 0, 2));
    storeLogs(at + 32, v128.shuffle<i64>(a, c, 1, 3));
    storeLogs(at + 64, v128.shuffle<i64>(b, d, 0, 2));
    storeLogs(at + 96, v128.shuffle<i64>(b, d, 1, 3));
  }
  counter += BATCH / 4;
  used = 0;
}

// @ts-ignore: decorator
@inline
function storeLogs(at: usize, words: v128): void {
  v128.store(at, ln2(uniform(f64x2.convert_low_i32x4_u(words))));
  v128.store(at + 16, ln2(uniform(f64x2.convert_low_i32x4_u(v128.shuffle<i32>(words, words, 2, 3, 2, 3)))));
}

// @ts-ignore: decorator
@inline
function uniform(bits: v128): v128 {
  return f64x2.mul(f64x2.add(bits, f64x2.splat(0.5)), f64x2.splat(2.3283064365386963e-10));
}

// @ts-ignore: decorator
@inline
function nextLog(): f64 {
  if (used == BATCH) refill();
  return load<f64>(logs + (used++ << 3));
}

function scalarLn(x: f64): f64 {
  return f64x2.extract_lane(ln2(f64x2.splat(x)), 0);
}

/**
 * Draw spikes of every row in `ticks` ticks from tick `from` on, with `probability` in each, from the stream of the key.
 * @returns  their number; -1 where there is no room
 */
export function encode(ticks: i32, from: i32, k0: u32, k1: u32): i32 {
  key0 = k0;
  key1 = k1;
  counter = 0;
  used = BATCH;
  const first = begin(ticks, from);
  let at = drawn;
  const end = drawn + ((capacity - load<i32>(first)) << 3);
  const limit = <f64>ticks;
  for (let i = 0; i < nPre; i++) {
    const p = load<f64>(probability + (i << 3));
    if (!(p > 0)) continue;
    if (p >= 1) {
      for (let t = 0; t < ticks; t++) {
        if (at == end) return -1;
        at = draw(at, first, t, i);
      }
      count(i, ticks);
      continue;
    }
    const perGap = 1.0 / (p < 1e-8 ? -p : scalarLn(1.0 - p));
    const before = at;
    let t = Math.floor(nextLog() * perGap);
    while (t < limit) {
      if (at == end) return -1;
      at = draw(at, first, <i32>t, i);
      t += 1 + Math.floor(nextLog() * perGap);
    }
    count(i, <i32>((at - before) >> 3));
  }
  sort(first, ticks, at);
  return <i32>((at - drawn) >> 3);
}

/** Take `spikes` spikes that the host has written to `drawn`; those of a tick in ascending order of rows. */
export function accept(spikes: i32, ticks: i32, from: i32): void {
  const first = begin(ticks, from);
  const end = drawn + (spikes << 3);
  for (let at = drawn; at < end; at += 8) {
    draw(at, first, load<i32>(at), load<i32>(at, 4));
    count(load<i32>(at, 4), 1);
  }
  sort(first, ticks, end);
}

// @ts-ignore: decorator
@inline
function count(row: i32, spikes: i32): void {
  const at = sourceCounts + (row << 2);
  store<i32>(at, load<i32>(at) + spikes);
}

/** Clear the counters of the ticks; address of the first. Counters stand two places on until they are sorted. */
function begin(ticks: i32, from: i32): usize {
  const first = firstAt + (from << 2);
  for (let t = 1; t <= ticks + 1; t++) store<i32>(first + (t << 2), 0);
  return first;
}

// @ts-ignore: decorator
@inline
function draw(at: usize, first: usize, t: i32, row: i32): usize {
  store<i32>(at, t);
  store<i32>(at, row, 4);
  const counter = first + (t << 2);
  store<i32>(counter, load<i32>(counter, 8) + 1, 8);
  return at + 8;
}

/** Stable counting sort by tick. */
function sort(first: usize, ticks: i32, end: usize): void {
  let sum = load<i32>(first);
  store<i32>(first, sum, 4);
  for (let t = 2; t <= ticks; t++) {
    const counter = first + (t << 2);
    sum += load<i32>(counter);
    store<i32>(counter, sum);
  }
  for (let at = drawn; at < end; at += 8) {
    const counter = first + (load<i32>(at) << 2);
    const place = load<i32>(counter, 4);
    store<i32>(counter, place + 1, 4);
    const row = load<i32>(at, 4);
    store<i32>(rowIndex + (place << 2), row);
    store<i32>(rowOffset + (place << 2), row * rowBytes);
  }
}
