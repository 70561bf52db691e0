/**
 * Groups of neurons, some of them correlated. A correlated group has a hidden mother train: each neuron copies a
 * mother spike with probability sqrt(c) and adds independent spikes of its own, so that every neuron has the same
 * rate, correlated or not, and two of a group have the pairwise correlation c of spike counts in a tick.
 *
 *   mother rate r, copies at sqrt(c)·r, own spikes at (1 - sqrt(c))·r: cov/var of two neurons -> c for r·tick << 1
 *
 * @see Kuhn, Aertsen and Rotter, Neural Comput. 15:67 (2003), single interaction processes
 */
import type { ParamTable, Values } from "../params.js";
import type { Random } from "../random.js";
import { GapSampler } from "./gaps.js";
import type { Encoder } from "./model.js";

export const doc = "groups of Poisson neurons of one rate; the first groups correlated within themselves";
export const needsValues = false;
export const params = {
  rate: {
    unit: "Hz",
    default: 10,
    min: 0,
    doc: "rate of each neuron",
    source: "assumed: a common test rate",
  },
  groupSize: { unit: "1", default: 10, min: 1, doc: "neurons in a group", source: "assumed: a test signal" },
  correlatedGroups: {
    unit: "1",
    default: 1,
    min: 0,
    doc: "number of correlated groups, from the first",
    source: "assumed: a test signal",
  },
  correlation: {
    unit: "1",
    default: 0.5,
    min: 0,
    max: 1,
    doc: "pairwise correlation within a correlated group",
    source: "assumed: a test signal",
  },
} as const satisfies ParamTable;

/** @throws RangeError where a number of neurons or groups is not whole */
export function create({ rate, groupSize, correlatedGroups, correlation }: Values<typeof params>): Encoder {
  for (const [name, value] of Object.entries({ groupSize, correlatedGroups }))
    if (!Number.isInteger(value)) throw new RangeError(`${name} is ${value}; it must be a whole number`);
  const sampler = new GapSampler();
  const mother = new GapSampler();
  const share = Math.sqrt(correlation);
  return {
    encode({ size, ticks, tick, boost, random }) {
      const p = rate * boost * tick;
      const common: Float64Array[] = [];
      for (let group = 0; group < correlatedGroups; group++) {
        mother.begin();
        mother.draw(0, p, ticks, random);
        const train = mother.sorted(ticks);
        common.push(train.tick.slice(0, train.count));
      }
      sampler.begin();
      for (let i = 0; i < size; i++) {
        const spikes = common[Math.floor(i / groupSize)];
        if (!spikes) sampler.draw(i, p, ticks, random);
        else
          for (const t of merged(copies(spikes, share, random), own(p * (1 - share), ticks, random)))
            sampler.add(t, i);
      }
      return sampler.sorted(ticks);
    },
  };
  function copies(spikes: Float64Array, probability: number, random: Random): number[] {
    return [...spikes].filter(() => random.uniform() < probability);
  }
  function own(p: number, ticks: number, random: Random): number[] {
    mother.begin();
    mother.draw(0, p, ticks, random);
    const train = mother.sorted(ticks);
    return [...train.tick.subarray(0, train.count)];
  }
}
/** Union of two sets of ticks: a copy and an own spike in one tick are one spike. */
function merged(a: readonly number[], b: readonly number[]): number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}
