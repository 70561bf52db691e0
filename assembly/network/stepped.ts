/** What neurons have in common that go from tick to tick; see src/core/neuron/stepped.ts. Two of them at a time. */

/** Lanes in which v is held after a spike. @param until  of each neuron, its last tick of being held */
// @ts-ignore: decorator
@inline
export function heldAt(until: usize, at: usize, now: v128): v128 {
  return f64x2.le(now, v128.load(until + at));
}

/** Appends those of the two neurons at `at` that are over their threshold; there may be one of them only. */
// @ts-ignore: decorator
@inline
export function note(over: usize, count: i32, spikes: v128, at: usize, n: i32): i32 {
  if (!v128.any_true(spikes)) return count;
  const lanes = i64x2.bitmask(spikes);
  const i = <i32>(at >> 3);
  let to = over + (<usize>count << 2);
  if (lanes & 1) {
    store<i32>(to, i);
    to += 4;
  }
  if ((lanes & 2) != 0 && i + 1 < n) {
    store<i32>(to, i + 1);
    to += 4;
  }
  return <i32>((to - over) >> 2);
}

/** Adds input times a factor to a state where there is some, and clears it. */
export function takeInput(input: usize, state: usize, n: i32, factor: f64): void {
  const zero = f64x2.splat(0);
  const k = f64x2.splat(factor);
  for (let at: usize = 0, end = <usize>n << 3; at < end; at += 16) {
    const w = v128.load(input + at);
    if (!v128.any_true(w)) continue;
    const before = v128.load(state + at);
    const after = f64x2.add(before, f64x2.mul(w, k));
    v128.store(state + at, v128.bitselect(after, before, f64x2.ne(w, zero)));
    v128.store(input + at, zero);
  }
}

/** The same, lost where v is held. @param held  a byte for each neuron */
export function takeJumps(input: usize, state: usize, held: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    const at = i << 3;
    const w = load<f64>(input + at);
    if (w == 0) continue;
    if (load<u8>(held + i) == 0) store<f64>(state + at, load<f64>(state + at) + w);
    store<f64>(input + at, 0);
  }
}
