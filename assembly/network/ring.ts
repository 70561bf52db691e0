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
  return addDelayedPart(parameters, r.first, r.first + 4, 4, 0, r.nPost, rows, count, now, weight, single);
}

/** Onto targets from .. to - 1. @param first, last, apart  of a sparse wiring, where those of a row lie: see deliver.ts */
export function addDelayedPart(
  parameters: usize, first: usize, last: usize, apart: i32, from: i32, to: i32, rows: usize, count: i32, now: i32, weight: f64, single: bool,
): i32 {
  const r = changetype<Ring>(parameters);
  return single
    ? spread(r, first, last, apart, from, to, rows, count, now, weight, true)
    : spread(r, first, last, apart, from, to, rows, count, now, weight, false);
}

// @ts-ignore: decorator
@inline
function spread(
  r: Ring, first: usize, last: usize, apart: i32, from: i32, to: i32, rows: usize, count: i32, now: i32, weight: f64, single: bool,
): i32 {
  const slots = r.slots;
  const filled = r.filled;
  const full = r.first == 0;
  const target = r.target;
  const delays = r.delays;
  const weights = r.weights;
  const slotsApart = r.apart;
  const length = r.length;
  let fresh = 0;
  for (let x = 0; x < count; x++) {
    const row = load<i32>(rows + (x << 2));
    const begin = row * r.stride;
    const end = full ? begin + to : load<i32>(last + <usize>(row * apart));
    for (let position = full ? begin + from : load<i32>(first + <usize>(row * apart)); position < end; position++) {
      const at = <usize>position << 2;
      const j = full ? position - begin : load<i32>(target + at);
      let slot = now + load<i32>(delays + at);
      if (slot >= length) slot -= length;
      const place = <usize>(slot * slotsApart + j);
      if (single) {
        const w = weights == 0 ? <f32>weight : load<f32>(weights + at);
        store<f32>(slots + (place << 2), load<f32>(slots + (place << 2)) + w);
      } else {
        const w = weights == 0 ? weight : load<f64>(weights + (at << 1));
        store<f64>(slots + (place << 3), load<f64>(slots + (place << 3)) + w);
      }
      fresh += 1 - <i32>load<u8>(filled + slot);
      store<u8>(filled + slot, 1);
    }
  }
  return fresh;
}
