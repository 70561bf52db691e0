/** Plastic projections in which not every neuron reaches every neuron: their wiring beside their weights. */
import { type Wiring, wholeRows } from "../core/connectivity/index.js";
import { type Network, NetworkError } from "../network/build.js";
import type { ShapedArray } from "./kind.js";
import { count, int32s, object } from "./shape.js";

/** Compressed by row, as scipy's csr_array: synapses of row i are indices[indptr[i]] .. indices[indptr[i + 1] - 1]. */
export interface SparseWiring {
  /** Number of rows. */
  readonly nPre: number;
  /** Number of columns. */
  readonly nPost: number;
  /** Synapses of row i are indptr[i] .. indptr[i + 1] - 1, as in scipy's csr_array. */
  readonly indptr: Int32Array;
  /** Column of each synapse. */
  readonly indices: Int32Array;
}

export const sparseShape = object<SparseWiring>({
  nPre: count,
  nPost: count,
  indptr: int32s,
  indices: int32s,
});

/** Undefined where every synapse exists: then weights are [pre][post]. */
export function sparseWiring(synapses: Wiring): SparseWiring | undefined {
  const wiring = wholeRows(synapses);
  if (wiring.form !== "csr") return undefined;
  const { nPre, nPost, first, target } = wiring;
  return { nPre, nPost, indptr: first, indices: target };
}

/**
 * Arrays of weights.npz beside the conductances, which are scipy's `data`:
 * `csr_array((w["conductance"], w["indices"], w["indptr"]), shape=w["shape"])`.
 * @param of  "" for the first plastic projection, "-<name>" for others
 */
export function wiringArrays(
  { nPre, nPost, indptr, indices }: SparseWiring,
  of: string,
): Record<string, ShapedArray> {
  return {
    [`indptr${of}`]: { shape: [indptr.length], values: indptr },
    [`indices${of}`]: { shape: [indices.length], values: indices },
    [`shape${of}`]: { shape: [2], values: Int32Array.of(nPre, nPost) },
  };
}

/** The same for all of them. @param first  of those projections the one whose arrays have plain names */
export function allWiringArrays(
  sparse: Readonly<Record<string, SparseWiring>> = {},
  first: string,
): Record<string, ShapedArray> {
  return Object.assign(
    {},
    ...Object.entries(sparse).map(([name, wiring]) => wiringArrays(wiring, name === first ? "" : `-${name}`)),
  );
}

/** @throws NetworkError where plastic synapses are not those of every neuron with every neuron */
export function requireFull({ projections }: Network, kind: string): void {
  const sparse = projections.find(({ crossbar }) => crossbar && wholeRows(crossbar.wiring).form !== "dense");
  if (sparse)
    throw new NetworkError(
      `projections.${sparse.name}.rule`,
      `plastic synapses of an experiment of kind "${kind}" join every neuron to every neuron; accepted: "all-to-all", or kind "simulate"`,
    );
}
