/** Times on the grid of a network's ticks. */
import { formatQuantity } from "./units.js";

/** Ticks beyond this are not counted exactly, once a delay or a waveform is added. */
export const LAST_TICK = 2 ** 52;

/** A time may be this far from a tick, in ticks: the rounding of decimal text. */
const SLACK = 1e-6;
/** Roundings of the two numbers and of their quotient, relative; counts where there are 1e9 ticks and more. */
const ROUNDING = 4 * Number.EPSILON;

/**
 * Why a time is not accepted as a number of ticks, in words that follow the time; undefined where it is.
 * @param seconds  at least 0 s
 * @param tick  length of a tick, s
 * @param least  fewest ticks that are accepted
 * @param noun  what they are called, where they are steps of a model
 */
export function offGrid(
  seconds: number,
  tick: number,
  least = 0,
  noun: "ticks" | "steps" = "ticks",
): string | undefined {
  const ticks = seconds / tick;
  const rounded = Math.round(ticks);
  const grid = time(tick);
  if (!(ticks <= LAST_TICK))
    return `is ${ticks.toPrecision(3)} ${noun} of ${grid}, of which 2^52 are counted exactly; accepted: at most ${time(LAST_TICK * tick, 3)}, or a longer ${noun.slice(0, -1)}`;
  if (Math.abs(ticks - rounded) <= SLACK + ROUNDING * ticks && rounded >= least) return undefined;
  const below = Math.max(least, Math.floor(ticks));
  const above = Math.max(least, Math.ceil(ticks));
  const nearest = [...new Set([below, above])].map((k) => time(k * tick)).join(" and ");
  return `is not a whole number of ${noun}; accepted: multiples of ${grid}, nearest ${nearest}`;
}

/**
 * A time in ticks.
 * @param seconds, tick, least  as for `offGrid`
 * @throws RangeError where it lies between two ticks, or is beyond those that are counted
 */
export function wholeTicks(seconds: number, tick: number, least = 0): number {
  const problem = offGrid(seconds, tick, least);
  if (problem !== undefined) throw new RangeError(`${time(seconds, "exact")} ${problem}`);
  return Math.round(seconds / tick);
}

/** Twelve digits: a multiple of a tick is written without the noise of its last ones. */
function time(seconds: number, digits: number | "exact" = 12): string {
  return formatQuantity(seconds, "s", digits);
}
