/** One step of lif-cond neurons, four at once: the operations of src/core/neuron/lif-cond-neurons.ts in their order. */

/** As the host lays it out; arrays reach to whole vectors, thresholds beyond the last neuron are infinite. */
// @ts-ignore: decorator
@unmanaged
class LifCond {
  v: usize;
  gE: usize;
  gI: usize;
  inE: usize;
  inI: usize;
  refractoryLeft: usize;
  theta: usize;
  /** Neurons over their thresholds, and by how much. */
  over: usize;
  excess: usize;
  decayE: f32;
  decayI: f32;
  leak: f32;
  vRest: f32;
  vThreshold: f32;
  eExc: f32;
  eInh: f32;
  flushBelow: f32;
}

export function stepLifCond(parameters: usize, from: i32, n: i32, flush: bool): i32 {
  return changetype<LifCond>(parameters).eExc == 0
    ? step(parameters, from, n, flush, false)
    : step(parameters, from, n, flush, true);
}

// @ts-ignore: decorator
@inline
function step(parameters: usize, from: i32, n: i32, flush: bool, driven: bool): i32 {
  const p = changetype<LifCond>(parameters);
  const dE = f32x4.splat(p.decayE);
  const dI = f32x4.splat(p.decayI);
  const a = f32x4.splat(p.leak);
  const one = f32x4.splat(1);
  const rest = f32x4.splat(p.vRest);
  const eInh = f32x4.splat(p.eInh);
  const eExc = f32x4.splat(p.eExc);
  const vThreshold = f32x4.splat(p.vThreshold);
  const least = f32x4.splat(p.flushBelow);
  const zero = f32x4.splat(0);
  const vs = p.v;
  const gEs = p.gE;
  const gIs = p.gI;
  const inE = p.inE;
  const inI = p.inI;
  const lefts = p.refractoryLeft;
  const thetas = p.theta;
  const overAt = p.over + (<usize>from << 2);
  const excessAt = p.excess + (<usize>from << 2);
  let count = 0;
  const end = <usize>n << 2;
  for (let x = <usize>from << 2; x < end; x += 16) {
    let e = v128.load(gEs + x);
    let h = v128.load(gIs + x);
    if (flush) {
      e = v128.and(e, f32x4.ge(e, least));
      h = v128.and(h, f32x4.ge(h, least));
    }
    e = f32x4.add(f32x4.mul(e, dE), v128.load(inE + x));
    h = f32x4.add(f32x4.mul(h, dI), v128.load(inI + x));
    v128.store(gEs + x, e);
    v128.store(gIs + x, h);
    v128.store(inE + x, zero);
    v128.store(inI + x, zero);
    const left = v128.load(lefts + x);
    const held = i32x4.gt_s(left, i32x4.splat(0));
    v128.store(lefts + x, i32x4.add(left, held));
    let drive = rest;
    if (driven) drive = f32x4.add(drive, f32x4.mul(e, eExc));
    drive = f32x4.add(drive, f32x4.mul(h, eInh));
    const load = f32x4.add(one, f32x4.mul(a, f32x4.add(one, h)));
    const v = v128.load(vs + x);
    const next = f32x4.div(f32x4.add(v, f32x4.mul(a, drive)), f32x4.add(load, f32x4.mul(a, e)));
    v128.store(vs + x, v128.bitselect(v, next, held));
    const threshold = f32x4.add(vThreshold, v128.load(thetas + x));
    const over = v128.andnot(f32x4.gt(next, threshold), held);
    if (!v128.any_true(over)) continue;
    const excess = f32x4.sub(next, threshold);
    const lanes = i32x4.bitmask(over);
    const i = <i32>(x >> 2);
    if (lanes & 1) count = put(overAt, excessAt, count, i, f32x4.extract_lane(excess, 0));
    if (lanes & 2) count = put(overAt, excessAt, count, i + 1, f32x4.extract_lane(excess, 1));
    if (lanes & 4) count = put(overAt, excessAt, count, i + 2, f32x4.extract_lane(excess, 2));
    if (lanes & 8) count = put(overAt, excessAt, count, i + 3, f32x4.extract_lane(excess, 3));
  }
  return count;
}

// @ts-ignore: decorator
@inline
function put(overAt: usize, excessAt: usize, count: i32, i: i32, excess: f32): i32 {
  store<i32>(overAt + (<usize>count << 2), i);
  store<f32>(excessAt + (<usize>count << 2), excess);
  return count + 1;
}
