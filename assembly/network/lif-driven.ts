/** lif neurons with a current, from tick to tick: the operations of src/core/neuron/lif-driven.ts in their order. */
import { note } from "./stepped";

/** As the host lays it out. */
// @ts-ignore: decorator
@unmanaged
class LifDriven {
  until: usize;
  over: usize;
  v: usize;
  current: usize;
  input: usize;
  none: usize;
  vRest: f64;
  reach: f64;
  keep: f64;
  gain: f64;
}

/** @param passes  whether time has passed since the last update */
export function stepLifDriven(parameters: usize, from: i32, n: i32, tick: f64, passes: bool): i32 {
  const p = changetype<LifDriven>(parameters);
  const now = f64x2.splat(tick);
  const rest = f64x2.splat(p.vRest);
  const reach = f64x2.splat(p.reach);
  const keep = f64x2.splat(p.keep);
  const gain = f64x2.splat(p.gain);
  const zero = f64x2.splat(0);
  const time = i64x2.splat(passes ? -1 : 0);
  let count = 0;
  for (let at = <usize>from << 3, end = <usize>n << 3; at < end; at += 16) {
    const until = v128.load(p.until + at);
    const able = f64x2.ge(now, until);
    const before = v128.load(p.v + at);
    let v = f64x2.add(rest, f64x2.mul(f64x2.sub(before, rest), keep));
    v = f64x2.add(v, f64x2.mul(gain, v128.load(p.current + at)));
    v = v128.bitselect(v, before, v128.and(time, f64x2.gt(now, until)));
    v = f64x2.add(v, v128.load(p.input + at));
    v128.store(p.input + at, zero);
    v128.store(p.v + at, v128.bitselect(v, before, able));
    count = note(p.over + (<usize>from << 2), count, v128.and(able, f64x2.ge(f64x2.sub(v, rest), reach)), at, n);
  }
  return count;
}
