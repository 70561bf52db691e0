/**
 * What one post waveform moves, by cause; see src/crossbar/post-event-ledger.ts. A record per row met keeps what is read and
 * written together in one cache line.
 */
import {
  bookedEvery, bookedFirst, entries, entryOf, factor, gainDown, gainUp, gMax, gMin, hasGains, hasOwn, nPre, ownHigh, ownLow, postTicks, preTicks,
  rowBytes,
  startAt, startRow, state, table, tableStride, toDown, toUp,
} from "./layout";
import { entriesBefore } from "./levels";

// @ts-ignore: decorator
@unmanaged
class Entry {
  row: i32;
  regime: i32;
  since: i32;
  kind: i32;
  /** Of the interval under way: P, D, excess P, excess D; read and written as one vector. */
  intervalP: f32;
  intervalD: f32;
  intervalExcessP: f32;
  intervalExcessD: f32;
  overlapP: f32;
  overlapD: f32;
  paired: f32;
  lonePost: f32;
  up: f32;
  down: f32;
  /** To 64 bytes, a cache line. */
  unused0: f32;
  unused1: f32;
}

export const ENTRY_BYTES: i32 = offsetof<Entry>();

const NONE = 0;
const PAIRED = 1;
const LONE = 2;

/** Entries of the amplitude of the post event that is booked. */
let records: usize = 0;

/** Sums of |dG| by cause, S. */
export let lonePre: f64 = 0;
export let lonePost: f64 = 0;
export let paired: f64 = 0;
/** Post waveforms, per synapse, that met a pre waveform. */
export let pairs: f64 = 0;

let touched: i32 = 0;

/** V_pre alone has moved a row by this much. */
export function bookLonePre(moved: f64): void {
  lonePre += moved;
}

/** Change of a synapse per siemens of integral, to first order. */
// @ts-ignore: decorator
@inline
function upOf(g: f32, at: usize): f32 {
  const above = ((hasOwn ? load<f32>(ownHigh + at) : gMax) - g) * toUp;
  return hasGains ? above * load<f32>(gainUp + at) : above;
}

// @ts-ignore: decorator
@inline
function downOf(g: f32, at: usize): f32 {
  const below = (g - (hasOwn ? load<f32>(ownLow + at) : gMin)) * toDown;
  return hasGains ? below * load<f32>(gainDown + at) : below;
}

/** For how many events this one stands in the ledger; 0: it is not booked. */
// @ts-ignore: decorator
@inline
export function weightOf(event: i32): i32 {
  return event < bookedFirst ? 1 : event % bookedEvery == 0 ? bookedEvery : 0;
}

/** Book what a post event is about to move; its factors are drawn. */
export function bookPostEvent(column: i32, start: i32, end: i32, known: i32, event: i32, level: i32): void {
  const weight = weightOf(event);
  if (weight == 0) return;
  records = table + (entriesBefore(level) << 4);
  trace(column, start, end, known);
  pairs += <f64>weight * <f64>touched;
  const alone = records + (((preTicks + postTicks) * tableStride + end - start) << 4);
  const p = load<f32>(alone);
  const d = load<f32>(alone, 4);
  for (let row = 0; row < nPre; row++) {
    const k = <f64>weight * <f64>load<f32>(factor + (row << 2));
    const x = load<i32>(entryOf + (row << 2));
    if (x < 0) {
      const at = <usize>row * rowBytes + (<usize>column << 2);
      const g = load<f32>(state + at);
      lonePost += k * <f64>abs<f32>(upOf(g, at) * p - downOf(g, at) * d);
      continue;
    }
    const e = entry(x);
    paired += k * <f64>e.paired;
    lonePost += k * <f64>e.lonePost;
    lonePre -= k * <f64>abs<f32>(e.up * e.overlapP - e.down * e.overlapD);
  }
}

/** The x-th row met. */
// @ts-ignore: decorator
@inline
function entry(x: i32): Entry {
  return changetype<Entry>(entries + <usize>x * offsetof<Entry>());
}

/** Rows with a pre start in start - preTicks + 1 .. end - 1, of the ticks below `known`. */
function trace(column: i32, start: i32, end: i32, known: i32): void {
  for (let x = 0; x < touched; x++) store<i32>(entryOf + (entry(x).row << 2), -1);
  touched = 0;
  const stop = min(end, known);
  const begin = max(0, start - preTicks + 1);
  if (begin >= stop) return;
  let s = load<i32>(startAt + (begin << 2));
  for (let t = begin; t < stop; t++) {
    const last = load<i32>(startAt + (t << 2), 4);
    const elapsed = t - start;
    const regime = max(-postTicks, min(preTicks, -elapsed)) + postTicks;
    for (; s < last; s++) {
      const row = load<i32>(startRow + (s << 2));
      const x = load<i32>(entryOf + (row << 2));
      const e = x < 0 ? enter(row, column) : entry(x);
      if (elapsed > 0) {
        book(e, elapsed);
        e.since = elapsed;
      }
      e.regime = regime;
    }
  }
  for (let x = 0; x < touched; x++) {
    const e = entry(x);
    book(e, end - start);
    closeInterval(e);
  }
}

function enter(row: i32, column: i32): Entry {
  const x = touched++;
  store<i32>(entryOf + (row << 2), x);
  const e = entry(x);
  e.row = row;
  e.regime = preTicks + postTicks;
  e.since = 0;
  e.kind = NONE;
  const zero = i32x4.splat(0);
  v128.store(changetype<usize>(e), zero, offsetof<Entry>("overlapP"));
  const at = <usize>row * rowBytes + (<usize>column << 2);
  const g = load<f32>(state + at);
  e.up = upOf(g, at);
  e.down = downOf(g, at);
  return e;
}

/** Add the present regime up to tick `until` of the post event. */
// @ts-ignore: decorator
@inline
function book(e: Entry, until: i32): void {
  const elapsed = until - e.since;
  const begin = records + ((e.regime * tableStride) << 4);
  const both = max(0, min(elapsed, preTicks - max(0, e.regime - postTicks)));
  if (both > 0) lengthen(e, PAIRED, v128.load(begin + (both << 4)));
  if (elapsed > both)
    lengthen(
      e,
      LONE,
      f32x4.sub(v128.load(begin + (elapsed << 4)), v128.load(begin + (both << 4))),
    );
}

// @ts-ignore: decorator
@inline
function lengthen(e: Entry, kind: i32, piece: v128): void {
  const at = changetype<usize>(e);
  if (e.kind == kind) {
    v128.store(
      at,
      f32x4.add(v128.load(at, offsetof<Entry>("intervalP")), piece),
      offsetof<Entry>("intervalP"),
    );
    return;
  }
  closeInterval(e);
  e.kind = kind;
  v128.store(at, piece, offsetof<Entry>("intervalP"));
}

// @ts-ignore: decorator
@inline
function closeInterval(e: Entry): void {
  if (e.kind == NONE) return;
  const moved = abs<f32>(e.up * e.intervalP - e.down * e.intervalD);
  if (e.kind == PAIRED) {
    e.paired += moved;
    e.overlapP += e.intervalP - e.intervalExcessP;
    e.overlapD += e.intervalD - e.intervalExcessD;
  } else e.lonePost += moved;
}
