import { csrOfColumns } from "../../core/connectivity/index.js";
import { Draws } from "./draws.js";
import { type ConnectRule, checkCount } from "./model.js";
import { autapses, degree, excludesSelf, multapses, tooMany } from "./options.js";

export const fixedIndegree: ConnectRule = {
  doc: "each receiving neuron has n synapses, their sources drawn from all",
  params: {
    n: degree("receiving"),
    autapses,
    multapses,
  },
  problem: (nPre, _, values, ends) => tooMany(values.n!, nPre, "sources", values, ends),
  expected: (_, nPost, { n }) => n! * nPost,
  connect(nPre, nPost, values, random, ends) {
    const { n, multapses: repeats } = values;
    checkCount(n! * nPost);
    const draws = new Draws(nPre);
    const without = excludesSelf(values, ends);
    return csrOfColumns(nPre, nPost, n!, (j) => draws.ascending(n!, without ? j : -1, repeats === 1, random));
  },
};
