/**
 * Each synapse exists with a probability that falls with the distance of its neurons, independently of all others.
 * Distances are in spacings of the sending population's grid; the receiving one is stretched over the same area.
 */
import { csrOfRows } from "../../core/connectivity/index.js";
import { exp, ln } from "../../core/elementary.js";
import { type ConnectRule, checkCount, type Ends, type RuleValues } from "./model.js";
import { autapses, excludesSelf } from "./options.js";
import { type Grid, gridOf, gridText, isGrid } from "./place.js";

/** Share of the peak below which a synapse is never drawn. */
const LEAST = 1e-12;

interface Profile {
  /** Share of the peak at distance d, both in radii. */
  at(d: number): number;
  /** Distance in radii beyond which nothing is drawn. */
  readonly reach: number;
}

const PROFILES: Readonly<Record<string, Profile>> = {
  gaussian: { at: (d) => exp(-0.5 * d * d), reach: Math.sqrt(-2 * ln(LEAST)) },
  exponential: { at: (d) => exp(-d), reach: -ln(LEAST) },
  disc: { at: () => 1, reach: 1 },
};
const NAMES = Object.keys(PROFILES);

export const distance: ConnectRule = {
  doc: "each neuron reaches each other with a probability that falls with their distance on a grid",
  params: {
    radius: {
      unit: "1",
      min: 0,
      open: true,
      default: 3,
      doc: "how far synapses reach, in spacings of the sending grid: σ of gaussian, the decay of exponential, the edge of disc",
      source: "assumed: a neighbourhood of some 30 neurons",
    },
    kernel: {
      unit: "1",
      words: NAMES,
      default: 0,
      doc: "how the probability falls with distance",
      source: "assumed: connection probabilities of cortex fall about so",
    },
    peak: {
      unit: "1",
      min: 0,
      max: 1,
      default: 1,
      doc: "probability at distance 0",
      source: "assumed: all neurons of one place",
    },
    wrap: {
      unit: "1",
      flag: true,
      default: 0,
      doc: "whether the grid goes on at its opposite edge (a torus)",
      source: "assumed: an array of devices has edges",
    },
    autapses,
  },
  problem(_nPre, _nPost, _values, { preShape, postShape }) {
    if (isGrid(preShape) === isGrid(postShape)) return undefined;
    const [pre, post] = [preShape, postShape].map((shape) =>
      isGrid(shape) ? gridText(gridOf(shape)) : `a list of ${shape[0]}`,
    );
    return `"distance" needs two lines or two grids, not ${pre} and ${post}; accepted: size: [rows, cols] of both`;
  },
  expected(nPre, nPost, values, ends) {
    // The mean over all places costs as much as drawing; a sample of the rows is near enough.
    const probabilities = probabilitiesOf(values, ends);
    const step = Math.max(1, Math.floor(nPre / 64));
    const own = excludesSelf(values, ends) ? values.peak! : 0;
    let sum = 0;
    let rows = 0;
    for (let i = 0; i < nPre; i += step, rows++) {
      for (let j = 0; j < nPost; j++) sum += probabilities(i, j);
      sum -= own;
    }
    return (sum / rows) * nPre;
  },
  connect(nPre, nPost, values, random, ends) {
    const probabilities = probabilitiesOf(values, ends);
    const noSelf = excludesSelf(values, ends);
    let count = 0;
    const rows = Array.from({ length: nPre }, (_, i) => {
      const columns: number[] = [];
      for (let j = 0; j < nPost; j++) {
        const p = noSelf && i === j ? 0 : probabilities(i, j);
        if (p > 0 && (p >= 1 || random.uniform() < p)) columns.push(j);
      }
      count += columns.length;
      checkCount(count);
      return columns;
    });
    return csrOfRows(nPost, rows);
  },
};

/** Probability of a synapse from neuron i to neuron j. */
function probabilitiesOf(
  values: RuleValues,
  { preShape, postShape }: Ends,
): (i: number, j: number) => number {
  const { radius, kernel, peak, wrap } = values as Record<"radius" | "kernel" | "peak" | "wrap", number>;
  const { at, reach } = PROFILES[NAMES[kernel]!]!;
  const [pre, post] = [gridOf(preShape), gridOf(postShape)];
  const vertical = apart(pre.rows, post.rows, wrap === 1);
  const horizontal = apart(pre.cols, post.cols, wrap === 1);
  return (i, j) => {
    const [from, to] = [place(pre, i), place(post, j)];
    const y = vertical[from.row * post.rows + to.row]!;
    const x = horizontal[from.col * post.cols + to.col]!;
    const d = Math.sqrt(x * x + y * y) / radius;
    return d > reach ? 0 : peak * at(d);
  };
}

function place({ rows, cols }: Grid, neuron: number): { readonly row: number; readonly col: number } {
  const at = neuron % (rows * cols);
  return { row: Math.floor(at / cols), col: at % cols };
}

/** Distances along one axis, [sending][receiving], in spacings of the sending places. */
function apart(nPre: number, nPost: number, wrap: boolean): Float64Array {
  return Float64Array.from({ length: nPre * nPost }, (_, x) => {
    const [i, j] = [Math.floor(x / nPost), x % nPost];
    const d = Math.abs(((j + 0.5) * nPre) / nPost - 0.5 - i);
    return wrap ? Math.min(d, nPre - d) : d;
  });
}
