/** How two populations are joined: the rule, and whether ends, receptor and weight suit it. */
import type { NeuronModel } from "../../core/neuron/model.js";
import { rules } from "../../network/connect/index.js";
import { listRule } from "../../network/connect/list.js";
import { rangeProblem } from "../../network/delays.js";
import type { RuleSpec } from "../../network/spec.js";
import type { Files } from "../../platform/files.js";
import { quoteAll } from "../errors.js";
import type { NetworkValue, PopulationValue, ProjectionValue } from "../schema/network.js";
import { didYouMean } from "../suggest.js";
import { readSynapses, type SynapseTable, sizesProblem } from "../synapse-file.js";
import type { ProblemList } from "./problems.js";
import { isOneWeight, takenBy } from "./synapse-values.js";

/** A rule, and the synapses of a file where it lists them. */
export interface Rule {
  readonly spec: RuleSpec;
  readonly table?: SynapseTable;
}

export function ruleOf({ rule }: ProjectionValue, files: Files, path: string, problems: ProblemList): Rule {
  if (!("file" in rule)) return { spec: { model: rule.part, values: rule.values } };
  const table = problems.reading(`${path}.rule`, () => readSynapses(files, rule));
  if (!table) return { spec: { model: { ...rules["all-to-all"], params: {} }, values: {} } };
  const { name, place } = table;
  const named = { ...table, place: (k: number) => `${name}: ${place(k)}` };
  return { spec: { model: listRule(named, rule.multapses), values: {} }, table };
}

/** Whether both ends exist, and suit the rule and the receptor. */
export function checkEnds(
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
  // Delays of a file are held to the grid, each for itself.
  const listed = rule.table?.delay;
  if (!listed && from && "neuron" in from && shortest < tick)
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
  const range = listed ? rangeOf(listed) : typeof p.delay === "number" ? 0 : p.delay.to - p.delay.from;
  const ticks = Math.max(0, Math.round(range / tick));
  const tooWide = rangeProblem(ticks, p.synapse !== undefined, to.size, tick);
  if (tooWide) problems.add(listed ? `${path}.rule` : `${path}.delay`, tooWide);
  const { receptors } = to.neuron;
  if (!receptors.includes(p.receptor))
    problems.add(
      `${path}.receptor`,
      `"${p.receptor}" is not a receptor of "${p.to}"; accepted: ${quoteAll(receptors)}${didYouMean(p.receptor, receptors)}`,
    );
  checkWeightUnit(p, to.neuron, path, problems);
  const ends = { same: p.from === p.to, preShape: from ? shapeOf(from) : [], postShape: shapeOf(to) };
  const misfit = from && rule.spec.model.problem?.(from.size, to.size, rule.spec.values, ends);
  const sizes = from && rule.table && sizesProblem(rule.table, from.size, to.size);
  if (sizes !== undefined) problems.add(`${path}.rule`, sizes);
  else if (misfit !== undefined) problems.add(`${path}.rule`, misfit);
}

/** From the least to the largest. */
function rangeOf(values: Float64Array): number {
  let [least, largest] = [values[0] ?? 0, values[0] ?? 0];
  for (const x of values) {
    least = Math.min(least, x);
    largest = Math.max(largest, x);
  }
  return largest - least;
}

/** Neurons along each axis. */
function shapeOf(value: PopulationValue): readonly number[] {
  return "shape" in value ? value.shape : [value.size];
}

/** Weights are volts for neurons whose inputs are jumps of v, numbers for those with conductances. */
function checkWeightUnit(p: ProjectionValue, model: NeuronModel, path: string, problems: ProblemList): void {
  const { unit, signed } = takenBy(model, p.receptor);
  const chosen = p.synapse === undefined ? undefined : p.synapses[p.synapse];
  const [weight, at] = chosen
    ? [chosen.readGain, `${path}.synapses.${p.synapse}.readGain`]
    : [isOneWeight(p.weight) ? p.weight : undefined, `${path}.weight`];
  if (weight === undefined) return;
  if (weight.value < 0 && !signed)
    problems.add(
      at,
      `${problems.written(at)} is below 0; accepted: at least 0, for "${p.to}" takes conductances`,
    );
  if (weight.unit === unit) return;
  const accepted = unit === "V" ? 'a voltage such as "2 mV"' : "a plain number such as 20";
  const written = weight.unit === "V" ? `"${problems.written(at)}"` : problems.written(at);
  problems.add(at, `${written} does not suit the neurons of "${p.to}"; accepted: ${accepted}`);
}
