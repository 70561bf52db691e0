/**
 * Spikes at given times. A schedule is no table of numbers, so this is a function and not an `EncoderModel`;
 * configs know it as "times".
 */
import { type SpikeTrain, spikeTrain } from "../spikes.js";
import type { EncodeRequest, Encoder } from "./model.js";

/**
 * Every neuron at its own list of times, rounded to ticks; what lies at or after the end of a train is left out.
 * A boost changes nothing.
 * @param times  per neuron its spike times in any order, s
 * @throws RangeError where a time is negative or not finite; on encoding, where the number of neurons differs
 *   or two spikes of a neuron fall on one tick
 */
export function timesEncoder(times: readonly (readonly number[])[]): Encoder {
  times.forEach((list, i) => {
    for (const t of list)
      if (!(t >= 0 && t < Number.POSITIVE_INFINITY))
        throw new RangeError(`a spike time of neuron ${i} is ${t} s; accepted: finite times from 0 s`);
  });
  return {
    encode(request: EncodeRequest): SpikeTrain {
      if (times.length !== request.size)
        throw new RangeError(`spike times of ${times.length} neurons for a population of ${request.size}`);
      const spikes: [tick: number, index: number][] = [];
      times.forEach((list, i) => {
        const taken = new Set<number>();
        for (const t of list) {
          const tick = Math.round(t / request.tick);
          if (taken.has(tick))
            throw new RangeError(`two spikes of neuron ${i} fall on tick ${tick} (${request.tick} s each)`);
          taken.add(tick);
          if (tick < request.ticks) spikes.push([tick, i]);
        }
      });
      return spikeTrain(spikes);
    },
  };
}
