/** The network document: populations and the projections between them. */

import type { NeuronModel } from "../../core/neuron/model.js";
import { isNamed, type ParamTable } from "../../core/params.js";
import { ruleFamily } from "../../network/connect/index.js";
import { byForm } from "../fields/either.js";
import type { Field, Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { list } from "../fields/list.js";
import { partBy } from "../fields/part-fields.js";
import { name, text, whole, words } from "../fields/plain.js";
import { defaultOf, quantity, tableFields, valueAndWidth, weight } from "../fields/quantity.js";
import { type Law, spread } from "../fields/spread.js";
import { named } from "../fields/variants.js";
import { isPlainMap, type Plain, type PlainMap } from "../yaml.js";
import { signals } from "./alpha.js";
import { current } from "./current.js";
import { rule } from "./rule.js";
import { synapse, withModel } from "./synapse.js";

/** Neurons, or neurons along each axis. */
const size = byForm(
  [whole(1, "neurons"), list(whole(1, "neurons along an axis"), { min: 2, max: 3 })],
  "number of neurons, or where they are: [rows, cols] or [planes, rows, cols]",
);

const ofAll = "spikes at each neuron, of all its sources together";
const rate: Field<number | Law<number>, false> = spread(
  quantity("Hz", { min: 0 }, ofAll),
  quantity("Hz", { min: 0 }, "standard deviation of the rates"),
  { lists: true, columns: true },
  ofAll,
);

/** Spikes at each neuron that come from no population. */
const drive = group({
  poisson: group({
    rate,
    weight: weight({}, "weight of each spike"),
    receptor: name("a receptor of the neurons"),
  }),
});

export type PoissonValue = Value<typeof drive>["poisson"];

const neurons = partBy("neurons", "neuron", "a neuron model", ({ params, starts }) => ({
  size,
  winner: words(
    ["all", "one-per-step", "one-per-place"],
    "of all neurons over threshold in a step, which spike; one-per-place: of those at one row and column",
  ).default("all"),
  params: group(ownFields(params)).default({}),
  drive: drive.optional(),
  current: current.optional(),
  ...(starts ? { start: group(startFields(starts)).optional() } : {}),
}));

type ParamFields = Readonly<Record<string, Field<number | Law<number>, false>>>;

/** Parameters of neurons: one value for all, or values that differ. */
function ownFields(params: ParamTable): ParamFields {
  const alike = tableFields(params);
  const fields = Object.entries(params).map(([name, p]) => {
    if (p.alike || p.whole || isNamed(p)) return [name, alike[name]!];
    const [one, width] = valueAndWidth(p);
    return [name, spread(one, width, { lists: true, columns: true }, p.doc).default(defaultOf(p))];
  });
  return Object.fromEntries(fields);
}

/** Variables of neurons that can start elsewhere than at rest. */
function startFields(starts: NonNullable<NeuronModel["starts"]>) {
  const fields = Object.entries(starts).map(([name, unit]) => {
    const one = quantity(unit, {}, `${name} of each neuron at the start`);
    const width = quantity(unit, { min: 0 }, "standard deviation");
    return [name, spread(one, width, { lists: true, columns: true }, `${name} at the start`).optional()];
  });
  return Object.fromEntries(fields) as Readonly<Record<string, Field<number | Law<number>, true>>>;
}

/** Neurons of a model, or a source, whose spikes come from an encoder. */
const population = byForm([neurons.as(placed), group({ size }).as(placed)]);

/** A population with the number of its neurons, and their places where these are given. */
function placed<V extends { readonly size: number | readonly number[] }>(value: V) {
  const { size, ...others } = value;
  if (typeof size === "number") return { ...others, size };
  const shape: readonly number[] = size as readonly number[];
  return { ...others, size: shape.reduce((product, n) => product * n, 1), shape };
}

/** One delay for all synapses, or a range that each draws its own from. */
const delay = byForm([
  quantity("s", { min: 0 }, "time from a spike to its arrival"),
  group({ from: quantity("s", { min: 0 }), to: quantity("s", { min: 0 }) }),
]).default("0 ms");

const projection = group({
  from: name("a population"),
  to: name("a population of neurons"),
  rule: rule(ruleFamily.table, (parts) => parts.own.rules),
  receptor: name("a receptor of the target's neurons"),
  delay,
  weight: spread(
    weight({}, "fixed weight of every synapse"),
    weight({ min: 0 }, "standard deviation of the weights"),
    {},
    "fixed weight of every synapse, or how weights are drawn",
  ).optional(),
  synapse: name("one of the synapses below").optional(),
  synapses: named("synapse", synapse).default({}),
});

export const network = group({
  description: text("what the network is").optional(),
  tick: quantity("s", { min: 0, open: true }, "length of a tick: the grid of all spike times"),
  signals: signals.optional(),
  populations: named("population", population),
  projections: named("projection", projection),
});

export type NetworkValue = Value<typeof network>;
export type PopulationValue = Value<typeof population>;
export type ProjectionValue = Value<typeof projection>;

/** Names of the populations without neurons, which encoders drive. */
export function sourcesOf({ populations }: NetworkValue): string[] {
  return Object.keys(populations).filter((name) => !("neuron" in populations[name]!));
}

/** Names of the populations of neurons. */
export function neuronsOf({ populations }: NetworkValue): string[] {
  return Object.keys(populations).filter((name) => "neuron" in populations[name]!);
}

/** Names of the projections that learn. */
export function plasticOf({ projections }: NetworkValue): string[] {
  return Object.keys(projections).filter((name) => projections[name]!.synapse !== undefined);
}

/** The network with what its author may leave out written down. */
export function completed(network: Plain | undefined): Plain | undefined {
  if (!isPlainMap(network)) return network;
  return withSynapses(withCurrents(network));
}

/** Neurons whose constant current was a parameter `drive` once. */
const DRIVEN = ["lif-alpha", "adex", "izhikevich"];

/** What older documents have as params.drive is the current of the population. */
function withCurrents(network: PlainMap): PlainMap {
  if (!isPlainMap(network.populations)) return network;
  const populations = Object.entries(network.populations).map(([key, p]): [string, Plain] => {
    if (!isPlainMap(p) || !isPlainMap(p.params) || !DRIVEN.includes(String(p.neuron))) return [key, p];
    const { drive, ...params } = p.params;
    return drive === undefined || p.current !== undefined
      ? [key, p]
      : [key, { ...p, params, current: drive }];
  });
  return { ...network, populations: Object.fromEntries(populations) };
}

function withSynapses(network: PlainMap): PlainMap {
  if (!isPlainMap(network.projections)) return network;
  const projections = Object.entries(network.projections).map(([key, p]): [string, Plain] => {
    if (!isPlainMap(p) || !isPlainMap(p.synapses)) return [key, p];
    const synapses = Object.entries(p.synapses).map(([k, s]): [string, Plain] => [
      k,
      withModel(k, s) as Plain,
    ]);
    return [key, { ...p, synapses: Object.fromEntries(synapses) }];
  });
  return { ...network, projections: Object.fromEntries(projections) };
}
