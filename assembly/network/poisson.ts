/** Poisson spikes at each neuron of a population; see src/engine/poisson-drive.ts. Neuron i takes word i of the tick's stream. */
import { philoxWords } from "../layout";
import { philox8 } from "../philox";

/** Words of 32 neurons, four of each of eight counters; word w of counter l lies at philoxWords + 32 w + 4 l. */
// @ts-ignore: decorator
@inline
function draw(i: i32, k0: u32, k1: u32): void {
  const zero = i32x4.splat(0);
  const counters = i32x4.add(i32x4.splat(i >> 2), i32x4(0, 1, 2, 3));
  philox8(counters, i32x4.add(counters, i32x4.splat(4)), zero, zero, zero, k0, k1);
}

// @ts-ignore: decorator
@inline
function wordOf(x: i32): u32 {
  return load<u32>(philoxWords + ((x & 3) << 5) + ((x >> 2) << 2));
}

/**
 * @param limits  of k = 1, 2, ...: the least word that gives k spikes, as doubles; the last is beyond all words
 * @param guide  of the upper ten bits of a word the number of spikes that it gives at least
 */
export function addPoisson(
  input: usize, n: i32, weight: f64, limits: usize, guide: usize, k0: u32, k1: u32,
): void {
  for (let i = 0; i < n; i += 32) {
    draw(i, k0, k1);
    const most = min(32, n - i);
    for (let x = 0; x < most; x++) {
      const word = wordOf(x);
      let k = load<i32>(guide + ((word >> 22) << 2));
      while (<f64>word >= load<f64>(limits + (k << 3))) k++;
      // Of no spike too: what is added is 0, and a jump in between is rarely foreseen.
      const at = input + ((i + x) << 3);
      store<f64>(at, load<f64>(at) + <f64>k * weight);
    }
  }
}

/** @param none  probabilities of no spike; @param mean  numbers of spikes in the mean */
export function addPoissonEach(
  input: usize, n: i32, weight: f64, none: usize, mean: usize, k0: u32, k1: u32,
): void {
  for (let i = 0; i < n; i += 32) {
    draw(i, k0, k1);
    const most = min(32, n - i);
    for (let x = 0; x < most; x++) {
      const own = <usize>(i + x) << 3;
      let p = load<f64>(none + own);
      let left = (<f64>wordOf(x) + 0.5) * 2.3283064365386963e-10 - p;
      if (left < 0) continue;
      const m = load<f64>(mean + own);
      let k: f64 = 0;
      while (left >= 0 && p > 0) {
        k += 1;
        p *= m / k;
        left -= p;
      }
      store<f64>(input + own, load<f64>(input + own) + k * weight);
    }
  }
}
