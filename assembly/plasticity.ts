/** What spikes do to the devices; see src/crossbar/lumped.ts, which defines it. Ticks count from the last `finish`. */
import { changedAhead, leaveOff, lookAhead, lookBack, replayAnew, takeFactors } from "./ahead";
import { applyList, beginList, bookStarts, forgetBooked, listPass, lonePart } from "./booking";
import { changeColumn } from "./columns";
import {
  gain, lastPre, late, lone, longestWait, nPre, postLead, postQueue, postTicks, preTicks, restD, restP, tableStride, toDownWide, toUpWide,
  waiting, postEvents, worthDown, worthUp,
} from "./layout";
import { fetchColumn, fetchNoMore, wantsFetch } from "./fetch";
import { bookPostEvent, weightOf } from "./ledger";
import { levelOf } from "./levels";
import { replay } from "./replay";
import { passOver } from "./row-part";
import { me, threads } from "./meetings";
import { agreed, meet, owns } from "./team";
import { listsTold, Told } from "./told";

/** Post spikes so far: numbers the events. */
export let events: i32 = 0;
/** Presentations finished so far. */
export let presentations: i32 = 0;
/** Post events under way, in order of their start; post starts to come, from head to tail. */
let open: i32 = 0;
let head: i32 = 0;
let tail: i32 = 0;
const NEVER: i32 = i32.MAX_VALUE;

// @ts-ignore: decorator
@unmanaged
export class PostEvent {
  column: i32;
  start: i32;
  event: i32;
}

// @ts-ignore: decorator
@inline
function postEventAt(x: i32): PostEvent {
  return changetype<PostEvent>(postEvents + <usize>x * offsetof<PostEvent>());
}

function remove(x: i32): void {
  open--;
  memory.copy(
    postEvents + <usize>x * offsetof<PostEvent>(),
    postEvents + <usize>(x + 1) * offsetof<PostEvent>(),
    <usize>(open - x) * offsetof<PostEvent>(),
  );
}

/** By how many ticks the waveform of a spike at a step starts late: asked of the host by its own thread, where it may. */
// @ts-ignore: decorator
@external("env", "postDelay")
declare function hostPostDelay(column: i32, tick: i32): i32;

/** Neuron j spiked at step t: its waveform starts later, those that start together in the order of their spikes. */
export function queuePost(t: i32, j: i32): void {
  let start = t + 1 + postLead;
  let at = postQueue + (tail << 3);
  if (late > 0) {
    start += agreed(me == 0 ? hostPostDelay(j, t) : 0);
    for (let x = tail; x > head && load<i32>(at - 8) > start; x--) {
      store<i64>(at, load<i64>(at - 8));
      at -= 8;
    }
  }
  tail++;
  store<i32>(at, start);
  store<i32>(at, j, 4);
}

function nextStart(): i32 {
  return head < tail ? load<i32>(postQueue + (head << 3)) : NEVER;
}

/** Next tick at which `settle` has work. */
export function nextWork(): i32 {
  const complete = open > 0 ? postEventAt(0).start + postTicks : NEVER;
  return min(complete, nextStart());
}

/** Start and complete what is due by `tick`; input spikes are known up to `known`. */
export function settle(tick: i32, known: i32): void {
  if (threads > 1) lookBack();
  while (nextStart() <= tick) {
    const start = nextStart();
    const column = load<i32>(postQueue + (head << 3), 4);
    head++;
    complete(start, known);
    startPostEvent(column, start, known);
  }
  if (head == tail) {
    head = 0;
    tail = 0;
  }
  complete(tick, known);
  if (threads > 1) {
    fetchNext();
    lookAhead();
  }
}

/** The column that this thread will change next is fetched while it waits. */
function fetchNext(): void {
  for (let x = 0; x < open; x++) {
    const w = postEventAt(x);
    if (!owns(w.column >> 4) || !wantsFetch(w.event, events)) continue;
    fetchColumn(w.column, w.event);
    return;
  }
}

/** The first event under way, or the next one there will be. */
export function oldestOpen(): i32 {
  return open > 0 ? postEventAt(0).event : events;
}

/** Where the first event under way that is not before `event` is written; 0: there is none. */
export function openFrom(event: i32): usize {
  for (let x = 0; x < open; x++) if (postEventAt(x).event >= event) return changetype<usize>(postEventAt(x));
  return 0;
}

function complete(tick: i32, known: i32): void {
  while (open > 0 && postEventAt(0).start <= tick - postTicks) {
    const w = postEventAt(0);
    close(w.column, w.start, w.event, w.start + postTicks, known);
    remove(0);
  }
}

function startPostEvent(column: i32, start: i32, known: i32): void {
  const event = events++;
  for (let x = 0; x < open; x++) {
    const w = postEventAt(x);
    if (w.column != column) continue;
    close(column, w.start, w.event, start, known);
    remove(x);
    break;
  }
  const w = postEventAt(open++);
  w.column = column;
  w.start = start;
  w.event = event;
}

/** A post event ends at `end`: change its column. Sums of the ledger keep their order: the first thread books them all. */
function close(column: i32, start: i32, event: i32, end: i32, known: i32): void {
  if (threads > 1) leaveOff(event);
  const level = levelOf(column, event);
  const mine = owns(column >> 4);
  const books = me == 0 && weightOf(event) != 0;
  if (books) takeFactors(event);
  if (weightOf(event) != 0) {
    // The column as it was before, and after what came before.
    meet();
    if (books) bookPostEvent(column, start, end, known, event, level);
    meet();
  }
  if (!mine) return;
  fetchNoMore(event);
  if (threads > 1 && changedAhead(event, column, end - start)) return;
  if (!books) takeFactors(event);
  replayAnew();
  replay(start, end, known, level);
  changeColumn(column, end - start, level);
}

function applyRow(row: i32): void {
  const at = waiting + (row << 4);
  const p = load<f64>(at);
  const d = load<f64>(at, 8);
  store<f64>(at, 0);
  store<f64>(at, 0, 8);
  passOver(row, p * toUpWide, d * toDownWide);
}

/** Waveforms under way complete after tick `now`, without further input. */
export function finishWaveforms(now: i32): void {
  const end = now + postLead + 1 + late;
  if (late > 0)
    for (let t = now; t <= end; t++) {
      settle(t, t);
      bookStarts(t, t + 1, t + 1);
    }
  else settle(end, now);
  complete(NEVER, late > 0 ? end + 1 : now);
  const all = ++presentations % longestWait == 0;
  if (threads > 1) {
    // All have read the list of passes.
    meet();
    beginList();
    if (me == 0) sumUpRows(now, all);
    applyList();
  } else sumUpRows(now, all);
  forgetBooked();
}

/** What V_pre has done alone since each row's last start; rows of which it is worth a pass get one, or are listed for it. */
function sumUpRows(now: i32, all: bool): void {
  const worthBoth = f64x2(worthUp, worthDown);
  const zero = f64x2.splat(0);
  const table = lone;
  const longest = tableStride - 1;
  const still = !all && restP == 0 && restD == 0;
  const lists = threads > 1;
  for (let row = 0; row < nPre; row++) {
    // Of four rows without a start, which the sign tells, no sum changes.
    if (still && (row & 3) == 0 && row + 4 <= nPre && i32x4.bitmask(v128.load(lastPre + (row << 2))) == 15) {
      row += 3;
      continue;
    }
    const at = waiting + (row << 4);
    const before = load<i32>(lastPre + (row << 2));
    const over = before < 0 ? now : max(now, before + preTicks);
    const sum = f64x2.add(v128.load(at), f64x2.mul(f64x2.splat(gain), lonePart(table, longest, before, over)));
    v128.store(at, sum);
    store<i32>(lastPre + (row << 2), -1);
    const worth = all ? f64x2.ne(sum, zero) : f64x2.ge(sum, worthBoth);
    if (!v128.any_true(worth)) continue;
    if (lists) {
      v128.store(at, zero);
      listPass(row, sum);
    } else applyRow(row);
  }
}

/** What is under way is given up, as if the presentation had not been. */
export function forgetWaveforms(): void {
  open = 0;
  head = 0;
  tail = 0;
  for (let row = 0; row < nPre; row++) store<i32>(lastPre + (row << 2), -1);
  forgetBooked();
}

/** Apply every lone-pre part that waits. */
export function flushRows(): void {
  for (let row = 0; row < nPre; row++) {
    const at = waiting + (row << 4);
    if (load<f64>(at) != 0 || load<f64>(at, 8) != 0) applyRow(row);
  }
}

/** For threads that join in: what is under way and to come, too. */
export function tellEvents(t: Told): void {
  t.events = events;
  t.presentations = presentations;
  t.open = open;
  t.queued = tail - head;
  const eventBytes = <usize>open * offsetof<PostEvent>();
  memory.copy(listsTold(), postEvents, eventBytes);
  memory.copy(listsTold() + eventBytes, postQueue + (head << 3), (tail - head) << 3);
}

export function hearEvents(t: Told): void {
  events = t.events;
  presentations = t.presentations;
  open = t.open;
  head = 0;
  tail = t.queued;
  const eventBytes = <usize>open * offsetof<PostEvent>();
  memory.copy(postEvents, listsTold(), eventBytes);
  memory.copy(postQueue, listsTold() + eventBytes, tail << 3);
}
