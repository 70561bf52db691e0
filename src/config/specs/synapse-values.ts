/** What synapses own by a file or a law: weights, where plastic ones start, delays. */
import type { Distribution } from "../../core/distribution.js";
import type { NeuronModel } from "../../core/neuron/model.js";
import { offGrid } from "../../core/ticks.js";
import { formatQuantity } from "../../core/units.js";
import type { ListedValues } from "../../network/listed.js";
import type { ProjectionSpec } from "../../network/spec.js";
import type { Weight } from "../fields/quantity.js";
import { isLaw } from "../fields/spread.js";
import type { ProjectionValue } from "../schema/network.js";
import type { SynapseTable } from "../synapse-file.js";
import { buildLaw } from "./law.js";
import type { ProblemList } from "./problems.js";
import type { BuiltSynapse } from "./synapse.js";

/** Unit of the weights that a receptor takes, and whether they may be negative. */
export interface Taken {
  readonly unit: "1" | "V";
  readonly signed: boolean;
}

/** Inputs in volts are jumps of v or of a current, of either sign; conductances are not negative. */
export function takenBy(model: NeuronModel, receptor: string): Taken {
  const unit = model.volts?.includes(receptor) ? "V" : (model.weightUnit ?? "1");
  return { unit, signed: unit === "V" };
}

/** Weights of a table, held against what the receptor takes. @returns undefined where there are problems, or none */
export function tableWeights(
  table: SynapseTable,
  taken: Taken,
  path: string,
  problems: ProblemList,
): ListedValues | undefined {
  const { values } = table;
  if (!values) return undefined;
  const [kind, wanted] = [values.kind, taken.unit === "V" ? "weight_V" : "weight"];
  if (kind !== wanted && kind !== "data") {
    const what =
      kind === "conductance"
        ? "states of plastic synapses"
        : `weights in ${kind === "weight" ? "plain numbers" : "V"}`;
    problems.add(path, `${table.name}: "${kind}" are ${what}; accepted here: "${wanted}"`);
    return undefined;
  }
  const negative = taken.signed ? -1 : values.of.findIndex((w) => w < 0);
  if (negative >= 0) {
    problems.add(
      path,
      `${table.name}: ${table.place(negative)}: got a weight of ${values.of[negative]}; accepted: at least 0, for the receptor takes conductances`,
    );
    return undefined;
  }
  return listed(table, values.of);
}

/** Where plastic synapses start. */
export function tableStarts(
  table: SynapseTable,
  taken: Taken,
  path: string,
  problems: ProblemList,
): ProjectionSpec["starts"] {
  const { values } = table;
  if (values?.kind === "conductance") return { of: "state", list: listed(table, values.of) };
  const weights = tableWeights(table, { ...taken, signed: true }, path, problems);
  return weights && { of: "weight", list: weights };
}

/** Whether plastic synapses can start there. */
export function checkStarts(
  { of, list }: NonNullable<ProjectionSpec["starts"]>,
  { states: { low, high, unit, readGain } }: BuiltSynapse,
  path: string,
  problems: ProblemList,
): void {
  const perState = of === "state" ? 1 : readGain;
  const slack = 1e-6 * (high - low);
  const wrong = list.of.findIndex((x) => !(x / perState >= low - slack && x / perState <= high + slack));
  if (wrong < 0) return;
  const asked = of === "state" ? formatQuantity(list.of[wrong]!, unit, 6) : `a weight of ${list.of[wrong]}`;
  const accepted =
    of === "state"
      ? `${formatQuantity(low, unit)} to ${formatQuantity(high, unit)}, the range of the device`
      : `${(low * readGain).toPrecision(5)} to ${(high * readGain).toPrecision(5)}: states from ${formatQuantity(low, unit)} to ${formatQuantity(high, unit)}`;
  problems.add(path, `${list.name}: ${list.place(wrong)}: got ${asked}; accepted: ${accepted}`);
}

/** Delays of a table, each on the grid. */
export function tableDelays(
  table: SynapseTable,
  tick: number,
  fromNeurons: boolean,
  path: string,
  problems: ProblemList,
): Pick<ProjectionSpec, "delay" | "delayMax" | "delays"> | undefined {
  const { delay } = table;
  if (!delay) return undefined;
  const least = fromNeurons ? 1 : 0;
  const wrong = delay.findIndex((d) => offGrid(d, tick, least) !== undefined);
  if (wrong >= 0) {
    const early =
      least > 0 && delay[wrong]! < tick / 2
        ? ", for a spike of a neuron arrives a tick later at the earliest"
        : "";
    problems.add(
      path,
      `${table.name}: ${table.place(wrong)}: ${formatQuantity(delay[wrong]!, "s", "exact")} ${offGrid(delay[wrong]!, tick, least)}${early}`,
    );
    return undefined;
  }
  let [shortest, longest] = [delay[0] ?? least * tick, delay[0] ?? least * tick];
  for (const d of delay) {
    shortest = Math.min(shortest, d);
    longest = Math.max(longest, d);
  }
  return {
    delay: shortest,
    ...(longest > shortest ? { delayMax: longest } : {}),
    delays: listed(table, delay),
  };
}

/** The law that weights are drawn by. */
export function drawnWeights(
  law: Exclude<ProjectionValue["weight"], Weight | undefined>,
  { signed, unit }: Taken,
  to: string,
  path: string,
  problems: ProblemList,
): Distribution | undefined {
  const units = new Set(Object.values(law).flatMap((part) => unitsIn(part)));
  if ([...units].some((u) => u !== unit)) {
    problems.add(
      path,
      `has weights in ${unit === "V" ? "plain numbers" : "V"}, which do not suit the neurons of "${to}"; accepted: ${unit === "V" ? 'voltages such as "2 mV"' : "plain numbers such as 20"}`,
    );
    return undefined;
  }
  const made = buildLaw(law, ({ value }) => value, path, problems, signed ? {} : { min: 0 });
  if (made?.kind === "uniform" && made.from < 0 && !signed) {
    problems.add(
      `${path}.uniform`,
      `got weights from ${made.from}; accepted: at least 0, for the receptor takes conductances`,
    );
    return undefined;
  }
  return made;
}

function unitsIn(part: unknown): string[] {
  const isWeight = typeof part === "object" && part !== null && "unit" in part;
  return isWeight ? [String(part.unit)] : [];
}

/** Whether a weight is one number. */
export function isOneWeight(weight: ProjectionValue["weight"]): weight is Weight {
  return weight !== undefined && !isLaw(weight);
}

function listed({ pre, post, name, place }: SynapseTable, of: Float64Array): ListedValues {
  return { pre, post, of, name, place };
}
