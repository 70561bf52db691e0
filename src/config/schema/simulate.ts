/** The fields of an experiment of kind "simulate": generated spikes drive a network, and probes watch it. */
import type { Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { list } from "../fields/list.js";
import { name, text, whole, word, words } from "../fields/plain.js";
import { quantity } from "../fields/quantity.js";
import { named, variants } from "../fields/variants.js";
import { checkpoint } from "./checkpoint.js";
import { encoder } from "./encoder.js";
import { kernel } from "./kernel.js";
import { labels } from "./labels.js";
import { network } from "./network.js";

const every = (value: string) => quantity("s", { min: 0, open: true }, "time between samples").default(value);
const ofPopulation = name("a population");

const keep = words(
  ["memory", "disk"],
  "where the recording goes: with the result; or to records/*.npy in the run folder while the run goes on",
).optional();

const probe = variants("kind", "a probe", {
  spikes: { doc: "times of all spikes", fields: { of: ofPopulation, keep } },
  counts: { doc: "spikes per neuron", fields: { of: ofPopulation } },
  voltage: {
    doc: "membrane potentials",
    fields: {
      of: ofPopulation,
      neurons: list(whole(0, "index of a neuron"), { min: 1, max: 1000 }).default([0]),
      every: every("1 ms"),
      keep,
    },
  },
  conductance: {
    doc: "conductances of a plastic projection",
    fields: { of: name("a projection"), every: every("100 ms"), keep },
  },
  rate: {
    doc: "spikes per second and neuron of a population, in bins",
    fields: {
      of: ofPopulation,
      every: quantity("s", { min: 0, open: true }, "length of a bin").default("10 ms"),
    },
  },
  histogram: {
    doc: "how many synapses of a plastic projection are where in their range",
    fields: {
      of: name("a projection"),
      bins: whole(1, "bins of equal width", { max: 10_000 }).default(20),
      every: every("100 ms"),
      keep,
    },
  },
  state: {
    doc: "a state variable of neurons or plastic synapses, such as theta, gE or g",
    fields: {
      of: name("a population of neurons or a plastic projection"),
      variable: text("name of one of its state variables"),
      neurons: list(whole(0, "index of a neuron"), {
        min: 1,
        max: 1000,
        doc: "which neurons of a population; all where left out",
      }).optional(),
      every: every("1 ms"),
      keep,
    },
  },
});

export type ProbeValue = Value<typeof probe>;

export const simulate = group({
  kind: word("simulate", "drive a network with generated spikes and watch it"),
  ...labels,
  network,
  duration: quantity("s", { min: 0, open: true }, "simulated time"),
  sources: named("source population", encoder),
  probes: list(probe, { max: 100 }).default([]),
  kernel: kernel(
    ["auto", "reference"],
    "what does the arithmetic, to the same bits; auto: WebAssembly where it can, else TypeScript",
  ),
  checkpoint: checkpoint("ticks"),
});

export type SimulateValue = Value<typeof simulate>;
