/**
 * What a thread does that waits for others: of post events under way it computes what needs no conductances, the factors of their
 * rows, and from those and the replay of the window how far each synapse will move. The thread to which the column belongs
 * takes what is ready when the event ends, and does the rest itself: the same operations on the same numbers.
 *
 * An event has a slot of the shared memory for as long as it is under way. A word tells for which event, of which command,
 * and how much is done. All of it is of a single command, and between its meetings: who is late may then still write.
 */
import { changeByLosses, makeLosses } from "./losses";
import { ahead, factor, hasLevels, late, nPre, piecesAhead, postTicks } from "./layout";
import { drawFactors, drawSome } from "./noise";
import { oldestOpen, openFrom, PostEvent } from "./plasticity";
import { replay } from "./replay";
import { meetingsSoFar, threads } from "./meetings";

/** Events that have a slot at a time. The host sets room aside for as many. */
export const MOST_PREPARED: i32 = 8;
const HEAD: usize = 64;
/** Rows between two looks at whether the others have come. */
const ROWS: i32 = 64;
/** As the last 16 bits of a slot's word: the losses are there. Less: so many times ROWS factors are. */
const LOSSES: i64 = 0xffff;

/** Of the present command, the same in all threads; ticks below `known` have their input in place. */
let stamp: i64 = 0;
let known: i32 = 0;
/** No thread may still read a slot of an event before this one, as of a meeting. */
let needed: i32 = 0;
let asOf: i32 = -1;
/** Whether there may be an event to begin with, from which one on. */
let open: bool = false;
let working: bool = false;
let next: i32 = 0;

/** The event in hand; its slot, 0: none; factors and losses so far, in rows; whether `origin` and `sums` are still its own. */
let event: i32 = -1;
let column: i32 = 0;
let start: i32 = 0;
let slot: usize = 0;
let drawn: i32 = 0;
let replayed: bool = false;
let lost: i32 = 0;

// @ts-ignore: decorator
@inline
function slotOf(event: i32): usize {
  const factors = (<usize>nPre + 63) & ~63;
  return ahead + <usize>(event & (MOST_PREPARED - 1)) * (HEAD + 3 * (factors << 2));
}

// @ts-ignore: decorator
@inline
function factorsIn(slot: usize): usize {
  return slot + HEAD;
}

// @ts-ignore: decorator
@inline
function lossesIn(slot: usize): usize {
  return slot + HEAD + (((<usize>nPre + 63) & ~63) << 2);
}

// @ts-ignore: decorator
@inline
function wordOf(event: i32, done: i64): i64 {
  return ((<i64>event) << 32) | stamp | done;
}

/** A command begins that goes up to tick `end`. */
export function beginAhead(end: i32): void {
  stamp = (<i64>(meetingsSoFar() & 0xffff)) << 16;
  known = end;
  asOf = -1;
  working = true;
  next = 0;
  open = false;
  slot = 0;
}

/** Before the last meeting of a command: nobody waits for what this thread does from now on. */
export function endAhead(): void {
  working = false;
  open = false;
  slot = 0;
}

/** No slot has anything: events are counted anew. */
export function forgetAhead(): void {
  if (ahead == 0) return;
  for (let k = 0; k < MOST_PREPARED; k++) store<i64>(slotOf(k), -1);
}

/** Events are about to end and to start. */
export function lookBack(): void {
  if (asOf == meetingsSoFar()) return;
  asOf = meetingsSoFar();
  needed = oldestOpen();
}

/** Events have started. */
export function lookAhead(): void {
  open = working;
  for (let k = 0; k < piecesAhead && workAhead(); k++) {}
}

/** An event ends: it is too late to prepare it. */
export function leaveOff(ended: i32): void {
  if (ended == event) slot = 0;
  next = max(next, ended + 1);
}

/** A piece of the work. @returns  false where there is none */
export function workAhead(): bool {
  if (slot == 0 && !(open && begun())) return false;
  const rows = nPre;
  if (drawn < rows) {
    const end = min(drawn + ROWS, rows);
    drawSome(event, factorsIn(slot), drawn, end);
    drawn = end;
    atomic.store<i64>(slot, wordOf(event, <i64>((end + ROWS - 1) / ROWS)));
    // The end of an event may be another than what is thought; its factors are the same.
    if (end == rows && (late > 0 || hasLevels || start + postTicks > known)) slot = 0;
    return true;
  }
  if (!replayed) {
    replay(start, start + postTicks, known, 0);
    replayed = true;
    lost = 0;
    return true;
  }
  const end = min(lost + ROWS, rows);
  makeLosses(lossesIn(slot), factorsIn(slot), column, postTicks, lost, end);
  lost = end;
  if (end < rows) return true;
  atomic.store<i64>(slot, wordOf(event, LOSSES));
  slot = 0;
  return true;
}

/** The next event that nobody has begun. */
function begun(): bool {
  for (let found = openFrom(next); found != 0; found = openFrom(next)) {
    const w = changetype<PostEvent>(found);
    const e = w.event;
    if (e - needed >= MOST_PREPARED) break;
    next = e + 1;
    const at = slotOf(e);
    const before = atomic.load<i64>(at);
    if (before >> 16 == wordOf(e, 0) >> 16 || atomic.cmpxchg<i64>(at, before, wordOf(e, 0)) != before) continue;
    event = e;
    column = w.column;
    start = w.start;
    slot = at;
    drawn = 0;
    replayed = false;
    return true;
  }
  open = false;
  return false;
}

/** `origin` and `sums` are about to be another event's. */
export function replayAnew(): void {
  replayed = false;
}

/** How much of an event is done, as the last 16 bits of its slot's word tell. */
function doneOf(event: i32): i64 {
  const word = atomic.load<i64>(slotOf(event));
  return word >> 16 == wordOf(event, 0) >> 16 ? word & LOSSES : 0;
}

/** Factors of an event's rows to `factor`: those that are ready, and the others drawn. */
export function takeFactors(event: i32): void {
  const done = threads == 1 ? 0 : doneOf(event);
  if (done == 0) {
    drawFactors(event);
    return;
  }
  const rows = done == LOSSES ? nPre : min(<i32>done * ROWS, nPre);
  memory.copy(factor, factorsIn(slotOf(event)), rows << 2);
  if (rows < nPre) drawSome(event, factor, rows, nPre);
}

/** The column of an event is changed by what is ready, `elapsed` ticks after its start. @returns  false where not all is */
export function changedAhead(event: i32, column: i32, elapsed: i32): bool {
  if (elapsed != postTicks || doneOf(event) != LOSSES) return false;
  changeByLosses(column, lossesIn(slotOf(event)));
  return true;
}
