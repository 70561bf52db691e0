/** What one post event moves, by cause, synapse by synapse; see src/crossbar/post-event-ledger.ts. */
import { Eis } from "./eis";

const NONE: i32 = 0;
const PAIRED: i32 = 1;
const LONE: i32 = 2;

/** Of the synapse that is traced: kind and integrals (P, D, excess P, excess D) of the interval under way, and sums. */
let kind: i32 = NONE;
let interval: v128 = i32x4.splat(0);
let up: f32 = 0;
let down: f32 = 0;
let paired: f32 = 0;
let lonePost: f32 = 0;
let overlapP: f32 = 0;
let overlapD: f32 = 0;

/**
 * Adds to the ledger's sums what the event is about to move; factors are drawn, the column is as it was.
 * @param records  (P, D, excess P, excess D) of each regime and elapsed tick
 * @param weight  events that this one stands for
 */
export function bookColumn(
  parameters: usize, records: usize, column: i32, first: i32, count: i32, start: f64, length: i32, dropped: f64, weight: f64,
): void {
  const eis = changetype<Eis>(parameters);
  const source = eis.source;
  const ledger = eis.ledger;
  let touched = 0;
  for (let k = 0; k < count; k++) {
    const row = source == 0 ? k : load<i32>(source + (<usize>(first + k) << 2));
    susceptibility(eis, positionOf(eis, column, first, k));
    const x = weight * <f64>load<f32>(eis.factor + (<usize>k << 2));
    if (trace(eis, records, row, start, length, dropped)) {
      touched++;
      const overlap = abs<f32>(up * overlapP - down * overlapD);
      add(ledger, x * <f64>paired);
      add(ledger + 8, x * <f64>lonePost);
      add(ledger + 16, -(x * <f64>overlap));
    } else {
      const alone = records + (<usize>((eis.preTicks + eis.postTicks) * eis.tableStride + length) << 4);
      add(ledger + 8, x * <f64>abs<f32>(up * load<f32>(alone) - down * load<f32>(alone, 4)));
    }
  }
  store<f64>(ledger, <f64>touched, 24);
}

// @ts-ignore: decorator
@inline
function add(at: usize, x: f64): void {
  store<f64>(at, load<f64>(at) + x);
}

// @ts-ignore: decorator
@inline
function positionOf(eis: Eis, column: i32, first: i32, k: i32): usize {
  const member = eis.member;
  return (member == 0 ? <usize>(k * eis.stride + column) : <usize>load<i32>(member + (<usize>(first + k) << 2))) << 2;
}

/** Change of a synapse per siemens of integral, up and down. */
// @ts-ignore: decorator
@inline
function susceptibility(eis: Eis, at: usize): void {
  const g = load<f32>(eis.state + at);
  const high = eis.ownLow != 0 ? load<f32>(eis.ownHigh + at) : eis.gMax;
  const low = eis.ownLow != 0 ? load<f32>(eis.ownLow + at) : eis.gMin;
  up = (high - g) * eis.toUp;
  down = (g - low) * eis.toDown;
  if (eis.gainUp == 0) return;
  up *= load<f32>(eis.gainUp + at);
  down *= load<f32>(eis.gainDown + at);
}

/** Intervals of one synapse. @returns  whether a waveform on its row met the event */
function trace(eis: Eis, records: usize, row: i32, start: f64, length: i32, dropped: f64): bool {
  const preTicks = eis.preTicks;
  const postTicks = eis.postTicks;
  const starts = eis.starts;
  let regime = preTicks + postTicks;
  let found: usize = 0;
  let met = false;
  let x = load<f64>(eis.latest + (<usize>row << 3)) - dropped;
  while (x >= 0) {
    const entry = <usize>x << 3;
    const elapsed = <i32>max(load<f64>(eis.logTick + entry) - start, -<f64>preTicks);
    // Of the waveforms begun before the event the youngest counts.
    if (elapsed <= 0) {
      met = met || elapsed > -preTicks;
      regime = postTicks - elapsed;
      break;
    }
    if (elapsed < length) {
      met = true;
      store<i32>(starts + (found << 2), elapsed);
      found++;
    }
    x = load<f64>(eis.previous + entry) - dropped;
  }
  if (!met) return false;
  kind = NONE;
  paired = 0;
  lonePost = 0;
  overlapP = 0;
  overlapD = 0;
  let since = 0;
  while (found > 0) {
    found--;
    const elapsed = load<i32>(starts + (found << 2));
    book(eis, records, regime, since, elapsed);
    regime = max(-postTicks, -elapsed) + postTicks;
    since = elapsed;
  }
  book(eis, records, regime, since, length);
  closeInterval();
  return true;
}

/** The present regime from tick `since` to tick `until` of the event. */
function book(eis: Eis, records: usize, regime: i32, since: i32, until: i32): void {
  const elapsed = until - since;
  // Age of the pre waveform when this regime begins.
  const age = max(0, regime - eis.postTicks);
  const both = max(0, min(elapsed, eis.preTicks - age));
  const begin = regime * eis.tableStride;
  if (both > 0) lengthen(records, PAIRED, begin, begin + both);
  if (elapsed > both) lengthen(records, LONE, begin + both, begin + elapsed);
}

// @ts-ignore: decorator
@inline
function lengthen(records: usize, next: i32, from: i32, to: i32): void {
  if (kind != next) {
    closeInterval();
    kind = next;
    interval = i32x4.splat(0);
  }
  const piece = f32x4.sub(v128.load(records + (<usize>to << 4)), v128.load(records + (<usize>from << 4)));
  interval = f32x4.add(interval, piece);
}

function closeInterval(): void {
  if (kind == NONE) return;
  const p = f32x4.extract_lane(interval, 0);
  const d = f32x4.extract_lane(interval, 1);
  const moved = abs<f32>(up * p - down * d);
  if (kind == PAIRED) {
    paired += moved;
    overlapP += p - f32x4.extract_lane(interval, 2);
    overlapD += d - f32x4.extract_lane(interval, 3);
  } else lonePost += moved;
}
