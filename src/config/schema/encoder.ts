/** Encoders: what turns pictures, or nothing at all, into spikes of a source population. */
import type { Value } from "../fields/field.js";
import { list } from "../fields/list.js";
import { partWithNumbers } from "../fields/part-fields.js";
import { quantity } from "../fields/quantity.js";

/** An explicit schedule: no table of numbers can hold it. */
const times = {
  doc: "spikes at given times",
  fields: {
    times: list(list(quantity("s", { min: 0 }), { max: 10_000 }), {
      max: 10_000,
      doc: "one list of times per neuron",
    }),
  },
};

/** `{model: name, ...params}` or `{module: ./path.js, ...params}`. */
export const encoder = partWithNumbers("encoders", "model", "an encoder", { times });

export type ChosenEncoder = Value<typeof encoder>;
