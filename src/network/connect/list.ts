/** Synapses one by one, as they were given: not drawn, and no part of the table of rules, which are made of numbers. */
import { csr } from "../../core/connectivity/index.js";
import type { ConnectRule } from "./model.js";
import { multapses } from "./options.js";

/** What a config knows of it. */
export const list = {
  doc: "the synapses of a file, CSV or npz, each with its weight and delay where the file has them",
  params: { multapses },
};

/** Both ends of each synapse, row after row, columns ascending. */
export interface ListedSynapses {
  readonly pre: Int32Array;
  readonly post: Int32Array;
  /** Where the k-th one was given, for messages. */
  place(k: number): string;
}

/** @param repeats  whether several synapses may join one pair */
export function listRule({ pre, post, place }: ListedSynapses, repeats: boolean): ConnectRule {
  return {
    doc: list.doc,
    params: {},
    expected: () => pre.length,
    problem(nPre, nPost) {
      const beyond = pre.findIndex((i, k) => i >= nPre || post[k]! >= nPost);
      if (beyond >= 0)
        return `${place(beyond)} joins neuron ${pre[beyond]} to ${post[beyond]}; accepted: 0 to ${nPre - 1}, and 0 to ${nPost - 1}`;
      if (repeats) return undefined;
      const twice = pre.findIndex((i, k) => k > 0 && i === pre[k - 1] && post[k] === post[k - 1]);
      return twice < 0
        ? undefined
        : `${place(twice)} joins neuron ${pre[twice]} to ${post[twice]}, as ${place(twice - 1)} does; accepted: each pair once, or multapses: true`;
    },
    connect(nPre, nPost) {
      const first = new Int32Array(nPre + 1);
      for (const i of pre) first[i + 1]!++;
      for (let i = 0; i < nPre; i++) first[i + 1]! += first[i]!;
      return csr(nPre, nPost, first, post);
    },
  };
}
