/** lif-alpha neurons from tick to tick: the operations of src/core/neuron/lif-alpha.ts in their order. */
import { heldAt, note } from "./stepped";

/** As the host lays it out. */
// @ts-ignore: decorator
@unmanaged
class LifAlpha {
  until: usize;
  over: usize;
  v: usize;
  current: usize;
  iE: usize;
  iI: usize;
  riseE: usize;
  riseI: usize;
  vPeak: f64;
  vRest: f64;
  tick: f64;
  leak: f64;
  /** Of each current: its decay, and what it and its rise add to v. */
  decayE: f64;
  ofE: f64;
  ofRiseE: f64;
  decayI: f64;
  ofI: f64;
  ofRiseI: f64;
}

export function stepLifAlpha(parameters: usize, from: i32, n: i32, tick: f64): i32 {
  const p = changetype<LifAlpha>(parameters);
  const now = f64x2.splat(tick);
  const rest = f64x2.splat(p.vRest);
  const peak = f64x2.splat(p.vPeak);
  const leak = f64x2.splat(p.leak);
  const gain = f64x2.splat(1 - p.leak);
  const h = f64x2.splat(p.tick);
  const decayE = f64x2.splat(p.decayE);
  const decayI = f64x2.splat(p.decayI);
  const ofE = f64x2.splat(p.ofE);
  const ofRiseE = f64x2.splat(p.ofRiseE);
  const ofI = f64x2.splat(p.ofI);
  const ofRiseI = f64x2.splat(p.ofRiseI);
  let count = 0;
  for (let at = <usize>from << 3, end = <usize>n << 3; at < end; at += 16) {
    const held = heldAt(p.until, at, now);
    const v = v128.load(p.v + at);
    const iE = v128.load(p.iE + at);
    const iI = v128.load(p.iI + at);
    const riseE = v128.load(p.riseE + at);
    const riseI = v128.load(p.riseI + at);
    let next = f64x2.add(rest, f64x2.mul(leak, f64x2.sub(v, rest)));
    next = f64x2.add(next, f64x2.mul(gain, v128.load(p.current + at)));
    next = f64x2.add(next, f64x2.add(f64x2.mul(ofE, iE), f64x2.mul(ofRiseE, riseE)));
    next = f64x2.sub(next, f64x2.add(f64x2.mul(ofI, iI), f64x2.mul(ofRiseI, riseI)));
    v128.store(p.v + at, v128.bitselect(v, next, held));
    v128.store(p.iE + at, f64x2.mul(decayE, f64x2.add(iE, f64x2.mul(h, riseE))));
    v128.store(p.iI + at, f64x2.mul(decayI, f64x2.add(iI, f64x2.mul(h, riseI))));
    v128.store(p.riseE + at, f64x2.mul(decayE, riseE));
    v128.store(p.riseI + at, f64x2.mul(decayI, riseI));
    count = note(p.over + (<usize>from << 2), count, v128.andnot(f64x2.ge(next, peak), held), at, n);
  }
  return count;
}
