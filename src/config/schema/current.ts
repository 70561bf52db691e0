/** Currents into the neurons of a population. */
import { byKey } from "../fields/by-key.js";
import type { Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { list } from "../fields/list.js";
import { quantity } from "../fields/quantity.js";
import { spread } from "../fields/spread.js";

const volts = (doc: string) => quantity("V", {}, doc);
const ofNeurons = "current into each neuron, as the depolarisation that it would end at";
const constant = spread(
  volts(ofNeurons),
  quantity("V", { min: 0 }, "standard deviation between neurons"),
  { lists: true, columns: true },
  ofNeurons,
);

/** Those that are given add up. */
const several = group({
  constant: constant.optional(),
  steps: list(
    group({
      from: quantity("s", { min: 0 }, "time of the step, on the grid of ticks"),
      current: volts("current of all neurons from then on"),
    }),
    { min: 1, max: 10_000, doc: "steps of a current, times ascending; 0 V before the first" },
  ).optional(),
  noise: group({
    sd: quantity("V", { min: 0 }, "standard deviation of Ornstein-Uhlenbeck noise of mean 0"),
    tau: quantity("s", { min: 0, open: true }, "its correlation time"),
  }).optional(),
});

/** A constant current, or several that add up. */
export const current = byKey(
  { constant: several, steps: several, noise: several },
  constant,
  ofNeurons,
  `${constant.accepted}; or {constant: …, steps: […], noise: {sd: …, tau: …}}`,
);

export type CurrentValue = Value<typeof current>;
