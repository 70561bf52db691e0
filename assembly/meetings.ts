/**
 * Threads that meet. Each has an instance of the kernel on one shared memory. The first thread, the host's, calls those who have
 * sat down to a command; all of them meet where one needs what another has done, and at its end. Who sits down when changes no
 * result. What they share the work of is a layer (team.ts) or a network of any shape (network/work.ts).
 *
 * What a thread that sleeps needs afterwards it keeps in globals: the first tier of V8 11.3, that of Node 20, may lose local
 * variables meanwhile.
 */
import { notes, seatCount, seats, spinSteps, teamWords } from "./layout";

/** Threads of the present command, and which of them this one is. */
export let threads: i32 = 1;
export let me: i32 = 0;

/** Bytes between words that different threads write. */
export const APART: usize = 64;
/** Bytes of the words that threads share. */
export const WORDS_BYTES: i32 = 512;

/** Meetings so far, the same in all threads. */
let meetings: i32 = 0;
/** Whose flag is looked for, where it is, and from which number on it is up. */
let other: i32 = 0;
let flagAt: usize = 0;
let wanted: i32 = 0;
let sleeps: i32 = 0;
/** A further thread's seat, and how its last sleep there ended. */
let ownSeat: i32 = 0;
let woken: i32 = 0;
/** Of a sleep: nobody has woken the sleeper. */
const TIMED_OUT: i32 = 2;

/** Of a seat: nobody is there; there and idle; chosen; to begin. */
const AWAY: i32 = 0;
const IDLE: i32 = 1;
const CHOSEN: i32 = 2;
const CALLED: i32 = 3;

// Words that threads share; those from 4 * APART on are a layer's.
const SLEEPERS: usize = 2 * APART;
const BROKEN: usize = 3 * APART;
/** Of the two lines of a thread, one for every other meeting: where in it the flag is. Before it is what the thread tells. */
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

/** A thread has failed: the others stop as well. */
export function breakUp(): void {
  atomic.store<i32>(word(BROKEN), 1);
  for (let k = 0; k <= seatCount; k++) {
    atomic.notify(flagOf(k, 0), -1);
    atomic.notify(flagOf(k, 1), -1);
  }
}

/**
 * This thread has come to a meeting, which lasts while one is `missing`. What all wrote before, all see afterwards. Each raises a
 * flag in a line of its own, beside what it tells, so one line goes from each to each. A flag may already be one of a later
 * meeting: a thread that is slow to leave the last meeting of a command is not in the team of the next. There are two flags,
 * since nobody comes to the next meeting but one before all of a team have left this one.
 */
export function raiseFlag(): void {
  wanted = meetings + 1;
  other = 0;
  atomic.store<i32>(flagOf(me, meetings), wanted);
  if (atomic.load<i32>(word(SLEEPERS)) > 0) atomic.notify(flagOf(me, meetings), -1);
}

/** Whether somebody has not come yet, who is then awaited: `hasCome`, `sleep`. Else the meeting is over. */
// @ts-ignore: decorator
@inline
export function missing(): bool {
  for (; other < threads; other++) {
    flagAt = flagOf(other, meetings);
    if (other != me && !hasCome()) return true;
  }
  meetings = wanted;
  return false;
}

// @ts-ignore: decorator
@inline
export function hasCome(): bool {
  return atomic.load<i32>(flagAt) - wanted >= 0;
}

/** Where the flag that is awaited is, and its number: for who looks at it while doing something else. */
// @ts-ignore: decorator
@inline
export function awaitedFlag(): usize {
  return flagAt;
}

// @ts-ignore: decorator
@inline
export function awaitedNumber(): i32 {
  return wanted;
}

/** Until the one who is awaited has come. */
export function sleep(): void {
  atomic.add<i32>(word(SLEEPERS), 1);
  sleeps = 0;
  for (;;) {
    const seen = atomic.load<i32>(flagAt);
    if (seen - wanted >= 0) break;
    if (atomic.load<i32>(word(BROKEN)) != 0) unreachable();
    // One sleep that ends by its time is counted: a process that was stopped for an hour counts one.
    if (atomic.wait<i32>(flagAt, seen, SLEEP) == TIMED_OUT && ++sleeps == MOST_SLEEPS) {
      breakUp();
      unreachable();
    }
  }
  atomic.sub<i32>(word(SLEEPERS), 1);
}

/** For those who join, and to tell one meeting from another. */
export function meetingsSoFar(): i32 {
  return meetings;
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

/** Sit down for the first time, in seat k. */
export function takeSeat(k: i32): void {
  ownSeat = k;
  sitDown();
}

export function sitDown(): void {
  atomic.store<i32>(seat(ownSeat), IDLE);
}

/** Wait for a call. @returns  false where none came for as long as a sleep lasts: the seat is free again */
export function awaitCall(): bool {
  for (let spin = SPIN_BETWEEN * spinSteps; spin > 0; spin--) if (atomic.load<i32>(seat(ownSeat)) == CALLED) return true;
  woken = 0;
  // A sleep is the last of a round: what comes after it computes addresses anew.
  while (true) {
    atomic.store<i32>(seat(ownSeat), 0, 8);
    if (woken == TIMED_OUT && atomic.cmpxchg<i32>(seat(ownSeat), IDLE, AWAY) == IDLE) return false;
    if (atomic.load<i32>(seat(ownSeat)) == CALLED) return true;
    atomic.store<i32>(seat(ownSeat), 1, 8);
    woken = atomic.wait<i32>(seat(ownSeat), IDLE, SLEEP);
  }
}

/** Take the place in the team that the first thread has given to this seat. */
export function join(size: i32, meeting: i32): void {
  me = load<i32>(seat(ownSeat), 4);
  threads = size;
  meetings = meeting;
}

/** The others are done with a command: until the next one this thread is alone, and all is its own to change. */
export function workAlone(): void {
  threads = 1;
}
