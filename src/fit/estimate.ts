/** From pulses to the vector of the largest likelihood: start, search, and what is updated between searches. */
import { exp, ln } from "../core/elementary.js";
import type { Innovations } from "./filter.js";
import type { Held } from "./likelihood.js";
import { Likelihood, type Local } from "./likelihood.js";
import { type Best, type Box, maximise } from "./maximise.js";
import type { Levels, Outliers, PulseRows } from "./model.js";
import { power } from "./shape.js";
import { type Start, startOf } from "./start.js";
import { cholesky, inverse } from "./symmetric.js";
import { nodesOf, type TableShape, tableShape } from "./table-shape.js";

export interface Estimate {
  readonly likelihood: Likelihood;
  readonly box: Box;
  readonly held: Held;
  readonly best: Best;
  readonly local: Local;
  /** Covariance of the places in `free`, in their order. */
  readonly free: readonly number[];
  readonly covariance: Float64Array;
  /** Places that no pulse speaks of: numbers of a polarity that was not measured. */
  readonly absent: ReadonlySet<number>;
}

/** A device without any dependence on its state has 0, which has no logarithm. */
const LEAST_BETA = 0.002;
/** Rounds of search and update. */
const ROUNDS = 12;

/** The likelihood and where its search starts. Conductances are in units of G0. */
export function begin(rows: PulseRows, levels: Levels, devices: number): Begun {
  const start = startOf(rows, levels, 1, devices);
  const shape = power(1);
  const likelihood = new Likelihood(rows, levels, shape, devices);
  const box = boxOf(likelihood, start.read);
  const set = (place: number, from: number, to: number) => {
    box.low[place] = ln(from);
    box.high[place] = ln(to);
  };
  set(likelihood.rates, LEAST_BETA, 15);
  set(likelihood.rates + 1, LEAST_BETA, 15);
  set(likelihood.rates + 2, 1e-3, 1e3);
  // gMin is not below 0.
  set(likelihood.rates + 3, 1e-3, 1);
  const absent = new Set<number>();
  for (const [sign, places] of [
    [1, [0, 2]],
    [-1, [1, 3]],
  ] as const)
    if (!levels.signs.includes(sign)) for (const k of places) absent.add(likelihood.rates + k);
  const x = vectorOf(likelihood, start, shape.values({ ...start }));
  return { likelihood, box, absent, x: x.map((v, k) => Math.max(box.low[k]!, Math.min(box.high[k]!, v))) };
}

/** State factors by tables instead of the power law that was estimated, from where that got to. */
export function beginTable({ likelihood: by, best }: Estimate): Begun & { readonly shape: TableShape } {
  const { rows, levels, devices, rates, fixed } = by;
  const nodes = nodesOf(rows, levels);
  const shape = tableShape(nodes);
  const likelihood = new Likelihood(rows, levels, shape, devices);
  const box = boxOf(likelihood, exp(best.x[fixed - 1]!));
  for (const place of [...shape.at.up, ...shape.at.down]) {
    box.low[rates + place] = -7;
    box.high[rates + place] = 5;
  }
  box.low[rates + shape.at.gMax] = ln(1e-3);
  box.high[rates + shape.at.gMax] = ln(1e3);
  box.low[rates + shape.at.gMin] = ln(1e-4 * (nodes.down[0] ?? 1));
  box.high[rates + shape.at.gMin] = ln(nodes.down[0] ?? 1);
  const absent = new Set<number>();
  if (nodes.up.length === 0) absent.add(rates + shape.at.gMax);
  if (nodes.down.length === 0) absent.add(rates + shape.at.gMin);
  const factors = by.factorsAt(best.x);
  const numbers = shape.values(factors, factors.up.bound, factors.down.bound);
  const x = new Float64Array(likelihood.size);
  x.set(best.x.subarray(0, rates));
  x.set(numbers, rates);
  x.set(best.x.subarray(fixed - 2), likelihood.fixed - 2);
  const within = x.map((v, k) => Math.max(box.low[k]!, Math.min(box.high[k]!, v)));
  return { likelihood, box, absent, x: within, shape };
}

export interface Begun {
  readonly likelihood: Likelihood;
  readonly box: Box;
  readonly absent: ReadonlySet<number>;
  readonly x: Float64Array;
}

/** @param from  another vector to start from, with what was held */
export function estimate(
  { likelihood, box, absent, x }: Begun,
  from?: { x: Float64Array; held: Held },
): Estimate {
  let held: Held = from?.held ?? {
    spread: likelihood.devices > 0 ? 0.1 : 0,
    outliers: { share: 0.02, width: 8 },
  };
  let best = maximise(likelihood, from?.x ?? x, held, box, absent, 0.1, 25);
  for (let round = 0; round < ROUNDS; round++) {
    const next = updated(likelihood, best.x, held);
    const [now, then] = [next.outliers, held.outliers];
    const far =
      (Math.abs(ln(now.share / then.share)) > 0.05 && Math.abs(now.share - then.share) > 1e-4) ||
      (now.width !== then.width && now.share > 1e-3);
    const apart = held.spread > 0 && Math.abs(ln(next.spread / held.spread)) > 0.01;
    held = next;
    const last = !far && !apart;
    best = maximise(likelihood, best.x, held, box, absent, last ? 0.01 : 0.1, last ? 15 : 8);
    if (last) break;
  }
  const local = likelihood.local(best.x, held);
  const free = [...best.x.keys()].filter((k) => !best.atEnd.includes(k));
  return { likelihood, box, held, best, local, free, covariance: covarianceOf(local, free), absent };
}

function vectorOf(likelihood: Likelihood, start: Start, shape: readonly number[]): Float64Array {
  const x = new Float64Array(likelihood.size);
  for (const [k, rate] of start.rates.entries()) x[k] = ln(Math.max(1e-12, rate));
  x.set(shape, likelihood.rates);
  x[likelihood.fixed - 2] = ln(start.c2c);
  x[likelihood.fixed - 1] = ln(start.read);
  return x;
}

/** Ends for all numbers but those of the shape. @param read  noise of a read, about */
function boxOf({ size, rates, fixed, rows }: Likelihood, read: number): Box {
  const low = new Float64Array(size).fill(-4);
  const high = new Float64Array(size).fill(4);
  // A rate below which the longest pulse of its level moves nothing that can be seen, and one that takes all at once.
  const longest = new Float64Array(rates);
  for (const [i, level] of rows.level.entries()) longest[level] = Math.max(longest[level]!, rows.width[i]!);
  const seen = Math.max(1e-7, 0.01 * read);
  for (let k = 0; k < rates; k++) {
    low[k] = ln(seen / longest[k]! / 30);
    high[k] = ln(1e4 / longest[k]!) + 8;
  }
  const set = (place: number, from: number, to: number) => {
    low[place] = ln(from);
    high[place] = ln(to);
  };
  set(fixed - 2, 1e-4, 3);
  set(fixed - 1, 1e-8, 1);
  return { low, high };
}

/** Share of outliers and deviation of gains, from what the present numbers say of each read and each device. */
function updated(likelihood: Likelihood, x: Float64Array, held: Held): Held {
  const { fixed, size, devices } = likelihood;
  const local = likelihood.local(x, held);
  const outliers = outliersOf(likelihood.at(x, held));
  if (devices === 0) return { spread: 0, outliers };
  const all = [...x.keys()];
  const covariance = covarianceOf(local, all);
  let sum = 0;
  for (let d = fixed; d < size; d++) sum += x[d]! * x[d]! + covariance[d * size + d]!;
  // Squares and their uncertainty: the mean of the gains counts as unknown, like in restricted likelihood.
  return { spread: Math.max(1e-4, Math.sqrt(sum / devices)), outliers };
}

/** Inverse of the information of some places; infinite on the diagonal where it has none. */
export function covarianceOf({ information, gradient }: Local, free: readonly number[]): Float64Array {
  const n = free.length;
  const size = gradient.length;
  const root = free.map((k) => Math.sqrt(Math.max(1e-12, information[k * size + k]!)));
  for (let ridge = 0; ridge < 1; ridge = ridge === 0 ? 1e-12 : ridge * 10) {
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        a[i * n + j] =
          information[free[i]! * size + free[j]!]! / (root[i]! * root[j]!) + (i === j ? ridge : 0);
    const l = cholesky(a, n);
    if (l === undefined) continue;
    const c = inverse(l, n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) c[i * n + j]! /= root[i]! * root[j]!;
    return c;
  }
  return new Float64Array(n * n).fill(Number.POSITIVE_INFINITY);
}

/** Widths of outliers that are tried, in deviations of the rest. */
const WIDTHS = [5, 8, 13, 20, 32, 50, 80, 130];
/** Shares of outliers between which one is looked for. */
const FEWEST = 1e-4;
const MOST = 0.3;

/** Share and width of the largest likelihood, with everything else as it is. */
function outliersOf({ error, variance }: Innovations): Outliers {
  const squares: number[] = [];
  for (let k = 0; k < error.length; k++)
    if (!Number.isNaN(error[k])) squares.push((error[k]! * error[k]!) / variance[k]!);
  let best = { share: FEWEST, width: WIDTHS[0]!, value: Number.NEGATIVE_INFINITY };
  for (const width of WIDTHS) {
    const logs = squares.map((z2) => logDensityRatio(z2, width));
    const share = shareOf(logs.map((l) => exp(Math.min(600, l))));
    let value = 0;
    for (const l of logs) value += l > 30 ? ln(share) + l : ln(1 - share + share * exp(l));
    if (value > best.value + 0.01) best = { share, width, value };
  }
  return { share: best.share, width: best.width };
}

/** ln of the density of an outlier over that of the rest, for a squared error in units of the rest's variance. */
function logDensityRatio(z2: number, width: number): number {
  const lnWide = -1.5 * ln(1 + z2 / (2 * width * width)) - ln(2 * Math.SQRT2 * width);
  return lnWide + 0.5 * z2 + 0.9189385332046727;
}

function shareOf(ratios: readonly number[]): number {
  // The slope of sum ln(1 - e + e ratio) falls with e: halving finds its zero.
  const slope = (e: number): number => {
    let sum = 0;
    for (const r of ratios) sum += (r - 1) / (1 - e + e * r);
    return sum;
  };
  let low = FEWEST;
  let high = MOST;
  if (slope(low) <= 0) return low;
  for (let round = 0; round < 40; round++) {
    const middle = Math.sqrt(low * high);
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}
