/** lif neurons from input to input: the operations of src/core/neuron/lif.ts in their order. */
import { exp } from "./exp";

/** Added to a whole number it leaves that in the lower bits: quicker than a conversion. */
const WHOLE: f64 = 4503599627370496;

/** As the host lays it out. */
// @ts-ignore: decorator
@unmanaged
class Lif {
  v: usize;
  since: usize;
  input: usize;
  /** What is left of v - vRest after so many ticks, and for how many it is tabulated. */
  decay: usize;
  tabulated: i32;
  /** Neurons at their threshold. */
  over: usize;
}

/** Neurons that are looked at together. */
const BLOCK = 64;

/**
 * First who has input and is not refractory, without a branch; then those alone, one by one.
 * @param reach  distance of the threshold from rest, V; @param perTick  tick / tauM
 * @returns  how many are at their threshold
 */
export function stepLif(parameters: usize, n: i32, tick: f64, vRest: f64, reach: f64, perTick: f64): i32 {
  const p = changetype<Lif>(parameters);
  const longest = <f64>(p.tabulated - 1);
  const vs = p.v;
  const sinces = p.since;
  const inputs = p.input;
  const decay = p.decay;
  const over = p.over;
  const now = f64x2.splat(tick);
  const zero = f64x2.splat(0);
  let count: usize = 0;
  for (let i = 0; i < n; i += BLOCK) {
    const begin = <usize>i << 3;
    const end = <usize>min(n, i + BLOCK) << 3;
    let active: u64 = 0;
    // Beyond the last neuron there is no input.
    for (let at = begin, shift: u64 = 0; at < end; at += 16, shift += 2) {
      const input = f64x2.ne(v128.load(inputs + at), zero);
      const able = v128.and(input, f64x2.le(v128.load(sinces + at), now));
      active |= <u64>i64x2.bitmask(able) << shift;
    }
    while (active != 0) {
      const own = begin + (<usize>ctz(active) << 3);
      active &= active - 1;
      const age = tick - load<f64>(sinces + own);
      const left = age > longest
        ? exp(-age * perTick)
        : load<f64>(decay + (<usize>(<u32>reinterpret<u64>(age + WHOLE)) << 3));
      const v = vRest + (load<f64>(vs + own) - vRest) * left + load<f64>(inputs + own);
      store<f64>(vs + own, v);
      store<f64>(sinces + own, tick);
      if (v - vRest >= reach) store<i32>(over + (count++ << 2), <i32>(own >> 3));
    }
    for (let at = begin; at < end; at += 16) v128.store(inputs + at, zero);
  }
  return <i32>count;
}
