import type { ConnectRule } from "./model.js";

export const oneToOne: ConnectRule = {
  doc: "each neuron to the neuron of the same index",
  problem: (nPre, nPost) =>
    nPre === nPost ? undefined : `one-to-one needs populations of one size, not ${nPre} and ${nPost}`,
  deliver(input, i, weight) {
    input[i] = Math.fround(input[i]! + weight);
  },
};
