/** lif neurons from input to input: the operations of src/core/neuron/lif.ts in their order. */
import { exp } from "./exp";

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
 * @param reach  distance of the threshold from rest, V; @param perTick  tick / tauM
 * @returns  how many are at their threshold
 */
export function stepLif(parameters: usize, n: i32, tick: f64, vRest: f64, reach: f64, perTick: f64): i32 {
  const p = changetype<Lif>(parameters);
  const v = p.v;
  const since = p.since;
  const input = p.input;
  const decay = p.decay;
  const tabulated = <f64>p.tabulated;
  const over = p.over;
  let count: usize = 0;
  for (let at: usize = 0, end = <usize>n << 3; at < end; at += 8) {
    const w = load<f64>(input + at);
    if (w == 0) continue;
    store<f64>(input + at, 0);
    const age = tick - load<f64>(since + at);
    if (age < 0) continue;
    const left = age < tabulated ? load<f64>(decay + (<usize>age << 3)) : exp(-age * perTick);
    const now = vRest + (load<f64>(v + at) - vRest) * left + w;
    store<f64>(v + at, now);
    store<f64>(since + at, tick);
    if (!(now - vRest >= reach)) continue;
    store<i32>(over + (count << 2), <i32>(at >> 3));
    count++;
  }
  return <i32>count;
}
