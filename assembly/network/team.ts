/**
 * Threads that share the work of a network's kernels, as those of a layer do in ../team.ts. Each has an instance of the kernel on one shared memory. The first thread, the
 * host's, calls those who have sat down to a command; all of them meet where one needs what another has done, and at its end.
 * Who sits down when changes no result.
 */
import { notes, seatCount, seats, spinSteps, teamWords } from "../layout";

/** Threads of the present command, and which of them this one is. */
export let threads: i32 = 1;
export let me: i32 = 0;
/** Bytes between words that different threads write. */
export const APART: usize = 64;
/** Bytes of the words that threads share. */
export const WORDS_BYTES: i32 = 512;

/** Meetings so far, the same in all threads. */
let meetings: i32 = 0;

/** Of a seat: nobody is there; there and idle; chosen; to begin. */
const AWAY: i32 = 0;
const IDLE: i32 = 1;
const CHOSEN: i32 = 2;
const CALLED: i32 = 3;

// Words that threads share.
const SLEEPERS: usize = 2 * APART;
const BROKEN: usize = 3 * APART;
/** Of the two lines of a thread, one for every other meeting: where in it the flag is. Before it there is room for what a thread tells. */
const FLAG: usize = 12;

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
export function meetAll(): void {
  if (threads == 1) return;
  const mine = flagOf(me, meetings);
  atomic.store<i32>(mine, meetings + 1);
  if (atomic.load<i32>(word(SLEEPERS)) > 0) atomic.notify(mine, -1);
  for (other = 0; other < threads; other++) {
    flagAt = flagOf(other, meetings);
    wanted = meetings + 1;
    if (other != me && atomic.load<i32>(flagAt) - wanted < 0) awaitFlag();
  }
  meetings++;
}

/** The line in which thread k raises its flag in every other meeting. */
// @ts-ignore: decorator
@inline
export function lineOf(k: i32, meeting: i32): usize {
  return notes + <usize>((k << 1) + (meeting & 1)) * APART;
}

// @ts-ignore: decorator
@inline
function flagOf(k: i32, meeting: i32): usize {
  return lineOf(k, meeting) + FLAG;
}

// What a thread that sleeps needs afterwards: the first tier of V8 11.3, that of Node 20, may lose local variables meanwhile.
let flagAt: usize = 0;
let wanted: i32 = 0;
let sleeps: i32 = 0;
let other: i32 = 0;
let ownSeat: i32 = 0;

function awaitFlag(): void {
  for (let spin = spinSteps; spin > 0; spin--) if (atomic.load<i32>(flagAt) - wanted >= 0) return;
  atomic.add<i32>(word(SLEEPERS), 1);
  sleeps = 0;
  for (;;) {
    const seen = atomic.load<i32>(flagAt);
    if (seen - wanted >= 0) break;
    if (atomic.load<i32>(word(BROKEN)) != 0) unreachable();
    // One sleep that ends by its time is counted: a process that was stopped for an hour counts one.
    if (atomic.wait<i32>(flagAt, seen, SLEEP) == 2 && ++sleeps == MOST_SLEEPS) {
      breakUp();
      unreachable();
    }
  }
  atomic.sub<i32>(word(SLEEPERS), 1);
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
}

/** The chosen ones begin; what they are to do is written down. */
export function call(): void {
  for (let k = 0; k < seatCount; k++) {
    if (atomic.load<i32>(seat(k)) != CHOSEN) continue;
    atomic.store<i32>(seat(k), CALLED);
    if (atomic.load<i32>(seat(k), 8) != 0) atomic.notify(seat(k), 1);
  }
}

/** Sit down and wait for a call. @returns  false where none came for as long as a sleep lasts: the seat is free again */
export function awaitCall(k: i32): bool {
  ownSeat = k;
  for (let spin = SPIN_BETWEEN * spinSteps; spin > 0; spin--) if (atomic.load<i32>(seat(ownSeat)) == CALLED) return true;
  while (atomic.load<i32>(seat(ownSeat)) != CALLED) {
    atomic.store<i32>(seat(ownSeat), 1, 8);
    const woken = atomic.wait<i32>(seat(ownSeat), IDLE, SLEEP);
    atomic.store<i32>(seat(ownSeat), 0, 8);
    if (woken == 2 && atomic.cmpxchg<i32>(seat(ownSeat), IDLE, AWAY) == IDLE) return false;
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
}

/** The others are done with a command: until the next one this thread is alone, and all is its own to change. */
export function workAlone(): void {
  threads = 1;
}

/** For those who join. */
export function meetingsSoFar(): i32 {
  return meetings;
}
