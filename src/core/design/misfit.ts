/**
 * Residuals of two waveforms against a wanted curve, for least squares:
 *
 *   (change - wanted) / peak          at every delta_t of a grid, weighted to a mean square
 *   (net - wanted) / peak             of either spike alone
 *   excess / limit                    gross change of a lone spike and of pairs, length, gate voltage: 0 within the limits
 */
import type { Residuals } from "../levenberg-marquardt.js";
import type { RateLaw } from "../rate/model.js";
import type { Waveform } from "../waveform/model.js";
import { pairChange, pairGradientOf } from "./pair-gradient.js";
import type { Target } from "./target.js";
import { bounds, chain, type Extent, pairOf, unknowns, unpack } from "./unknowns.js";

/** A delta_t that counts, and how much: weights of a grid add up to 1. */
export interface Point {
  readonly deltaT: number;
  readonly weight: number;
}

export interface Demands {
  readonly rate: RateLaw;
  readonly target: Target;
  readonly extent: Extent;
  /** Highest |V| at the gate that any two spikes may make, V. */
  readonly gate: number;
  /** Most that a lone spike may move up and down in all, relative to the peak. */
  readonly gross: number;
  /** Most that a pair may, at any delta_t; not limited where left out. */
  readonly grossPair?: number;
  readonly points: readonly Point[];
  /** Of what lone spikes leave and of what exceeds a limit. */
  readonly stress: { readonly lone: number; readonly limit: number };
}

/** Rows beyond those of the grid: net and gross of two lone spikes, two lengths, the gate's two signs. */
const EXTRA = 8;
/** Of the points, every so many-th is looked at for what a pair moves in all. */
const EVERY = 4;

export function misfit(demands: Demands): Residuals {
  const { rate, target, extent, gate, gross, grossPair, points, stress } = demands;
  const watched = grossPair === undefined ? [] : points.filter((_, k) => k % EVERY === 0);
  const n = unknowns(extent);
  const m = points.length;
  const wanted = points.map(({ deltaT }) => target.value(deltaT));
  const scale = points.map(({ weight }) => Math.sqrt(weight) / target.peak);
  const pair = pairOf(extent);
  const gradient = pairGradientOf(extent.knots, extent.knots);
  const silent: Waveform = { t: new Float64Array(extent.knots), v: new Float64Array(extent.knots) };
  const both = rectified(rate);
  // All of them together count as much as one row.
  const weight = 1 / Math.sqrt(Math.max(1, watched.length));

  const evaluate: Residuals["evaluate"] = (x, r, jacobian) => {
    unpack(extent, x, pair);
    const wants = jacobian ? gradient : undefined;
    jacobian?.fill(0, m * n);
    for (let i = 0; i < m; i++) {
      const change = pairChange(rate, pair.pre, pair.post, points[i]!.deltaT, wants);
      r[i] = scale[i]! * (change - wanted[i]!);
      if (jacobian) chain(extent, pair, gradient, jacobian, i * n, scale[i]!);
    }
    let at = m;
    for (const side of ["pre", "post"] as const) {
      silent.t.set(pair[side].t);
      // The silent side stays silent: its knots are no unknowns here.
      const other = gradient[side === "pre" ? "post" : "pre"];
      const put = (row: number, factor: number): void => {
        other.v.fill(0);
        other.t.fill(0);
        if (jacobian) chain(extent, alone, gradient, jacobian, row * n, factor);
      };
      const alone = side === "pre" ? { pre: pair.pre, post: silent } : { pre: silent, post: pair.post };
      const net = pairChange(rate, alone.pre, alone.post, 0, wants);
      r[at] = (stress.lone * (net - target.lone[side])) / target.peak;
      put(at, stress.lone / target.peak);
      at++;
      const most = gross * target.peak;
      const moved = pairChange(both, alone.pre, alone.post, 0, wants);
      const excess = moved > most;
      r[at] = excess ? (stress.limit * (moved - most)) / target.peak : 0;
      if (excess) put(at, stress.limit / target.peak);
      at++;
    }
    at = lengths(at, r, jacobian);
    at = gates(at, r, jacobian);
    for (const { deltaT } of watched) {
      const moved = pairChange(both, pair.pre, pair.post, deltaT, wants) / target.peak;
      const excess = moved > grossPair!;
      r[at] = excess ? stress.limit * weight * (moved - grossPair!) : 0;
      if (jacobian && excess)
        chain(extent, pair, gradient, jacobian, at * n, (stress.limit * weight) / target.peak);
      at++;
    }
  };

  function lengths(first: number, r: Float64Array, jacobian?: Float64Array): number {
    const { knots, longest, tied } = extent;
    let at = first;
    for (const [side, w] of [pair.pre, pair.post].entries()) {
      if (tied && side > 0) {
        r[at++] = 0;
        continue;
      }
      const excess = (w.t[knots - 1]! - w.t[0]!) / longest - 1;
      r[at] = excess > 0 ? stress.limit * excess : 0;
      const offset = at * n + side * (2 * knots - 3) + knots - 2;
      if (jacobian && excess > 0)
        for (let k = 1; k < knots; k++)
          jacobian[offset + k - 1] = (stress.limit * (w.t[k]! - w.t[k - 1]!)) / longest;
      at++;
    }
    return at;
  }

  function gates(first: number, r: Float64Array, jacobian?: Float64Array): number {
    const { knots, voltage, tied } = extent;
    for (const [row, sign] of [1, -1].entries()) {
      const at = first + row;
      const a = furthest(pair.pre.v, sign);
      const b = furthest(pair.post.v, sign);
      const excess = (0.5 * sign * (pair.pre.v[a]! + pair.post.v[b]!)) / gate - 1;
      r[at] = excess > 0 ? stress.limit * excess : 0;
      if (!jacobian || excess <= 0) continue;
      const slope = (0.5 * stress.limit * sign * voltage) / gate;
      if (a > 0 && a < knots - 1) jacobian[at * n + a - 1]! += slope;
      if (b > 0 && b < knots - 1)
        jacobian[at * n + (tied ? 0 : 2 * knots - 3) + b - 1]! += (tied ?? 1) * slope;
    }
    return first + 2;
  }

  return { rows: m + EXTRA + watched.length, ...bounds(extent), evaluate };
}

/** The knot at which a voltage goes furthest to one sign. */
function furthest(v: Float64Array, sign: number): number {
  let best = 0;
  for (let k = 1; k < v.length; k++) if (sign * v[k]! > sign * v[best]!) best = k;
  return best;
}

/** A law that counts extraction as insertion: its integral is what moves in all. */
function rectified(rate: RateLaw): RateLaw {
  return {
    vOc: rate.vOc,
    rate: (v) => Math.abs(rate.rate(v)),
    antiderivative: (v) => (v < rate.vOc ? -rate.antiderivative(v) : rate.antiderivative(v)),
  };
}
