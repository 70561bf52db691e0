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
  // At most as many parts as synapses: of each its row, its key and its first position.
  const rows = new Int32Array(count);
  const keys = new Int32Array(count);
  const starts = new Int32Array(count + 1);
  let parts = 0;
  const first = new Int32Array(nPre + 1);
  const target = new Int32Array(count);
  const position = new Int32Array(size).fill(-1);
  let at = 0;
  for (let i = 0; i < nPre; i++) {
    const begin = wiring.rowStart(i);
    // Stable: within a part columns still ascend.
    const order = Int32Array.from({ length: wiring.rowEnd(i) - begin }, (_, k) => begin + k);
    order.sort((a, b) => key[a]! - key[b]! || a - b);
    for (let k = 0; k < order.length; k++) {
      const from = order[k]!;
      if (k === 0 || key[from] !== key[order[k - 1]!]) {
        rows[parts] = i;
        keys[parts] = key[from]!;
        starts[parts++] = at;
      }
      target[at] = wiring.columnOf(i, from);
      position[from] = at++;
    }
    first[i + 1] = parts;
  }
  starts[parts] = count;
  return csr(parts, nPost, starts.slice(0, parts + 1), target, {
    of: wiring,
    first,
    row: rows.slice(0, parts),
    key: keys.slice(0, parts),
    position,
  });
}

/** The wiring with whole rows: what a user sees, one row per neuron. */
export function wholeRows(wiring: Wiring): Wiring {
  return wiring.form === "csr" && wiring.split ? wiring.split.of : wiring;
}
