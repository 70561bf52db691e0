import { csrOfRows } from "../../core/connectivity/index.js";
import { Draws } from "./draws.js";
import { type ConnectRule, checkCount } from "./model.js";
import { autapses, degree, excludesSelf, multapses, tooMany } from "./options.js";

export const fixedOutdegree: ConnectRule = {
  doc: "each sending neuron has n synapses, their targets drawn from all",
  params: {
    n: degree("sending"),
    autapses,
    multapses,
  },
  problem: (_, nPost, values, ends) => tooMany(values.n!, nPost, "targets", values, ends),
  expected: (nPre, _, { n }) => n! * nPre,
  connect(nPre, nPost, values, random, ends) {
    const { n, multapses: repeats } = values;
    checkCount(n! * nPre);
    const draws = new Draws(nPost);
    const without = excludesSelf(values, ends);
    const rows = Array.from({ length: nPre }, (_, i) =>
      draws.ascending(n!, without ? i : -1, repeats === 1, random),
    );
    return csrOfRows(nPost, rows);
  },
};
