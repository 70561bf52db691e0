/** Izhikevich neurons from tick to tick: the operations of src/core/neuron/izhikevich.ts in their order. */
import { note } from "./stepped";

const PEAK: f64 = 30e-3;
const MS: f64 = 1e-3;
const CURVATURE: f64 = 40;
const OFFSET: f64 = 0.14;

/** As the host lays it out. */
// @ts-ignore: decorator
@unmanaged
class Izhikevich {
  until: usize;
  over: usize;
  v: usize;
  current: usize;
  u: usize;
  none: usize;
  steps: f64;
  h: f64;
  a: f64;
  b: f64;
}

export function stepIzhikevich(parameters: usize, from: i32, n: i32, tick: f64): i32 {
  const p = changetype<Izhikevich>(parameters);
  const steps = <i32>p.steps;
  const peak = f64x2.splat(PEAK);
  const h = f64x2.splat(p.h);
  const half = f64x2.splat(p.h / 2);
  const sixth = f64x2.splat(p.h / 6);
  const two = f64x2.splat(2);
  const a = f64x2.splat(p.a);
  const b = f64x2.splat(p.b);
  const ha = f64x2.splat(p.h * p.a);
  const now = f64x2.splat(tick);
  let count = 0;
  for (let at = <usize>from << 3, end = <usize>n << 3; at < end; at += 16) {
    const given = v128.load(p.current + at);
    let v = v128.load(p.v + at);
    let u = v128.load(p.u + at);
    for (let s = 0; s < steps; s++) {
      const still = f64x2.ge(v, peak);
      const kv0 = slope(v, u, given);
      const ku0 = recovery(a, b, v, u);
      const v1 = f64x2.add(v, f64x2.mul(half, kv0));
      const u1 = f64x2.add(u, f64x2.mul(half, ku0));
      const kv1 = slope(v1, u1, given);
      const ku1 = recovery(a, b, v1, u1);
      const v2 = f64x2.add(v, f64x2.mul(half, kv1));
      const u2 = f64x2.add(u, f64x2.mul(half, ku1));
      const kv2 = slope(v2, u2, given);
      const ku2 = recovery(a, b, v2, u2);
      const v3 = f64x2.add(v, f64x2.mul(h, kv2));
      const u3 = f64x2.add(u, f64x2.mul(h, ku2));
      const kv3 = slope(v3, u3, given);
      const ku3 = recovery(a, b, v3, u3);
      const sumV = f64x2.add(f64x2.add(f64x2.add(kv0, f64x2.mul(two, kv1)), f64x2.mul(two, kv2)), kv3);
      const sumU = f64x2.add(f64x2.add(f64x2.add(ku0, f64x2.mul(two, ku1)), f64x2.mul(two, ku2)), ku3);
      const next = f64x2.pmin(f64x2.add(v, f64x2.mul(sixth, sumV)), peak);
      const ended = f64x2.add(u, f64x2.mul(h, ku0));
      const went = f64x2.add(u, f64x2.mul(sixth, sumU));
      const waits = f64x2.add(u, f64x2.mul(ha, f64x2.sub(f64x2.mul(b, v), u)));
      u = v128.bitselect(waits, v128.bitselect(ended, went, f64x2.eq(next, peak)), still);
      v = v128.bitselect(v, next, still);
    }
    v128.store(p.v + at, v);
    v128.store(p.u + at, u);
    const held = f64x2.le(now, v128.load(p.until + at));
    count = note(p.over + (<usize>from << 2), count, v128.andnot(f64x2.ge(v, peak), held), at, n);
  }
  return count;
}

// @ts-ignore: decorator
@inline
function slope(v: v128, u: v128, given: v128): v128 {
  const bounded = f64x2.pmin(v, f64x2.splat(PEAK));
  const line = f64x2.add(f64x2.mul(f64x2.splat(CURVATURE), bounded), f64x2.splat(5));
  const all = f64x2.add(f64x2.sub(f64x2.add(f64x2.mul(line, bounded), f64x2.splat(OFFSET)), u), given);
  return f64x2.div(all, f64x2.splat(MS));
}

// @ts-ignore: decorator
@inline
function recovery(a: v128, b: v128, v: v128, u: v128): v128 {
  return f64x2.mul(a, f64x2.sub(f64x2.mul(b, v), u));
}
