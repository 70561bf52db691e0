/**
 * Lognormal numbers of mean 1 and a given standard deviation that keep to one side of a bound: exp(mu + sigma z), drawn
 * again where it passes the bound. Drawing again shifts mean and spread, so mu and sigma are solved for both after it.
 *
 * With b = (ln(bound) - mu)/sigma the k-th moment of what is kept is exp(k mu + k^2 sigma^2/2) F(b - k sigma)/F(b) below
 * the bound, F the standard normal's probability, and 1 - F in its place above.
 */
import { exp, ln } from "./elementary.js";
import { above } from "./normal.js";

/** Where numbers are kept. */
export type Side = "below" | "above";

export interface BoundedLognormal {
  readonly mu: number;
  readonly sigma: number;
}

/** Share of the draws that must be kept. Chosen: a hundred draws for one are affordable, and wider spreads are no lognormals. */
const LEAST_KEPT = 0.01;
/** Up to this share of draws made again their effect is below the single precision in which bounds are kept. */
const RARE = 1e-7;
const HALVINGS = 60;

/**
 * @param deviation  standard deviation
 * @param bound  above 1 for numbers below it, under 1 for numbers above it
 * @throws RangeError with the largest deviation that there is, where the bound is too near to 1 for this one
 */
export function boundedLognormal(deviation: number, bound: number, side: Side): BoundedLognormal {
  const variance = ln(1 + deviation * deviation);
  const free = { mu: -variance / 2, sigma: Math.sqrt(variance) };
  if (deviation === 0 || 1 - kept(free, bound, side) <= RARE) return free;
  const widest = widestSigma(bound, side);
  const most = deviationOf(withMean1(widest, bound, side), bound, side);
  if (!(deviation <= most))
    throw new RangeError(
      `a relative standard deviation of ${deviation} cannot be had where nothing may be ${side === "below" ? "above" : "below"} ${bound.toPrecision(3)} times the mean; accepted: up to ${most.toPrecision(3)}`,
    );
  let [low, high] = [0, widest];
  for (let k = 0; k < HALVINGS; k++) {
    const sigma = (low + high) / 2;
    if (deviationOf(withMean1(sigma, bound, side), bound, side) < deviation) low = sigma;
    else high = sigma;
  }
  return withMean1((low + high) / 2, bound, side);
}

/** The largest sigma, up to 8, at which enough of the draws are kept with a mean of 1. */
function widestSigma(bound: number, side: Side): number {
  let [low, high] = [0, 8];
  for (let k = 0; k < HALVINGS; k++) {
    const sigma = (low + high) / 2;
    if (kept(withMean1(sigma, bound, side), bound, side) >= LEAST_KEPT) low = sigma;
    else high = sigma;
  }
  return low;
}

/** mu with which the numbers kept have mean 1; their mean rises with mu. */
function withMean1(sigma: number, bound: number, side: Side): BoundedLognormal {
  let [low, high] = [-40, 40];
  for (let k = 0; k < HALVINGS; k++) {
    const mu = (low + high) / 2;
    if (moment({ mu, sigma }, bound, side, 1) < 1) low = mu;
    else high = mu;
  }
  return { mu: (low + high) / 2, sigma };
}

function deviationOf(numbers: BoundedLognormal, bound: number, side: Side): number {
  const mean = moment(numbers, bound, side, 1);
  return Math.sqrt(Math.max(0, moment(numbers, bound, side, 2) - mean * mean));
}

/** k-th moment of the numbers kept. */
function moment({ mu, sigma }: BoundedLognormal, bound: number, side: Side, k: number): number {
  const b = (ln(bound) - mu) / sigma;
  // Above the bound z is above b; below it, -z is above -b.
  const [tail, kept] =
    side === "above" ? [above(b - k * sigma), above(b)] : [above(k * sigma - b), above(-b)];
  // Far out both vanish, and the numbers kept all lie at the bound.
  if (kept < 1e-300 || tail < 1e-300) return exp(k * ln(bound));
  return (exp(k * mu + (k * k * sigma * sigma) / 2) * tail) / kept;
}

/** Share of the draws that is kept. */
function kept({ mu, sigma }: BoundedLognormal, bound: number, side: Side): number {
  const b = (ln(bound) - mu) / sigma;
  return side === "above" ? above(b) : above(-b);
}
