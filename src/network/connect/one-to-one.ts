import { uniform } from "../../core/connectivity/index.js";
import { type ConnectRule, equalSizes } from "./model.js";

export const oneToOne: ConnectRule = {
  doc: "each neuron reaches the one of the same index",
  params: {},
  expected: (n) => n,
  problem: equalSizes("one-to-one"),
  connect(n) {
    const own = [0, 0];
    return uniform(n, n, n, (i) => {
      own[0] = i;
      own[1] = i + 1;
      return own;
    });
  },
};
