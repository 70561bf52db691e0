/** adex neurons from tick to tick: the operations of src/core/neuron/adex.ts in their order. */
import { exp2 } from "./exp2";
import { heldAt, note } from "./stepped";

/** As the host lays it out. */
// @ts-ignore: decorator
@unmanaged
class Adex {
  until: usize;
  over: usize;
  v: usize;
  current: usize;
  w: usize;
  iE: usize;
  iI: usize;
  none: usize;
  steps: f64;
  h: f64;
  halfE: f64;
  halfI: f64;
  vPeak: f64;
  vRest: f64;
  vThreshold: f64;
  deltaT: f64;
  tauM: f64;
  tauW: f64;
  a: f64;
}

export function stepAdex(parameters: usize, from: i32, n: i32, tick: f64): i32 {
  const p = changetype<Adex>(parameters);
  const steps = <i32>p.steps;
  const now = f64x2.splat(tick);
  const peak = f64x2.splat(p.vPeak);
  const h = f64x2.splat(p.h);
  const half = f64x2.splat(p.h / 2);
  const sixth = f64x2.splat(p.h / 6);
  const halfE = f64x2.splat(p.halfE);
  const halfI = f64x2.splat(p.halfI);
  const two = f64x2.splat(2);
  let count = 0;
  for (let at = <usize>from << 3, end = <usize>n << 3; at < end; at += 16) {
    const held = heldAt(p.until, at, now);
    const given = v128.load(p.current + at);
    let v = v128.load(p.v + at);
    let w = v128.load(p.w + at);
    let iE = v128.load(p.iE + at);
    let iI = v128.load(p.iI + at);
    for (let s = 0; s < steps; s++) {
      const current0 = f64x2.sub(iE, iI);
      const current1 = f64x2.sub(f64x2.mul(iE, halfE), f64x2.mul(iI, halfI));
      iE = f64x2.mul(f64x2.mul(iE, halfE), halfE);
      iI = f64x2.mul(f64x2.mul(iI, halfI), halfI);
      const current2 = f64x2.sub(iE, iI);
      const still = v128.or(held, f64x2.ge(v, peak));
      const kv0 = v128.andnot(slope(p, v, w, current0, given), still);
      const kw0 = adaptation(p, v, w);
      const v1 = f64x2.add(v, f64x2.mul(half, kv0));
      const w1 = f64x2.add(w, f64x2.mul(half, kw0));
      const kv1 = v128.andnot(slope(p, v1, w1, current1, given), still);
      const kw1 = adaptation(p, v1, w1);
      const v2 = f64x2.add(v, f64x2.mul(half, kv1));
      const w2 = f64x2.add(w, f64x2.mul(half, kw1));
      const kv2 = v128.andnot(slope(p, v2, w2, current1, given), still);
      const kw2 = adaptation(p, v2, w2);
      const v3 = f64x2.add(v, f64x2.mul(h, kv2));
      const w3 = f64x2.add(w, f64x2.mul(h, kw2));
      const kv3 = v128.andnot(slope(p, v3, w3, current2, given), still);
      const kw3 = adaptation(p, v3, w3);
      const sumV = f64x2.add(f64x2.add(f64x2.add(kv0, f64x2.mul(two, kv1)), f64x2.mul(two, kv2)), kv3);
      const sumW = f64x2.add(f64x2.add(f64x2.add(kw0, f64x2.mul(two, kw1)), f64x2.mul(two, kw2)), kw3);
      v = f64x2.pmin(f64x2.add(v, f64x2.mul(sixth, sumV)), peak);
      const ended = f64x2.add(w, f64x2.mul(h, kw0));
      w = v128.bitselect(ended, f64x2.add(w, f64x2.mul(sixth, sumW)), f64x2.eq(v, peak));
    }
    v128.store(p.v + at, v);
    v128.store(p.w + at, w);
    v128.store(p.iE + at, iE);
    v128.store(p.iI + at, iI);
    count = note(p.over + (<usize>from << 2), count, v128.andnot(f64x2.ge(v, peak), held), at, n);
  }
  return count;
}

// @ts-ignore: decorator
@inline
function slope(p: Adex, v: v128, w: v128, synaptic: v128, given: v128): v128 {
  const deltaT = f64x2.splat(p.deltaT);
  const above = f64x2.sub(f64x2.pmin(v, f64x2.splat(p.vPeak)), f64x2.splat(p.vThreshold));
  const upstroke = f64x2.mul(deltaT, exp2(f64x2.div(above, deltaT)));
  const all = f64x2.sub(f64x2.add(f64x2.sub(f64x2.splat(p.vRest), v), upstroke), w);
  return f64x2.div(f64x2.add(f64x2.add(all, synaptic), given), f64x2.splat(p.tauM));
}

// @ts-ignore: decorator
@inline
function adaptation(p: Adex, v: v128, w: v128): v128 {
  const goal = f64x2.mul(f64x2.splat(p.a), f64x2.sub(v, f64x2.splat(p.vRest)));
  return f64x2.div(f64x2.sub(goal, w), f64x2.splat(p.tauW));
}
