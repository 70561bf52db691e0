/** Poisson spikes at each neuron of a population; see src/engine/poisson-drive.ts. Neuron i takes word i of the tick's stream. */
import { philoxWords } from "../layout";
import { philox1, philoxFrom } from "../philox";

/** A drive of one rate for all neurons, as the host lays it out for a step that applies it. */
// @ts-ignore: decorator
@unmanaged
export class Drive {
  /** See `addPoisson`. */
  limits: usize;
  guide: usize;
  common: usize;
  k0: u32;
  k1: u32;
  commons: i32;
  /** What k spikes add, k = 0, 1, ...; doubles. */
  weights: usize;
}

/** Key of the tick's stream, see `Random.split`: words 0 and 1 of counter (low, high, 1, 0). */
export function keyOf(low: u32, high: u32, k0: u32, k1: u32): u64 {
  return philox1(low, high, 1, k0, k1);
}

/** Place of a neuron among words of 32, four of each of eight counters: word w of counter l lies at philoxWords + 32 w + 4 l. */
// @ts-ignore: decorator
@inline
export function placeOf(x: usize): usize {
  return ((x & 3) << 5) + ((x >> 2) << 2);
}

// @ts-ignore: decorator
@inline
function wordOf(x: i32): u32 {
  return load<u32>(philoxWords + placeOf(x));
}

/**
 * @param limits  of k = 1, 2, ...: the least word that gives k spikes, as doubles; the last is beyond all words
 * @param guide  of the upper ten bits of a word the number of spikes that it gives at least
 * @param low, high  words of the tick; @param k0, k1  key of the drive's stream
 * @param common  the first limits, four times each, and the first that few words reach; 0 of `commons` are too many to count
 */
export function addPoisson(
  input: usize, from: i32, n: i32, weight: f64, limits: usize, guide: usize, common: usize, commons: i32,
  low: u32, high: u32, k0: u32, k1: u32,
): void {
  const key = keyOf(low, high, k0, k1);
  for (let i = from; i < n; i += 32) {
    philoxFrom(i >> 2, <u32>key, <u32>(key >> 32));
    const most = min(32, n - i);
    for (let x = 0; x < most; x += 16) {
      const at = input + ((i + x) << 3);
      if (x + 16 > most || commons == 0 || !addSixteen(at, philoxWords + x, weight, common, commons))
        for (let y = x, end = min(x + 16, most); y < end; y++) addOne(input + ((i + y) << 3), wordOf(y), weight, limits, guide);
    }
  }
}

/** Spikes of a word; see `addPoisson`. */
// @ts-ignore: decorator
@inline
export function countOf(word: u32, limits: usize, guide: usize): i32 {
  let k = load<i32>(guide + ((word >> 22) << 2));
  while (<f64>word >= load<f64>(limits + (k << 3))) k++;
  return k;
}

// @ts-ignore: decorator
@inline
function addOne(at: usize, word: u32, weight: f64, limits: usize, guide: usize): void {
  const k = countOf(word, limits, guide);
  // Of no spike too: what is added is 0, and a jump in between is rarely foreseen.
  store<f64>(at, load<f64>(at) + <f64>k * weight);
}

/**
 * Sixteen neurons: those of four counters, whose words 0 to 3 lie 32 bytes apart. k is how many limits a word has reached.
 * @returns  false, with nothing added, where a word reaches more limits than are common
 */
// @ts-ignore: decorator
@inline
function addSixteen(input: usize, words: usize, weight: f64, common: usize, commons: i32): bool {
  const a = v128.load(words);
  const b = v128.load(words, 32);
  const c = v128.load(words, 64);
  const d = v128.load(words, 96);
  const last = common + (<usize>commons << 4);
  const rare = v128.load(last);
  if (v128.any_true(v128.or(v128.or(i32x4.ge_u(a, rare), i32x4.ge_u(b, rare)), v128.or(i32x4.ge_u(c, rare), i32x4.ge_u(d, rare)))))
    return false;
  // Less one for each limit that is reached.
  let ka = i32x4.splat(0);
  let kb = ka;
  let kc = ka;
  let kd = ka;
  for (let at = common; at < last; at += 16) {
    const limit = v128.load(at);
    ka = i32x4.add(ka, i32x4.ge_u(a, limit));
    kb = i32x4.add(kb, i32x4.ge_u(b, limit));
    kc = i32x4.add(kc, i32x4.ge_u(c, limit));
    kd = i32x4.add(kd, i32x4.ge_u(d, limit));
  }
  const less = f64x2.splat(-weight);
  const abLow = v128.shuffle<i32>(ka, kb, 0, 4, 1, 5);
  const cdLow = v128.shuffle<i32>(kc, kd, 0, 4, 1, 5);
  const abHigh = v128.shuffle<i32>(ka, kb, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<i32>(kc, kd, 2, 6, 3, 7);
  addTwo(input, abLow, less);
  addTwo(input + 16, cdLow, less);
  addTwo(input + 32, v128.shuffle<i64>(abLow, abLow, 1, 1), less);
  addTwo(input + 48, v128.shuffle<i64>(cdLow, cdLow, 1, 1), less);
  addTwo(input + 64, abHigh, less);
  addTwo(input + 80, cdHigh, less);
  addTwo(input + 96, v128.shuffle<i64>(abHigh, abHigh, 1, 1), less);
  addTwo(input + 112, v128.shuffle<i64>(cdHigh, cdHigh, 1, 1), less);
  return true;
}

/** The lower two of four whole numbers times a weight. */
// @ts-ignore: decorator
@inline
function addTwo(at: usize, k: v128, weight: v128): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.mul(f64x2.convert_low_i32x4_s(k), weight)));
}

/** @param none  probabilities of no spike; @param mean  numbers of spikes in the mean */
export function addPoissonEach(
  input: usize, from: i32, n: i32, weight: f64, none: usize, mean: usize, low: u32, high: u32, k0: u32, k1: u32,
): void {
  const key = keyOf(low, high, k0, k1);
  for (let i = from; i < n; i += 32) {
    philoxFrom(i >> 2, <u32>key, <u32>(key >> 32));
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
