/**
 * Spikes at given times. A schedule is no table of numbers, so this is a function and not an `EncoderModel`;
 * configs know it as "times".
 */
import { type SpikeTrain, spikeTrain } from "../spikes.js";
import { formatQuantity } from "../units.js";
import type { EncodeRequest, Encoder, Grid } from "./model.js";

/**
 * Every neuron at its own list of times, as a recording has them: each is rounded to the nearest tick (half a tick up).
 * Spikes of a neuron that fall on one tick are one spike, and what lies at or after the end of a train is left out;
 * `notice` counts both. A boost changes nothing.
 * @param times  per neuron its spike times in any order, s
 * @throws RangeError where a time is negative or not finite; on encoding, where the number of neurons differs
 */
export function timesEncoder(times: readonly (readonly number[])[]): Encoder {
  times.forEach((list, i) => {
    for (const t of list)
      if (!(t >= 0 && t < Number.POSITIVE_INFINITY))
        throw new RangeError(`a spike time of neuron ${i} is ${t} s; accepted: finite times from 0 s`);
  });
  const given = times.reduce((sum, list) => sum + list.length, 0);
  const onGrid = (tick: number) => times.map((list) => new Set(list.map((t) => Math.round(t / tick))));
  return {
    expected: () => given,
    notice: (grid, ticks) => noticeOf(given, onGrid(grid.tick), grid, ticks),
    encode(request: EncodeRequest): SpikeTrain {
      if (times.length !== request.size)
        throw new RangeError(`spike times of ${times.length} neurons for a population of ${request.size}`);
      const spikes: [tick: number, index: number][] = [];
      onGrid(request.tick).forEach((taken, i) => {
        for (const tick of taken) if (tick < request.ticks) spikes.push([tick, i]);
      });
      return spikeTrain(spikes);
    },
  };
}

function noticeOf(given: number, taken: readonly Set<number>[], { tick }: Grid, ticks: number) {
  const kept = taken.reduce((sum, set) => sum + set.size, 0);
  const late = taken.reduce((sum, set) => sum + [...set].filter((t) => t >= ticks).length, 0);
  const said: string[] = [];
  const merged = given - kept;
  if (merged > 0)
    said.push(
      `${merged} of ${given} spikes ${merged === 1 ? "falls" : "fall"} on a tick (${formatQuantity(tick, "s")}) on which the neuron spikes already, and ${merged === 1 ? "is" : "are"} merged with that spike; a shorter tick keeps them apart`,
    );
  if (late > 0)
    said.push(
      `${late} of ${given} spikes ${late === 1 ? "is" : "are"} at or after the end (${formatQuantity(ticks * tick, "s")}) and left out`,
    );
  return said.length > 0 ? said.join("; ") : undefined;
}
