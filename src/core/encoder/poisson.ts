/**
 * A picture as Poisson trains with rates in proportion to the pixels:
 *
 *   rate of neuron i = maxRate · boost · value_i / 255
 *
 * In a tick a neuron spikes at most once: a maxRate over one spike per tick is refused, what a boost makes of it is cut
 * to one (and a run says how much).
 * The train is valid until the next `encode` of this encoder.
 *
 * @see Diehl and Cook, Front. Comput. Neurosci. 9:99 (2015)
 */
import type { ParamTable, Values } from "../params.js";
import { pictureOf, poissonEncoder, spikeProbability } from "./gap-sampling.js";
import type { Encoder } from "./model.js";
import { rateProblem } from "./per-tick.js";

export const doc = "Poisson trains, each rate proportional to its value";

export const params = {
  maxRate: { unit: "Hz", default: 63.75, min: 0, doc: "rate at value 255", source: "Diehl and Cook 2015" },
} as const satisfies ParamTable;

export const needsValues = true;

export function create(p: Values<typeof params>): Encoder {
  return poissonEncoder(
    (request, probability) => {
      const values = pictureOf(request);
      for (let i = 0; i < request.size; i++)
        probability[i] = spikeProbability((p.maxRate * values[i]!) / 255, request);
    },
    {
      misfit: ({ tick }) => rateProblem("maxRate", p.maxRate, tick),
      expected: ({ size, tick }, ticks) => size * ticks * tick * p.maxRate,
    },
  );
}
