/** From a network's description to the arrays that the engine runs on. */
import { dense } from "../core/connectivity/index.js";
import type { Neurons } from "../core/neuron/model.js";
import type { Random } from "../core/random.js";
import type { Crossbar } from "../crossbar/model.js";
import type { Slicing } from "../crossbar/slicing.js";
import { rules } from "./connect/index.js";
import type { ConnectRule } from "./connect/model.js";
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from "./spec.js";

/** A network that cannot be built; `path` is the dotted path in its description. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path}: ${problem}`);
  }
}

export interface Population {
  readonly name: string;
  readonly size: number;
  /** Absent in sources. */
  readonly neurons?: Neurons;
}

export interface Projection {
  readonly name: string;
  /** Positions in `populations`. */
  readonly from: number;
  readonly to: number;
  readonly rule: ConnectRule;
  /** Position in the target's `input`. */
  readonly receptor: number;
  /** Ticks from a spike to its arrival. */
  readonly delay: number;
  /** Each synapse's own further delay in ticks, [pre][post] unpadded; absent where all are alike. */
  readonly extraDelay?: Uint16Array;
  readonly maxExtraDelay: number;
  readonly weight: number;
  readonly crossbar?: Crossbar;
}

export interface Network {
  readonly tick: number;
  readonly populations: readonly Population[];
  readonly projections: readonly Projection[];
  /** Present value of each signal; set by the engine, which tells the synapses. */
  readonly signals: Map<string, number>;
}

/**
 * @param random  each part draws from its own stream below this one, named after it
 * @param slicing  moves devices slice by slice; by events where left out
 * @throws NetworkError naming what does not fit
 */
export function buildNetwork(spec: NetworkSpec, random: Random, slicing?: Slicing): Network {
  if (!(spec.tick > 0)) throw new NetworkError("tick", `must be above 0 s, not ${spec.tick}`);
  const populations = spec.populations.map((p) => population(p, spec.tick));
  const position = new Map(populations.map((p, x) => [p.name, x]));
  const projections = spec.projections.map((p) =>
    projection(p, spec.tick, populations, position, random, slicing),
  );
  const signals = new Map((spec.signals ?? []).map(({ name, start }) => [name, start]));
  return { tick: spec.tick, populations, projections, signals };
}

function population({ name, size, neuron }: PopulationSpec, tick: number): Population {
  const path = `populations.${name}`;
  if (!Number.isInteger(size) || size < 1)
    throw new NetworkError(`${path}.size`, `must be a whole number above 0, not ${size}`);
  if (!neuron) return { name, size };
  return {
    name,
    size,
    neurons: attempt(`${path}.params`, () => neuron.model.create(size, neuron.values, tick, neuron.winner)),
  };
}

function projection(
  p: ProjectionSpec,
  tick: number,
  populations: readonly Population[],
  position: ReadonlyMap<string, number>,
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
  const rule = rules[p.rule];
  const misfit = rule.problem(source.size, target.size);
  if (misfit) throw new NetworkError(`${path}.rule`, misfit);
  if (p.synapse && p.rule !== "all-to-all")
    throw new NetworkError(
      `${path}.rule`,
      `plastic synapses form a full crossbar: "all-to-all" is accepted, not "${p.rule}"`,
    );
  const delay = wholeTicks(p.delay, tick, `${path}.delay`);
  if (source.neurons && delay < 1)
    throw new NetworkError(
      `${path}.delay`,
      `a spike of a neuron arrives at the earliest one tick (${tick} s) later, not after ${p.delay} s`,
    );
  const spread = p.delayMax === undefined ? 0 : wholeTicks(p.delayMax, tick, `${path}.delay.to`) - delay;
  if (spread < 0) throw new NetworkError(`${path}.delay`, "the longest delay is below the shortest");
  if (target.neurons.lifCond && (p.weight ?? 0) < 0)
    throw new NetworkError(`${path}.weight`, `a conductance is not negative; got ${p.weight}`);
  const stream = random.split(p.name);
  return {
    name: p.name,
    from,
    to,
    rule,
    receptor: receptorOf(p, target, path),
    delay,
    ...(spread > 0
      ? { extraDelay: drawDelays(source.size * target.size, spread, stream.split("delay")) }
      : {}),
    maxExtraDelay: spread,
    weight: p.weight ?? 0,
    ...(p.synapse
      ? {
          crossbar: attempt(`${path}.synapses`, () =>
            p.synapse!.create({
              wiring: dense(source.size, target.size),
              tick,
              random: stream.split("synapses"),
              ...(slicing ? { slicing } : {}),
            }),
          ),
        }
      : {}),
  };
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

function drawDelays(n: number, spread: number, random: Random): Uint16Array {
  return Uint16Array.from({ length: n }, () => random.below(spread + 1));
}

function wholeTicks(seconds: number, tick: number, path: string): number {
  const ticks = Math.round(seconds / tick);
  if (ticks < 0 || Math.abs(ticks * tick - seconds) > 1e-6 * tick + 1e-9 * seconds)
    throw new NetworkError(path, `${seconds} s is not a whole number of ticks of ${tick} s`);
  return ticks;
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
