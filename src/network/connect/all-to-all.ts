import type { ConnectRule } from "./model.js";

export const allToAll: ConnectRule = {
  doc: "every neuron of one population to every neuron of the other",
  problem: () => undefined,
  deliver(input, _i, weight, nPost) {
    for (let j = 0; j < nPost; j++) input[j] = Math.fround(input[j]! + weight);
  },
};
