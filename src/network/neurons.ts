/** The neurons of a population, alike or each with parameters of its own, where they start. */
import { valuesOf } from "../core/distribution.js";
import { exp, oneMinusExpMinus } from "../core/elementary.js";
import { Mixed } from "../core/neuron/mixed.js";
import type { Neurons } from "../core/neuron/model.js";
import { outOfBounds } from "../core/params.js";
import type { Random } from "../core/random.js";
import { NetworkError } from "./errors.js";
import type { CurrentSpec, OwnValues, PopulationSpec } from "./spec.js";
import { ticksAt } from "./ticks.js";

type Neuron = NonNullable<PopulationSpec["neuron"]>;

/** Poisson spikes at each neuron of a population. */
export interface PoissonInput {
  /** Spikes in a tick in the mean, by neuron. */
  readonly mean: Float64Array;
  readonly weight: number;
  /** Position in the neurons' `input`. */
  readonly receptor: number;
  readonly random: Random;
}

/**
 * @param random  the population's own stream
 * @throws NetworkError where parameters do not fit each other or the tick, naming the neuron where they differ
 */
export function neuronsOf(neuron: Neuron, size: number, tick: number, random: Random, path: string): Neurons {
  const { model, values, winner, own = {}, start = {} } = neuron;
  const neurons =
    Object.keys(own).length === 0
      ? made(neuron, values, size, tick, random, `${path}.params`, "")
      : differing(neuron, size, tick, random, `${path}.params`);
  for (const [variable, given] of Object.entries(start)) {
    if (!neurons.begin || !Object.hasOwn(model.starts ?? {}, variable))
      throw new NetworkError(`${path}.start`, `there is no "${variable}" that could start elsewhere`);
    const each = valuesFor(given, size, random.split("start").split(variable));
    for (let i = 0; i < size; i++)
      told(`${path}.start.${variable}`, "", () => neurons.begin!(variable, i, each[i]!));
  }
  if (winner !== "all" && neurons.mixed)
    throw new NetworkError(
      `${path}.winner`,
      'neurons of different parameters all spike that are over their thresholds; accepted: "all"',
    );
  return neurons;
}

/** Spikes of a tick that can be drawn one by one. */
const MOST_IN_A_TICK = 100;

/** @throws NetworkError for a receptor that is not there, or a rate that no tick holds */
export function driveOf(
  { rate, weight, receptor }: NonNullable<Neuron["drive"]>,
  { n, receptors }: Neurons,
  tick: number,
  random: Random,
  path: string,
): PoissonInput {
  const at = receptors.indexOf(receptor);
  if (at < 0)
    throw new NetworkError(
      `${path}.drive.poisson.receptor`,
      `there is no receptor "${receptor}"; there are: ${receptors.join(", ")}`,
    );
  const rates = valuesFor(rate, n, random.split("rate"));
  const wrong = rates.findIndex((r) => !(r >= 0 && r * tick <= MOST_IN_A_TICK));
  if (wrong >= 0)
    throw new NetworkError(
      `${path}.drive.poisson.rate`,
      `neuron ${wrong} has ${rates[wrong]} Hz; accepted: 0 to ${MOST_IN_A_TICK / tick} Hz, ${MOST_IN_A_TICK} spikes a tick`,
    );
  return { mean: rates.map((r) => r * tick), weight, receptor: at, random: random.split("spikes") };
}

/** Current into each neuron of a population. */
export interface CurrentInput {
  /** V, by neuron. */
  readonly constant: Float64Array;
  /** Ticks, ascending, and the current of all neurons from each on, V. */
  readonly steps: readonly { readonly tick: number; readonly current: number }[];
  readonly noise?: {
    /** Present value of each neuron's, V. */
    readonly x: Float64Array;
    /** Of a tick: what is left of it, and the standard deviation of what is added, V. */
    readonly keep: number;
    readonly sd: number;
    readonly random: Random;
  };
}

/** @throws NetworkError where steps are off the grid of ticks */
export function currentOf(
  { constant, steps = [], noise }: CurrentSpec,
  n: number,
  tick: number,
  random: Random,
  path: string,
): CurrentInput {
  const at = steps.map(({ from, current }, k) => ({
    tick: ticksAt(from, tick, `${path}.current.steps.${k}.from`, 0),
    current,
  }));
  const wrong = at.findIndex((s, k) => k > 0 && s.tick <= at[k - 1]!.tick);
  if (wrong >= 0)
    throw new NetworkError(
      `${path}.current.steps.${wrong}.from`,
      "is not after the step before; accepted: later times",
    );
  const given = { constant: valuesFor(constant, n, random.split("constant")), steps: at };
  if (!noise) return given;
  const { sd, tau } = noise;
  const first = random.split("start");
  const x = Float64Array.from({ length: n }, () => sd * first.normal());
  // Over a tick it keeps exp(-tick/tau) of itself; what is added keeps its variance at sd².
  const added = sd * Math.sqrt(oneMinusExpMinus((2 * tick) / tau));
  return { ...given, noise: { x, keep: exp(-tick / tau), sd: added, random: random.split("noise") } };
}

function differing(neuron: Neuron, size: number, tick: number, random: Random, path: string): Mixed {
  const { model, values } = neuron;
  const drawn = Object.entries(ownParams(neuron, size, tick, random));
  return new Mixed(
    Array.from({ length: size }, (_, i) => {
      const ownValues: Record<string, number> = { ...values };
      for (const [name, each] of drawn) {
        ownValues[name] = each[i]!;
        const wrong = outOfBounds(model.params[name]!, each[i]!);
        if (wrong) throw new NetworkError(path, `neuron ${i}: ${name} of ${each[i]} ${wrong}`);
      }
      return made(neuron, ownValues, 1, tick, random.split("neuron").split(i), path, `neuron ${i}: `);
    }),
  );
}

function made(
  { model, winner, current }: Neuron,
  values: Readonly<Record<string, number>>,
  size: number,
  tick: number,
  random: Random,
  path: string,
  who: string,
): Neurons {
  const misfit = model.problem?.(values, tick);
  if (misfit !== undefined) throw new NetworkError(path, `${who}${misfit}`);
  const create = current && model.driven ? model.driven : model.create;
  const neurons = told(path, who, () => create(size, values, tick, winner, random));
  if (current && !neurons.current)
    throw new NetworkError(path, `${who}these neurons take no current; accepted: no current`);
  return neurons;
}

/**
 * Of each neuron the parameters that differ, those that are drawn too.
 * @param random  the population's own stream
 */
export function ownParams(
  { model, values, own = {} }: Neuron,
  size: number,
  tick: number,
  random: Random,
): Readonly<Record<string, Float64Array>> {
  const grid = values.dt ?? tick;
  return Object.fromEntries(
    Object.entries(own).map(([name, given]) => {
      const each = valuesFor(given, size, random.split("params").split(name));
      const isDrawn = !(given instanceof Float64Array);
      const onGrid = isDrawn && model.params[name]!.onGrid;
      return [name, onGrid ? each.map((x) => Math.round(x / grid) * grid) : each];
    }),
  );
}

function valuesFor(given: OwnValues[string], size: number, random: Random): Float64Array {
  if (typeof given === "number") return new Float64Array(size).fill(given);
  return given instanceof Float64Array ? given : valuesOf(given, size, random);
}

/** Parts complain with a RangeError; say where. */
function told<T>(path: string, who: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) throw new NetworkError(path, `${who}${error.message}`);
    throw error;
  }
}
