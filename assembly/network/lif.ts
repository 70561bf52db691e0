/**
 * lif neurons from input to input: the operations of src/core/neuron/lif.ts in their order, and where all have a Poisson drive
 * of one rate before them those of src/engine/poisson-drive.ts.
 */
import { philoxWords } from "../layout";
import { philoxFrom } from "../philox";
import { exp } from "./exp";
import { countOf, Drive, keyOf, placeOf } from "./poisson";

/** Added to a whole number it leaves that in the lower bits: quicker than a conversion. */
const WHOLE: f64 = 4503599627370496;

/** As the host lays it out. */
// @ts-ignore: decorator
@unmanaged
class Lif {
  v: usize;
  since: usize;
  input: usize;
  /** What is left of v - vRest after so many ticks, and for how many it is tabulated: as the bits of 2^52 + their number. */
  decay: usize;
  tabulated: u64;
  /** Neurons at their threshold. */
  over: usize;
  /** Address of the drive; 0: none that is applied here. */
  drive: usize;
}

/** Neurons that are looked at together: for as many are random words drawn at once. */
const BLOCK = 32;

/**
 * First who has input and is not refractory, without a branch; then those alone, one by one.
 * @param reach  distance of the threshold from rest, V; @param perTick  tick / tauM
 * @returns  how many are at their threshold
 */
export function stepLif(parameters: usize, from: i32, n: i32, tick: f64, vRest: f64, reach: f64, perTick: f64): i32 {
  const p = changetype<Lif>(parameters);
  const tabulated = p.tabulated;
  const decay = p.decay;
  const over = p.over + (<usize>from << 2);
  const drive = changetype<Drive>(p.drive);
  const driven = p.drive != 0;
  const key = driven ? keyOf(<u32>(<u64>tick), <u32>(<u64>tick >> 32), drive.k0, drive.k1) : 0;
  const counts = philoxWords + 4 * BLOCK;
  const weights = driven ? drive.weights : counts;
  // Without a drive all numbers of its spikes are 0, and the first of its weights is.
  if (!driven) memory.fill(counts, 0, 4 * BLOCK);
  let last = over;
  for (let i = from; i < n; i += BLOCK) {
    const begin = <usize>i << 3;
    const inputs = p.input + begin;
    const vs = p.v + begin;
    const sinces = p.since + begin;
    const most = min(n - i, BLOCK);
    // Beyond the last neuron there is no input.
    let active = most == BLOCK ? arrived(inputs) : arrivedAtFew(inputs, most);
    if (driven) {
      philoxFrom(i >> 2, <u32>key, <u32>(key >> 32));
      const reached = countSixteen(philoxWords, counts, drive) | (countSixteen(philoxWords + 16, counts + 64, drive) << 16);
      active |= reached & (<u32>-1 >> (BLOCK - most));
    }
    if (active == 0) continue;
    active &= most == BLOCK ? able(sinces, tick) : ableOfFew(sinces, most, tick);
    let far: u32 = 0;
    while (active != 0) {
      const x = <usize>ctz(active);
      const own = x << 3;
      active &= active - 1;
      const w = load<f64>(inputs + own) + load<f64>(weights + (<usize>load<i32>(counts + (x << 2)) << 3));
      const age = reinterpret<u64>(tick - load<f64>(sinces + own) + WHOLE);
      if (age >= tabulated) {
        far |= 1 << <u32>x;
        continue;
      }
      // What arrives may add up to nothing.
      if (w == 0) continue;
      const left = load<f64>(decay + (<usize><u32>age << 3));
      const v = vRest + (load<f64>(vs + own) - vRest) * left + w;
      store<f64>(vs + own, v);
      store<f64>(sinces + own, tick);
      if (v - vRest >= reach) {
        store<i32>(last, i + <i32>x);
        last += 4;
      }
    }
    // Apart, so that the loop above has no exponential in it, which would take its registers.
    if (far != 0) last = stepFar(p, i, far, tick, vRest, reach, perTick, weights, over, last);
    clear(inputs, most);
  }
  return <i32>((last - over) >> 2);
}

/** Neurons of a block whose last input is longer ago than decays are tabulated. @returns  end of the list of those at their threshold */
function stepFar(
  p: Lif, i: i32, far: u32, tick: f64, vRest: f64, reach: f64, perTick: f64, weights: usize, over: usize, end: usize,
): usize {
  let last = end;
  while (far != 0) {
    const x = <usize>ctz(far);
    far &= far - 1;
    const own = (<usize>i + x) << 3;
    const w = load<f64>(p.input + own) + load<f64>(weights + (<usize>load<i32>(philoxWords + 4 * BLOCK + (x << 2)) << 3));
    if (w == 0) continue;
    const left = exp(-(tick - load<f64>(p.since + own)) * perTick);
    const v = vRest + (load<f64>(p.v + own) - vRest) * left + w;
    store<f64>(p.v + own, v);
    store<f64>(p.since + own, tick);
    if (!(v - vRest >= reach)) continue;
    // Into its place: they ascend.
    let at = last;
    for (; at > over && load<i32>(at - 4) > i + <i32>x; at -= 4) store<i32>(at, load<i32>(at - 4));
    store<i32>(at, i + <i32>x);
    last += 4;
  }
  return last;
}

// @ts-ignore: decorator
@inline
function clear(inputs: usize, most: i32): void {
  const zero = f64x2.splat(0);
  for (let at: usize = 0, end = <usize>most << 3; at < end; at += 64) {
    v128.store(inputs + at, zero);
    v128.store(inputs + at, zero, 16);
    v128.store(inputs + at, zero, 32);
    v128.store(inputs + at, zero, 48);
  }
}

/** Which of 32 neurons have input, a bit for each. */
// @ts-ignore: decorator
@inline
function arrived(inputs: usize): u32 {
  return arrivedAtSixteen(inputs) | (arrivedAtSixteen(inputs + 128) << 16);
}

// @ts-ignore: decorator
@inline
function arrivedAtSixteen(inputs: usize): u32 {
  return bitsOf(arrivedAtFour(inputs), arrivedAtFour(inputs + 32), arrivedAtFour(inputs + 64), arrivedAtFour(inputs + 96));
}

// @ts-ignore: decorator
@inline
function arrivedAtFour(inputs: usize): v128 {
  const zero = f64x2.splat(0);
  return v128.shuffle<i32>(f64x2.ne(v128.load(inputs), zero), f64x2.ne(v128.load(inputs, 16), zero), 0, 2, 4, 6);
}

function arrivedAtFew(inputs: usize, n: i32): u32 {
  let found: u32 = 0;
  for (let x = 0; x < n; x += 2)
    found |= <u32>i64x2.bitmask(f64x2.ne(v128.load(inputs + (x << 3)), f64x2.splat(0))) << x;
  return found;
}

/** Which of 32 neurons are not refractory. */
// @ts-ignore: decorator
@inline
function able(sinces: usize, tick: f64): u32 {
  const now = f64x2.splat(tick);
  return ableOfSixteen(sinces, now) | (ableOfSixteen(sinces + 128, now) << 16);
}

// @ts-ignore: decorator
@inline
function ableOfSixteen(sinces: usize, now: v128): u32 {
  return bitsOf(ableOfFour(sinces, now), ableOfFour(sinces + 32, now), ableOfFour(sinces + 64, now), ableOfFour(sinces + 96, now));
}

// @ts-ignore: decorator
@inline
function ableOfFour(sinces: usize, now: v128): v128 {
  return v128.shuffle<i32>(f64x2.le(v128.load(sinces), now), f64x2.le(v128.load(sinces, 16), now), 0, 2, 4, 6);
}

function ableOfFew(sinces: usize, n: i32, tick: f64): u32 {
  let found: u32 = 0;
  for (let x = 0; x < n; x += 2)
    found |= <u32>i64x2.bitmask(f64x2.le(v128.load(sinces + (x << 3)), f64x2.splat(tick))) << x;
  return found;
}

/** A bit for each lane of four vectors, of which all bits of a lane are equal. */
// @ts-ignore: decorator
@inline
function bitsOf(a: v128, b: v128, c: v128, d: v128): u32 {
  return i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d)));
}

/**
 * Spikes of sixteen neurons: those of four counters, whose words 0 to 3 lie 32 bytes apart. @returns  who has any, a bit for
 * each; all of them where that was not asked
 */
// @ts-ignore: decorator
@inline
function countSixteen(words: usize, counts: usize, drive: Drive): u32 {
  const from = drive.common;
  const last = from + (<usize>drive.commons << 4);
  const a = v128.load(words);
  const b = v128.load(words, 32);
  const c = v128.load(words, 64);
  const d = v128.load(words, 96);
  const rare = v128.load(last);
  const beyond = v128.or(v128.or(i32x4.ge_u(a, rare), i32x4.ge_u(b, rare)), v128.or(i32x4.ge_u(c, rare), i32x4.ge_u(d, rare)));
  if (from == last || v128.any_true(beyond)) {
    countEach(words, counts, drive);
    return 0xffff;
  }
  // Less one for each limit that is reached.
  const limit = v128.load(from);
  let ka = i32x4.ge_u(a, limit);
  let kb = i32x4.ge_u(b, limit);
  let kc = i32x4.ge_u(c, limit);
  let kd = i32x4.ge_u(d, limit);
  for (let at = from + 16; at < last; at += 16) {
    const next = v128.load(at);
    ka = i32x4.add(ka, i32x4.ge_u(a, next));
    kb = i32x4.add(kb, i32x4.ge_u(b, next));
    kc = i32x4.add(kc, i32x4.ge_u(c, next));
    kd = i32x4.add(kd, i32x4.ge_u(d, next));
  }
  // Neuron after neuron: the words of a counter in a row.
  const abLow = v128.shuffle<i32>(ka, kb, 0, 4, 1, 5);
  const cdLow = v128.shuffle<i32>(kc, kd, 0, 4, 1, 5);
  const abHigh = v128.shuffle<i32>(ka, kb, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<i32>(kc, kd, 2, 6, 3, 7);
  const first = v128.shuffle<i64>(abLow, cdLow, 0, 2);
  const second = v128.shuffle<i64>(abLow, cdLow, 1, 3);
  const third = v128.shuffle<i64>(abHigh, cdHigh, 0, 2);
  const fourth = v128.shuffle<i64>(abHigh, cdHigh, 1, 3);
  v128.store(counts, i32x4.neg(first));
  v128.store(counts, i32x4.neg(second), 16);
  v128.store(counts, i32x4.neg(third), 32);
  v128.store(counts, i32x4.neg(fourth), 48);
  return bitsOf(first, second, third, fourth);
}

function countEach(words: usize, counts: usize, drive: Drive): void {
  for (let x: usize = 0; x < 16; x++) store<i32>(counts + (x << 2), countOf(load<u32>(words + placeOf(x)), drive.limits, drive.guide));
}
