/** From the network's value to its spec: names become what they name, everything that must fit is checked. */
import type { NeuronModel } from "../../core/neuron/model.js";
import { Random } from "../../core/random.js";
import type { PhysicsSpec } from "../../experiment/physics.js";
import { rules } from "../../network/connect/index.js";
import { listRule } from "../../network/connect/list.js";
import { rangeProblem } from "../../network/delays.js";
import type { NetworkSpec, PopulationSpec, ProjectionSpec, RuleSpec } from "../../network/spec.js";
import type { Files } from "../../platform/files.js";
import { quoteAll } from "../errors.js";
import type { Weight } from "../fields/quantity.js";
import { isLaw, type Law } from "../fields/spread.js";
import type { Signals } from "../schema/alpha.js";
import type { NetworkValue, PoissonValue, PopulationValue, ProjectionValue } from "../schema/network.js";
import type { SynapseValue } from "../schema/synapse.js";
import { didYouMean } from "../suggest.js";
import { readSynapses, type SynapseTable } from "../synapse-file.js";
import { buildSignals } from "./alpha.js";
import { buildOwnValues, startTable } from "./own-values.js";
import type { ProblemList } from "./problems.js";
import { buildSynapse } from "./synapse.js";
import {
  checkStarts,
  drawnWeights,
  isOneWeight,
  type Taken,
  tableDelays,
  tableStarts,
  tableWeights,
  takenBy,
} from "./synapse-values.js";
import { onGrid } from "./ticks.js";

export interface BuiltNetwork {
  readonly spec: NetworkSpec;
  /** Device and voltages of each plastic projection that has them. */
  readonly physics: ReadonlyMap<string, PhysicsSpec>;
}

/** Problems go to the list; where there are any, the spec must not be used. */
export function buildNetworkSpec(value: NetworkValue, files: Files, problems: ProblemList): BuiltNetwork {
  const { tick } = value;
  const path = "network.populations";
  const populations = Object.entries(value.populations).map(([name, p]) =>
    population(name, p, tick, files, `${path}.${name}`, problems),
  );
  if (populations.length === 0) problems.add(path, "is empty; accepted: at least one population");
  const physics = new Map<string, PhysicsSpec>();
  const given = value.signals ?? {};
  const signals = buildSignals(given, tick, "network.signals", problems);
  const projections = Object.entries(value.projections).map(([name, p]) => {
    const at = `network.projections.${name}`;
    const rule = ruleOf(p, files, at, problems);
    checkEnds(p, rule, value, at, problems);
    return projection(name, p, rule, { value, signals: given, physics, files }, at, problems);
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
  files: Files,
  path: string,
  problems: ProblemList,
): PopulationSpec {
  const { size } = value;
  const places = "shape" in value ? { shape: value.shape } : {};
  if (!("neuron" in value)) return { name, size, ...places };
  const { neuron: model, params, start = {}, winner } = value;
  const before = problems.count;
  const { values, own } = buildOwnValues(params, model.params, size, files, `${path}.params`, problems);
  const starts = buildOwnValues(start, startTable(model), size, files, `${path}.start`, problems);
  const alike = Object.keys(own).length === 0;
  if (!alike && winner !== "all")
    problems.add(
      `${path}.winner`,
      'neurons whose parameters differ all spike where they are over their thresholds; accepted: "all"',
    );
  const drive =
    value.drive && driveOf(value.drive.poisson, model, size, files, `${path}.drive.poisson`, problems);
  if (problems.count > before) return { name, size, ...places, neuron: { model, values, winner } };
  if (alike) {
    // A trial neuron says whether its parameters fit each other and the tick.
    problems.attempt(`${path}.params`, () => model.create(1, values, tick, winner, Random.of("trial")));
    const misfit = model.problem?.(values, tick);
    if (misfit !== undefined) problems.add(`${path}.params`, misfit);
  }
  const begun = { ...starts.values, ...starts.own };
  return {
    name,
    size,
    ...places,
    neuron: {
      model,
      values,
      winner,
      ...(alike ? {} : { own }),
      ...(Object.keys(begun).length > 0 ? { start: begun } : {}),
      ...(drive ? { drive } : {}),
    },
  };
}

/** Poisson spikes at each neuron. */
function driveOf(
  { rate, weight, receptor }: PoissonValue,
  model: NeuronModel,
  size: number,
  files: Files,
  path: string,
  problems: ProblemList,
) {
  const { receptors } = model;
  if (!receptors.includes(receptor))
    problems.add(
      `${path}.receptor`,
      `"${receptor}" is not a receptor; accepted: ${quoteAll(receptors)}${didYouMean(receptor, receptors)}`,
    );
  const { unit, signed } = takenBy(model);
  if (weight.unit !== unit || (weight.value < 0 && !signed))
    problems.add(
      `${path}.weight`,
      `${problems.written(`${path}.weight`)} does not suit these neurons; accepted: ${unit === "V" ? 'a voltage such as "2 mV"' : "a plain number from 0, such as 20"}`,
    );
  const built = buildOwnValues({ rate }, { rate: { unit: "Hz", min: 0 } }, size, files, path, problems);
  return { rate: built.own.rate ?? built.values.rate!, weight: weight.value, receptor };
}

/** Whether both ends exist, and suit the rule and the receptor. */
function checkEnds(
  p: ProjectionValue,
  rule: Rule,
  network: NetworkValue,
  path: string,
  problems: ProblemList,
): void {
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
  const misfit = from && rule.spec.model.problem?.(from.size, to.size, rule.spec.values, ends);
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
    : [isOneWeight(p.weight) ? p.weight : undefined, `${path}.weight`];
  if (weight === undefined) return;
  if (weight.value < 0 && !takenBy(model).signed)
    problems.add(
      at,
      `${problems.written(at)} is below 0; accepted: at least 0, for "${p.to}" takes conductances`,
    );
  if (weight.unit === unit) return;
  const accepted = unit === "V" ? 'a voltage such as "2 mV"' : "a plain number such as 20";
  const written = weight.unit === "V" ? `"${problems.written(at)}"` : problems.written(at);
  problems.add(at, `${written} does not suit the neurons of "${p.to}"; accepted: ${accepted}`);
}

interface Around {
  readonly value: NetworkValue;
  readonly signals: Signals;
  readonly physics: Map<string, PhysicsSpec>;
  readonly files: Files;
}

function projection(
  name: string,
  p: ProjectionValue,
  { spec: rule, table }: Rule,
  { value: network, signals, physics, files }: Around,
  path: string,
  problems: ProblemList,
): ProjectionSpec {
  const { tick } = network;
  const { from, to, receptor } = p;
  const source = network.populations[from];
  const target = network.populations[to];
  const taken = target && "neuron" in target ? takenBy(target.neuron) : undefined;
  const given =
    table && tableDelays(table, tick, source !== undefined && "neuron" in source, `${path}.rule`, problems);
  const own = delays(p, tick, path, problems);
  if (given && (own.delay !== 0 || own.delayMax !== undefined))
    problems.add(
      `${path}.delay`,
      "is given, and the file of the rule has delays too; accepted: one of the two",
    );
  const base = { name, from, to, rule, receptor, ...(given ?? own) };
  const listedWeight = table?.values && p.synapse === undefined;
  if ([p.weight, p.synapse, listedWeight || undefined].filter((x) => x !== undefined).length !== 1)
    problems.add(path, weightProblem(p, listedWeight === true));
  if (p.synapse === undefined) {
    if (isOneWeight(p.weight) || !taken)
      return { ...base, weight: isOneWeight(p.weight) ? p.weight.value : 0 };
    const weights = p.weight
      ? ownWeights(p.weight, taken, to, files, `${path}.weight`, problems)
      : table && tableWeights(table, taken, `${path}.rule`, problems);
    return { ...base, weight: 0, ...(weights ? { weights } : {}) };
  }
  const names = Object.keys(p.synapses);
  const value = Object.hasOwn(p.synapses, p.synapse) ? p.synapses[p.synapse] : undefined;
  if (!value)
    problems.add(
      `${path}.synapse`,
      `"${p.synapse}" is not one of the projection's synapses; accepted: ${quoteAll(names)}${didYouMean(p.synapse, names)}`,
    );
  const at = `${path}.synapses.${p.synapse}`;
  const built = value && buildSynapse(value, tick, signals, at, problems);
  if (built?.physics) physics.set(name, built.physics);
  if (!built) return base;
  const starts =
    taken && startsOf(value, table, taken, files, { rule: `${path}.rule`, init: `${at}.init` }, problems);
  if (starts) checkStarts(starts.starts, built, starts.path, problems);
  return { ...base, synapse: built.model, ...(starts ? { starts: starts.starts } : {}) };
}

function weightProblem({ weight, synapse }: ProjectionValue, listed: boolean): string {
  if (weight !== undefined && listed)
    return "has a weight, and the file of its rule has weights too; accepted: one of the two";
  return `has ${weight === undefined ? "neither weight nor synapse" : "both weight and synapse"}; accepted: one of them${synapse === undefined && weight === undefined ? ", or weights in the file of a rule {list: …}" : ""}`;
}

/** Weights that are drawn, or read from a file. */
function ownWeights(
  weight: Law<Weight>,
  taken: Taken,
  to: string,
  files: Files,
  path: string,
  problems: ProblemList,
): ProjectionSpec["weights"] {
  if (weight.kind !== "file") return drawnWeights(weight, taken, to, path, problems);
  const table = problems.reading(path, () => readSynapses(files, weight));
  if (table && !table.values)
    problems.add(path, `${table.name} has no weights; accepted: weight, weight_V or data`);
  return table && tableWeights(table, taken, path, problems);
}

/** Where plastic synapses start by a file: their own, or that of the rule. */
function startsOf(
  { init }: SynapseValue,
  table: SynapseTable | undefined,
  taken: Taken,
  files: Files,
  paths: { readonly rule: string; readonly init: string },
  problems: ProblemList,
): { readonly starts: NonNullable<ProjectionSpec["starts"]>; readonly path: string } | undefined {
  const file = isLaw(init) && init.kind === "file" ? init : undefined;
  const path = file ? paths.init : paths.rule;
  const own = file ? problems.reading(path, () => readSynapses(files, file)) : table;
  if (file && own && !own.values)
    problems.add(path, `${own.name} has no values; accepted: conductance, weight, weight_V or data`);
  if (file && table?.values)
    problems.add(path, "is a file, and the file of the rule has values too; accepted: one of the two");
  const starts = own && tableStarts(own, taken, path, problems);
  return starts && { starts, path };
}

/** A rule, and the synapses of a file where it lists them. */
interface Rule {
  readonly spec: RuleSpec;
  readonly table?: SynapseTable;
}

function ruleOf({ rule }: ProjectionValue, files: Files, path: string, problems: ProblemList): Rule {
  if (!("file" in rule)) return { spec: { model: rule.part, values: rule.values } };
  const table = problems.reading(`${path}.rule`, () => readSynapses(files, rule));
  if (!table) return { spec: { model: { ...rules["all-to-all"], params: {} }, values: {} } };
  const { name, place } = table;
  const named = { ...table, place: (k: number) => `${name}: ${place(k)}` };
  return { spec: { model: listRule(named, rule.multapses), values: {} }, table };
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
