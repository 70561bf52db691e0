/**
 * Populations as nodes of NIR. A spike is a current of 1 for a time step dt, so that with r = tau / dt a weight of w volts
 * moves v by w; of a current it is w_in that is tau / dt.
 *
 *   lif                                LIF
 *   lif-exp, one time constant         CubaLIF
 *   lif-exp, two time constants        a filter LI for each receptor, then LIF
 *   lif-alpha                          two filters LI for each receptor, then LIF
 *   lif-cond                           as lif-exp, with the driving force that there is at rest
 */

import * as lif from "../core/neuron/lif.js";
import * as lifAlpha from "../core/neuron/lif-alpha.js";
import * as lifCond from "../core/neuron/lif-cond.js";
import * as lifExp from "../core/neuron/lif-exp.js";
import type { NeuronModel } from "../core/neuron/model.js";
import { NirError } from "./errors.js";
import { type NirNode, numbers } from "./graph.js";
import { numbersText } from "./text.js";

/** Parameters of each neuron, by name. */
export type Params = (name: string) => Float64Array;

export interface NodesWritten {
  readonly nodes: ReadonlyMap<string, NirNode>;
  readonly edges: readonly (readonly [string, string])[];
  /** By receptor: the node that takes its weights, and what a weight of 1 is there, by neuron. */
  readonly inputs: ReadonlyMap<string, { readonly node: string; readonly perWeight: Float64Array }>;
  /** What NIR does not say of these neurons. */
  readonly notices: readonly string[];
}

export interface PopulationToWrite {
  readonly name: string;
  readonly shape: readonly number[];
  readonly model: NeuronModel;
  readonly params: Params;
  /** Adaptive part of the threshold, V, in models that have one. */
  readonly theta: Float32Array | undefined;
  /** Constant current, V, where there is one. */
  readonly current: Float64Array | undefined;
  /** Receptors that projections reach. */
  readonly used: ReadonlySet<string>;
  /** s. */
  readonly dt: number;
}

/** @throws NirError for a model that NIR has nothing for */
export function writeNeurons(population: PopulationToWrite): NodesWritten {
  const { name, model } = population;
  if (model === lif) return jumps(population);
  if (model === lifExp || model === lifCond) return currents(population);
  if (model === lifAlpha) return alphas(population);
  throw new NirError(
    `${name}: NIR has no node for these neurons; accepted: populations of lif, lif-exp, lif-alpha or lif-cond`,
  );
}

function jumps(population: PopulationToWrite): NodesWritten {
  const { name, params, dt } = population;
  const tau = params("tauM");
  const ones = new Float64Array(tau.length).fill(1);
  return {
    nodes: new Map([
      [
        name,
        threshold(
          population,
          tau.map((t) => t / dt),
        ),
      ],
    ]),
    edges: [],
    inputs: new Map([["delta", { node: name, perWeight: ones }]]),
    notices: refractory(population),
  };
}

/** A LIF whose v is moved by its input through `r`. */
function threshold({ shape, params, theta, current }: PopulationToWrite, r: Float64Array): NirNode {
  // A constant current is the same as a resting potential above or below.
  const rest = params("vRest").map((v, i) => v + (current?.[i] ?? 0));
  return {
    type: "LIF",
    fields: new Map([
      ["tau", numbers(params("tauM"), shape)],
      ["r", numbers(r, shape)],
      ["v_leak", numbers(rest, shape)],
      [
        "v_threshold",
        numbers(
          params("vThreshold").map((v, i) => v + (theta?.[i] ?? 0)),
          shape,
        ),
      ],
      ["v_reset", numbers(params("vReset"), shape)],
    ]),
    metadata: new Map([["refractory", numbers(params("refractory"), shape)]]),
  };
}

/** V of current that a weight of 1 is: of a conductance, its driving force at rest. */
function forces({
  model,
  params,
}: PopulationToWrite): Readonly<Record<"excitatory" | "inhibitory", Float64Array>> {
  const rest = params("vRest");
  if (model !== lifCond) return { excitatory: rest.map(() => 1), inhibitory: rest.map(() => -1) };
  const [eExc, eInh] = [params("eExc"), params("eInh")];
  return { excitatory: rest.map((v, i) => eExc[i]! - v), inhibitory: rest.map((v, i) => eInh[i]! - v) };
}

function currents(population: PopulationToWrite): NodesWritten {
  const { name, shape, model, params, used, dt } = population;
  const [tauE, tauI] = [params("tauE"), params("tauI")];
  const force = forces(population);
  const notices = refractory(population);
  if (model === lifCond)
    notices.push(
      `${name}: conductances are written as currents, with the driving force that they have at rest (${numbersText(force.excitatory)} and ${numbersText(force.inhibitory)} V); near threshold NIR's neurons get more excitation`,
    );
  const both = used.has("excitatory") && used.has("inhibitory");
  if (both && tauE.some((t, i) => t !== tauI[i])) {
    const filters = [filter(population, "excitatory", [tauE]), filter(population, "inhibitory", [tauI])];
    return filtered(population, filters, force, notices);
  }
  const tau = used.has("inhibitory") && !both ? tauI : tauE;
  const { fields, metadata } = threshold(
    population,
    tau.map(() => 1),
  );
  const node = new Map(fields);
  const [tauMem] = [node.get("tau")!];
  node.delete("tau");
  node.set("tau_mem", tauMem);
  node.set("tau_syn", numbers(tau, shape));
  node.set(
    "w_in",
    numbers(
      tau.map((t) => t / dt),
      shape,
    ),
  );
  return {
    nodes: new Map([[name, { type: "CubaLIF", fields: node, metadata: metadata! }]]),
    edges: [],
    inputs: new Map(
      (["excitatory", "inhibitory"] as const).map((r) => [r, { node: name, perWeight: force[r] }]),
    ),
    notices,
  };
}

function alphas(population: PopulationToWrite): NodesWritten {
  const [tauE, tauI] = [population.params("tauE"), population.params("tauI")];
  const filters = [
    filter(population, "excitatory", [tauE, tauE]),
    filter(population, "inhibitory", [tauI, tauI]),
  ].filter(({ receptor }) => population.used.has(receptor));
  return filtered(population, filters, forces(population), refractory(population));
}

interface Filter {
  readonly receptor: "excitatory" | "inhibitory";
  readonly chain: readonly (readonly [string, NirNode])[];
}

/** Leaky integrators one after another, from spikes to a current: exponential, or with two a function alpha of peak 1. */
function filter(
  { name, shape, dt }: PopulationToWrite,
  receptor: Filter["receptor"],
  taus: readonly Float64Array[],
): Filter {
  const chain = taus.map((tau, k): [string, NirNode] => [
    `${name}-${receptor}${k === 0 ? "" : `-${k + 1}`}`,
    {
      type: "LI",
      fields: new Map([
        ["tau", numbers(tau, shape)],
        ["r", numbers(k === 0 ? tau.map((t) => t / dt) : tau.map(() => Math.E), shape)],
        ["v_leak", numbers(new Float64Array(tau.length), shape)],
      ]),
    },
  ]);
  return { receptor, chain };
}

function filtered(
  population: PopulationToWrite,
  filters: readonly Filter[],
  force: ReturnType<typeof forces>,
  notices: readonly string[],
): NodesWritten {
  const { name } = population;
  const ones = population.params("tauM").map(() => 1);
  const nodes = new Map([[name, threshold(population, ones)]]);
  const edges: [string, string][] = [];
  const inputs = new Map<string, { node: string; perWeight: Float64Array }>();
  for (const { receptor, chain } of filters) {
    for (const [id, node] of chain) nodes.set(id, node);
    for (let k = 0; k + 1 < chain.length; k++) edges.push([chain[k]![0], chain[k + 1]![0]]);
    const [last] = chain.at(-1)!;
    if (receptor === "excitatory") edges.push([last, name]);
    else {
      const sign = numbers(
        ones.map(() => -1),
        population.shape,
      );
      nodes.set(`${last}-sign`, { type: "Scale", fields: new Map([["scale", sign]]) });
      edges.push([last, `${last}-sign`], [`${last}-sign`, name]);
    }
    const perWeight = receptor === "excitatory" ? force.excitatory : force.inhibitory.map((w) => -w);
    inputs.set(receptor, { node: chain[0]![0], perWeight });
  }
  return { nodes, edges, inputs, notices };
}

function refractory({ name, params }: PopulationToWrite): string[] {
  const times = params("refractory");
  if (times.every((t) => t === 0)) return [];
  return [`${name}: NIR has no refractory time; the ${numbersText(times)} s are in the node's metadata only`];
}
