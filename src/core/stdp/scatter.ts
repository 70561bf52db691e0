/**
 * The paper's measure of variability: mean distance of measured changes from a smooth curve through them.
 *
 *   metric = mean |dG(delta_t) - fit| / normaliser
 *
 * The paper states neither the curve nor the normaliser. Chosen here: least squares on the two arms of the curve,
 * each a polynomial of |delta_t| under an exponential that decays as the expected curve does; p = 2 (degree + 1)
 * parameters in all. The fit is linear, so what noise becomes under it is known. Both normalisers are given: the
 * peak of the fit, and the mean of |fit|, which is 4 to 10 times smaller on the curves of fig. 7.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.6 and fig. 7d
 */
import { exp } from "../elementary.js";
import { type Basis, orthonormal, project, residualDeviation } from "../least-squares.js";

/** Mean of |x| for a normal x of standard deviation 1: sqrt(2/pi), 0.798. */
export const MEAN_ABSOLUTE = Math.sqrt(2 / Math.PI);

/** The points of a curve that are fitted, and with what. */
export interface Arms {
  /** Positions in the curve of the n points fitted. */
  readonly points: Int32Array;
  readonly basis: Basis;
}

export interface ArmsRequest {
  /** delta_t of every point of the curve, s. */
  readonly deltaT: Float64Array;
  /**
   * The curve without noise, S: its largest |change| is where the arms begin. Points nearer to 0 are left out, and
   * 0 itself, which is on neither arm.
   */
  readonly ideal: Float64Array;
  /** Degree of each arm's polynomial. With 4 the curves of fig. 7 themselves leave 1 % of their mean or less. */
  readonly degree: number;
}

/** @throws RangeError where an arm has too few points for its polynomial, or the ideal curve has no change */
export function arms({ deltaT, ideal, degree }: ArmsRequest): Arms {
  let largest = 0;
  for (let k = 1; k < ideal.length; k++) if (Math.abs(ideal[k]!) > Math.abs(ideal[largest]!)) largest = k;
  if (ideal[largest] === 0) throw new RangeError("the ideal curve changes nothing: it has no arms");
  // The point across may miss the same |delta_t| by rounding.
  const from = Math.abs(deltaT[largest]!) * (1 - 1e-9);
  const points = Int32Array.from(deltaT.keys()).filter(
    (k) => Math.abs(deltaT[k]!) >= from && deltaT[k] !== 0,
  );

  let weight = 0;
  let moment = 0;
  for (const k of points) {
    weight += Math.abs(ideal[k]!);
    moment += Math.abs(ideal[k]!) * (Math.abs(deltaT[k]!) - from);
  }
  const decay = moment / weight;
  const columns: Float64Array[] = [];
  for (const side of [-1, 1]) {
    const x = Float64Array.from(points, (k) => (Math.abs(deltaT[k]!) - from) / decay);
    let column = x.map((xk, i) => (Math.sign(deltaT[points[i]!]!) === side ? exp(-xk) : 0));
    for (let power = 0; power <= degree; power++) {
      columns.push(column);
      column = column.map((value, i) => value * x[i]!);
    }
  }
  return { points, basis: orthonormal(columns) };
}

/** What one measured curve scatters by. */
export interface Scatter {
  /** Fit at the arms' points, S. */
  readonly fit: Float64Array;
  /** Mean |measured - fit|, S. */
  readonly meanAbsolute: number;
  /** The same over the largest |fit|. */
  readonly byPeak: number;
  /** The same over the mean |fit|. */
  readonly byMean: number;
}

/** @param measured  change at every point of the curve, S, those outside the arms included */
export function scatter({ points, basis }: Arms, measured: Float64Array): Scatter {
  const y = Float64Array.from(points, (k) => measured[k]!);
  const fit = project(basis, y);
  let residual = 0;
  let peak = 0;
  let sum = 0;
  for (const [k, f] of fit.entries()) {
    residual += Math.abs(y[k]! - f);
    peak = Math.max(peak, Math.abs(f));
    sum += Math.abs(f);
  }
  const meanAbsolute = residual / y.length;
  return { fit, meanAbsolute, byPeak: meanAbsolute / peak, byMean: (meanAbsolute * y.length) / sum };
}

/**
 * Expected mean |measured - fit|, S, for independent normal noise of standard deviation sigma_k (S) at every point
 * of the curve: exact for this fit. For one sigma at all points it is close to 0.798 sigma sqrt(1 - p/n).
 */
export function expectedScatter({ points, basis }: Arms, sigma: Float64Array): number {
  const deviation = residualDeviation(
    basis,
    Float64Array.from(points, (k) => sigma[k]!),
  );
  return (MEAN_ABSOLUTE * deviation.reduce((a, b) => a + b, 0)) / points.length;
}

/** 0.798 sigma sqrt(1 - p/n): the rule of thumb for equal noise at all points. */
export function simpleScatter({ basis: { n, p } }: Arms, sigma: number): number {
  return MEAN_ABSOLUTE * sigma * Math.sqrt(1 - p / n);
}
