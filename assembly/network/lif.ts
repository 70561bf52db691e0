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

/**
 * Two neurons at a time, without a branch where none is at its threshold.
 * @param reach  distance of the threshold from rest, V; @param perTick  tick / tauM
 * @returns  how many are at their threshold
 */
export function stepLif(parameters: usize, n: i32, tick: f64, vRest: f64, reach: f64, perTick: f64): i32 {
  const p = changetype<Lif>(parameters);
  const v = p.v;
  const since = p.since;
  const input = p.input;
  const decay = p.decay;
  const over = p.over;
  const now = f64x2.splat(tick);
  const rest = f64x2.splat(vRest);
  const threshold = f64x2.splat(reach);
  const longest = f64x2.splat(<f64>(p.tabulated - 1));
  const zero = f64x2.splat(0);
  let count: usize = 0;
  // Beyond the last neuron there is no input.
  for (let at: usize = 0, end = <usize>n << 3; at < end; at += 16) {
    const w = v128.load(input + at);
    v128.store(input + at, zero);
    const from = v128.load(since + at);
    const age = f64x2.sub(now, from);
    // Without input, or refractory, a neuron stays as it is.
    const active = v128.and(f64x2.ne(w, zero), f64x2.ge(age, zero));
    const known = f64x2.pmin(longest, f64x2.pmax(zero, age));
    const ticks = f64x2.add(known, f64x2.splat(WHOLE));
    let left = v128.load64_zero(decay + (<usize>(<u32>i64x2.extract_lane(ticks, 0)) << 3));
    left = v128.load_lane<i64>(decay + (<usize>(<u32>i64x2.extract_lane(ticks, 1)) << 3), left, 1);
    if (v128.any_true(v128.and(active, f64x2.gt(age, longest)))) left = decayed(age, perTick);
    const before = v128.load(v + at);
    const after = f64x2.add(f64x2.add(rest, f64x2.mul(f64x2.sub(before, rest), left)), w);
    v128.store(v + at, v128.bitselect(after, before, active));
    v128.store(since + at, v128.bitselect(now, from, active));
    const spikes = v128.and(active, f64x2.ge(f64x2.sub(after, rest), threshold));
    if (!v128.any_true(spikes)) continue;
    const lanes = i64x2.bitmask(spikes);
    const i = <i32>(at >> 3);
    if (lanes & 1) store<i32>(over + (count++ << 2), i);
    if (lanes & 2) store<i32>(over + (count++ << 2), i + 1);
  }
  return <i32>count;
}

/** What is left after times that are not tabulated. */
function decayed(age: v128, perTick: f64): v128 {
  return f64x2(exp(-f64x2.extract_lane(age, 0) * perTick), exp(-f64x2.extract_lane(age, 1) * perTick));
}
