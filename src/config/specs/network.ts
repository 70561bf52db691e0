/** From the network's value to its spec: names become what they name, everything that must fit is checked. */
import type { NeuronModel } from "../../core/neuron/model.js";
import { Random } from "../../core/random.js";
import type { PhysicsSpec } from "../../experiment/physics.js";
import { rangeProblem } from "../../network/delays.js";
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from "../../network/spec.js";
import { quoteAll } from "../errors.js";
import type { Signals } from "../schema/alpha.js";
import type { NetworkValue, PopulationValue, ProjectionValue } from "../schema/network.js";
import { didYouMean } from "../suggest.js";
import { buildSignals } from "./alpha.js";
import type { ProblemList } from "./problems.js";
import { buildSynapse } from "./synapse.js";
import { onGrid } from "./ticks.js";

export interface BuiltNetwork {
  readonly spec: NetworkSpec;
  /** Device and voltages of each plastic projection that has them. */
  readonly physics: ReadonlyMap<string, PhysicsSpec>;
}

/** Problems go to the list; where there are any, the spec must not be used. */
export function buildNetworkSpec(value: NetworkValue, problems: ProblemList): BuiltNetwork {
  const { tick } = value;
  const path = "network.populations";
  const populations = Object.entries(value.populations).map(([name, p]) =>
    population(name, p, tick, `${path}.${name}`, problems),
  );
  if (populations.length === 0) problems.add(path, "is empty; accepted: at least one population");
  const physics = new Map<string, PhysicsSpec>();
  const given = value.signals ?? {};
  const signals = buildSignals(given, tick, "network.signals", problems);
  const projections = Object.entries(value.projections).map(([name, p]) => {
    const at = `network.projections.${name}`;
    checkEnds(p, value, at, problems);
    return projection(name, p, tick, given, at, problems, physics);
  });
  return {
    spec: { tick, populations, projections, ...(signals.length > 0 ? { signals } : {}) },
    physics,
  };
}

function population(
  name: string,
  value: PopulationValue,
  tick: number,
  path: string,
  problems: ProblemList,
): PopulationSpec {
  const { size } = value;
  const places = "shape" in value ? { shape: value.shape } : {};
  if (!("neuron" in value)) return { name, size, ...places };
  const { neuron: model, params: values, winner } = value;
  // A trial neuron says whether its parameters fit each other and the tick.
  problems.attempt(`${path}.params`, () => model.create(1, values, tick, winner, Random.of("trial")));
  const misfit = model.problem?.(values, tick);
  if (misfit !== undefined) problems.add(`${path}.params`, misfit);
  return { name, size, ...places, neuron: { model, values, winner } };
}

/** Whether both ends exist, and suit the rule and the receptor. */
function checkEnds(p: ProjectionValue, network: NetworkValue, path: string, problems: ProblemList): void {
  const { populations, tick } = network;
  const names = Object.keys(populations);
  const find = (name: string, key: string): PopulationValue | undefined => {
    if (Object.hasOwn(populations, name)) return populations[name];
    problems.add(
      `${path}.${key}`,
      `there is no population "${name}"; accepted: ${quoteAll(names)}${didYouMean(name, names)}`,
    );
    return undefined;
  };
  const from = find(p.from, "from");
  const to = find(p.to, "to");
  const [shortest, at] =
    typeof p.delay === "number" ? [p.delay, `${path}.delay`] : [p.delay.from, `${path}.delay.from`];
  if (from && "neuron" in from && shortest < tick)
    problems.add(
      `${path}.delay`,
      `${problems.written(at)} is less than a tick (${problems.written("network.tick")}); accepted: from neurons, at least one tick`,
    );
  if (!to) return;
  if (!("neuron" in to)) {
    problems.add(
      `${path}.to`,
      `"${p.to}" is a source and takes no input; accepted: a population with a neuron`,
    );
    return;
  }
  const ticks = typeof p.delay === "number" ? 0 : Math.round((p.delay.to - p.delay.from) / tick);
  const tooWide = rangeProblem(Math.max(0, ticks), p.synapse !== undefined, to.size, tick);
  if (tooWide) problems.add(`${path}.delay`, tooWide);
  const { receptors } = to.neuron;
  if (!receptors.includes(p.receptor))
    problems.add(
      `${path}.receptor`,
      `"${p.receptor}" is not a receptor of "${p.to}"; accepted: ${quoteAll(receptors)}${didYouMean(p.receptor, receptors)}`,
    );
  checkWeightUnit(p, to.neuron, path, problems);
  const ends = { same: p.from === p.to, preShape: from ? shapeOf(from) : [], postShape: shapeOf(to) };
  const misfit = from && p.rule.part.problem?.(from.size, to.size, p.rule.values, ends);
  if (misfit !== undefined) problems.add(`${path}.rule`, misfit);
}

/** Neurons along each axis. */
function shapeOf(value: PopulationValue): readonly number[] {
  return "shape" in value ? value.shape : [value.size];
}

/** Weights are volts for neurons whose inputs are jumps of v, numbers for those with conductances. */
function checkWeightUnit(p: ProjectionValue, model: NeuronModel, path: string, problems: ProblemList): void {
  const unit = model.weightUnit ?? "1";
  const chosen = p.synapse === undefined ? undefined : p.synapses[p.synapse];
  const [weight, at] = chosen
    ? [chosen.readGain, `${path}.synapses.${p.synapse}.readGain`]
    : [p.weight, `${path}.weight`];
  if (weight === undefined || weight.unit === unit) return;
  const accepted = unit === "V" ? 'a voltage such as "2 mV"' : "a plain number such as 20";
  const written = weight.unit === "V" ? `"${problems.written(at)}"` : problems.written(at);
  problems.add(at, `${written} does not suit the neurons of "${p.to}"; accepted: ${accepted}`);
}

function projection(
  name: string,
  p: ProjectionValue,
  tick: number,
  signals: Signals,
  path: string,
  problems: ProblemList,
  physics: Map<string, PhysicsSpec>,
): ProjectionSpec {
  const { from, to, receptor } = p;
  const { part: model, values } = p.rule;
  const rule = { model, values };
  const base = { name, from, to, rule, receptor, ...delays(p, tick, path, problems) };
  if ((p.weight === undefined) === (p.synapse === undefined))
    problems.add(
      path,
      `has ${p.weight === undefined ? "neither weight nor synapse" : "both weight and synapse"}; accepted: one of them`,
    );
  if (p.synapse === undefined) return { ...base, weight: p.weight?.value ?? 0 };
  const names = Object.keys(p.synapses);
  const value = Object.hasOwn(p.synapses, p.synapse) ? p.synapses[p.synapse] : undefined;
  if (!value)
    problems.add(
      `${path}.synapse`,
      `"${p.synapse}" is not one of the projection's synapses; accepted: ${quoteAll(names)}${didYouMean(p.synapse, names)}`,
    );
  const built = value && buildSynapse(value, tick, signals, `${path}.synapses.${p.synapse}`, problems);
  if (built?.physics) physics.set(name, built.physics);
  return built ? { ...base, synapse: built.model } : base;
}

/** Delays in s; each must be a whole number of ticks. */
function delays(
  { delay }: ProjectionValue,
  tick: number,
  path: string,
  problems: ProblemList,
): { delay: number; delayMax?: number } {
  const at = `${path}.delay`;
  if (typeof delay === "number") return { delay: onGrid(delay, tick, at, problems) };
  const from = onGrid(delay.from, tick, `${at}.from`, problems);
  const to = onGrid(delay.to, tick, `${at}.to`, problems);
  if (to < from)
    problems.add(
      at,
      `from ${problems.written(`${at}.from`)} is above to ${problems.written(`${at}.to`)}; accepted: from at most to`,
    );
  return to > from ? { delay: from, delayMax: to } : { delay: from };
}
