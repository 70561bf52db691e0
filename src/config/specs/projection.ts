import type { PhysicsSpec } from "../../experiment/physics.js";
import type { ProjectionSpec } from "../../network/spec.js";
import type { Files } from "../../platform/files.js";
import type { FileReference } from "../columns-file.js";
import { quoteAll } from "../errors.js";
import type { Weight } from "../fields/quantity.js";
import { isLaw, type Law } from "../fields/spread.js";
import type { Signals } from "../schema/alpha.js";
import type { NetworkValue, ProjectionValue } from "../schema/network.js";
import type { SynapseValue } from "../schema/synapse.js";
import { didYouMean } from "../suggest.js";
import { readSynapses, type SynapseTable, sizesProblem } from "../synapse-file.js";
import type { Rule } from "./connection.js";
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

export interface Around {
  readonly value: NetworkValue;
  readonly signals: Signals;
  readonly physics: Map<string, PhysicsSpec>;
  readonly files: Files;
}

export function buildProjection(
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
  const taken = target && "neuron" in target ? takenBy(target.neuron, receptor) : undefined;
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
  const sorts = [p.weight, p.synapse, listedWeight || undefined].filter((x) => x !== undefined).length;
  // A list that could not be read may have held them, and that is told.
  const unread = "file" in p.rule && !table;
  if (sorts > 1 || (sorts === 0 && !unread)) problems.add(path, weightProblem(p, listedWeight === true));
  if (p.synapse === undefined) {
    if (isOneWeight(p.weight) || !taken)
      return { ...base, weight: isOneWeight(p.weight) ? p.weight.value : 0 };
    const weights = p.weight
      ? ownWeights(p.weight, taken, p, network, files, `${path}.weight`, problems)
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
    taken &&
    startsOf(value, table, taken, p, network, files, { rule: `${path}.rule`, init: `${at}.init` }, problems);
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
  ends: Ends,
  network: NetworkValue,
  files: Files,
  path: string,
  problems: ProblemList,
): ProjectionSpec["weights"] {
  if (weight.kind !== "file") return drawnWeights(weight, taken, ends.to, path, problems);
  const table = valuesIn(weight, ends, network, files, path, problems);
  if (table && !table.values)
    problems.add(path, `${table.name} has no weights; accepted: weight, weight_V or data`);
  return table && tableWeights(table, taken, path, problems);
}

type Ends = Pick<ProjectionValue, "from" | "to">;

/** Values of synapses that a rule makes, from a file: of these populations, and no delays. */
function valuesIn(
  file: FileReference,
  { from, to }: Ends,
  { populations }: NetworkValue,
  files: Files,
  path: string,
  problems: ProblemList,
): SynapseTable | undefined {
  const table = problems.reading(path, () => readSynapses(files, file));
  if (table?.delay)
    problems.add(
      path,
      `${table.name} has delays, which are taken only from the file of the rule; accepted: rule: {list: …}, or a file without delay_s`,
    );
  const [source, target] = [populations[from], populations[to]];
  const misfit = table && source && target && sizesProblem(table, source.size, target.size);
  if (misfit !== undefined) problems.add(path, misfit);
  return table;
}

/** Where plastic synapses start by a file: their own, or that of the rule. */
function startsOf(
  { init }: SynapseValue,
  table: SynapseTable | undefined,
  taken: Taken,
  ends: Ends,
  network: NetworkValue,
  files: Files,
  paths: { readonly rule: string; readonly init: string },
  problems: ProblemList,
): { readonly starts: NonNullable<ProjectionSpec["starts"]>; readonly path: string } | undefined {
  const file = isLaw(init) && init.kind === "file" ? init : undefined;
  const path = file ? paths.init : paths.rule;
  const own = file ? valuesIn(file, ends, network, files, path, problems) : table;
  if (file && own && !own.values)
    problems.add(path, `${own.name} has no values; accepted: conductance, weight, weight_V or data`);
  if (file && table?.values)
    problems.add(path, "is a file, and the file of the rule has values too; accepted: one of the two");
  const starts = own && tableStarts(own, taken, path, problems);
  return starts && { starts, path };
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
