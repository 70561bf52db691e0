/**
 * Where the search starts: each pulse by itself, robustly. For a grid of exponents and bounds the size of a run that
 * leads from the read before to the read after is known in closed form; its median over a level's pulses is the
 * level's rate, and the grid's point with the smallest absolute errors is taken.
 */
import { exp, ln } from "../core/elementary.js";
import type { Levels, PulseRows } from "./model.js";
import { powerFactor } from "./power-factor.js";
import { median, weightedMedian } from "./robust.js";

export interface Pairs {
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly width: Float64Array;
  readonly level: Int32Array;
  readonly device: Int32Array;
}

export interface Start {
  readonly rates: Float64Array;
  readonly betaPlus: number;
  readonly betaMinus: number;
  readonly gMax: number;
  readonly gMin: number;
  readonly gains: Float64Array;
  readonly c2c: number;
  readonly read: number;
}

const BETAS = [0.08, 0.25, 0.4, 0.6, 0.85, 1.2, 1.7, 2.4, 3.4];
/** Distances of the bound from the outermost reads, in parts of their range. */
const BEYOND = [0.003, 0.01, 0.03, 0.08, 0.2, 0.5, 1.2, 3];

/** All pulses as pairs of reads. */
export function pairsOf(rows: PulseRows): Pairs {
  const before = rows.before.slice();
  for (let i = 1; i < before.length; i++) if (Number.isNaN(before[i])) before[i] = rows.after[i - 1]!;
  return { ...rows, before };
}

/** @param g0  the gauge; inside the reads @param devices  how many */
export function startOf(rows: PulseRows, levels: Levels, g0: number, devices: number): Start {
  const pairs = pairsOf(rows);
  const read = Math.max(1e-9, readScale(pairs));
  const all = Float64Array.from([...pairs.before, ...pairs.after]).sort();
  const low = all[Math.floor(0.005 * all.length)]!;
  const high = all[Math.ceil(0.995 * all.length) - 1]!;
  const rates = new Float64Array(levels.voltages.length);
  const gains = new Float64Array(devices).fill(1);
  const best: Record<1 | -1, { beta: number; bound: number }> = {
    1: { beta: 1, bound: high + 0.2 * (high - low) },
    [-1]: { beta: 1, bound: Math.max(0.5 * low, low - 0.2 * (high - low)) },
  };
  const residuals: { error: number; size: number }[] = [];
  for (const sign of [1, -1] as const) {
    const rowsOf = [...pairs.level.keys()].filter((i) => levels.signs[pairs.level[i]!] === sign);
    if (rowsOf.length === 0) continue;
    let least = Number.POSITIVE_INFINITY;
    let chosen: Trial | undefined;
    for (const beyond of BEYOND) {
      const bound =
        sign > 0 ? Math.max(g0 * 1.001, high) + beyond * (high - low) : low - beyond * (high - low);
      // A conductance is not below 0; one candidate at 0 is enough.
      const held = sign > 0 ? bound : Math.max(0, Math.min(g0 * 0.999, bound));
      for (const beta of BETAS) {
        const trial = tryPower(pairs, rowsOf, held, sign, Math.abs(held - g0), beta, levels, read);
        if (trial.loss < least) {
          least = trial.loss;
          chosen = trial;
          best[sign] = { beta, bound: held };
        }
      }
      if (sign < 0 && bound <= 0) break;
    }
    for (const [level, rate] of chosen!.rates) rates[level] = rate;
    residuals.push(...chosen!.residuals);
  }
  const c2c = relativeScale(residuals, read);
  return {
    rates,
    betaPlus: best[1].beta,
    gMax: best[1].bound,
    betaMinus: best[-1].beta,
    gMin: best[-1].bound,
    gains,
    c2c,
    read,
  };
}

interface Trial {
  readonly loss: number;
  readonly rates: ReadonlyMap<number, number>;
  readonly residuals: readonly { error: number; size: number }[];
}

function tryPower(
  pairs: Pairs,
  rowsOf: readonly number[],
  bound: number,
  side: 1 | -1,
  reference: number,
  beta: number,
  _levels: Levels,
  read: number,
): Trial {
  const factor = powerFactor(bound, side, reference, beta);
  const distance = (g: number): number => Math.max(1e-4, (side * (bound - g)) / reference);
  const run = (from: number, to: number): number => {
    const [lnFrom, lnTo] = [ln(distance(from)), ln(distance(to))];
    if (Math.abs(1 - beta) < 1e-9) return reference * (lnFrom - lnTo);
    return (reference * (exp((1 - beta) * lnFrom) - exp((1 - beta) * lnTo))) / (1 - beta);
  };
  const byLevel = new Map<number, { x: number[]; w: number[] }>();
  for (const i of rowsOf) {
    const level = pairs.level[i]!;
    let list = byLevel.get(level);
    if (!list) {
      list = { x: [], w: [] };
      byLevel.set(level, list);
    }
    list.x.push(run(pairs.before[i]!, pairs.after[i]!) / pairs.width[i]!);
    list.w.push(pairs.width[i]! * factor.value(0.5 * (pairs.before[i]! + pairs.after[i]!)));
  }
  const rates = new Map<number, number>();
  for (const [level, { x, w }] of byLevel) rates.set(level, weightedMedian(x, w));
  const residuals = rowsOf.map((i) => {
    const g = pairs.before[i]!;
    const size = factor.move(g, Math.max(0, rates.get(pairs.level[i]!)!) * pairs.width[i]!) - g;
    return { error: pairs.after[i]! - g - size, size };
  });
  let loss = 0;
  for (const { error, size } of residuals)
    loss += Math.abs(error) / Math.sqrt(read * read + 0.01 * size * size);
  // A scale that follows the trial must not reward large changes.
  for (const { size } of residuals) loss += 0.5 * ln(read * read + 0.01 * size * size) - ln(read);
  return { loss, rates, residuals };
}

/**
 * Deviation of one read, roughly: from reads of one state where there are any (the read after a pulse and the one
 * before the next), else from the smallest changes.
 */
export function readScale({ before, after, device, level }: Pairs): number {
  const links: number[] = [];
  const changes = new Map<number, number[]>();
  for (let i = 0; i < before.length; i++) {
    if (i > 0 && device[i] === device[i - 1] && before[i] !== after[i - 1])
      links.push(Math.abs(before[i]! - after[i - 1]!));
    const list = changes.get(level[i]!);
    const change = Math.abs(after[i]! - before[i]!);
    if (list) list.push(change);
    else changes.set(level[i]!, [change]);
  }
  // What the weakest level changes is no less than the noise.
  const weakest = Math.min(...[...changes.values()].filter((l) => l.length > 4).map(median));
  const bySteps =
    (Number.isFinite(weakest) ? weakest : median([...changes.values()].flat())) / QUARTILE / Math.SQRT2;
  if (links.length < 0.2 * before.length) return bySteps;
  links.sort((a, b) => a - b);
  // Sets of a device anew are links too: the smaller half speaks.
  const byLinks = median(links.slice(0, Math.ceil(links.length / 2))) / EIGHTH / Math.SQRT2;
  return Math.min(byLinks, 2 * bySteps);
}

/** Medians of |z| of a standard normal, and of its smaller half. */
const QUARTILE = 0.6745;
const EIGHTH = 0.3186;

/** Relative scatter of large changes, beyond what reads add. */
function relativeScale(residuals: readonly { error: number; size: number }[], read: number): number {
  const large = residuals
    .filter(({ size }) => Math.abs(size) > 8 * read)
    .map(({ error, size }) => Math.abs(error / size));
  if (large.length < 5) return 0.1;
  return Math.max(0.005, Math.min(0.5, median(large) / 0.67));
}
