/** What hands do to a list of knots: each returns a new list, in order of time, with no more than two knots at one time. */
import { formatQuantity } from "../core/units.js";
import type { Knot } from "./state.js";

/** Steps that a dragged knot keeps to: s and V. */
export interface Snap {
  readonly t: number;
  readonly v: number;
}

/** Most volts that a terminal is given by hand. */
export const MOST_VOLTS = 40;
/** Steps of time on the length of the longest waveform. */
const STEPS = 200;

/** Round steps: about 200 of time on a length (s), and 50 mV. */
export function snapFor(length: number): Snap {
  return { t: roundStep(length / STEPS), v: 0.05 };
}

/** The smallest of 1, 2 and 5 times a power of ten that is not below x; x above 0. */
export function roundStep(x: number): number {
  const power = 10 ** Math.floor(Math.log10(x) + 1e-9);
  const factor = x / power;
  const round = factor <= 1 + 1e-9 ? 1 : factor <= 2 + 1e-9 ? 2 : factor <= 5 + 1e-9 ? 5 : 10;
  return Number((round * power).toPrecision(1));
}

/** x on the nearest multiple of a step, without the digits that multiplying leaves; a step of 0 keeps 12 digits. */
export function onStep(x: number, step: number): number {
  if (step === 0) return Number(x.toPrecision(12)) || 0;
  return Number((Math.round(x / step) * step).toPrecision(12)) || 0;
}

/** Knot k moved to (t, v), between its neighbours in time, and within the volts that are accepted. */
export function moved(knots: readonly Knot[], k: number, t: number, v: number): readonly Knot[] {
  const low = knots[k - 1]?.[0] ?? Number.NEGATIVE_INFINITY;
  const high = knots[k + 1]?.[0] ?? Number.POSITIVE_INFINITY;
  let time = Math.min(high, Math.max(low, t));
  // Two at one time are a step; a third has no meaning, and a waveform must last.
  const taken = (at: number) =>
    (at === low && (knots[k - 2]?.[0] === low || (k === knots.length - 1 && knots[0]![0] === low))) ||
    (at === high && (knots[k + 2]?.[0] === high || (k === 0 && knots.at(-1)![0] === high)));
  if (taken(time)) time = knots[k]![0];
  const volts = Math.min(MOST_VOLTS, Math.max(-MOST_VOLTS, v));
  return knots.map((knot, at) => (at === k ? [time, volts] : knot));
}

/**
 * Knot k with a time (s) or a voltage (V) as it was typed, to the last bit.
 * @throws RangeError saying what is accepted there, where a dragged knot would stop short of it
 */
export function typed(knots: readonly Knot[], k: number, which: 0 | 1, x: number): readonly Knot[] {
  const [t, v] = knots[k]!;
  if (which === 1) {
    if (Math.abs(x) > MOST_VOLTS) throw new RangeError(`accepted: -${MOST_VOLTS} V to ${MOST_VOLTS} V`);
  } else if (moved(knots, k, x, v)[k]![0] !== x) {
    const [before, after] = [knots[k - 1]?.[0], knots[k + 1]?.[0]];
    if (x === before || x === after)
      throw new RangeError("accepted: at most two knots at one time, and a waveform that lasts");
    const words = (time: number) => formatQuantity(time, "s", "exact");
    throw new RangeError(
      before === undefined
        ? `accepted: up to the next knot, ${words(after!)}`
        : after === undefined
          ? `accepted: from the knot before, ${words(before)}`
          : `accepted: between the neighbouring knots, ${words(before)} to ${words(after)}`,
    );
  }
  return knots.map((knot, at) => (at === k ? (which === 0 ? [x, v] : [t, x]) : knot));
}

/** A knot more at t, on the line where it is: the curve stays. Beyond both ends it is added at 0 V. */
export function added(knots: readonly Knot[], t: number, v?: number): { knots: readonly Knot[]; at: number } {
  const at = knots.findIndex(([time]) => time > t);
  const place = at < 0 ? knots.length : at;
  if (knots.filter(([time]) => time === t).length > 1) return { knots, at: Math.max(0, place - 1) };
  const knot: Knot = [t, v ?? voltageAt(knots, t)];
  return { knots: [...knots.slice(0, place), knot, ...knots.slice(place)], at: place };
}

/** A knot less; two remain, of other times. */
export function removed(knots: readonly Knot[], k: number): readonly Knot[] {
  const rest = knots.filter((_, at) => at !== k);
  return rest.length < 2 || rest[0]![0] === rest.at(-1)![0] ? knots : rest;
}

function voltageAt(knots: readonly Knot[], t: number): number {
  const after = knots.findIndex(([time]) => time > t);
  if (after <= 0) return 0;
  const [t0, v0] = knots[after - 1]!;
  const [t1, v1] = knots[after]!;
  return Number((v0 + ((v1 - v0) * (t - t0)) / (t1 - t0)).toPrecision(6));
}
