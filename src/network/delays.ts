/** Delays of a projection: whole ticks, one for all synapses or one of its own for each. */
import { each, type Wiring } from "../core/connectivity/index.js";
import type { Random } from "../core/random.js";
import { wholeTicks } from "../core/ticks.js";
import { formatQuantity } from "../core/units.js";
import { NetworkError } from "./errors.js";
import type { ProjectionSpec } from "./spec.js";
import { ticksAt } from "./ticks.js";

/** Bytes that a projection may set aside for what is to come: 4 GB. */
const MOST_WAITING = 2 ** 32;

/** In ticks. @throws NetworkError where they are off the grid, reversed, or too short for a spike of a neuron */
export function delayRange(
  { delay, delayMax }: ProjectionSpec,
  tick: number,
  fromNeurons: boolean,
  path: string,
): { shortest: number; longest: number } {
  const shortest = ticksAt(delay, tick, `${path}.delay`);
  if (fromNeurons && shortest < 1)
    throw new NetworkError(
      `${path}.delay`,
      `a spike of a neuron arrives at the earliest one tick (${tick} s) later, not after ${delay} s`,
    );
  const longest = delayMax === undefined ? shortest : ticksAt(delayMax, tick, `${path}.delay.to`);
  if (longest < shortest) throw new NetworkError(`${path}.delay`, "the longest delay is below the shortest");
  return { shortest, longest };
}

/**
 * Why what is to come within a range of delays would not fit in memory, in words; undefined where it does.
 * @param spread  of the range, ticks; @param plastic  whether arrivals wait, or the input of every target
 */
export function rangeProblem(
  spread: number,
  plastic: boolean,
  targets: number,
  tick: number,
): string | undefined {
  const perTick = plastic ? 8 : 8 * targets + 1;
  if (spread === 0 || (spread + 1) * perTick <= MOST_WAITING) return undefined;
  const longest = Math.floor(MOST_WAITING / perTick) - 1;
  return `delays from the shortest to ${spread} ticks more need ${(spread + 1) * perTick} bytes; accepted: a range of at most ${longest} ticks (${formatQuantity(longest * tick, "s")})`;
}

/**
 * Beyond the shortest, as they were given row after row, s; by position.
 * @throws RangeError where one is off the grid or out of the range, or where there are not as many as synapses
 */
export function givenDelays(
  wiring: Wiring,
  given: ArrayLike<number>,
  shortest: number,
  spread: number,
  tick: number,
): Int32Array {
  if (given.length !== wiring.count)
    throw new RangeError(`${given.length} delays for ${wiring.count} synapses`);
  const delays = new Int32Array(wiring.size);
  let k = 0;
  each(wiring, (at) => {
    const further = wholeTicks(given[k++]!, tick, 0) - shortest;
    if (!(further >= 0 && further <= spread))
      throw new RangeError(`a delay of ${given[k - 1]} s is outside of the range of delays`);
    delays[at] = further;
  });
  return delays;
}

/** Beyond the shortest, uniform in 0 .. spread ticks; by position. */
export function drawDelays(wiring: Wiring, spread: number, random: Random): Int32Array {
  const delays = new Int32Array(wiring.size);
  for (let i = 0; i < wiring.nPre; i++)
    for (let at = wiring.rowStart(i); at < wiring.rowEnd(i); at++) delays[at] = random.below(spread + 1);
  return delays;
}
