import { csrOfColumns } from "../../core/connectivity/index.js";
import { Draws } from "./draws.js";
import { type ConnectRule, checkCount, type Ends, type RuleValues } from "./model.js";
import { autapses, multapses } from "./options.js";

export const fixedIndegree: ConnectRule = {
  doc: "each receiving neuron has n synapses, their sources drawn from all",
  params: {
    n: {
      unit: "1",
      whole: true,
      min: 0,
      default: 100,
      doc: "synapses of each receiving neuron",
      source: "assumed: a tenth of a thousand, as in Brunel, J. Comput. Neurosci. 8:183 (2000)",
    },
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

/** Whether a neuron must not reach itself. */
export function excludesSelf({ autapses }: RuleValues, { same }: Ends): boolean {
  return same && autapses === 0;
}

/** Why `n` different neurons cannot be drawn; undefined where they can. */
export function tooMany(
  n: number,
  pool: number,
  what: string,
  values: RuleValues,
  ends: Ends,
): string | undefined {
  const others = pool - (excludesSelf(values, ends) ? 1 : 0);
  if (n <= others || (values.multapses === 1 && others > 0)) return undefined;
  return `${n} different ${what} cannot be drawn from ${others}; accepted: at most ${others}, or multapses: true`;
}
