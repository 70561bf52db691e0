/** Values that were given synapse by synapse, put in the order of a wiring. */
import { each, type Wiring } from "../core/connectivity/index.js";

/** Row after row, columns ascending. */
export interface ListedValues {
  /** Presynaptic neuron of each value. */
  readonly pre: Int32Array;
  /** Postsynaptic neuron of each value. */
  readonly post: Int32Array;
  /** The values. */
  readonly of: Float64Array;
  /** What the list is called, and where its k-th value stands, for messages. */
  readonly name: string;
  /** Where value k stands in its file, in words. */
  place(k: number): string;
}

/**
 * Of each synapse of a wiring its value, row after row.
 * @throws RangeError unless the list has the synapses of the wiring, and no others
 */
export function valuesInOrder(wiring: Wiring, { pre, post, of, name, place }: ListedValues): Float64Array {
  let k = 0;
  each(wiring, (_, i, j) => {
    if (pre[k] !== i || post[k] !== j)
      throw new RangeError(
        k < pre.length && (pre[k]! < i || (pre[k] === i && post[k]! < j))
          ? `${name}: ${place(k)} is of a synapse (${pre[k]}, ${post[k]}) that the rule does not make; accepted: one value for each synapse (rule: {list: …} makes those of a file)`
          : `${name} has no value for synapse (${i}, ${j}); accepted: one for each synapse`,
      );
    k++;
  });
  if (k < pre.length)
    throw new RangeError(
      `${name}: ${place(k)} is of a synapse (${pre[k]}, ${post[k]}) that the rule does not make; accepted: one value for each synapse (rule: {list: …} makes those of a file)`,
    );
  return of;
}
