/** The network document: populations and the projections between them. */
import * as z from "zod";
import type { Parts } from "../parts.js";
import { isPlainMap, type Plain } from "../yaml.js";
import { signalsSchema } from "./alpha.js";
import { name, quantity, tableFields, text, weight, whole, words } from "./fields.js";
import { below, EDITOR, namedMap, oneOf, type Shape } from "./one-of.js";
import { synapseSchema, withModel } from "./synapse.js";

export const RULE_DOCS = {
  "all-to-all": "every neuron reaches every neuron",
  "one-to-one": "each neuron reaches the one of the same index",
  lateral: "each neuron reaches all but the one of the same index",
};
const RULES = Object.keys(RULE_DOCS) as ["all-to-all", "one-to-one", "lateral"];
const WINNERS = ["all", "one-per-step"] as const;

export function networkSchema(parts: Parts, raw: unknown) {
  return z.strictObject({
    description: text("what the network is").optional(),
    tick: quantity("s", { min: 0, open: true }, "length of a tick: the grid of all spike times"),
    signals: signalsSchema(below(raw, "signals")),
    populations: namedMap(below(raw, "populations"), "population", (p) => populationSchema(parts, p)),
    projections: namedMap(below(raw, "projections"), "projection", (p) => projectionSchema(parts, p)),
  });
}

const size = whole(1, "neurons");

function populationSchema(parts: Parts, raw: unknown) {
  const source = z.strictObject({ size });
  if (raw !== EDITOR && !(isPlainMap(raw) && Object.hasOwn(raw, "neuron"))) return source;
  const shapeOf = (params: Shape): Shape => ({
    size,
    winner: words(WINNERS, "of all neurons over threshold in a step, which spike").default("all"),
    params: z.strictObject(params).prefault({}),
  });
  const variants = Object.entries(parts.neurons).map(([model, { doc, params }]) => ({
    name: model,
    doc,
    shape: shapeOf(tableFields(params)),
  }));
  const neurons = oneOf("neuron", "a neuron model", variants, raw, (path) => {
    const model = parts.own.neurons.get(path);
    return model && shapeOf(tableFields(model.params));
  });
  return raw === EDITOR ? z.union([source, neurons]) : neurons;
}

function projectionSchema(parts: Parts, raw: unknown) {
  return z.strictObject({
    from: name("a population"),
    to: name("a population of neurons"),
    rule: words(RULES, "which neuron reaches which; lateral: all but the one of the same index"),
    receptor: name("a receptor of the target's neurons"),
    delay: delay(below(raw, "delay")),
    weight: weight({ min: 0 }, "fixed weight of every synapse").optional(),
    synapse: name("one of the synapses below").optional(),
    synapses: namedMap(below(raw, "synapses") ?? {}, "synapse", (s) => synapseSchema(parts, s)).prefault({}),
  });
}

/** One delay for all synapses, or a range that each draws its own from. */
function delay(raw: unknown): z.ZodType {
  const one = quantity("s", { min: 0 }, "time from a spike to its arrival");
  const drawn = z.strictObject({ from: quantity("s", { min: 0 }), to: quantity("s", { min: 0 }) });
  if (raw === EDITOR) return z.union([one, drawn]).default("0 ms");
  return isPlainMap(raw) ? drawn : one.default("0 ms");
}

/** The network with what its author may leave out written down. */
export function completed(network: Plain | undefined): Plain | undefined {
  if (!isPlainMap(network) || !isPlainMap(network.projections)) return network;
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
