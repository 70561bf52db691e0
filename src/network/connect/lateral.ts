import type { ConnectRule } from "./model.js";

export const lateral: ConnectRule = {
  doc: "each neuron to all but the neuron of the same index",
  problem: (nPre, nPost) =>
    nPre === nPost ? undefined : `lateral needs populations of one size, not ${nPre} and ${nPost}`,
  deliver(input, i, weight, nPost) {
    for (let j = 0; j < i; j++) input[j] = Math.fround(input[j]! + weight);
    for (let j = i + 1; j < nPost; j++) input[j] = Math.fround(input[j]! + weight);
  },
};
