/**
 * Leaky integrators between spikes and LIF neurons: filters that make currents of spikes, as `spikion nir export` writes them
 * and others may.
 *
 *   spikes -> LI -> LIF             exponential currents: lif-exp
 *   spikes -> LI -> LI -> LIF       both of one time constant, currents like an alpha function: lif-alpha
 *
 * A LIF can have two such currents.
 */
import { NirError } from "./errors.js";
import { isSpiking, positiveOf, ratio } from "./node-types.js";
import { broadcast } from "./operators.js";
import type { Paths } from "./paths.js";
import type { SparseMap } from "./sparse.js";

export interface ReceptorRead {
  readonly receptor: "delta" | "excitatory" | "inhibitory";
  /** What reaches it, by population. */
  readonly from: ReadonlyMap<string, SparseMap>;
  /** V that a weight of 1 is, by neuron. */
  readonly perWeight: Float64Array;
}

export interface FiltersRead {
  readonly model: "lif-exp" | "lif-alpha";
  readonly receptors: readonly ReceptorRead[];
  readonly tauE: Float64Array;
  readonly tauI: Float64Array;
}

type Refuse = (origin: string, why: string) => never;

/**
 * @param r  of the LIF, by neuron
 * @param pulse  for how long a spike is a current of 1, s
 * @returns  undefined where only spikes reach it
 * @throws NirError where integrators reach it that are no such filters
 */
export function filtersOf(
  paths: Paths,
  id: string,
  from: ReadonlyMap<string, SparseMap>,
  r: Float64Array,
  pulse: number,
): FiltersRead | undefined {
  const graded = [...from.keys()].find((origin) => isGraded(paths, origin));
  if (graded === undefined) return undefined;
  const refuse: Refuse = (origin, why) => {
    const { type } = paths.node(origin);
    throw new NirError(
      `${paths.name}: ${origin}: a ${type} without spikes leads to ${id}, and ${why}; accepted: LI to an Output, or one LI (or two of one time constant) between spikes and each element of a LIF`,
    );
  };
  const { type } = paths.node(id);
  if (type !== "LIF") refuse(graded, `${id} is a ${type}`);
  const read = [...from].map(([origin, map]) => {
    if (!isGraded(paths, origin)) refuse(graded, `so do spikes of ${origin}`);
    const factor = diagonalOf(map) ?? refuse(origin, "not each element to its own");
    return { origin, factor, ...filterOf(paths, origin, r.length, pulse, refuse) };
  });
  if (read.length > 2) refuse(read[2]!.origin, "so do two others");
  const { length } = read[0]!;
  const other = read.find((f) => f.length !== length);
  if (other) refuse(other.origin, "it and others are not as many in a row");
  const [first, second] = read;
  // Weights have a sign of their own, so that either receptor takes either.
  const swapped = first!.factor[0]! < 0;
  const excitatory = swapped ? second : first;
  const inhibitory = swapped ? first : second;
  const receptorOf = (receptor: ReceptorRead["receptor"], sign: number, of: typeof first): ReceptorRead[] => {
    if (!of) return [];
    const perWeight = r.map((x, i) => sign * of.factor[i]! * x * of.gain[i]!);
    return [{ receptor, from: of.from, perWeight }];
  };
  return {
    model: length === 2 ? "lif-alpha" : "lif-exp",
    receptors: [...receptorOf("excitatory", 1, excitatory), ...receptorOf("inhibitory", -1, inhibitory)],
    tauE: (excitatory ?? first!).tau,
    tauI: (inhibitory ?? first!).tau,
  };
}

interface Filter {
  readonly tau: Float64Array;
  /** Peak of the current that a weight of 1 makes, by neuron. */
  readonly gain: Float64Array;
  /** Number of integrators in a row. */
  readonly length: number;
  readonly from: ReadonlyMap<string, SparseMap>;
}

/** @param depth  which one in a row it is, from the neurons backwards */
function filterOf(paths: Paths, id: string, size: number, pulse: number, refuse: Refuse, depth = 1): Filter {
  const node = paths.node(id);
  if (node.type !== "LI") refuse(id, "it is no LI");
  const tau = positiveOf(node, "tau", size);
  const r = broadcast(node, "r", size);
  if (broadcast(node, "v_leak", size).some((v) => v !== 0)) refuse(id, "its v_leak is not 0");
  const { from, bias } = paths.inputOf(id);
  if (bias.some((b) => b !== 0)) refuse(id, "a bias drives it");
  const before = [...from.keys()].find((origin) => isGraded(paths, origin));
  if (before === undefined) return { tau, gain: r.map((x, i) => ratio(x * pulse, tau[i]!)), length: 1, from };
  if (depth > 1) return refuse(id, "more than two integrators are in a row");
  const factor = diagonalOf(from.get(before)!);
  const first = filterOf(paths, before, size, pulse, refuse, depth + 1);
  if (from.size > 1 || !factor || first.tau.some((t, i) => t !== tau[i]))
    return refuse(id, "what is before it is not one LI of the same time constant");
  // exp(-t/tau) filtered once more is (t/tau) exp(-t/tau), whose peak is 1/e.
  const gain = first.gain.map((g, i) => g * factor[i]! * ratio(r[i]!, Math.E));
  return { ...first, gain, length: 2 };
}

/** Whether a population has no spikes. */
export function isGraded(paths: Paths, id: string): boolean {
  const { type } = paths.node(id);
  return type !== "Input" && !isSpiking(type);
}

/** Factors of a map of each element to its own without delay; undefined of any other. */
function diagonalOf({ nPre, nPost, pre, post, weight, delay }: SparseMap): Float64Array | undefined {
  const own = pre.every((i, k) => i === k && post[k] === k && delay[k] === 0);
  return own && nPre === nPost && pre.length === nPre ? weight : undefined;
}
