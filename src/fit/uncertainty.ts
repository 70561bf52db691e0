/**
 * What a fit leaves open, in a form that can be carried on: 95 % limits of each number and how their errors go together.
 * Numbers that the data do not determine on either side are not among them: they stay as they are.
 */
import { exp } from "../core/elementary.js";
import { Z975 } from "../core/normal.js";
import type { DeviceFit, Estimated } from "./fit.js";
import { profiled } from "./form.js";
import type { FittedLaw } from "./rate-law.js";

/** A number of the device. `at` is the voltage (V) of a rate, the conductance (S) of a row of a state factor. */
export interface UncertainNumber {
  readonly of: NumberName;
  readonly at?: number;
  /** 95 % limits, SI; signed for rates. Null where the data give none on that side. */
  readonly low: number | null;
  readonly high: number | null;
}

export const NUMBER_NAMES = [
  "gMin",
  "gMax",
  "beta.plus",
  "beta.minus",
  "d2d",
  "c2c",
  "readNoise",
  "rate",
  "f+",
  "f-",
] as const;
export type NumberName = (typeof NUMBER_NAMES)[number];

export interface Uncertainty {
  readonly numbers: readonly UncertainNumber[];
  /** Of the errors of their logarithms, in the same order: lower triangle, row by row, 1 at the end of each. */
  readonly correlation: readonly (readonly number[])[];
}

/** One number as a combination of places of the fit's vector. */
interface Row {
  readonly number: UncertainNumber;
  /** Weights by place; none: its error goes with no other's. */
  readonly weights: ReadonlyMap<number, number>;
  /** -1 where the number falls as its place rises, so that correlations are those of the numbers' sizes. */
  readonly sign: 1 | -1;
}

/** Largest correlation that is written: rounding must leave something of each number's own. */
const CLOSEST = 0.99999;

export function uncertaintyOf(fit: DeviceFit, law: FittedLaw): Uncertainty {
  const rows = [...stateRows(fit), ...noiseRows(fit), ...rateRows(fit, law)].filter(
    ({ number: { low, high } }) => low !== null || high !== null,
  );
  const covariance = rows.map((a, i) => rows.slice(0, i + 1).map((b) => covarianceOf(fit, a, b)));
  const correlation = covariance.map((row, i) =>
    row.map((c, j) => {
      if (i === j) return 1;
      const r = c / Math.sqrt(covariance[i]![i]! * covariance[j]![j]!);
      return Number.isFinite(r) ? Math.max(-CLOSEST, Math.min(CLOSEST, r)) : 0;
    }),
  );
  return { numbers: rows.map(({ number }) => number), correlation };
}

function limits({ ci95: [low, high] }: Pick<Estimated, "ci95">): { low: number | null; high: number | null } {
  return { low, high };
}

const alone: ReadonlyMap<number, number> = new Map();

/** Bounds, exponents, rows of tables. */
function stateRows(fit: DeviceFit): Row[] {
  const { estimate, stateFactor } = fit;
  const place = (name: "gMin" | "gMax" | "betaPlus" | "betaMinus"): ReadonlyMap<number, number> => {
    const found = profiled(estimate, fit.table).find((p) => p.name === name && !estimate.absent.has(p.place));
    return found ? new Map([[found.place, 1]]) : alone;
  };
  const rows: Row[] = [
    { number: { of: "gMin", ...limits(fit.gMin) }, weights: place("gMin"), sign: -1 },
    { number: { of: "gMax", ...limits(fit.gMax) }, weights: place("gMax"), sign: 1 },
  ];
  if (!stateFactor)
    return [
      ...rows,
      { number: { of: "beta.plus", ...limits(fit.betaPlus) }, weights: place("betaPlus"), sign: 1 },
      { number: { of: "beta.minus", ...limits(fit.betaMinus) }, weights: place("betaMinus"), sign: 1 },
    ];
  const first = estimate.likelihood.rates;
  for (const [of, list, places] of [
    ["f+", stateFactor.plus ?? [], fit.table?.at.up],
    ["f-", stateFactor.minus ?? [], fit.table?.at.down],
  ] as const) {
    const free = list.filter((row) => row.value > 0 && row.conductance !== fit.g0);
    for (const [k, { conductance, ci95 }] of free.entries()) {
      const number = { of, at: conductance, ...limits({ ci95 }) };
      rows.push({ number, weights: new Map([[first + places![k]!, 1]]), sign: 1 });
    }
  }
  return rows;
}

function noiseRows(fit: DeviceFit): Row[] {
  const { fixed } = fit.estimate.likelihood;
  return [
    // The spread is not in the vector: the gains are.
    { number: { of: "d2d", ...limits(fit.d2d) }, weights: alone, sign: 1 },
    { number: { of: "c2c", ...limits(fit.c2c) }, weights: new Map([[fixed - 2, 1]]), sign: 1 },
    { number: { of: "readNoise", ...limits(fit.readNoise) }, weights: new Map([[fixed - 1, 1]]), sign: 1 },
  ];
}

/** Rates at the voltages of the pulses: as fitted, or as the law has them whose numbers were fitted to all of them. */
function rateRows(fit: DeviceFit, { points }: FittedLaw): Row[] {
  return points.map(({ place, voltage, rate, weights }): Row => {
    const own = fit.rates[place]!;
    const single = weights.size === 1 && weights.has(place);
    if (single) return { number: { of: "rate", at: voltage, ...limits(own) }, weights, sign: 1 };
    const number = { of: "rate", at: voltage, low: null, high: null } as const;
    const row: Row = { number, weights, sign: 1 };
    const variance = covarianceOf(fit, row, row);
    if (!Number.isFinite(variance)) return row;
    const factor = exp(Z975 * Math.sqrt(Math.max(0, variance)));
    const ends = [rate / factor, rate * factor].sort((a, b) => a - b);
    return { ...row, number: { ...number, low: ends[0]!, high: ends[1]! } };
  });
}

/** Of ln of the distances, exponents and rates that the places stand for. */
function covarianceOf({ estimate: { free, covariance } }: DeviceFit, a: Row, b: Row): number {
  let sum = a === b && a.weights.size === 0 ? 1 : 0;
  for (const [p, u] of a.weights) {
    const i = free.indexOf(p);
    if (i < 0) continue;
    for (const [q, v] of b.weights) {
      const j = free.indexOf(q);
      if (j >= 0) sum += u * v * covariance[i * free.length + j]!;
    }
  }
  return a.sign * b.sign * sum;
}
