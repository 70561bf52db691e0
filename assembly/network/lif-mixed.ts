/** Neurons with conductances and currents from tick to tick: the operations of src/core/neuron/lif-mixed.ts in their order. */
import { exp2 } from "./exp2";
import { heldAt, note } from "./stepped";

/** As the host lays it out. */
// @ts-ignore: decorator
@unmanaged
class LifMixed {
  until: usize;
  over: usize;
  v: usize;
  current: usize;
  gE: usize;
  gI: usize;
  iS: usize;
  /** A byte for each neuron: whether v is held. */
  held: usize;
  steps: f64;
  perStep: f64;
  halfE: f64;
  halfI: f64;
  halfS: f64;
  vPeak: f64;
  vRest: f64;
  eExc: f64;
  eInh: f64;
}

export function stepLifMixed(parameters: usize, from: i32, n: i32, tick: f64): i32 {
  const p = changetype<LifMixed>(parameters);
  const steps = <i32>p.steps;
  const now = f64x2.splat(tick);
  const one = f64x2.splat(1);
  const peak = f64x2.splat(p.vPeak);
  const perStep = f64x2.splat(p.perStep);
  const halfE = f64x2.splat(p.halfE);
  const halfI = f64x2.splat(p.halfI);
  const halfS = f64x2.splat(p.halfS);
  const rest = f64x2.splat(p.vRest);
  const eExc = f64x2.splat(p.eExc);
  const eInh = f64x2.splat(p.eInh);
  let count = 0;
  for (let at = <usize>from << 3, end = <usize>n << 3; at < end; at += 16) {
    const held = heldAt(p.until, at, now);
    const lanes = i64x2.bitmask(held);
    const own = p.held + (at >> 3);
    store<u8>(own, lanes & 1);
    store<u8>(own, (lanes >> 1) & 1, 1);
    const given = v128.load(p.current + at);
    let v = v128.load(p.v + at);
    let gE = v128.load(p.gE + at);
    let gI = v128.load(p.gI + at);
    let iS = v128.load(p.iS + at);
    for (let s = 0; s < steps; s++) {
      const e = f64x2.mul(gE, halfE);
      const h = f64x2.mul(gI, halfI);
      const c = f64x2.mul(iS, halfS);
      gE = f64x2.mul(e, halfE);
      gI = f64x2.mul(h, halfI);
      iS = f64x2.mul(c, halfS);
      const load = f64x2.add(f64x2.add(one, e), h);
      let end = f64x2.add(f64x2.add(rest, f64x2.mul(e, eExc)), f64x2.mul(h, eInh));
      end = f64x2.div(f64x2.add(f64x2.add(end, c), given), load);
      const left = exp2(f64x2.mul(f64x2.neg(load), perStep));
      v = v128.bitselect(v, f64x2.add(end, f64x2.mul(f64x2.sub(v, end), left)), held);
    }
    v128.store(p.v + at, v);
    v128.store(p.gE + at, gE);
    v128.store(p.gI + at, gI);
    v128.store(p.iS + at, iS);
    count = note(p.over + (<usize>from << 2), count, v128.andnot(f64x2.ge(v, peak), held), at, n);
  }
  return count;
}
