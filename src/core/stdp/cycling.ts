/**
 * Cumulative plasticity: half a cycle of pairs that potentiate, then half a cycle of pairs that depress, again and
 * again. Here every pair is one net step of one sign,
 *
 *   G <- potentiate(G, ltp)  or  G <- depress(G, ltd)
 *
 * which for beta = 1 is an affine map of G. A whole waveform moves G up and down within a pair; that is what the
 * crossbar does (`experiment/protocols/cycling.ts`), and where the two differ, the crossbar is right.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.5 and fig. 6
 */
import type { Device } from "../device/model.js";
import { depress, potentiate } from "../device/state.js";
import type { ParamTable } from "../params.js";

/** The train of fig. 6. */
export const params = {
  pairsUp: {
    unit: "1",
    default: 120,
    min: 1,
    doc: "pairs in the potentiating half of a cycle",
    source: "assumed: the paper does not state it; with 120 the range is above the 10x of fig. 6",
  },
  pairsDown: {
    unit: "1",
    default: 120,
    min: 1,
    doc: "pairs in the depressing half of a cycle",
    source: "assumed: as many as up",
  },
  cycles: { unit: "1", default: 10, min: 1, doc: "cycles", source: "Huang 2025, fig. 6" },
  deltaUp: {
    unit: "s",
    default: 16e-3,
    doc: "t_post - t_pre of a potentiating pair",
    source: "assumed: near the largest change of the 100 ms curve; the paper says positive",
  },
  deltaDown: {
    unit: "s",
    default: -16e-3,
    doc: "t_post - t_pre of a depressing pair",
    source: "assumed: the mirror image; the paper says negative",
  },
  start: {
    unit: "S",
    default: 250e-9,
    min: 0,
    open: true,
    doc: "conductance before the first pair",
    source: "assumed: low in the range, so that the first half cycle goes up",
  },
} as const satisfies ParamTable;

/** How many pairs of each kind, how often, from where. */
export interface CyclingSchedule {
  readonly pairsUp: number;
  readonly pairsDown: number;
  readonly cycles: number;
  /** Conductance before the first pair, S. */
  readonly start: number;
}

/** @throws RangeError naming the number that is not a count above 0, or a start outside the device's range */
export function checkSchedule(device: Device, schedule: CyclingSchedule): void {
  for (const key of ["pairsUp", "pairsDown", "cycles"] as const)
    if (!Number.isInteger(schedule[key]) || schedule[key] < 1)
      throw new RangeError(`${key} is ${schedule[key]}; it must be a whole number above 0`);
  const { start } = schedule;
  if (!(start >= device.gMin && start <= device.gMax))
    throw new RangeError(`start is ${start} S; it must be in ${device.gMin}..${device.gMax} S`);
}

/**
 * Conductance before the first and after every pair, S; length 1 + cycles (pairsUp + pairsDown).
 * @param ltp  net change of a potentiating pair at f+ = 1, S, >= 0
 * @param ltd  size of the net change of a depressing pair at f- = 1, S, >= 0
 * @throws RangeError as `checkSchedule`, or for a change below 0
 */
export function cycleNetChange(
  device: Device,
  ltp: number,
  ltd: number,
  schedule: CyclingSchedule,
): Float64Array {
  checkSchedule(device, schedule);
  if (!(ltp >= 0 && ltd >= 0)) throw new RangeError(`ltp and ltd are ${ltp} and ${ltd} S; both must be >= 0`);
  const { pairsUp, pairsDown, cycles } = schedule;
  const course = new Float64Array(1 + cycles * (pairsUp + pairsDown));
  let g = schedule.start;
  let k = 0;
  course[k++] = g;
  for (let c = 0; c < cycles; c++) {
    for (let n = 0; n < pairsUp; n++) course[k++] = g = potentiate(device, g, ltp);
    for (let n = 0; n < pairsDown; n++) course[k++] = g = depress(device, g, ltd);
  }
  return course;
}

/** What fig. 6 is judged by. */
export interface CyclingSummary {
  /** Conductance at the end of each potentiating and each depressing half cycle, S. */
  readonly highs: Float64Array;
  readonly lows: Float64Array;
  /** Smallest high over largest low: what every cycle reaches at least. */
  readonly ratio: number;
  /** (largest - smallest)/mean of the highs, and of the lows, from the second cycle on; 0 if there is no second. */
  readonly spreadHigh: number;
  readonly spreadLow: number;
  /** (last - second)/second of the highs and lows: a trend rather than scatter. */
  readonly driftHigh: number;
  readonly driftLow: number;
}

/**
 * Range and stability over the cycles. The first cycle starts anywhere and counts for the ratio only.
 * @param course  as `cycleNetChange` returns it
 * @throws RangeError where the course's length is not that of the schedule
 */
export function summariseCycles(
  course: Float64Array,
  { pairsUp, pairsDown, cycles }: Omit<CyclingSchedule, "start">,
): CyclingSummary {
  const perCycle = pairsUp + pairsDown;
  if (course.length !== 1 + cycles * perCycle)
    throw new RangeError(
      `a course of ${cycles} cycles has ${1 + cycles * perCycle} values, not ${course.length}`,
    );
  const highs = Float64Array.from({ length: cycles }, (_, c) => course[c * perCycle + pairsUp]!);
  const lows = Float64Array.from({ length: cycles }, (_, c) => course[(c + 1) * perCycle]!);
  return {
    highs,
    lows,
    ratio: least(highs) / most(lows),
    spreadHigh: spread(highs.subarray(1)),
    spreadLow: spread(lows.subarray(1)),
    driftHigh: drift(highs.subarray(1)),
    driftLow: drift(lows.subarray(1)),
  };
}

/** Smallest value. Not by spreading: the arguments of a call are limited, cycles are not. */
export function least(values: Float64Array): number {
  return values.reduce((low, x) => Math.min(low, x), Number.POSITIVE_INFINITY);
}

/** Largest value. */
export function most(values: Float64Array): number {
  return values.reduce((high, x) => Math.max(high, x), Number.NEGATIVE_INFINITY);
}

function spread(values: Float64Array): number {
  if (values.length === 0) return 0;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  // Where all are 0 nothing spreads.
  return mean === 0 ? 0 : (most(values) - least(values)) / mean;
}

function drift(values: Float64Array): number {
  return values.length === 0 || values[0] === 0 ? 0 : (values[values.length - 1]! - values[0]!) / values[0]!;
}
