/** From the network's document to its spec: parts instead of names, SI numbers, everything that must fit checked. */
import type { NeuronModel } from "../../core/neuron/model.js";
import { Random } from "../../core/random.js";
import type { PhysicsSpec } from "../../experiment/physics.js";
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from "../../network/spec.js";
import { quoteAll } from "../errors.js";
import { type Parts, partOf } from "../parts.js";
import { si, tableValues, weightUnitOf } from "../schema/fields.js";
import { didYouMean } from "../suggest.js";
import { buildSignals, type SignalDocuments } from "./alpha.js";
import type { NetworkDocument, PopulationDocument, ProjectionDocument } from "./document.js";
import type { ProblemList } from "./problems.js";
import { buildSynapse } from "./synapse.js";

export interface BuiltNetwork {
  readonly spec: NetworkSpec;
  /** Device and voltages of each plastic projection that has them. */
  readonly physics: ReadonlyMap<string, PhysicsSpec>;
}

/** Problems go to the list; where there are any, the spec must not be used. */
export function buildNetworkSpec(parts: Parts, doc: NetworkDocument, problems: ProblemList): BuiltNetwork {
  const tick = si(doc.tick, "s");
  const path = "network.populations";
  const populations = Object.entries(doc.populations).map(([name, p]) =>
    population(parts, name, p, tick, `${path}.${name}`, problems),
  );
  if (populations.length === 0) problems.add(path, "is empty; accepted: at least one population");
  const physics = new Map<string, PhysicsSpec>();
  const signals = buildSignals(doc.signals ?? {}, tick, "network.signals", problems);
  const projections = Object.entries(doc.projections).map(([name, p]) => {
    const at = `network.projections.${name}`;
    checkEnds(p, doc, parts, at, problems);
    return projection(parts, name, p, tick, doc.signals ?? {}, at, problems, physics);
  });
  return {
    spec: { tick, populations, projections, ...(signals.length > 0 ? { signals } : {}) },
    physics,
  };
}

function population(
  parts: Parts,
  name: string,
  doc: PopulationDocument,
  tick: number,
  path: string,
  problems: ProblemList,
): PopulationSpec {
  const { size } = doc;
  if (doc.neuron === undefined) return { name, size };
  const model = partOf(parts, "neurons", doc.neuron);
  const values = tableValues(model.params, doc.params ?? {});
  const winner = doc.winner ?? "all";
  // A trial neuron says whether its parameters fit each other and the tick.
  problems.attempt(`${path}.params`, () => model.create(1, values, tick, winner, Random.of("trial")));
  return { name, size, neuron: { model, values, winner } };
}

/** Whether both ends exist, and suit the rule and the receptor. */
function checkEnds(
  p: ProjectionDocument,
  doc: NetworkDocument,
  parts: Parts,
  path: string,
  problems: ProblemList,
): void {
  const names = Object.keys(doc.populations);
  const find = (name: string, key: string): PopulationDocument | undefined => {
    if (Object.hasOwn(doc.populations, name)) return doc.populations[name];
    problems.add(
      `${path}.${key}`,
      `there is no population "${name}"; accepted: ${quoteAll(names)}${didYouMean(name, names)}`,
    );
    return undefined;
  };
  const from = find(p.from, "from");
  const to = find(p.to, "to");
  const tick = si(doc.tick, "s");
  const delay = typeof p.delay === "string" ? p.delay : p.delay.from;
  if (from?.neuron !== undefined && si(delay, "s") < tick)
    problems.add(
      `${path}.delay`,
      `${delay} is less than a tick (${doc.tick}); accepted: from neurons, at least one tick`,
    );
  if (!to) return;
  if (to.neuron === undefined) {
    problems.add(
      `${path}.to`,
      `"${p.to}" is a source and takes no input; accepted: a population with a neuron`,
    );
    return;
  }
  const model = partOf(parts, "neurons", to.neuron);
  if (!model.receptors.includes(p.receptor))
    problems.add(
      `${path}.receptor`,
      `"${p.receptor}" is not a receptor of "${p.to}"; accepted: ${quoteAll(model.receptors)}${didYouMean(p.receptor, model.receptors)}`,
    );
  checkWeightUnit(p, model, path, problems);
  if (from && p.rule !== "all-to-all" && from.size !== to.size)
    problems.add(
      `${path}.rule`,
      `"${p.rule}" joins ${from.size} to ${to.size} neurons; accepted: populations of one size`,
    );
}

/** Weights are volts for neurons whose inputs are jumps of v, numbers for those with conductances. */
function checkWeightUnit(
  p: ProjectionDocument,
  model: NeuronModel,
  path: string,
  problems: ProblemList,
): void {
  const unit = model.weightUnit ?? "1";
  const chosen = p.synapse === undefined ? undefined : p.synapses[p.synapse];
  const [value, at] = chosen
    ? [chosen.readGain, `${path}.synapses.${p.synapse}.readGain`]
    : [p.weight, `${path}.weight`];
  if (value === undefined || weightUnitOf(value) === unit) return;
  const accepted = unit === "V" ? 'a voltage such as "2 mV"' : "a plain number such as 20";
  problems.add(at, `${JSON.stringify(value)} does not suit the neurons of "${p.to}"; accepted: ${accepted}`);
}

function projection(
  parts: Parts,
  name: string,
  p: ProjectionDocument,
  tick: number,
  signals: SignalDocuments,
  path: string,
  problems: ProblemList,
  physics: Map<string, PhysicsSpec>,
): ProjectionSpec {
  const { from, to, rule, receptor } = p;
  const base = { name, from, to, rule, receptor, ...delays(p, tick, path, problems) };
  if ((p.weight === undefined) === (p.synapse === undefined))
    problems.add(
      path,
      `has ${p.weight === undefined ? "neither weight nor synapse" : "both weight and synapse"}; accepted: one of them`,
    );
  if (p.synapse === undefined) return { ...base, weight: si(p.weight ?? 0, weightUnitOf(p.weight)) };
  if (rule !== "all-to-all")
    problems.add(`${path}.rule`, `"${rule}" has plastic synapses; accepted: "all-to-all", a full crossbar`);
  const names = Object.keys(p.synapses);
  const doc = Object.hasOwn(p.synapses, p.synapse) ? p.synapses[p.synapse] : undefined;
  if (!doc)
    problems.add(
      `${path}.synapse`,
      `"${p.synapse}" is not one of the projection's synapses; accepted: ${quoteAll(names)}${didYouMean(p.synapse, names)}`,
    );
  const built = doc && buildSynapse(parts, doc, tick, signals, `${path}.synapses.${p.synapse}`, problems);
  if (built?.physics) physics.set(name, built.physics);
  return built ? { ...base, synapse: built.model } : base;
}

/** Delays in s; each must be a whole number of ticks. */
function delays(
  { delay }: ProjectionDocument,
  tick: number,
  path: string,
  problems: ProblemList,
): { delay: number; delayMax?: number } {
  const whole = (text: string, at: string): number => {
    const seconds = si(text, "s");
    // A relative 1e-6 forgives the rounding of decimal text, not a delay between two ticks.
    if (Math.abs(seconds / tick - Math.round(seconds / tick)) > 1e-6)
      problems.add(at, `${text} is not a whole number of ticks; accepted: multiples of the tick`);
    return seconds;
  };
  if (typeof delay === "string") return { delay: whole(delay, `${path}.delay`) };
  const from = whole(delay.from, `${path}.delay.from`);
  const to = whole(delay.to, `${path}.delay.to`);
  if (to < from)
    problems.add(`${path}.delay`, `from ${delay.from} is above to ${delay.to}; accepted: from at most to`);
  return to > from ? { delay: from, delayMax: to } : { delay: from };
}
