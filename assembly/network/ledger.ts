/** What one post event moves, by cause, synapse by synapse; see src/crossbar/post-event-ledger.ts. */
import { ticksSince } from "./close";
import { Eis } from "./eis";

/** Of the synapse that is traced: its susceptibility, and sums. */
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
  const stride = eis.tableStride;
  const starts = eis.starts;
  const own = <usize>row << 3;
  let regime = preTicks + postTicks;
  let found: usize = 0;
  let met = false;
  const latest = ticksSince(load<f64>(eis.latestTick + own), start, preTicks);
  if (latest <= 0) {
    met = latest > -preTicks;
    regime = postTicks - latest;
  } else {
    let x = load<f64>(eis.latest + own) - dropped;
    while (x >= 0) {
      const entry = <usize>x << 3;
      const elapsed = ticksSince(load<f64>(eis.logTick + entry), start, preTicks);
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
  }
  if (!met) return false;
  const toUp = up;
  const toDown = down;
  let sumPaired: f32 = 0;
  let sumLone: f32 = 0;
  let sumP: f32 = 0;
  let sumD: f32 = 0;
  // Of the interval under way: whether it is paired, and what it adds up to.
  let isPaired = false;
  let interval = i32x4.splat(0);
  let since = 0;
  for (;;) {
    const until = found > 0 ? load<i32>(starts + ((found - 1) << 2)) : length;
    const elapsed = until - since;
    // Age of the pre waveform when this regime begins: both run until it ends, then one alone.
    const age = max(0, regime - postTicks);
    const both = max(0, min(elapsed, preTicks - age));
    const begin = regime * stride;
    if (both > 0) {
      if (!isPaired) {
        sumLone += movedBy(interval, toUp, toDown);
        interval = i32x4.splat(0);
        isPaired = true;
      }
      interval = f32x4.add(interval, between(records, begin, begin + both));
    }
    if (elapsed > both) {
      if (isPaired) {
        sumPaired += movedBy(interval, toUp, toDown);
        sumP += f32x4.extract_lane(interval, 0) - f32x4.extract_lane(interval, 2);
        sumD += f32x4.extract_lane(interval, 1) - f32x4.extract_lane(interval, 3);
        interval = i32x4.splat(0);
        isPaired = false;
      }
      interval = f32x4.add(interval, between(records, begin + both, begin + elapsed));
    }
    if (found == 0) break;
    found--;
    regime = max(-postTicks, -until) + postTicks;
    since = until;
  }
  const last = movedBy(interval, toUp, toDown);
  if (isPaired) {
    sumPaired += last;
    sumP += f32x4.extract_lane(interval, 0) - f32x4.extract_lane(interval, 2);
    sumD += f32x4.extract_lane(interval, 1) - f32x4.extract_lane(interval, 3);
  } else sumLone += last;
  paired = sumPaired;
  lonePost = sumLone;
  overlapP = sumP;
  overlapD = sumD;
  return true;
}

/** Integrals (P, D, excess P, excess D) from one entry of the records to another. */
// @ts-ignore: decorator
@inline
function between(records: usize, from: i32, to: i32): v128 {
  return f32x4.sub(v128.load(records + (<usize>to << 4)), v128.load(records + (<usize>from << 4)));
}

// @ts-ignore: decorator
@inline
function movedBy(interval: v128, toUp: f32, toDown: f32): f32 {
  return abs<f32>(toUp * f32x4.extract_lane(interval, 0) - toDown * f32x4.extract_lane(interval, 1));
}
