/** lif-exp neurons from input to input: the operations of src/core/neuron/lif-exp.ts and exp-course.ts in their order. */

/** Neurons that are looked at together. */
const BLOCK = 64;

/** As the host lays it out. */
// @ts-ignore: decorator
@unmanaged
class LifExp {
  u: usize;
  iE: usize;
  iI: usize;
  base: usize;
  version: usize;
  inE: usize;
  inI: usize;
  listed: usize;
  leftM: usize;
  leftE: usize;
  leftI: usize;
  responseE: usize;
  responseI: usize;
  /** How many ticks are tabulated. */
  tabulated: i32;
  mostE: f64;
  mostI: f64;
  reach: f64;
}

/**
 * Neurons take their input.
 * @returns  how many are listed: i where neuron i may reach its threshold, -1 - i where ticks go beyond the tables and nothing
 *   is done yet
 */
export function stepLifExp(parameters: usize, from: i32, n: i32, tick: f64): i32 {
  const p = changetype<LifExp>(parameters);
  const zero = f64x2.splat(0);
  const listed = p.listed + (<usize>from << 2);
  let count: usize = 0;
  for (let i = from; i < n; i += BLOCK) {
    const begin = <usize>i << 3;
    const end = <usize>min(n, i + BLOCK) << 3;
    let active: u64 = 0;
    // Beyond the last neuron there is no input.
    for (let at = begin, shift: u64 = 0; at < end; at += 16, shift += 2) {
      const some = v128.or(f64x2.ne(v128.load(p.inE + at), zero), f64x2.ne(v128.load(p.inI + at), zero));
      active |= <u64>i64x2.bitmask(some) << shift;
    }
    while (active != 0) {
      const own = begin + (<usize>ctz(active) << 3);
      active &= active - 1;
      const k = tick - load<f64>(p.base + own);
      if (Math.abs(k) >= <f64>p.tabulated) {
        store<i32>(listed + (count++ << 2), -1 - <i32>(own >> 3));
        continue;
      }
      let u = load<f64>(p.u + own);
      let iE = load<f64>(p.iE + own);
      let iI = load<f64>(p.iI + own);
      const wE = load<f64>(p.inE + own);
      const wI = load<f64>(p.inI + own);
      const row = <usize><i32>Math.abs(k) << 3;
      const leftE = load<f64>(p.leftE + row);
      const leftI = load<f64>(p.leftI + row);
      if (k > 0) {
        u = u * load<f64>(p.leftM + row) + iE * load<f64>(p.responseE + row) - iI * load<f64>(p.responseI + row);
        iE = iE * leftE + wE;
        iI = iI * leftI + wI;
        store<f64>(p.u + own, u);
        store<f64>(p.base + own, tick);
      } else {
        // The state is that of the end of the refractory time: what arrives now will have decayed by then.
        iE = iE + wE * leftE;
        iI = iI + wI * leftI;
      }
      store<f64>(p.iE + own, iE);
      store<f64>(p.iI + own, iI);
      store<f64>(p.inE + own, 0);
      store<f64>(p.inI + own, 0);
      const version = p.version + (own >> 1);
      store<i32>(version, load<i32>(version) + 1);
      const most = (u > 0 ? u : 0) + (iE > 0 ? iE : 0) * p.mostE + (-iI > 0 ? -iI : 0) * p.mostI;
      if (!(most < p.reach)) store<i32>(listed + (count++ << 2), <i32>(own >> 3));
    }
  }
  return <i32>count;
}
