/**
 * Rates in proportion to the values and scaled to one total: bright and thin pictures drive a network alike, so
 * that no weight normalisation has to make up for it.
 */
import type { ParamTable, Values } from "../params.js";
import { GapSampler } from "./gaps.js";
import type { Encoder } from "./model.js";

export const doc = "Poisson spikes, rates in proportion to the values and scaled to a total";
export const needsValues = true;
export const params = {
  totalRate: {
    unit: "Hz",
    default: 10e3,
    min: 0,
    doc: "sum of all neurons' rates",
    source: "assumed: 3,500 spikes in 350 ms, about what bright digits give in Diehl and Cook 2015",
  },
} as const satisfies ParamTable;

export function create({ totalRate }: Values<typeof params>): Encoder {
  const sampler = new GapSampler();
  return {
    encode({ size, ticks, tick, values, boost, random }) {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += values![i]!;
      const scale = sum > 0 ? (totalRate * boost * tick) / sum : 0;
      sampler.begin();
      for (let i = 0; i < size; i++) sampler.draw(i, values![i]! * scale, ticks, random);
      return sampler.sorted(ticks);
    },
  };
}
