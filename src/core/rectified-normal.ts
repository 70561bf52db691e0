/**
 * Random factors that are never negative, have mean 1 and a given standard deviation at any size of it:
 *
 *   x = max(0, location + scale z),  z standard normal
 *
 * A factor that would turn the sign of what it multiplies is 0. Cutting off alone would raise the mean and narrow the
 * spread (location 1 and scale 1 have mean 1.083 and deviation 0.80), so location and scale are solved for both:
 * with t = location/scale, density f and probability F of the standard normal,
 *
 *   mean / scale      = m1 = f + t F
 *   mean square/scale^2 = m2 = (1 + t^2) F + t f
 *   deviation^2 / mean^2  = m2 / m1^2 - 1, which falls with t from infinity to 0
 *
 * A normal number cut off at 0 by drawing again would not do: its deviation is below its mean.
 */
import { above, cumulative, density } from "./normal.js";

export interface RectifiedNormal {
  readonly location: number;
  readonly scale: number;
}

/** Largest deviation that is accepted: there 1 factor in 50 differs from 0. Chosen: far above any device's. */
export const MOST_DEVIATION = 10;

/** Up to here a factor would be below 0 once in 2^32 draws or less: nothing is cut off, and nothing is changed for it. */
export const NEVER_CUT = 0.16;

/** Range of t that holds all deviations between the two; 80 halvings leave no digit open. */
const LEAST = -3;
const MOST = 7;
const HALVINGS = 80;

/**
 * @param deviation  standard deviation of the factors, 0 to 10
 * @throws RangeError for another
 */
export function rectifiedNormal(deviation: number): RectifiedNormal {
  if (!(deviation >= 0 && deviation <= MOST_DEVIATION))
    throw new RangeError(
      `a relative standard deviation of ${deviation}; accepted: 0 to ${MOST_DEVIATION} (${100 * MOST_DEVIATION} %)`,
    );
  if (deviation <= NEVER_CUT) return { location: 1, scale: deviation };
  let [low, high] = [LEAST, MOST];
  for (let k = 0; k < HALVINGS; k++) {
    const t = (low + high) / 2;
    const m1 = meanOver(t);
    const m2 = (1 + t * t) * cumulative(t) + t * density(t);
    if (m2 / (m1 * m1) - 1 > deviation * deviation) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  const scale = 1 / meanOver(t);
  return { location: t * scale, scale };
}

/** Mean over scale. */
function meanOver(t: number): number {
  return density(t) + t * cumulative(t);
}

/** The factor that a standard normal `z` gives. */
export function rectified({ location, scale }: RectifiedNormal, z: number): number {
  return Math.max(0, location + scale * z);
}

/** Mean |x - 1|: sqrt(2/pi) = 0.798 of the deviation as long as nothing is cut off. */
export function meanDistance({ location, scale }: RectifiedNormal): number {
  if (scale === 0) return 0;
  const zero = -location / scale;
  const one = (1 - location) / scale;
  // The mean is 1, so both sides of it weigh the same: twice the mean of 1 - x where x is below 1.
  const nothing = above(-zero);
  const between = cumulative(one) - nothing;
  return 2 * (nothing + (1 - location) * between - scale * (density(zero) - density(one)));
}
