/** From a network to a NIR graph, with what NIR cannot say beside it. */
import { unpack } from "../core/connectivity/index.js";
import { buildNetwork, type Network, streamOf } from "../network/build.js";
import { ownParams } from "../network/neurons.js";
import type { NetworkSpec, PopulationSpec } from "../network/spec.js";
import { masterStream } from "../seed.js";
import { NirError } from "./errors.js";
import { type NirGraph, type NirNode, numbers, wholes } from "./graph.js";
import type { Hdf5Group } from "./hdf5.js";
import { sideTable } from "./side-table.js";
import { type NodesWritten, type Params, writeNeurons } from "./write-neurons.js";
import { isConvolution, writeSynapses } from "./write-synapses.js";

export interface NetworkToExport {
  readonly spec: NetworkSpec;
  readonly seed: string;
  /** Conductances after learning, S (ideal synapses: weights), by plastic projection; "" is the first one. */
  readonly trained?: Readonly<Record<string, ArrayLike<number>>>;
  /** Adaptive thresholds after learning, V, by population. */
  readonly thetas?: Readonly<Record<string, ArrayLike<number>>>;
  /** What the document says of each plastic projection's synapses, by projection. */
  readonly synapses: Readonly<Record<string, unknown>>;
}

export interface Exported {
  readonly graph: NirGraph;
  /** A group "spikion", which NIR's reader does not look at. */
  readonly beside: Hdf5Group;
  /** What NIR does not say, in words. */
  readonly notices: readonly string[];
}

/** @throws NirError where there are neurons, delays or sizes that NIR has nothing for; NetworkError as buildNetwork */
export function exportNir(given: NetworkToExport): Exported {
  const { spec, seed, thetas = {} } = given;
  const random = masterStream(seed, "network");
  const network = buildNetwork(spec, random);
  restore(network, given);
  const notices: string[] = [];
  const nodes = new Map<string, NirNode>();
  const edges: (readonly [string, string])[] = [];
  const shapes = shapesOf(spec);
  const written = new Map<string, NodesWritten>();
  for (const [x, population] of spec.populations.entries()) {
    const { name, neuron, size } = population;
    const shape = shapes.get(name)!;
    if (!neuron) {
      nodes.set(name, { type: "Input", fields: new Map([["shape", wholes(...shape)]]) });
      continue;
    }
    const own = ownParams(neuron, size, spec.tick, streamOf(name, random));
    const params: Params = (p) => own[p] ?? new Float64Array(size).fill(neuron.values[p]!);
    const used = new Set(spec.projections.filter((p) => p.to === name).map((p) => p.receptor));
    const { neurons, current } = network.populations[x]!;
    const { theta } = neurons!;
    const made = writeNeurons({
      name,
      shape,
      model: neuron.model,
      params,
      theta,
      current: current?.constant,
      used,
      dt: spec.tick,
    });
    written.set(name, made);
    for (const [id, node] of made.nodes) nodes.set(id, node);
    edges.push(...made.edges);
    notices.push(...made.notices, ...unsaid(population, theta && (name in thetas ? "were kept" : "start")));
  }
  for (const [x, p] of spec.projections.entries()) {
    const built = network.projections[x]!;
    const sizes = { nPre: network.populations[built.from]!.size, nPost: network.populations[built.to]!.size };
    const to = written.get(p.to)!.inputs.get(p.receptor)!;
    const chain = writeSynapses({
      spec: p,
      built,
      preShape: shapes.get(p.from)!,
      ...sizes,
      to,
      tick: spec.tick,
    });
    for (const [id, node] of chain.nodes) {
      if (nodes.has(id)) throw new NirError(`two nodes would be called "${id}"; accepted: other names`);
      nodes.set(id, node);
    }
    edges.push(...chain.edges);
    if (built.crossbar) notices.push(`${p.name}: NIR has no plasticity; its weights are those of now`);
  }
  outputs(spec, shapes, nodes, edges);
  const graph = { nodes, edges, metadata: new Map([["dt", numbers([spec.tick], [])]]) };
  return { graph, beside: sideTable(spec, network, given.synapses, notices), notices };
}

/** @throws NirError where what was trained is of another network */
function restore(network: Network, { trained = {}, thetas = {} }: NetworkToExport): void {
  const plastic = network.projections.filter((p) => p.crossbar);
  for (const [x, { name, crossbar }] of plastic.entries()) {
    const states = trained[name] ?? (x === 0 ? trained[""] : undefined);
    if (!states) continue;
    if (states.length !== crossbar!.wiring.count)
      throw new NirError(
        `${name}: has ${crossbar!.wiring.count} synapses, and ${states.length} conductances were kept`,
      );
    unpack(crossbar!.wiring, states, crossbar!.state);
  }
  for (const [name, kept] of Object.entries(thetas)) {
    const theta = network.populations.find((p) => p.name === name)?.neurons?.theta;
    if (theta?.length !== kept.length)
      throw new NirError(
        `${name}: has ${theta?.length ?? 0} adaptive thresholds, and ${kept.length} were kept`,
      );
    theta.set(kept);
  }
}

/**
 * Axes are kept where a convolution needs them; elsewhere nodes are lists, which matrices take. Windows on a list are a
 * matrix too, and what they reach is then a list.
 */
function shapesOf({ populations, projections }: NetworkSpec): Map<string, readonly number[]> {
  const grid = ({ shape, size }: PopulationSpec) => {
    if (!shape) return [size];
    return shape.length === 2 ? [1, ...shape] : shape;
  };
  const spatial = new Set(populations.map(({ name }) => name));
  const stays = ({ name, neuron }: PopulationSpec) => {
    if (!neuron) return projections.some((q) => q.from === name && isConvolution(q));
    const into = projections.filter(({ to }) => to === name);
    return into.length > 0 && into.every((q) => isConvolution(q) && spatial.has(q.from));
  };
  for (let before = -1; before !== spatial.size; ) {
    before = spatial.size;
    for (const p of populations) if (!stays(p)) spatial.delete(p.name);
  }
  return new Map(populations.map((p) => [p.name, spatial.has(p.name) ? grid(p) : [p.size]]));
}

function outputs(
  { populations, projections }: NetworkSpec,
  shapes: ReadonlyMap<string, readonly number[]>,
  nodes: Map<string, NirNode>,
  edges: (readonly [string, string])[],
): void {
  const neurons = populations.filter((p) => p.neuron);
  const last = neurons.filter(({ name }) => !projections.some((p) => p.from === name && p.to !== name));
  for (const { name } of last.length > 0 ? last : neurons) {
    const id = last.length === 1 && !nodes.has("output") ? "output" : `${name}-output`;
    nodes.set(id, { type: "Output", fields: new Map([["shape", wholes(...shapes.get(name)!)]]) });
    edges.push([name, id]);
  }
}

/** What else NIR does not say of a population. */
function unsaid({ name, neuron }: PopulationSpec, theta: "were kept" | "start" | undefined): string[] {
  const said: string[] = [];
  if (neuron && neuron.winner !== "all")
    said.push(`${name}: NIR has no winner per step; all that are over threshold spike`);
  if (theta) said.push(`${name}: adaptive thresholds are written as they ${theta}, and stay there in NIR`);
  if (neuron?.drive) said.push(`${name}: its Poisson drive is left out; NIR has no input but an Input node`);
  if (neuron?.current?.steps ?? neuron?.current?.noise)
    said.push(`${name}: steps and noise of its current are left out; a constant one is added to v_leak`);
  if (neuron?.start) said.push(`${name}: where its variables start is left out`);
  return said;
}
