/**
 * Threads that share the columns of a layer. They go the same way through a presentation: chunks end, waveforms end and rows are
 * due in the same order in all of them. A thread changes the neurons and columns of its own tiles alone, so threads need to
 * meet only where a chunk ends. The first thread does alone what is small or must keep its order: encoding, sums per row,
 * the ledger.
 *
 * What a result depends on is the same for any number of threads: where chunks end, the winner, the order of sums.
 */
import { workAhead } from "./ahead";
import { sumOfLanes } from "./columns";
import { lookFor } from "./fetch";
import { amounts, order, spinSteps, teamWords, tiles, wide } from "./layout";
import { bookLonePre } from "./ledger";
import {
  APART, awaitedFlag, awaitedNumber, hasCome, lineOf, me, meetingsSoFar, missing, raiseFlag, sleep, threads,
} from "./meetings";

/** Tiles of this thread: firstTile .. endTile - 1; and entries of `order`, each a tile or two. */
export let firstTile: i32 = 0;
export let endTile: i32 = 0;
export let ownPlaces: i32 = 0;

export const NEVER: i32 = i32.MAX_VALUE;
/** Rows whose sums of |dG| wait for the next meeting, at most. The host sets room aside for twice as many. */
export const MOST_AMOUNTS: i32 = 16;

/** Rows since the last meeting. */
let waitingRows: i32 = 0;

// Words that threads share, two of each, for every other meeting.
const EARLIEST: usize = 4 * APART;
const AGREED: usize = 6 * APART;

/** The second of two words in every other meeting: a slow thread may still read what the last one was about. */
// @ts-ignore: decorator
@inline
function inMeeting(meeting: i32, offset: usize): usize {
  return teamWords + offset + (<usize>(meeting & 1)) * APART;
}

/** Until all threads are here. Whoever waits prepares what is to come. */
export function meet(): void {
  if (threads == 1) return;
  if (me == 0) store<i32>(inMeeting(meetingsSoFar() + 1, EARLIEST), NEVER);
  raiseFlag();
  while (missing()) if (!lookOut()) sleep();
  if (me == 0) bookAmounts(meetingsSoFar() - 1);
  waitingRows = 0;
}

/** @returns  whether the one who is awaited has come before it is time to sleep */
function lookOut(): bool {
  while (workAhead()) if (hasCome()) return true;
  return lookFor(awaitedFlag(), awaitedNumber(), spinSteps);
}

/** What the first thread says, after a meeting; others may say anything. */
export function agreed(value: i32): i32 {
  if (threads == 1) return value;
  const at = inMeeting(meetingsSoFar(), AGREED);
  if (me == 0) store<i32>(at, value);
  meet();
  return load<i32>(at);
}

/** The earliest crossing that any thread has found in this chunk, as far as is known: a chunk ends there or before. */
// @ts-ignore: decorator
@inline
export function earliest(): i32 {
  return threads == 1 ? NEVER : atomic.load<i32>(inMeeting(meetingsSoFar(), EARLIEST));
}

export function tellCrossing(step: i32): void {
  if (threads == 1) return;
  const at = inMeeting(meetingsSoFar(), EARLIEST);
  for (let known = atomic.load<i32>(at); step < known; ) {
    const found = atomic.cmpxchg<i32>(at, known, step);
    if (found == known) return;
    known = found;
  }
}

/** In the line of a thread's flag, before it. */
// @ts-ignore: decorator
@unmanaged
class Crossing {
  step: i32;
  neuron: i32;
  excess: f32;
}

// @ts-ignore: decorator
@inline
function noteOf(thread: i32, meeting: i32): Crossing {
  return changetype<Crossing>(lineOf(thread, meeting));
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
  const mine = noteOf(me, meetingsSoFar());
  mine.step = crossedAt;
  mine.neuron = furthest;
  mine.excess = excess;
  const first = noteOf(0, meetingsSoFar());
  meet();
  for (let k = 0, at = changetype<usize>(first); k < threads; k++, at += 2 * APART) {
    const other = changetype<Crossing>(at);
    if (k != me && other.step != NEVER) noteCrossing(other.step, other.neuron, other.excess);
  }
}

/** Where the amounts |dG| of a row's columns go, which the first thread sums up after the next meeting. */
export function placeForAmounts(): usize {
  if (waitingRows == MOST_AMOUNTS) meet();
  return amountsOf(meetingsSoFar(), waitingRows++);
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

/** The first thread's words before a command: no crossing is known. */
export function forgetEarliest(): void {
  store<i32>(inMeeting(meetingsSoFar(), EARLIEST), NEVER);
}

/** Of a thread that has joined. */
export function beginShare(): void {
  waitingRows = 0;
  share();
}
