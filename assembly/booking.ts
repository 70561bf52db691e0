/**
 * What V_pre does alone, summed per row ahead of the time steps; see `bookLonePre` in src/crossbar/lumped.ts. A start
 * that makes a sum worth a pass over its row is listed, with the sum. Ticks count from the last `finish`.
 */
import { drawnEnd } from "./by-tick";
import {
  drawn, followed, gain, lastPre, late, lone, marks, passes, preTicks, restD, restP, sampled, startAt, startRow, startTick, tableStride,
  toDownWide, toUpWide, undo, waiting, worthDown, worthUp,
} from "./layout";
import { passOver } from "./row-part";
import { me } from "./meetings";
import { agreed, meet } from "./team";
import { Told } from "./told";

/** Pre starts booked so far. */
let booked: i32 = 0;
/** Passes over rows that are listed, and those of them that are done. */
let listed: i32 = 0;
let applied: i32 = 0;
/** Pairs in `followed`. */
export let followedCount: i32 = 0;
/** Pre waveforms that their row's next start cuts short; the host reads it after `finish` and sets it back. */
export let cutPres: i32 = 0;

// @ts-ignore: decorator
@unmanaged
class Pass {
  p: f64;
  d: f64;
  tick: i32;
  row: i32;
}

/** Passes listed ahead; the host sets room aside for as many. */
export const MOST_LISTED: i32 = 1024;
export const PASS_BYTES: i32 = offsetof<Pass>();
/** Passes of a presentation that are put in order after they were listed by rows; more of them are listed by ticks. */
const MOST_BY_ROWS: i32 = 128;

// @ts-ignore: decorator
@inline
function passAt(x: i32): Pass {
  return changetype<Pass>(passes + <usize>x * offsetof<Pass>());
}

/** Pre waveforms that start in the ticks below `known`. */
// @ts-ignore: decorator
@inline
function startsBefore(known: i32): i32 {
  return load<i32>(startAt + (known << 2));
}

/**
 * Passes over rows that are due at tick t. Rows are read after their lone part is applied, so a start that makes it worth
 * a pass must be the first of a chunk.
 * @returns  the tick before which the chunk must end
 */
export function bookStarts(t: i32, stop: i32, known: i32): i32 {
  while (applied < listed || booked < startsBefore(known)) {
    if (applied == listed) {
      listAhead(known);
      continue;
    }
    const pass = passAt(applied);
    if (pass.tick > t) return min(stop, pass.tick);
    passOver(pass.row, pass.p * toUpWide, pass.d * toDownWide);
    applied++;
  }
  return stop;
}

/** The first thread lists passes for all. */
function listAhead(known: i32): void {
  // All have read the list as it was.
  meet();
  applied = 0;
  listed = 0;
  if (me == 0) bookAhead(known);
  listed = agreed(listed);
  booked = agreed(booked);
}

/** An empty list, to which `listPass` adds. */
export function beginList(): void {
  applied = 0;
  listed = 0;
}

export function listPass(row: i32, sum: v128): void {
  put(listed++, sum, 0, row);
}

/** Passes that the first thread has listed, all at once. */
export function applyList(): void {
  listed = agreed(listed);
  for (; applied < listed; applied++) {
    const pass = passAt(applied);
    passOver(pass.row, pass.p * toUpWide, pass.d * toDownWide);
  }
}

/** For threads that join in. */
export function tellBooked(t: Told): void {
  t.booked = booked;
  t.listed = listed;
  t.applied = applied;
}

export function hearBooked(t: Told): void {
  booked = t.booked;
  listed = t.listed;
  applied = t.applied;
}

/** The presentation is over: nothing is listed. */
export function forgetBooked(): void {
  booked = 0;
  listed = 0;
  applied = 0;
  followedCount = 0;
}

/** By ticks: starts in the ticks below `known`, until the list is full. */
function bookAhead(known: i32): void {
  const worthBoth = f64x2(worthUp, worthDown);
  const k = f64x2.splat(gain);
  // A global would be loaded again at each use.
  const rows = startRow;
  const ticks = startTick;
  const last = lastPre;
  const sums = waiting;
  const isSampled = sampled;
  const table = lone;
  const longest = tableStride - 1;
  const whole = preTicks;
  let cut = 0;
  let spike: usize = booked << 2;
  for (const end: usize = startsBefore(known) << 2; spike < end; spike += 4) {
    if (listed == MOST_LISTED) break;
    const row = load<i32>(rows + spike);
    const tick = load<i32>(ticks + spike);
    const at = sums + (row << 4);
    const lastAt = last + (row << 2);
    const before = load<i32>(lastAt);
    let sum = f64x2.add(v128.load(at), f64x2.mul(k, lonePart(table, longest, before, tick)));
    cut += <i32>(before >= 0) & <i32>(tick - before < whole);
    store<i32>(lastAt, tick);
    if (load<i32>(isSampled + (row << 2)) != 0) follow(tick, row);
    if (v128.any_true(f64x2.ge(sum, worthBoth))) {
      put(listed++, sum, tick, row);
      sum = f64x2.splat(0);
    }
    v128.store(at, sum);
  }
  booked = <i32>(spike >> 2);
  cutPres += cut;
}

/**
 * By rows, as they were drawn: the starts of ticks from .. known-1, those before being booked and their passes done. The
 * sum of a row then stays in a register. Where more passes are to be than can be put in order, all is as it was before.
 */
export function bookByRows(from: i32, known: i32): void {
  if (drawnEnd == 0 || late > 0) return;
  const worthBoth = f64x2(worthUp, worthDown);
  const k = f64x2.splat(gain);
  const table = lone;
  const longest = tableStride - 1;
  applied = 0;
  listed = 0;
  const whole = preTicks;
  // Globals would be loaded again at each use.
  const rests = restP != 0 || restD != 0;
  const sums = waiting;
  const lasts = lastPre;
  const isSampled = sampled;
  let cut = 0;
  let before = undo;
  let marked = false;
  // Behind the last one is a row that is none.
  for (let at = drawn, end = drawnEnd; at < end; ) {
    const row = load<i32>(at, 4);
    const sumAt = sums + (row << 4);
    const lastAt = lasts + (row << 2);
    const waited = v128.load(sumAt);
    const last = load<i32>(lastAt);
    v128.store(before, waited);
    store<i32>(before, last, 16);
    store<i32>(before, row, 20);
    before += 24;
    let tick = from + load<i32>(at);
    let sum = f64x2.add(waited, f64x2.mul(k, lonePart(table, longest, last, tick)));
    cut += <i32>(last >= 0) & <i32>(tick - last < whole);
    let next = at + 8;
    for (; load<i32>(next, 4) == row; next += 8) {
      const age = load<i32>(next) + from - tick;
      tick += age;
      cut += <i32>(age < whole);
      const part = rests ? partAt(table, longest, age) : v128.load(table + (min(age, longest) << 4));
      sum = f64x2.add(sum, f64x2.mul(k, part));
    }
    // Sums only grow: one that is not worth a pass at last never was.
    if (v128.any_true(f64x2.ge(sum, worthBoth))) {
      if (!listRow(row, at, next, from, waited, last)) return takeBack(before, known);
    } else v128.store(sumAt, sum);
    store<i32>(lastAt, tick);
    if (load<i32>(isSampled + (row << 2)) != 0) {
      mark(row, at, next, from);
      marked = true;
    }
    at = next;
  }
  if (marked) followMarked(startsBefore(from), startsBefore(known));
  booked = startsBefore(known);
  cutPres += cut;
}

/** A row, whose drawn spikes are at .. end, gets passes. @returns  false where the list is full */
function listRow(row: i32, at: usize, end: usize, from: i32, waited: v128, last: i32): bool {
  const worthBoth = f64x2(worthUp, worthDown);
  const k = f64x2.splat(gain);
  let sum = waited;
  let before = last;
  for (; at < end; at += 8) {
    const tick = from + load<i32>(at);
    sum = f64x2.add(sum, f64x2.mul(k, lonePart(lone, tableStride - 1, before, tick)));
    before = tick;
    if (!v128.any_true(f64x2.ge(sum, worthBoth))) continue;
    if (listed == MOST_BY_ROWS) return false;
    let x = listed++;
    // Those of a tick in ascending order of rows.
    for (; x > 0 && passAt(x - 1).tick > tick; x--)
      memory.copy(changetype<usize>(passAt(x)), changetype<usize>(passAt(x - 1)), offsetof<Pass>());
    put(x, sum, tick, row);
    sum = f64x2.splat(0);
  }
  v128.store(waiting + (row << 4), sum);
  return true;
}

// @ts-ignore: decorator
@inline
function put(x: i32, sum: v128, tick: i32, row: i32): void {
  const pass = passAt(x);
  v128.store(changetype<usize>(pass), sum, offsetof<Pass>("p"));
  pass.tick = tick;
  pass.row = row;
}

/** Rows as they were, from the records up to `end`, and no mark. */
function takeBack(end: usize, known: i32): void {
  for (let at = undo; at < end; at += 24) {
    const row = load<i32>(at, 20);
    v128.store(waiting + (row << 4), v128.load(at));
    store<i32>(lastPre + (row << 2), load<i32>(at, 16));
  }
  memory.fill(marks, 0, ((<usize>startsBefore(known) + 63) >> 6) << 3);
  listed = 0;
}

// @ts-ignore: decorator
@inline
function follow(tick: i32, row: i32): void {
  const pair = followed + (followedCount++ << 3);
  store<i32>(pair, tick);
  store<i32>(pair, row, 4);
}

/** A bit for each start of a row, whose drawn spikes are at .. end, by its place among all starts. */
function mark(row: i32, at: usize, end: usize, from: i32): void {
  for (; at < end; at += 8) {
    let place: usize = startsBefore(from + load<i32>(at));
    while (load<i32>(startRow + (place << 2)) != row) place++;
    const word = marks + ((place >> 6) << 3);
    store<i64>(word, load<i64>(word) | (<i64>1 << (place & 63)));
  }
}

/** The marked ones of the starts first .. end-1, in their order. */
function followMarked(first: usize, end: usize): void {
  for (let word = first >> 6; word << 6 < end; word++) {
    const at = marks + (word << 3);
    for (let left = load<i64>(at); left != 0; left &= left - 1) {
      const place = ((word << 6) + <usize>ctz(left)) << 2;
      follow(load<i32>(startTick + place), load<i32>(startRow + place));
    }
    store<i64>(at, 0);
  }
}

/**
 * Integrals (p, d) of V_pre alone up to tick `tick`; the table, of which `longest` is the last entry, ends in rest.
 * @param before  the tick of the row's last start; -1: no V_pre is under way, it has been rest throughout
 */
// @ts-ignore: decorator
@inline
export function lonePart(table: usize, longest: i32, before: i32, tick: i32): v128 {
  if (before >= 0) return partAt(table, longest, tick - before);
  const part = v128.load(table);
  if (restP == 0 && restD == 0) return part;
  return f64x2.add(part, f64x2.mul(f64x2(restP, restD), f64x2.splat(<f64>tick)));
}

// @ts-ignore: decorator
@inline
function partAt(table: usize, longest: i32, age: i32): v128 {
  const part = v128.load(table + (min(age, longest) << 4));
  if (restP == 0 && restD == 0) return part;
  return f64x2.add(part, f64x2.mul(f64x2(restP, restD), f64x2.splat(<f64>max(age - longest, 0))));
}
