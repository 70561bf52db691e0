/** Each value sets its neuron's rate, as in Diehl & Cook 2015. */
import type { ParamTable, Values } from "../params.js";
import { GapSampler } from "./gaps.js";
import type { Encoder } from "./model.js";

export const doc = "Poisson spikes, each value sets its neuron's rate";
export const needsValues = true;
export const params = {
  maxRate: {
    unit: "Hz",
    default: 63.75,
    min: 0,
    doc: "rate of the value 255",
    source: "Diehl and Cook 2015, sec. 2.5: 0 to 63.75 Hz",
  },
} as const satisfies ParamTable;

export function create({ maxRate }: Values<typeof params>): Encoder {
  const sampler = new GapSampler();
  return {
    encode({ size, ticks, tick, values, boost, random }) {
      sampler.begin();
      const perValue = (maxRate * boost * tick) / 255;
      for (let i = 0; i < size; i++) sampler.draw(i, values![i]! * perValue, ticks, random);
      return sampler.sorted(ticks);
    },
  };
}
