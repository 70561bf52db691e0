/**
 * The voltage dependence of a fitted device: a law by formula through its rates, or the rates themselves. Laws are the
 * same for both signs but for a factor; where a sign has fewer rates than the law has numbers, only the factor is
 * fitted and the law's shape is assumed.
 */
import { exp, ln } from "../core/elementary.js";
import { rates as laws, type RateName } from "../core/rate/index.js";
import type { RateModel } from "../core/rate/model.js";
import type { DeviceFit } from "./fit.js";
import { cholesky, inverse, solve } from "./symmetric.js";

export type LawChoice = "table" | RateName;

export interface LawNumber {
  readonly name: string;
  readonly value: number;
  readonly ci95: readonly [number, number];
}

export interface FittedLaw {
  /** Rows of the device's rate table, V and S/s, ascending, none at 0 V. */
  readonly voltage: readonly number[];
  readonly rate: readonly number[];
  /** The formula's numbers; none for a table, or where its shape is assumed. */
  readonly numbers: readonly LawNumber[];
  /** Its rates at the voltages of the pulses, and what of the fit each of them follows from. */
  readonly points: readonly LawPoint[];
  /** Squared misses in units of their deviations, and how many degrees of freedom they have. */
  readonly misfit?: { readonly chiSquare: number; readonly freedom: number };
  /** What of it is assumed, in words; absent where nothing is. */
  readonly assumed?: string;
}

/** A rate of the law, V and S/s: ln|rate| moves by the weights times what ln of the fitted rates (by place) moves by. */
export interface LawPoint {
  readonly place: number;
  readonly voltage: number;
  readonly rate: number;
  readonly weights: ReadonlyMap<number, number>;
}

/** Numbers of a law that are fitted; the others keep their defaults. */
const FITTED: Record<RateName, readonly string[]> = {
  sinh: ["voltage", "rate"],
  "sinh-sqrt": ["voltage", "rate"],
  "hopping-butler-volmer": ["hopLength", "hopRate", "interfaceRate"],
};
/** Of those, the ones that scale the rate as a whole. */
const SCALES: Record<RateName, readonly string[]> = {
  sinh: ["rate"],
  "sinh-sqrt": ["rate"],
  "hopping-butler-volmer": ["hopRate", "interfaceRate"],
};
/** The law whose shape is assumed where none is chosen. */
const USUAL: RateName = "hopping-butler-volmer";
const STEP = 0.25;
/** Voltage up to which an assumed shape is written, V. */
const FAR = 12;

interface Point {
  readonly x: number;
  readonly sign: 1 | -1;
  readonly ln: number;
  /** Place in the vector of the fit. */
  readonly place: number;
}

export function rateLaw(fit: DeviceFit, choice: LawChoice): FittedLaw {
  const points: Point[] = fit.rates.flatMap(({ voltage, value }, place) =>
    value === null || value > 0 !== voltage > 0
      ? []
      : [{ x: Math.abs(voltage), sign: voltage > 0 ? 1 : (-1 as const), ln: ln(Math.abs(value)), place }],
  );
  const of = (sign: 1 | -1) => points.filter((p) => p.sign === sign);
  const enough = choice === "table" && of(1).length >= 2 && of(-1).length >= 2;
  if (enough) {
    const rows = [...points].sort((a, b) => a.sign * a.x - b.sign * b.x);
    return {
      voltage: rows.map((p) => p.sign * p.x),
      rate: rows.map((p) => p.sign * exp(p.ln)),
      numbers: [],
      points: rows.map((p) => lawPoint(p, p.ln, new Map([[p.place, 1]]))),
    };
  }
  const name: RateName = choice === "table" ? USUAL : choice;
  return byFormula(fit, points, name, choice);
}

function lawPoint({ place, sign, x }: Point, lnRate: number, weights: ReadonlyMap<number, number>): LawPoint {
  return { place, voltage: sign * x, rate: sign * exp(lnRate), weights };
}

function byFormula(fit: DeviceFit, points: readonly Point[], name: RateName, choice: LawChoice): FittedLaw {
  const model: RateModel = laws[name];
  const signs = ([1, -1] as const).filter((s) => points.some((p) => p.sign === s));
  const fitted = FITTED[name];
  const distinct = Math.max(0, ...signs.map((s) => points.filter((p) => p.sign === s).length));
  const shape =
    choice !== "table" && distinct >= fitted.length && points.length >= fitted.length + signs.length - 1;
  const defaults = fitted.map((key) => ln(model.params[key]!.default));
  const lnRate = (numbers: ArrayLike<number>, x: number): number => {
    const values = Object.fromEntries(fitted.map((key, k) => [key, exp(numbers[k]!)]));
    return ln(model.create(values, 0).rate(x));
  };
  let numbers = Float64Array.from(defaults);
  const factor: Record<1 | -1, number> = { 1: 0, [-1]: 0 };
  let found: { numbers: LawNumber[]; misfit: { chiSquare: number; freedom: number } } | undefined;
  let projection: Float64Array;
  if (shape) {
    const gauss = leastSquares(
      fit,
      points,
      numbers,
      SCALES[name].map((key) => fitted.indexOf(key)),
      lnRate,
      signs.length > 1,
    );
    numbers = gauss.x.slice(0, fitted.length);
    projection = gauss.projection;
    if (signs.length > 1) factor[-1] = gauss.x[fitted.length]!;
    found = {
      numbers: [...fitted, ...(signs.length > 1 ? ["extraction over insertion"] : [])].map((key, k) => ({
        name: key,
        value: exp(gauss.x[k]!),
        ci95: [exp(gauss.x[k]! - 1.96 * gauss.sd[k]!), exp(gauss.x[k]! + 1.96 * gauss.sd[k]!)] as const,
      })),
      misfit: { chiSquare: gauss.chiSquare, freedom: points.length - gauss.x.length },
    };
  } else {
    const of = (sign: 1 | -1) => points.filter((p) => p.sign === sign);
    for (const sign of signs) {
      const own = of(sign);
      factor[sign] = own.reduce((sum, p) => sum + p.ln - lnRate(numbers, p.x), 0) / own.length;
    }
    projection = Float64Array.from(
      points.flatMap((p) => points.map((q) => (p.sign === q.sign ? 1 / of(p.sign).length : 0))),
    );
  }
  // Without any rate of a sign it is taken to be as fast as the other.
  for (const sign of [1, -1] as const) if (!signs.includes(sign)) factor[sign] = factor[sign === 1 ? -1 : 1];
  const most = shape ? Math.max(...points.map((p) => p.x)) : FAR;
  const grid = Array.from({ length: Math.max(2, Math.ceil(most / STEP)) }, (_, k) =>
    Math.min(most, (k + 1) * STEP),
  );
  const branch = (sign: 1 | -1) =>
    grid.map((x) => ({ v: sign * x, r: sign * exp(lnRate(numbers, x) + factor[sign]) }));
  const rows = [...branch(-1).reverse(), ...branch(1)].filter(({ r }) => Math.abs(r) > 1e-30);
  const missing = signs.length < 2 ? `; that both signs are as fast, as only one was measured` : "";
  const assumed = shape
    ? signs.length < 2
      ? "that both signs are as fast, as only one was measured"
      : undefined
    : `assumed: the shape of ${name} (its own numbers) through the measured rates${missing}`;
  return {
    voltage: rows.map(({ v }) => v),
    rate: rows.map(({ r }) => r),
    numbers: found?.numbers ?? [],
    points: points.map((p, i) => {
      const weights = points.map((q, j): [number, number] => [q.place, projection[i * points.length + j]!]);
      return lawPoint(
        p,
        lnRate(numbers, p.x) + factor[p.sign],
        new Map(weights.filter(([, weight]) => weight !== 0)),
      );
    }),
    ...(found ? { misfit: found.misfit } : {}),
    ...(assumed === undefined
      ? {}
      : { assumed: assumed.startsWith("assumed") ? assumed : `assumed: ${assumed}` }),
  };
}

/** Generalised least squares of ln rates, whose errors the fit's covariance gives; Gauss-Newton with halved steps. */
function leastSquares(
  { estimate: { covariance, free } }: DeviceFit,
  points: readonly Point[],
  defaults: Float64Array,
  scales: readonly number[],
  lnRate: (numbers: ArrayLike<number>, x: number) => number,
  ratio: boolean,
): { x: Float64Array; sd: number[]; chiSquare: number; projection: Float64Array } {
  const m = points.length;
  const n = defaults.length + (ratio ? 1 : 0);
  const at = points.map((p) => free.indexOf(p.place));
  const c = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++)
      c[i * m + j] = covariance[at[i]! * free.length + at[j]!]! + (i === j ? 1e-8 : 0);
  const weight = inverse(cholesky(c, m)!, m);
  const residuals = (x: Float64Array): Float64Array =>
    Float64Array.from(points, (p) => p.ln - lnRate(x, p.x) - (ratio && p.sign < 0 ? x[n - 1]! : 0));
  const square = (r: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) sum += r[i]! * weight[i * m + j]! * r[j]!;
    return sum;
  };
  let x = Float64Array.from({ length: n }, (_, k) => defaults[k] ?? 0);
  const shift = residuals(x).reduce((a, b) => a + b, 0) / m;
  for (const k of scales) x[k]! += shift;
  let best = square(residuals(x));
  let information = new Float64Array(n * n);
  let slopes: Float64Array[] = [];
  for (let round = 0; round < 60; round++) {
    const r = residuals(x);
    slopes = Array.from({ length: n }, (_, k) => {
      const moved = residuals(x.with(k, x[k]! + 1e-5));
      return moved.map((v, i) => (r[i]! - v) / 1e-5);
    });
    const gradient = new Float64Array(n);
    information = new Float64Array(n * n);
    for (let a = 0; a < n; a++)
      for (let i = 0; i < m; i++)
        for (let j = 0; j < m; j++) {
          gradient[a]! += slopes[a]![i]! * weight[i * m + j]! * r[j]!;
          for (let b = 0; b < n; b++)
            information[a * n + b]! += slopes[a]![i]! * weight[i * m + j]! * slopes[b]![j]!;
        }
    for (let a = 0; a < n; a++) information[a * n + a]! *= 1 + 1e-9;
    const l = cholesky(information, n);
    if (!l) break;
    const step = solve(l, gradient, n);
    let gained = 0;
    for (let size = 1; size > 1e-3 && gained === 0; size *= 0.5) {
      const next = x.map((v, k) => v + Math.max(-1, Math.min(1, size * step[k]!)));
      const value = square(residuals(next));
      if (value < best) {
        gained = best - value;
        [x, best] = [next, value];
      }
    }
    if (gained < 1e-6 * (1 + best)) break;
  }
  const l = cholesky(information, n);
  const inverted = l ? inverse(l, n) : new Float64Array(n * n).fill(Number.POSITIVE_INFINITY);
  // How the law's rates follow the fitted ones: J (J^T W J)^-1 J^T W.
  const projection = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++) {
        const lever = slopes[a]![i]! * inverted[a * n + b]!;
        for (let k = 0; k < m; k++)
          for (let j = 0; j < m; j++) projection[i * m + j]! += lever * slopes[b]![k]! * weight[k * m + j]!;
      }
  const sd = Array.from({ length: n }, (_, k) => Math.sqrt(inverted[k * n + k]!));
  return { x, sd, chiSquare: best, projection };
}
