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
import type { ConnectRule } from "./model.js";

/** Positions are 32-bit integers. */
const MOST_SYNAPSES = 2 ** 31 - 1;

export const probability: ConnectRule = {
  doc: "each neuron reaches each other with probability p, drawn for every pair alone; itself too where both populations are the same",
  params: {
    p: {
      unit: "1",
      default: 0.1,
      min: 0,
      max: 1,
      doc: "probability of a synapse between two neurons",
      source: "assumed: the connectivity of Brunel, J. Comput. Neurosci. 8:183 (2000)",
    },
  },
  expected: (nPre, nPost, { p }) => nPre * nPost * p!,
  connect(nPre, nPost, { p }, random) {
    const expected = nPre * nPost * p!;
    // Six standard deviations on top: hardly ever exceeded.
    const room = Math.min(nPre * nPost, Math.ceil(expected + 6 * Math.sqrt(expected) + 16));
    if (room > MOST_SYNAPSES)
      throw new RangeError(
        `${Math.round(expected)} synapses are expected; at most ${MOST_SYNAPSES} are possible`,
      );
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
      drawn[count++] = column;
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
