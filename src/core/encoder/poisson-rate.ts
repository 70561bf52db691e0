/**
 * Independent Poisson trains of one rate; no values. In a tick a neuron spikes at most once.
 * The train is valid until the next `encode` of this encoder.
 */
import type { ParamTable, Values } from "../params.js";
import { poissonEncoder, spikeProbability } from "./gap-sampling.js";
import type { Encoder } from "./model.js";
import { rateProblem } from "./per-tick.js";

export const doc = "independent Poisson trains, all of one rate";

export const params = {
  rate: {
    unit: "Hz",
    default: 20,
    min: 0,
    doc: "rate of every neuron",
    source: "assumed: a middling cortical rate; a test signal",
  },
} as const satisfies ParamTable;

export const needsValues = false;

export function create(p: Values<typeof params>): Encoder {
  return poissonEncoder(
    (request, probability) => {
      probability.fill(spikeProbability(p.rate, request));
    },
    {
      misfit: ({ tick }) => rateProblem("rate", p.rate, tick),
      expected: ({ size, tick }, ticks) => size * ticks * tick * p.rate,
    },
  );
}
