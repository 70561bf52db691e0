import { csr } from "./csr.js";
import { dense } from "./dense.js";
import type { Connectivity, Wiring } from "./forms.js";
import type { Uniform } from "./model.js";

/**
 * @param count  number of synapses
 * @param spans  columns of a row, [from, to) pairs, ascending; read before the next call
 */
export function uniform(
  nPre: number,
  nPost: number,
  count: number,
  spans: (i: number) => readonly number[],
): Uniform {
  return { form: "uniform", nPre, nPost, count, spans };
}

/** The same synapses with a position each: what they need to own values. */
export function positioned(connectivity: Connectivity): Wiring {
  if (connectivity.form !== "uniform") return connectivity;
  const { nPre, nPost, count, spans } = connectivity;
  if (count === nPre * nPost) return dense(nPre, nPost);
  const first = new Int32Array(nPre + 1);
  const target = new Int32Array(count);
  let at = 0;
  for (let i = 0; i < nPre; i++) {
    const row = spans(i);
    for (let s = 0; s < row.length; s += 2) for (let j = row[s]!; j < row[s + 1]!; j++) target[at++] = j;
    first[i + 1] = at;
  }
  return csr(nPre, nPost, first, target);
}
