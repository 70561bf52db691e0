/** lif-exp neurons with a current, from tick to tick: the operations of src/core/neuron/lif-exp-driven.ts in their order. */
import { heldAt, note } from "./stepped";

/** As the host lays it out. */
// @ts-ignore: decorator
@unmanaged
class LifExpDriven {
  until: usize;
  over: usize;
  v: usize;
  current: usize;
  iE: usize;
  iI: usize;
  vPeak: f64;
  vRest: f64;
  keep: f64;
  gain: f64;
  decayE: f64;
  decayI: f64;
  gainE: f64;
  gainI: f64;
}

export function stepLifExpDriven(parameters: usize, from: i32, n: i32, tick: f64): i32 {
  const p = changetype<LifExpDriven>(parameters);
  const now = f64x2.splat(tick);
  const rest = f64x2.splat(p.vRest);
  const peak = f64x2.splat(p.vPeak);
  const keep = f64x2.splat(p.keep);
  const gain = f64x2.splat(p.gain);
  const decayE = f64x2.splat(p.decayE);
  const decayI = f64x2.splat(p.decayI);
  const gainE = f64x2.splat(p.gainE);
  const gainI = f64x2.splat(p.gainI);
  let count = 0;
  for (let at = <usize>from << 3, end = <usize>n << 3; at < end; at += 16) {
    const held = heldAt(p.until, at, now);
    const v = v128.load(p.v + at);
    const iE = v128.load(p.iE + at);
    const iI = v128.load(p.iI + at);
    let next = f64x2.add(rest, f64x2.mul(f64x2.sub(v, rest), keep));
    next = f64x2.add(next, f64x2.mul(gainE, iE));
    next = f64x2.sub(next, f64x2.mul(gainI, iI));
    next = f64x2.add(next, f64x2.mul(gain, v128.load(p.current + at)));
    v128.store(p.v + at, v128.bitselect(v, next, held));
    v128.store(p.iE + at, f64x2.mul(iE, decayE));
    v128.store(p.iI + at, f64x2.mul(iI, decayI));
    count = note(p.over + (<usize>from << 2), count, v128.andnot(f64x2.ge(next, peak), held), at, n);
  }
  return count;
}
