/**
 * Threads that share the columns of a layer. Each has an instance of the kernel on one shared memory and goes the same way
 * through a presentation: chunks end, waveforms end and rows are due in the same order in all of them. A thread changes the
 * neurons and columns of its own tiles alone, so threads need to meet only where a chunk ends. The first thread, the
 * host's, does alone what is small or must keep its order: encoding, sums per row, the ledger.
 *
 * What a result depends on is the same for any number of threads: where chunks end, the winner, the order of sums.
 */
import { workAhead } from "./ahead";
import { sumOfLanes } from "./columns";
import { lookFor } from "./fetch";
import { amounts, notes, order, seatCount, seats, spinSteps, teamWords, tiles, wide } from "./layout";
import { bookLonePre } from "./ledger";

/** Threads of the present command, and which of them this one is. */
export let threads: i32 = 1;
export let me: i32 = 0;
/** Tiles of this thread: firstTile .. endTile - 1; and entries of `order`, each a tile or two. */
export let firstTile: i32 = 0;
export let endTile: i32 = 0;
export let ownPlaces: i32 = 0;

export const NEVER: i32 = i32.MAX_VALUE;
/** Rows whose sums of |dG| wait for the next meeting, at most. The host sets room aside for twice as many. */
export const MOST_AMOUNTS: i32 = 16;
/** Bytes between words that different threads write. */
export const APART: usize = 64;
/** Bytes of the words that threads share. */
export const WORDS_BYTES: i32 = 512;

/** Meetings so far, the same in all threads; and rows since the last one. */
let meetings: i32 = 0;
let waitingRows: i32 = 0;

/** Of a seat: nobody is there; there and idle; chosen; to begin. */
const AWAY: i32 = 0;
const IDLE: i32 = 1;
const CHOSEN: i32 = 2;
const CALLED: i32 = 3;

// Words that threads share.
const SLEEPERS: usize = 2 * APART;
const BROKEN: usize = 3 * APART;
/** Two of each, for every other meeting. */
const EARLIEST: usize = 4 * APART;
const AGREED: usize = 6 * APART;

/** How much longer than for a meeting a thread looks out for the next command: as long as the host takes between two. */
const SPIN_BETWEEN: i32 = 8;
/** Nanoseconds of one sleep, and sleeps after which a thread that has not come is given up. */
const SLEEP: i64 = 1_000_000_000;
const MOST_SLEEPS: i32 = 60;

// @ts-ignore: decorator
@inline
function word(offset: usize): usize {
  return teamWords + offset;
}

/** The second of two words in every other meeting: a slow thread may still read what the last one was about. */
// @ts-ignore: decorator
@inline
function thisTime(offset: usize): usize {
  return teamWords + offset + (<usize>(meetings & 1)) * APART;
}

/** A thread has failed: the others stop as well. */
export function breakUp(): void {
  atomic.store<i32>(word(BROKEN), 1);
  for (let k = 0; k <= seatCount; k++) {
    atomic.notify(flagOf(k, 0), -1);
    atomic.notify(flagOf(k, 1), -1);
  }
}

/**
 * Until all threads are here. What they wrote before, all see afterwards. Each raises a flag in a line of its own, beside what
 * it has found in this chunk, so one line goes from each to each. A flag may already be one of a later meeting: a thread that is
 * slow to leave the last meeting of a command is not in the team of the next. There are two flags, since nobody comes to the
 * next meeting but one before all of a team have left this one.
 */
export function meet(): void {
  if (threads == 1) return;
  const before = meetings;
  const now = before + 1;
  if (me == 0) store<i32>(teamWords + EARLIEST + (<usize>(now & 1)) * APART, NEVER);
  const mine = flagOf(me, before);
  atomic.store<i32>(mine, now);
  if (atomic.load<i32>(word(SLEEPERS)) > 0) atomic.notify(mine, -1);
  for (let k = 0; k < threads; k++) {
    const flag = flagOf(k, before);
    if (k != me && atomic.load<i32>(flag) - now < 0) awaitFlag(flag, now);
  }
  meetings = now;
  if (me == 0) bookAmounts(before);
  waitingRows = 0;
}

/** The flag that thread k raises in every other meeting, in the line of its crossing. */
// @ts-ignore: decorator
@inline
function flagOf(k: i32, meeting: i32): usize {
  return changetype<usize>(noteOf(k, meeting)) + offsetof<Crossing>("flag");
}

function awaitFlag(flag: usize, raised: i32): void {
  while (workAhead()) if (atomic.load<i32>(flag) - raised >= 0) return;
  if (lookFor(flag, raised, spinSteps)) return;
  atomic.add<i32>(word(SLEEPERS), 1);
  let sleeps = 0;
  for (let seen = atomic.load<i32>(flag); seen - raised < 0; seen = atomic.load<i32>(flag)) {
    if (atomic.load<i32>(word(BROKEN)) != 0) unreachable();
    // One sleep that ends by its time is counted: a process that was stopped for an hour counts one.
    if (atomic.wait<i32>(flag, seen, SLEEP) == 2 && ++sleeps == MOST_SLEEPS) {
      breakUp();
      unreachable();
    }
  }
  atomic.sub<i32>(word(SLEEPERS), 1);
}

/** What the first thread says, after a meeting; others may say anything. */
export function agreed(value: i32): i32 {
  if (threads == 1) return value;
  const at = thisTime(AGREED);
  if (me == 0) store<i32>(at, value);
  meet();
  return load<i32>(at);
}

/** The earliest crossing that any thread has found in this chunk, as far as is known: a chunk ends there or before. */
// @ts-ignore: decorator
@inline
export function earliest(): i32 {
  return threads == 1 ? NEVER : atomic.load<i32>(thisTime(EARLIEST));
}

export function tellCrossing(step: i32): void {
  if (threads == 1) return;
  const at = thisTime(EARLIEST);
  for (let known = atomic.load<i32>(at); step < known; ) {
    const found = atomic.cmpxchg<i32>(at, known, step);
    if (found == known) return;
    known = found;
  }
}

// @ts-ignore: decorator
@unmanaged
class Crossing {
  step: i32;
  neuron: i32;
  excess: f32;
  flag: i32;
}

// @ts-ignore: decorator
@inline
function noteOf(thread: i32, meeting: i32): Crossing {
  return changetype<Crossing>(notes + <usize>((thread << 1) + (meeting & 1)) * APART);
}

/** Step in which neurons of any tile crossed their thresholds first, NEVER where none has; the neuron furthest over its own. */
export let crossedAt: i32 = NEVER;
export let furthest: i32 = -1;
export let excess: f32 = 0;

/** No crossing in this chunk so far. */
export function forgetCrossings(): void {
  crossedAt = NEVER;
  furthest = -1;
  excess = 0;
}

/** Neuron j is over its threshold by `by` in a step. Ties go to the lowest index. */
export function noteCrossing(step: i32, j: i32, by: f32): void {
  if (step > crossedAt) return;
  if (step == crossedAt && (by < excess || (by == excess && j > furthest))) return;
  crossedAt = step;
  furthest = j;
  excess = by;
}

/** The crossing that counts among those of all threads. */
export function agreeOnCrossing(): void {
  if (threads == 1) return;
  const mine = noteOf(me, meetings);
  mine.step = crossedAt;
  mine.neuron = furthest;
  mine.excess = excess;
  const first = noteOf(0, meetings);
  meet();
  for (let k = 0, at = changetype<usize>(first); k < threads; k++, at += 2 * APART) {
    const other = changetype<Crossing>(at);
    if (k != me && other.step != NEVER) noteCrossing(other.step, other.neuron, other.excess);
  }
}

/** Where the amounts |dG| of a row's columns go, which the first thread sums up after the next meeting. */
export function placeForAmounts(): usize {
  if (waitingRows == MOST_AMOUNTS) meet();
  return amountsOf(meetings, waitingRows++);
}

// @ts-ignore: decorator
@inline
function amountsOf(meeting: i32, row: i32): usize {
  return amounts + (<usize>((meeting & 1) * MOST_AMOUNTS + row) * (<usize>tiles << 6));
}

/** In the order in which one thread sums them. */
function bookAmounts(meeting: i32): void {
  for (let row = 0; row < waitingRows; row++) {
    let sum = f32x4.splat(0);
    let at = amountsOf(meeting, row);
    for (const end = at + (<usize>tiles << 6); at < end; at += 16) sum = f32x4.add(sum, v128.load(at));
    bookLonePre(sumOfLanes(sum));
  }
}

/** Tiles of this thread, in any order at first. Those of a pair stay together. */
export function share(): void {
  const width = wide ? 2 : 1;
  const places = (tiles + width - 1) / width;
  const from = (places * me) / threads;
  const to = (places * (me + 1)) / threads;
  const first = from * width;
  const end = min(to * width, tiles);
  if (first == firstTile && end == endTile && to - from == ownPlaces) return;
  firstTile = first;
  endTile = end;
  ownPlaces = to - from;
  for (let k = 0; k < ownPlaces; k++) store<i32>(order + (k << 2), (from + k) * width);
}

/** Tiles are shared anew, in their order: the host has changed how many are taken at once. */
export function reshare(): void {
  ownPlaces = -1;
  share();
}

// @ts-ignore: decorator
@inline
export function owns(tile: i32): bool {
  return tile >= firstTile && tile < endTile;
}

// @ts-ignore: decorator
@inline
function seat(k: i32): usize {
  return seats + <usize>k * APART;
}

/** Choose those who are there for a command, `most` threads at most, this one included. */
export function choose(most: i32): void {
  threads = 1;
  for (let k = 0; k < seatCount && threads < most; k++) {
    if (atomic.cmpxchg<i32>(seat(k), IDLE, CHOSEN) != IDLE) continue;
    store<i32>(seat(k), threads, 4);
    threads++;
  }
  share();
}

/** The chosen ones begin; what they are to do is written down. */
export function call(): void {
  store<i32>(thisTime(EARLIEST), NEVER);
  for (let k = 0; k < seatCount; k++) {
    if (atomic.load<i32>(seat(k)) != CHOSEN) continue;
    atomic.store<i32>(seat(k), CALLED);
    if (atomic.load<i32>(seat(k), 8) != 0) atomic.notify(seat(k), 1);
  }
}

/** Sit down and wait for a call. @returns  false where none came for as long as a sleep lasts: the seat is free again */
export function awaitCall(k: i32): bool {
  const at = seat(k);
  for (let spin = SPIN_BETWEEN * spinSteps; spin > 0; spin--) if (atomic.load<i32>(at) == CALLED) return true;
  while (atomic.load<i32>(at) != CALLED) {
    atomic.store<i32>(at, 1, 8);
    const woken = atomic.wait<i32>(at, IDLE, SLEEP);
    atomic.store<i32>(at, 0, 8);
    if (woken == 2 && atomic.cmpxchg<i32>(at, IDLE, AWAY) == IDLE) return false;
  }
  return true;
}

export function sitDown(k: i32): void {
  atomic.store<i32>(seat(k), IDLE);
}

/** Take the place in the team that the first thread has given to this seat. */
export function join(k: i32, size: i32, meeting: i32): void {
  me = load<i32>(seat(k), 4);
  threads = size;
  meetings = meeting;
  waitingRows = 0;
  share();
}

/** The others are done with a command: until the next one this thread is alone, and all columns are its own to change. */
export function workAlone(): void {
  threads = 1;
}

/** For those who join. */
export function meetingsSoFar(): i32 {
  return meetings;
}
