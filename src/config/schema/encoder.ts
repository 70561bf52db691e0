/** Encoders: what turns pictures, or nothing at all, into spikes of a source population. */

import { byForm } from "../fields/either.js";
import type { Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { list } from "../fields/list.js";
import { partWithNumbers } from "../fields/part-fields.js";
import { text } from "../fields/plain.js";
import { quantity } from "../fields/quantity.js";
import { dataFile } from "../fields/spread.js";

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

/** A recording. */
const file = {
  doc: "spikes of a file: CSV or npz with time_s and index, or events of a camera (.bin as in N-MNIST, .aedat4)",
  fields: {
    spikes: byForm([
      text("path of a CSV, npz, bin or aedat4 file, from this file's folder").as((file) => ({ file })),
      group(dataFile),
    ]),
  },
};

/** Recordings of the data set. */
const events = {
  doc: "events of a data set of recordings (reader: events), as they are",
  fields: {
    from: quantity("s", { min: 0 }, "time in each recording at which its presentation begins").default(
      "0 ms",
    ),
  },
};

/** `{model: name, ...params}` or `{module: ./path.js, ...params}`. */
export const encoder = partWithNumbers("encoders", "model", "an encoder", { times, file, events });

export type ChosenEncoder = Value<typeof encoder>;
