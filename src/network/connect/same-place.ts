import { csrOfRows } from "../../core/connectivity/index.js";
import type { ConnectRule } from "./model.js";
import { gridOf, gridText } from "./place.js";

/** Planes of neurons at the same places, such as ON and OFF cells of a pixel, or the features of one place. */
export const samePlace: ConnectRule = {
  doc: "each neuron reaches those at its own row and column, in all planes; within one population all but itself",
  params: {},
  problem(_nPre, _nPost, _values, { preShape, postShape }) {
    const [pre, post] = [gridOf(preShape), gridOf(postShape)];
    if (pre.rows === post.rows && pre.cols === post.cols) return undefined;
    return `"same-place" needs populations with equal rows and columns, not ${gridText(pre)} and ${gridText(post)}; accepted: size: [planes, rows, cols] of both`;
  },
  expected: (nPre, _, __, { postShape, same }) => nPre * (gridOf(postShape).planes - (same ? 1 : 0)),
  connect(nPre, nPost, _values, _random, { preShape, postShape, same }) {
    const { rows, cols } = gridOf(preShape);
    const places = rows * cols;
    const { planes } = gridOf(postShape);
    const columns = Array.from({ length: nPre }, (_, i) => {
      const all = Int32Array.from({ length: planes }, (_, plane) => plane * places + (i % places));
      return same ? all.filter((j) => j !== i) : all;
    });
    return csrOfRows(nPost, columns);
  },
};
