/** A Poisson number from a uniform one. */

/** Inversion: k is the first at which the sum of probabilities passes the draw. @param none  exp(-mean) */
export function poissonCount(uniform: number, none: number, mean: number): number {
  let left = uniform - none;
  if (left < 0) return 0;
  let p = none;
  let k = 0;
  while (left >= 0 && p > 0) {
    k++;
    p *= mean / k;
    left -= p;
  }
  return k;
}
