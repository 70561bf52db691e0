import { csr } from "./csr.js";
import type { Wiring } from "./forms.js";

/**
 * Rows split by a key of each synapse: a spike that reaches the synapses of a row at different times is a spike on one part
 * after another, and whatever works on rows works on parts.
 * @param key  whole numbers from 0, by position
 * @returns  the same synapses in parts, with `split`
 */
export function splitRows(wiring: Wiring, key: Int32Array): Wiring {
  const { nPre, nPost, count, size } = wiring;
  const parts: { readonly row: number; readonly key: number; readonly at: number }[] = [];
  const first = new Int32Array(nPre + 1);
  const target = new Int32Array(count);
  const position = new Int32Array(size).fill(-1);
  let at = 0;
  for (let i = 0; i < nPre; i++) {
    const begin = wiring.rowStart(i);
    // Stable: within a part columns still ascend.
    const order = Int32Array.from({ length: wiring.rowEnd(i) - begin }, (_, k) => begin + k);
    order.sort((a, b) => key[a]! - key[b]! || a - b);
    for (const [k, from] of order.entries()) {
      if (k === 0 || key[from] !== key[order[k - 1]!]) parts.push({ row: i, key: key[from]!, at });
      target[at] = wiring.columnOf(i, from);
      position[from] = at++;
    }
    first[i + 1] = parts.length;
  }
  const starts = Int32Array.from([...parts.map((p) => p.at), count]);
  return csr(parts.length, nPost, starts, target, {
    of: wiring,
    first,
    row: Int32Array.from(parts, (p) => p.row),
    key: Int32Array.from(parts, (p) => p.key),
    position,
  });
}

/** The wiring with whole rows: what a user sees, one row per neuron. */
export function wholeRows(wiring: Wiring): Wiring {
  return wiring.form === "csr" && wiring.split ? wiring.split.of : wiring;
}
