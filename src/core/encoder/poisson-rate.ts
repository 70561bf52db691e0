/** Independent Poisson spikes at one rate. */
import type { ParamTable, Values } from "../params.js";
import { GapSampler } from "./gaps.js";
import type { Encoder } from "./model.js";

export const doc = "independent Poisson spikes, every neuron at one rate";
export const needsValues = false;
export const params = {
  rate: {
    unit: "Hz",
    default: 10,
    min: 0,
    doc: "rate of each neuron",
    source: "assumed: a common test rate",
  },
} as const satisfies ParamTable;

export function create({ rate }: Values<typeof params>): Encoder {
  const sampler = new GapSampler();
  return {
    encode({ size, ticks, tick, boost, random }) {
      sampler.begin();
      for (let i = 0; i < size; i++) sampler.draw(i, rate * boost * tick, ticks, random);
      return sampler.sorted(ticks);
    },
  };
}
