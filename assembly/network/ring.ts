/** Rows of fixed synapses with delays of their own, into slots of input to come; see src/engine/delay-ring.ts. */

/** As the host lays it out. */
// @ts-ignore: decorator
@unmanaged
class Ring {
  /** Input by slot and target, `apart` numbers from slot to slot. */
  slots: usize;
  /** A byte for each slot: whether there is input. */
  filled: usize;
  /** Of a sparse wiring its lists; `first` 0: row i begins at i · stride and reaches all targets. */
  first: usize;
  target: usize;
  delays: usize;
  /** By position; 0: all have `weight`. */
  weights: usize;
  apart: i32;
  length: i32;
  stride: i32;
  nPost: i32;
}

/** @param now  slot of the present tick. @returns  how many slots have input that had none */
export function addDelayed(parameters: usize, rows: usize, count: i32, now: i32, weight: f64, single: bool): i32 {
  const r = changetype<Ring>(parameters);
  return single ? spread(r, rows, count, now, weight, true) : spread(r, rows, count, now, weight, false);
}

// @ts-ignore: decorator
@inline
function spread(r: Ring, rows: usize, count: i32, now: i32, weight: f64, single: bool): i32 {
  const slots = r.slots;
  const filled = r.filled;
  const first = r.first;
  const target = r.target;
  const delays = r.delays;
  const weights = r.weights;
  const apart = r.apart;
  const length = r.length;
  let fresh = 0;
  for (let x = 0; x < count; x++) {
    const row = load<i32>(rows + (x << 2));
    const begin = first == 0 ? row * r.stride : load<i32>(first + (<usize>row << 2));
    const end = first == 0 ? begin + r.nPost : load<i32>(first + (<usize>row << 2), 4);
    for (let position = begin; position < end; position++) {
      const at = <usize>position << 2;
      const j = first == 0 ? position - begin : load<i32>(target + at);
      let slot = now + load<i32>(delays + at);
      if (slot >= length) slot -= length;
      const to = <usize>(slot * apart + j);
      if (single) {
        const w = weights == 0 ? <f32>weight : load<f32>(weights + at);
        store<f32>(slots + (to << 2), load<f32>(slots + (to << 2)) + w);
      } else {
        const w = weights == 0 ? weight : load<f64>(weights + (at << 1));
        store<f64>(slots + (to << 3), load<f64>(slots + (to << 3)) + w);
      }
      fresh += 1 - <i32>load<u8>(filled + slot);
      store<u8>(filled + slot, 1);
    }
  }
  return fresh;
}
