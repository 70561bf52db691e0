import { uniform } from "../../core/connectivity/index.js";
import type { ConnectRule } from "./model.js";

export const allToAll: ConnectRule = {
  doc: "every neuron reaches every neuron, itself included where both populations are the same",
  params: {},
  expected: (nPre, nPost) => nPre * nPost,
  connect(nPre, nPost) {
    const all = [0, nPost];
    return uniform(nPre, nPost, nPre * nPost, () => all);
  },
};
