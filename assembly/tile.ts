/**
 * Sixteen neurons taken several steps forward, their state in registers: the same operations in the same order as
 * src/core/neuron/lif-cond.ts, hence the same bits.
 */
import {
  cOf, refractoryA, refractoryB, refractoryTo, decayE, decayI, eA, eB, eExc, eInh, firstAt, flushBelow, hA, hB, inhibitsSelf, leak,
  loadOf, scratch, pending, readGain, rowOffset, state, threshold, vA, vB, vRest, wide,
} from "./layout";

/** The array that holds the present state: the second where sides are exchanged. */
// @ts-ignore: decorator
@inline
export function side(flipped: bool, a: usize, b: usize): usize {
  return flipped ? b : a;
}

/**
 * One tile from the present side to the other, steps t0 .. t1 - 1.
 * @param flush  whether negligible conductances become 0 before the first
 * @returns  the step in which a neuron crossed its threshold (the last one done), or -1
 */
// @ts-ignore: decorator
@inline
export function advance(tile: i32, t0: i32, t1: i32, flipped: bool, flush: bool): i32 {
  const refractory = load<i32>(refractoryTo + (tile << 2)) >= t0;
  if (eExc == 0) {
    if (inhibitsSelf && wide)
      return refractory ? tileRefractoryMarked(tile, t0, t1, flipped, flush) : tileMarked(tile, t0, t1, flipped, flush);
    if (inhibitsSelf)
      return refractory ? tileRefractory(tile, t0, t1, flipped, flush) : tilePlain(tile, t0, t1, flipped, flush);
    return refractory
      ? tileLateralRefractory(tile, t0, t1, flipped, flush)
      : tileLateral(tile, t0, t1, flipped, flush);
  }
  if (inhibitsSelf) return tileDriven(tile, t0, t1, flipped, flush);
  return tileDrivenLateral(tile, t0, t1, flipped, flush);
}

function tileMarked(tile: i32, t0: i32, t1: i32, flipped: bool, flush: bool): i32 {
  return forward(tile, t0, t1, flipped, flush, false, false, false, true);
}
function tileRefractoryMarked(tile: i32, t0: i32, t1: i32, flipped: bool, flush: bool): i32 {
  return forward(tile, t0, t1, flipped, flush, true, false, false, true);
}
function tilePlain(tile: i32, t0: i32, t1: i32, flipped: bool, flush: bool): i32 {
  return forward(tile, t0, t1, flipped, flush, false, false, false, false);
}
function tileRefractory(tile: i32, t0: i32, t1: i32, flipped: bool, flush: bool): i32 {
  return forward(tile, t0, t1, flipped, flush, true, false, false, false);
}
function tileLateral(tile: i32, t0: i32, t1: i32, flipped: bool, flush: bool): i32 {
  return forward(tile, t0, t1, flipped, flush, false, true, false, false);
}
function tileLateralRefractory(tile: i32, t0: i32, t1: i32, flipped: bool, flush: bool): i32 {
  return forward(tile, t0, t1, flipped, flush, true, true, false, false);
}
function tileDriven(tile: i32, t0: i32, t1: i32, flipped: bool, flush: bool): i32 {
  return forward(tile, t0, t1, flipped, flush, true, false, true, false);
}
function tileDrivenLateral(tile: i32, t0: i32, t1: i32, flipped: bool, flush: bool): i32 {
  return forward(tile, t0, t1, flipped, flush, true, true, true, false);
}

/** g * decay + arrived */
// @ts-ignore: decorator
@inline
export function conductance(g: v128, decay: v128, arrived: v128): v128 {
  return f32x4.add(f32x4.mul(g, decay), arrived);
}

/** 0 below the smallest kept. */
// @ts-ignore: decorator
@inline
export function kept(g: v128, least: v128): v128 {
  return v128.and(g, f32x4.ge(g, least));
}

/**
 * Backward Euler; `load` is 1 + leak * (1 + h), `push` leak * (vRest + h * eInh), or h * eInh where excitation has a
 * reversal other than 0.
 */
// @ts-ignore: decorator
@inline
export function integrate(v: v128, e: v128, load: v128, push: v128, a: v128, driven: bool): v128 {
  if (driven)
    push = f32x4.mul(
      a,
      f32x4.add(f32x4.add(f32x4.splat(vRest), f32x4.mul(e, f32x4.splat(eExc))), push),
    );
  return f32x4.div(f32x4.add(v, push), f32x4.add(load, f32x4.mul(a, e)));
}

// @ts-ignore: decorator
@inline
function ownLoad(h: v128, a: v128, one: v128): v128 {
  return f32x4.add(one, f32x4.mul(a, f32x4.add(one, h)));
}

/** Inhibition of each neuron's own: its course, and its push. */
// @ts-ignore: decorator
@inline
function ownPush(h: v128, driven: bool): v128 {
  const pull = f32x4.mul(h, f32x4.splat(eInh));
  return driven ? pull : f32x4.mul(f32x4.splat(leak), f32x4.add(f32x4.splat(vRest), pull));
}

/** Refractory neurons keep v. */
// @ts-ignore: decorator
@inline
function held(refractory: v128): v128 {
  return i32x4.gt_s(refractory, i32x4.splat(0));
}

/**
 * One tile from side A to side B, steps t0 .. t1 - 1.
 * @param marked  whether crossings are stored, for an engine that pairs vectors from their stores on
 * @returns  the step in which a neuron crossed its threshold (the last one done), or -1
 */
// @ts-ignore: decorator
@inline
function forward(
  tile: i32, t0: i32, t1: i32, flipped: bool, flush: bool, refractory: bool, lateral: bool, driven: bool, marked: bool,
): i32 {
  const at: usize = tile << 6;
  const rows = state + at;
  const gain = f32x4.splat(readGain);
  const dE = f32x4.splat(decayE);
  const dI = f32x4.splat(decayI);
  const least = f32x4.splat(flushBelow);
  const a = f32x4.splat(leak);
  const one = f32x4.splat(1);
  // One byte offset runs through everything that has four bytes a step.
  let step: usize = t0 << 2;
  const lastStep: usize = t1 << 2;
  const spikes = rowOffset;
  const ends = firstAt + 4;
  const loadAt = loadOf - step;
  const cAt = cOf - step;
  const vFrom = side(flipped, vA, vB) + at;
  const eFrom = side(flipped, eA, eB) + at;
  const hFrom = side(flipped, hA, hB) + at;
  const dFrom = side(flipped, refractoryA, refractoryB) + at;
  const thr = threshold + at;
  let v0 = v128.load(vFrom);
  let v1 = v128.load(vFrom, 16);
  let v2 = v128.load(vFrom, 32);
  let v3 = v128.load(vFrom, 48);
  let e0 = v128.load(eFrom);
  let e1 = v128.load(eFrom, 16);
  let e2 = v128.load(eFrom, 32);
  let e3 = v128.load(eFrom, 48);
  if (flush) {
    e0 = kept(e0, least);
    e1 = kept(e1, least);
    e2 = kept(e2, least);
    e3 = kept(e3, least);
  }
  const zero = i32x4.splat(0);
  let h0 = zero;
  let h1 = zero;
  let h2 = zero;
  let h3 = zero;
  let p0 = zero;
  let p1 = zero;
  let p2 = zero;
  let p3 = zero;
  if (lateral) {
    h0 = v128.load(hFrom);
    h1 = v128.load(hFrom, 16);
    h2 = v128.load(hFrom, 32);
    h3 = v128.load(hFrom, 48);
    if (flush) {
      h0 = kept(h0, least);
      h1 = kept(h1, least);
      h2 = kept(h2, least);
      h3 = kept(h3, least);
    }
    p0 = v128.load(pending + at);
    p1 = v128.load(pending + at, 16);
    p2 = v128.load(pending + at, 32);
    p3 = v128.load(pending + at, 48);
  }
  let d0 = zero;
  let d1 = zero;
  let d2 = zero;
  let d3 = zero;
  if (refractory) {
    d0 = v128.load(dFrom);
    d1 = v128.load(dFrom, 16);
    d2 = v128.load(dFrom, 32);
    d3 = v128.load(dFrom, 48);
  }
  const marks = scratch;
  let crossing: i32 = -1;
  let spike = spikes + (load<i32>(firstAt + step) << 2);
  for (; step < lastStep; step += 4) {
    const end = spikes + (load<i32>(ends + step) << 2);
    let s0 = zero;
    let s1 = zero;
    let s2 = zero;
    let s3 = zero;
    if (spike < end) {
      const row = rows + load<u32>(spike);
      s0 = v128.load(row);
      s1 = v128.load(row, 16);
      s2 = v128.load(row, 32);
      s3 = v128.load(row, 48);
      spike += 4;
    }
    for (; spike < end; spike += 4) {
      const row = rows + load<u32>(spike);
      s0 = f32x4.add(s0, v128.load(row));
      s1 = f32x4.add(s1, v128.load(row, 16));
      s2 = f32x4.add(s2, v128.load(row, 32));
      s3 = f32x4.add(s3, v128.load(row, 48));
    }
    e0 = conductance(e0, dE, f32x4.mul(gain, s0));
    e1 = conductance(e1, dE, f32x4.mul(gain, s1));
    e2 = conductance(e2, dE, f32x4.mul(gain, s2));
    e3 = conductance(e3, dE, f32x4.mul(gain, s3));
    let c0: v128, c1: v128, c2: v128, c3: v128;
    let l0: v128, l1: v128, l2: v128, l3: v128;
    if (lateral) {
      h0 = conductance(h0, dI, p0);
      h1 = conductance(h1, dI, p1);
      h2 = conductance(h2, dI, p2);
      h3 = conductance(h3, dI, p3);
      p0 = zero;
      p1 = zero;
      p2 = zero;
      p3 = zero;
      l0 = ownLoad(h0, a, one);
      c0 = ownPush(h0, driven);
      l1 = ownLoad(h1, a, one);
      c1 = ownPush(h1, driven);
      l2 = ownLoad(h2, a, one);
      c2 = ownPush(h2, driven);
      l3 = ownLoad(h3, a, one);
      c3 = ownPush(h3, driven);
    } else {
      l0 = v128.load32_splat(loadAt + step);
      l1 = l0;
      l2 = l0;
      l3 = l0;
      c0 = v128.load32_splat(cAt + step);
      c1 = c0;
      c2 = c0;
      c3 = c0;
    }
    const n0 = integrate(v0, e0, l0, c0, a, driven);
    const n1 = integrate(v1, e1, l1, c1, a, driven);
    const n2 = integrate(v2, e2, l2, c2, a, driven);
    const n3 = integrate(v3, e3, l3, c3, a, driven);
    let over0 = f32x4.gt(n0, v128.load(thr));
    let over1 = f32x4.gt(n1, v128.load(thr, 16));
    let over2 = f32x4.gt(n2, v128.load(thr, 32));
    let over3 = f32x4.gt(n3, v128.load(thr, 48));
    if (refractory) {
      const m0 = held(d0);
      const m1 = held(d1);
      const m2 = held(d2);
      const m3 = held(d3);
      v0 = v128.bitselect(v0, n0, m0);
      v1 = v128.bitselect(v1, n1, m1);
      v2 = v128.bitselect(v2, n2, m2);
      v3 = v128.bitselect(v3, n3, m3);
      over0 = v128.andnot(over0, m0);
      over1 = v128.andnot(over1, m1);
      over2 = v128.andnot(over2, m2);
      over3 = v128.andnot(over3, m3);
      d0 = i32x4.add(d0, m0);
      d1 = i32x4.add(d1, m1);
      d2 = i32x4.add(d2, m2);
      d3 = i32x4.add(d3, m3);
    } else {
      v0 = n0;
      v1 = n1;
      v2 = n2;
      v3 = n3;
    }
    const low = v128.or(over0, over2);
    const high = v128.or(over1, over3);
    if (marked) {
      v128.store(marks, low);
      v128.store(marks, high, 16);
    }
    if (v128.any_true(v128.or(low, high))) {
      crossing = <i32>(step >> 2);
      break;
    }
  }
  const vTo = side(flipped, vB, vA) + at;
  const eTo = side(flipped, eB, eA) + at;
  const hTo = side(flipped, hB, hA) + at;
  const dTo = side(flipped, refractoryB, refractoryA) + at;
  v128.store(vTo, v0);
  v128.store(vTo, v1, 16);
  v128.store(vTo, v2, 32);
  v128.store(vTo, v3, 48);
  v128.store(eTo, e0);
  v128.store(eTo, e1, 16);
  v128.store(eTo, e2, 32);
  v128.store(eTo, e3, 48);
  if (lateral) {
    v128.store(hTo, h0);
    v128.store(hTo, h1, 16);
    v128.store(hTo, h2, 32);
    v128.store(hTo, h3, 48);
  }
  v128.store(dTo, d0);
  v128.store(dTo, d1, 16);
  v128.store(dTo, d2, 32);
  v128.store(dTo, d3, 48);
  return crossing;
}
