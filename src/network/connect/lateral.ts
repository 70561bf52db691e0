import { uniform } from "../../core/connectivity/index.js";
import { type ConnectRule, equalSizes } from "./model.js";

export const lateral: ConnectRule = {
  doc: "each neuron reaches all but the one of the same index",
  params: {},
  expected: (n) => n * (n - 1),
  problem: equalSizes("lateral"),
  connect(n) {
    const others = [0, 0, 0, n];
    return uniform(n, n, n * (n - 1), (i) => {
      others[1] = i;
      others[2] = i + 1;
      return others;
    });
  },
};
