/** Spikes at given times. */
import { spikeTrain } from "../spikes.js";
import type { Encoder } from "./model.js";

/**
 * @param times  s, one list per neuron, in any order; rounded to ticks, several in one tick are one spike
 * @throws RangeError for a negative or non-finite time
 */
export function timesEncoder(times: readonly (readonly number[])[]): Encoder {
  for (const [i, list] of times.entries())
    for (const t of list)
      if (!(t >= 0 && Number.isFinite(t)))
        throw new RangeError(`neuron ${i} has a spike at ${t} s; times are from 0 on`);
  return {
    encode({ ticks, tick }) {
      const spikes = times.flatMap((list, i) =>
        [...new Set(list.map((t) => Math.round(t / tick)))]
          .filter((t) => t < ticks)
          .map((t) => [t, i] as const),
      );
      return spikeTrain(spikes);
    },
  };
}
