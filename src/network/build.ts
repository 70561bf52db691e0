/** From a network's description to the arrays that the engine runs on. */
import { type Connectivity, positioned, splitRows, unpack, type Wiring } from "../core/connectivity/index.js";
import { type Distribution, valuesOf } from "../core/distribution.js";
import type { Neurons } from "../core/neuron/model.js";
import { defaults } from "../core/params.js";
import type { Random } from "../core/random.js";
import type { Crossbar } from "../crossbar/model.js";
import type { Slicing } from "../crossbar/slicing.js";
import { rules } from "./connect/index.js";
import type { Ends } from "./connect/model.js";
import { delayRange, drawDelays, givenDelays, rangeProblem } from "./delays.js";
import { NetworkError } from "./errors.js";
import { type ListedValues, valuesInOrder } from "./listed.js";
import { type CurrentInput, currentOf, driveOf, neuronsOf, type PoissonInput } from "./neurons.js";
import type { NetworkSpec, PopulationSpec, ProjectionSpec, RuleSpec } from "./spec.js";

export type { CurrentInput, PoissonInput };
export { NetworkError };

/** A group of neurons, or a source, as arrays. */
export interface Population {
  /** Name of the population. */
  readonly name: string;
  /** Number of neurons. */
  readonly size: number;
  /** Absent in sources. */
  readonly neurons?: Neurons;
  /** Absent where nothing drives the neurons but projections. */
  readonly drive?: PoissonInput;
  /** Absent where no current flows into them. */
  readonly current?: CurrentInput;
}

/** Synapses from one population to another, as arrays. */
export interface Projection {
  /** Name of the projection. */
  readonly name: string;
  /** Positions in `populations`. */
  readonly from: number;
  /** Position of the target in `populations`. */
  readonly to: number;
  /** Who reaches whom; with positions where synapses own something: a state or a delay. */
  readonly connectivity: Connectivity;
  /** Position in the target's `input`. */
  readonly receptor: number;
  /** Ticks from a spike to its arrival. */
  readonly delay: number;
  /** Each synapse's own further delay in ticks, by position; absent where all are alike, and in plastic projections. */
  readonly extraDelay?: Int32Array;
  /** In plastic projections rows are split by it: it is the key of each row. */
  readonly maxExtraDelay: number;
  /** Weight of fixed synapses that all have the same. */
  readonly weight: number;
  /** Of fixed synapses each its own, by position, in the precision of the target's input; absent where all are `weight`. */
  readonly weights?: Float32Array | Float64Array;
  /** The plastic synapses; absent where weights are fixed. */
  readonly crossbar?: Crossbar;
}

/** A network as arrays, ready for an engine. */
export interface Network {
  /** Length of a tick, s. */
  readonly tick: number;
  /** In the order of the spec. */
  readonly populations: readonly Population[];
  /** In the order of the spec. */
  readonly projections: readonly Projection[];
  /** Present value of each signal; set by the engine, which tells the synapses. */
  readonly signals: Map<string, number>;
}

/**
 * Makes the arrays of a network: draws connections, delays, weights and what differs between devices and neurons.
 * @param random  each part draws from its own stream below this one, named after it
 * @param slicing  moves devices slice by slice; by events where left out
 * @throws NetworkError naming what does not fit
 */
export function buildNetwork(spec: NetworkSpec, random: Random, slicing?: Slicing): Network {
  if (!(spec.tick > 0)) throw new NetworkError("tick", `must be above 0 s, not ${spec.tick}`);
  const populations = spec.populations.map((p) => population(p, spec.tick, random));
  const position = new Map(populations.map((p, x) => [p.name, x]));
  const projections = spec.projections.map((p) =>
    projection(p, spec.tick, populations, position, endsOf(p, spec), random, slicing),
  );
  const signals = new Map((spec.signals ?? []).map(({ name, start }) => [name, start]));
  return { tick: spec.tick, populations, projections, signals };
}

function population({ name, size, neuron }: PopulationSpec, tick: number, random: Random): Population {
  const path = `populations.${name}`;
  if (!Number.isInteger(size) || size < 1)
    throw new NetworkError(`${path}.size`, `must be a whole number above 0, not ${size}`);
  if (!neuron) return { name, size };
  const stream = streamOf(name, random);
  const neurons = neuronsOf(neuron, size, tick, stream, path);
  const { drive, current } = neuron;
  return {
    name,
    size,
    neurons,
    ...(drive ? { drive: driveOf(drive, neurons, tick, stream.split("drive"), path) } : {}),
    ...(current ? { current: currentOf(current, size, tick, stream.split("current"), path) } : {}),
  };
}

/** A population's own stream. @param random  of the network */
export function streamOf(name: string, random: Random): Random {
  // No projection has a space in its name: their streams, which are named after them, are others.
  return random.split(`population ${name}`);
}

function projection(
  p: ProjectionSpec,
  tick: number,
  populations: readonly Population[],
  position: ReadonlyMap<string, number>,
  ends: Ends,
  random: Random,
  slicing: Slicing | undefined,
): Projection {
  const path = `projections.${p.name}`;
  const find = (name: string, key: string): number => {
    const x = position.get(name);
    if (x === undefined)
      throw new NetworkError(
        `${path}.${key}`,
        `there is no population "${name}"; there are: ${[...position.keys()].join(", ")}`,
      );
    return x;
  };
  const from = find(p.from, "from");
  const to = find(p.to, "to");
  const source = populations[from]!;
  const target = populations[to]!;
  if (!target.neurons) throw new NetworkError(`${path}.to`, `"${p.to}" is a source: it takes no input`);
  const stream = random.split(p.name);
  const connectivity = connect(ruleOf(p), source.size, target.size, stream.split("connectivity"), ends, path);
  const range = delayRange(p, tick, source.neurons !== undefined, path);
  if (target.neurons.lifCond && (p.weight ?? 0) < 0)
    throw new NetworkError(`${path}.weight`, `a conductance is not negative; got ${p.weight}`);
  const receptor = receptorOf(p, target, path);
  const spread = range.longest - range.shortest;
  const tooWide = rangeProblem(spread, p.synapse !== undefined, target.size, tick);
  if (tooWide) throw new NetworkError(`${path}.delay`, tooWide);
  const base = {
    name: p.name,
    from,
    to,
    receptor,
    delay: range.shortest,
    maxExtraDelay: spread,
    weight: p.weight ?? 0,
  };
  if (!p.synapse && spread === 0 && !p.weights) return { ...base, connectivity };
  const wiring = positioned(connectivity);
  const extraDelay = spread > 0 ? delaysOf(p, wiring, range.shortest, spread, tick, stream, path) : undefined;
  const weights =
    p.weights && ownWeights(p.weights, wiring, target.neurons.input[receptor]!, stream, `${path}.weight`);
  const own = { ...(extraDelay ? { extraDelay } : {}), ...(weights ? { weights } : {}) };
  if (!p.synapse) return { ...base, connectivity: wiring, ...own };
  const rows = extraDelay ? splitRows(wiring, extraDelay) : wiring;
  return { ...base, connectivity: rows, crossbar: plastic(p, rows, tick, stream, slicing, path) };
}

function delaysOf(
  { delays }: ProjectionSpec,
  wiring: Wiring,
  shortest: number,
  spread: number,
  tick: number,
  stream: Random,
  path: string,
): Int32Array {
  if (!delays) return drawDelays(wiring, spread, stream.split("delay"));
  return attempt(`${path}.delay`, () =>
    givenDelays(wiring, valuesInOrder(wiring, delays), shortest, spread, tick),
  );
}

/** By position, in the precision of the input that they are added to. */
function ownWeights(
  given: Distribution | ListedValues,
  wiring: Wiring,
  input: Float32Array | Float64Array,
  stream: Random,
  path: string,
): Float32Array | Float64Array {
  const weights =
    input instanceof Float64Array ? new Float64Array(wiring.size) : new Float32Array(wiring.size);
  unpack(
    wiring,
    attempt(path, () => listedOrDrawn(given, wiring, stream.split("weight"))),
    weights,
  );
  return weights;
}

function listedOrDrawn(given: Distribution | ListedValues, wiring: Wiring, random: Random): Float64Array {
  return "kind" in given ? valuesOf(given, wiring.count, random) : valuesInOrder(wiring, given);
}

function plastic(
  p: ProjectionSpec,
  wiring: Wiring,
  tick: number,
  stream: Random,
  slicing: Slicing | undefined,
  path: string,
): Crossbar {
  return attempt(`${path}.synapses`, () =>
    p.synapse!.create({
      wiring,
      tick,
      random: stream.split("synapses"),
      ...(slicing ? { slicing } : {}),
      ...(p.starts ? { starts: { of: p.starts.of, values: valuesInOrder(wiring, p.starts.list) } } : {}),
    }),
  );
}

/** What the two ends of a projection are; of one that there is not, a list without neurons. */
export function endsOf(
  { from, to }: Pick<ProjectionSpec, "from" | "to">,
  { populations }: Pick<NetworkSpec, "populations">,
): Ends {
  const shapeOf = (name: string) => {
    const found = populations.find((p) => p.name === name);
    return found?.shape ?? [found?.size ?? 0];
  };
  return { same: from === to, preShape: shapeOf(from), postShape: shapeOf(to) };
}

export function ruleOf({ rule }: ProjectionSpec): RuleSpec {
  return typeof rule === "string" ? { model: rules[rule], values: defaults(rules[rule].params) } : rule;
}

function connect(
  { model, values }: RuleSpec,
  nPre: number,
  nPost: number,
  random: Random,
  ends: Ends,
  path: string,
): Connectivity {
  const misfit = model.problem?.(nPre, nPost, values, ends);
  if (misfit) throw new NetworkError(`${path}.rule`, misfit);
  return attempt(`${path}.rule`, () => model.connect(nPre, nPost, values, random, ends));
}

function receptorOf(p: ProjectionSpec, target: Population, path: string): number {
  const x = target.neurons!.receptors.indexOf(p.receptor);
  if (x < 0)
    throw new NetworkError(
      `${path}.receptor`,
      `"${target.name}" has no receptor "${p.receptor}"; it has: ${target.neurons!.receptors.join(", ")}`,
    );
  return x;
}

/** Parts complain with a RangeError; say where. */
function attempt<T>(path: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) throw new NetworkError(path, error.message);
    throw error;
  }
}
