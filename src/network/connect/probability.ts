/**
 * Each synapse exists with probability p, independently of all others. Instead of a draw per pair of neurons the gap to the
 * next synapse is drawn, floor(ln u / ln(1 - p)), which has the geometric law of those trials: the work is that of the
 * synapses there are.
 *
 * @see Batagelj and Brandes, Phys. Rev. E 71:036113 (2005)
 */
import { csr } from "../../core/connectivity/index.js";
import { ln } from "../../core/elementary.js";
import type { Random } from "../../core/random.js";
import { type ConnectRule, checkCount } from "./model.js";
import { autapses, excludesSelf } from "./options.js";

export const probability: ConnectRule = {
  doc: "each neuron reaches each other with probability p, drawn for every pair alone",
  params: {
    p: {
      unit: "1",
      default: 0.1,
      min: 0,
      max: 1,
      doc: "probability of a synapse between two neurons",
      source: "assumed: the connectivity of Brunel, J. Comput. Neurosci. 8:183 (2000)",
    },
    autapses,
  },
  expected: (nPre, nPost, values, ends) =>
    (nPre * nPost - (excludesSelf(values, ends) ? nPre : 0)) * values.p!,
  connect(nPre, nPost, values, random, ends) {
    const { p } = values;
    const noSelf = excludesSelf(values, ends);
    const expected = nPre * nPost * p!;
    // Six standard deviations on top: hardly ever exceeded.
    const room = Math.min(nPre * nPost, Math.ceil(expected + 6 * Math.sqrt(expected) + 16));
    checkCount(room, expected);
    let drawn = new Int32Array(room);
    const first = new Int32Array(nPre + 1);
    let count = 0;
    const gap = gaps(p!, random);
    let row = 0;
    let column = gap();
    while (row < nPre) {
      if (column >= nPost) {
        const rows = Math.floor(column / nPost);
        for (let r = 0; r < rows && row < nPre; r++) first[++row] = count;
        column -= rows * nPost;
        continue;
      }
      if (count === drawn.length) drawn = enlarged(drawn);
      if (!(noSelf && column === row)) drawn[count++] = column;
      column += 1 + gap();
    }
    return csr(nPre, nPost, first, drawn.slice(0, count));
  },
};

/** Draws how many pairs without a synapse come before the next with one. */
function gaps(p: number, random: Random): () => number {
  if (p >= 1) return () => 0;
  const perPair = ln(1 - p);
  // Also a p that is lost beside 1.
  if (perPair === 0) return () => Number.MAX_SAFE_INTEGER;
  return () => Math.floor(ln(random.uniform()) / perPair);
}

function enlarged(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * list.length);
  larger.set(list);
  return larger;
}
