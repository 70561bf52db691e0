/** Delays of a projection: whole ticks, one for all synapses or one of its own for each. */
import type { Wiring } from "../core/connectivity/index.js";
import type { Random } from "../core/random.js";
import { NetworkError } from "./errors.js";
import type { ProjectionSpec } from "./spec.js";

/** Bytes that a projection may set aside for what is to come: 4 GB. */
const MOST_WAITING = 2 ** 32;

/** In ticks. @throws NetworkError where they are off the grid, reversed, or too short for a spike of a neuron */
export function delayRange(
  { delay, delayMax }: ProjectionSpec,
  tick: number,
  fromNeurons: boolean,
  path: string,
): { shortest: number; longest: number } {
  const shortest = wholeTicks(delay, tick, `${path}.delay`);
  if (fromNeurons && shortest < 1)
    throw new NetworkError(
      `${path}.delay`,
      `a spike of a neuron arrives at the earliest one tick (${tick} s) later, not after ${delay} s`,
    );
  const longest = delayMax === undefined ? shortest : wholeTicks(delayMax, tick, `${path}.delay.to`);
  if (longest < shortest) throw new NetworkError(`${path}.delay`, "the longest delay is below the shortest");
  return { shortest, longest };
}

/**
 * @param perTick  bytes for each tick of the range
 * @throws NetworkError where what is to come would not fit in memory
 */
export function checkRing(spread: number, perTick: number, tick: number, path: string): void {
  if (spread === 0 || (spread + 1) * perTick <= MOST_WAITING) return;
  const longest = Math.floor(MOST_WAITING / perTick) - 1;
  throw new NetworkError(
    path,
    `delays from the shortest to ${spread} ticks more need ${(spread + 1) * perTick} bytes; accepted: a range of at most ${longest} ticks (${longest * tick} s)`,
  );
}

/** Beyond the shortest, uniform in 0 .. spread ticks; by position. */
export function drawDelays(wiring: Wiring, spread: number, random: Random): Int32Array {
  const delays = new Int32Array(wiring.size);
  for (let i = 0; i < wiring.nPre; i++)
    for (let at = wiring.rowStart(i); at < wiring.rowEnd(i); at++) delays[at] = random.below(spread + 1);
  return delays;
}

function wholeTicks(seconds: number, tick: number, path: string): number {
  const ticks = Math.round(seconds / tick);
  if (ticks < 0 || Math.abs(ticks * tick - seconds) > 1e-6 * tick + 1e-9 * seconds)
    throw new NetworkError(path, `${seconds} s is not a whole number of ticks of ${tick} s`);
  return ticks;
}
