/**
 * Pooling: the places of the receiving population are windows of the sending one, and each plane sees its own plane there,
 * or its own several planes that are merged: with `merge` m plane f sees planes f, f + F, .. f + (m - 1) F of F planes. Fixed
 * weights as a rule: what pools has nothing to learn.
 */
import { csrOfColumns } from "../../core/connectivity/index.js";
import { type ConnectRule, checkCount } from "./model.js";
import { windowsOn } from "./patch.js";
import { gridOf, gridText, isGrid } from "./place.js";

const whole = { unit: "1", whole: true, min: 1 } as const;

export const pool: ConnectRule = {
  doc: "each receiving neuron sees a window of kernel x kernel places in its own plane, or in merge planes",
  params: {
    kernel: {
      ...whole,
      default: 2,
      doc: "rows and columns of a window",
      source: "assumed: LeNet-5, LeCun et al., Proc. IEEE 86:2278 (1998)",
    },
    stride: {
      ...whole,
      default: 2,
      doc: "places from one window to the next",
      source: "assumed: no overlap",
    },
    merge: {
      ...whole,
      default: 1,
      doc: "planes that one plane sees",
      source: "assumed: each plane its own",
    },
  },
  problem(_nPre, nPost, values, { preShape, postShape }) {
    if (!isGrid(preShape))
      return `"pool" needs rows and columns of the sending population, not a list of ${preShape[0]}; accepted: size: [planes, rows, cols]`;
    const pre = gridOf(preShape);
    const { kernel, merge } = values;
    if (kernel! > pre.rows || kernel! > pre.cols)
      return `a window of ${kernel} x ${kernel} does not fit on ${gridText(pre)}; accepted: at most ${Math.min(pre.rows, pre.cols)}`;
    if (pre.planes % merge! !== 0)
      return `${pre.planes} planes cannot be merged by ${merge}; accepted: a divisor of ${pre.planes}`;
    const { rows, cols } = windowsOn(pre, values);
    const planes = pre.planes / merge!;
    const post = gridOf(postShape);
    const fits = post.planes === planes && post.rows === rows && post.cols === cols;
    if (fits && nPost === planes * rows * cols) return undefined;
    return `${gridText(post)} do not pool ${gridText(pre)}; accepted: size: [${planes}, ${rows}, ${cols}]`;
  },
  expected: (_, nPost, { kernel, merge }) => nPost * kernel! ** 2 * merge!,
  connect(nPre, nPost, values, _random, ends) {
    const pre = gridOf(ends.preShape);
    const { kernel, stride, merge } = values as { kernel: number; stride: number; merge: number };
    const degree = merge * kernel ** 2;
    checkCount(nPost * degree);
    const windows = windowsOn(pre, values);
    const places = windows.rows * windows.cols;
    const planes = pre.planes / merge;
    const seen = new Int32Array(degree);
    return csrOfColumns(nPre, nPost, degree, (j) => {
      const place = j % places;
      const [top, left] = [Math.floor(place / windows.cols) * stride, (place % windows.cols) * stride];
      let k = 0;
      for (let plane = Math.floor(j / places); plane < pre.planes; plane += planes)
        for (let y = top; y < top + kernel; y++)
          for (let x = left; x < left + kernel; x++) seen[k++] = (plane * pre.rows + y) * pre.cols + x;
      return seen;
    });
  },
};
