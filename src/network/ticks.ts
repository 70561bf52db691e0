import { wholeTicks } from "../core/ticks.js";
import { NetworkError } from "./errors.js";

/**
 * A time of an experiment in ticks.
 * @param path  of the time, for the error
 * @param least  fewest ticks that are accepted
 * @throws NetworkError where it lies between two ticks, or is beyond those that are counted
 */
export function ticksAt(seconds: number, tick: number, path: string, least = 0): number {
  try {
    return wholeTicks(seconds, tick, least);
  } catch (error) {
    if (error instanceof RangeError) throw new NetworkError(path, error.message);
    throw error;
  }
}
