/**
 * Two tiles side by side, in the plain case: uniform inhibition, no reversal of excitation but 0, nobody refractory. It
 * pays where the engine pairs vectors, so that 32 neurons fit into its registers: a row's place is looked up once for
 * both. Operations on each neuron are those of `advance`.
 */
import {
  cOf, refractoryA, refractoryB, decayE, eA, eB, firstAt, flushBelow, leak, loadOf, scratch, readGain, rowOffset, state, threshold, vA, vB,
} from "./layout";
import { STRIP_BYTES } from "./strip";
import { conductance, integrate, kept, side } from "./tile";

/**
 * Tiles `tile` and the next from the present side to the other, steps t0 .. t1 - 1; see `advance`.
 * @returns  the step in which a neuron crossed its threshold (the last one done), or -1
 */
export function advancePair(tile: i32, t0: i32, t1: i32, flipped: bool, flush: bool): i32 {
  return forward(tile, t0, t1, flipped, flush, false, 0);
}

/** The same after `sumStrip`. @param sums  where the first tile's are, of step t0 */
export function advanceSummed(tile: i32, t0: i32, t1: i32, flipped: bool, flush: bool, sums: usize): i32 {
  return forward(tile, t0, t1, flipped, flush, true, sums);
}

// @ts-ignore: decorator
@inline
function forward(tile: i32, t0: i32, t1: i32, flipped: bool, flush: bool, summed: bool, sums: usize): i32 {
  const at: usize = tile << 6;
  const rows = state + at;
  const gain = f32x4.splat(readGain);
  const decay = f32x4.splat(decayE);
  const a = f32x4.splat(leak);
  let step: usize = t0 << 2;
  const lastStep: usize = t1 << 2;
  const spikes = rowOffset;
  const ends = firstAt + 4;
  const loadAt = loadOf - step;
  const cAt = cOf - step;
  const vFrom = side(flipped, vA, vB) + at;
  const eFrom = side(flipped, eA, eB) + at;
  const thr = threshold + at;
  let v0 = v128.load(vFrom);
  let v1 = v128.load(vFrom, 16);
  let v2 = v128.load(vFrom, 32);
  let v3 = v128.load(vFrom, 48);
  let v4 = v128.load(vFrom, 64);
  let v5 = v128.load(vFrom, 80);
  let v6 = v128.load(vFrom, 96);
  let v7 = v128.load(vFrom, 112);
  let e0 = v128.load(eFrom);
  let e1 = v128.load(eFrom, 16);
  let e2 = v128.load(eFrom, 32);
  let e3 = v128.load(eFrom, 48);
  let e4 = v128.load(eFrom, 64);
  let e5 = v128.load(eFrom, 80);
  let e6 = v128.load(eFrom, 96);
  let e7 = v128.load(eFrom, 112);
  if (flush) {
    const least = f32x4.splat(flushBelow);
    e0 = kept(e0, least);
    e1 = kept(e1, least);
    e2 = kept(e2, least);
    e3 = kept(e3, least);
    e4 = kept(e4, least);
    e5 = kept(e5, least);
    e6 = kept(e6, least);
    e7 = kept(e7, least);
  }
  const zero = i32x4.splat(0);
  let crossing: i32 = -1;
  const marks = scratch;
  let spike = spikes + (load<i32>(firstAt + step) << 2);
  for (; step < lastStep; step += 4) {
    const end = summed ? spike : spikes + (load<i32>(ends + step) << 2);
    let s0 = zero;
    let s1 = zero;
    let s2 = zero;
    let s3 = zero;
    let s4 = zero;
    let s5 = zero;
    let s6 = zero;
    let s7 = zero;
    if (summed) {
      s0 = v128.load(sums);
      s1 = v128.load(sums, 16);
      s2 = v128.load(sums, 32);
      s3 = v128.load(sums, 48);
      s4 = v128.load(sums, 64);
      s5 = v128.load(sums, 80);
      s6 = v128.load(sums, 96);
      s7 = v128.load(sums, 112);
      sums += STRIP_BYTES;
    } else if (spike < end) {
      const row = rows + load<u32>(spike);
      s0 = v128.load(row);
      s1 = v128.load(row, 16);
      s2 = v128.load(row, 32);
      s3 = v128.load(row, 48);
      s4 = v128.load(row, 64);
      s5 = v128.load(row, 80);
      s6 = v128.load(row, 96);
      s7 = v128.load(row, 112);
      spike += 4;
    }
    for (; !summed && spike < end; spike += 4) {
      const row = rows + load<u32>(spike);
      s0 = f32x4.add(s0, v128.load(row));
      s1 = f32x4.add(s1, v128.load(row, 16));
      s2 = f32x4.add(s2, v128.load(row, 32));
      s3 = f32x4.add(s3, v128.load(row, 48));
      s4 = f32x4.add(s4, v128.load(row, 64));
      s5 = f32x4.add(s5, v128.load(row, 80));
      s6 = f32x4.add(s6, v128.load(row, 96));
      s7 = f32x4.add(s7, v128.load(row, 112));
    }
    e0 = conductance(e0, decay, f32x4.mul(gain, s0));
    e1 = conductance(e1, decay, f32x4.mul(gain, s1));
    e2 = conductance(e2, decay, f32x4.mul(gain, s2));
    e3 = conductance(e3, decay, f32x4.mul(gain, s3));
    e4 = conductance(e4, decay, f32x4.mul(gain, s4));
    e5 = conductance(e5, decay, f32x4.mul(gain, s5));
    e6 = conductance(e6, decay, f32x4.mul(gain, s6));
    e7 = conductance(e7, decay, f32x4.mul(gain, s7));
    const load1 = v128.load32_splat(loadAt + step);
    const push = v128.load32_splat(cAt + step);
    v0 = integrate(v0, e0, load1, push, a, false);
    v1 = integrate(v1, e1, load1, push, a, false);
    v2 = integrate(v2, e2, load1, push, a, false);
    v3 = integrate(v3, e3, load1, push, a, false);
    v4 = integrate(v4, e4, load1, push, a, false);
    v5 = integrate(v5, e5, load1, push, a, false);
    v6 = integrate(v6, e6, load1, push, a, false);
    v7 = integrate(v7, e7, load1, push, a, false);
    const c0 = f32x4.gt(v0, v128.load(thr));
    const c1 = f32x4.gt(v1, v128.load(thr, 16));
    const c2 = f32x4.gt(v2, v128.load(thr, 32));
    const c3 = f32x4.gt(v3, v128.load(thr, 48));
    const c4 = f32x4.gt(v4, v128.load(thr, 64));
    const c5 = f32x4.gt(v5, v128.load(thr, 80));
    const c6 = f32x4.gt(v6, v128.load(thr, 96));
    const c7 = f32x4.gt(v7, v128.load(thr, 112));
    const low = v128.or(v128.or(c0, c2), v128.or(c4, c6));
    const high = v128.or(v128.or(c1, c3), v128.or(c5, c7));
    // Stored, for vectors are paired from their stores on.
    v128.store(marks, low);
    v128.store(marks, high, 16);
    if (v128.any_true(v128.or(low, high))) {
      crossing = <i32>(step >> 2);
      break;
    }
  }
  const vTo = side(flipped, vB, vA) + at;
  const eTo = side(flipped, eB, eA) + at;
  v128.store(vTo, v0);
  v128.store(vTo, v1, 16);
  v128.store(vTo, v2, 32);
  v128.store(vTo, v3, 48);
  v128.store(vTo, v4, 64);
  v128.store(vTo, v5, 80);
  v128.store(vTo, v6, 96);
  v128.store(vTo, v7, 112);
  v128.store(eTo, e0);
  v128.store(eTo, e1, 16);
  v128.store(eTo, e2, 32);
  v128.store(eTo, e3, 48);
  v128.store(eTo, e4, 64);
  v128.store(eTo, e5, 80);
  v128.store(eTo, e6, 96);
  v128.store(eTo, e7, 112);
  const dTo = side(flipped, refractoryB, refractoryA) + at;
  v128.store(dTo, zero);
  v128.store(dTo, zero, 16);
  v128.store(dTo, zero, 32);
  v128.store(dTo, zero, 48);
  v128.store(dTo, zero, 64);
  v128.store(dTo, zero, 80);
  v128.store(dTo, zero, 96);
  v128.store(dTo, zero, 112);
  return crossing;
}
