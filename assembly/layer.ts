/**
 * The layer's time steps: rows of input added up, neurons integrated, one winner at most.
 *
 * Without a spike no neuron feels another, so a tile of 16 neurons is taken several steps forward with its state in
 * registers, from side A of the arrays to side B. The first step in which a neuron of any tile crosses its threshold
 * ends the chunk: tiles that went further are done again from side A up to that step.
 */
import {
  cOf, counts, refractoryA, refractoryB, refractorySteps, refractoryTo, decayI, doneTo, eA, eExc, eInh, flushBelow, flushEvery, hA, hOf,
  inhibition, inhibitsSelf, leak, loadOf, nPost, order, outLog, pending, state, theta, thetaPlus, threshold, tiles,
  vA, vB, vReset, vRest, vThreshold, wide,
} from "./layout";
import { advance, side } from "./tile";
import { advancePair } from "./tile-pair";

/** Whether the present state is on side B. */
export let flipped: bool = false;
/** Uniform inhibition after the last step, and what arrives at the next one. */
export let inhibitionNow: f32 = 0;
export let inhibitionNext: f32 = 0;
/** Entries in outLog. */
export let spikesOut: i32 = 0;

/** Step of the layer, from the last reset on, at tick 0. */
export let phase: i32 = 0;

/** Whether negligible conductances become 0 before a step: then it is the first of a chunk. */
// @ts-ignore: decorator
@inline
function flushes(t: i32): bool {
  return (phase + t) % flushEvery == 0;
}

/** The first step after t before which conductances are looked at: no chunk goes beyond it. */
export function nextFlush(t: i32): i32 {
  return t + flushEvery - ((phase + t) % flushEvery);
}

/** Everything to rest. */
export function resetNeurons(): void {
  flipped = false;
  phase = 0;
  inhibitionNow = 0;
  inhibitionNext = 0;
  const zero = i32x4.splat(0);
  for (let at: usize = 0, end: usize = tiles << 6; at < end; at += 16) {
    v128.store(vA + at, f32x4.splat(vRest));
    v128.store(eA + at, zero);
    v128.store(hA + at, zero);
    v128.store(refractoryA + at, zero);
    v128.store(pending + at, zero);
  }
  spikesOut = 0;
  for (let tile = 0; tile < tiles; tile++) store<i32>(refractoryTo + (tile << 2), -1);
}

/** Ticks count from 0 again after `ticks` of them; the neurons stay as they are. */
export function forgetTicks(ticks: i32): void {
  spikesOut = 0;
  phase = (phase + ticks) % flushEvery;
  // Neurons may still be refractory: have their counters looked at for as long as that can be.
  for (let tile = 0; tile < tiles; tile++) store<i32>(refractoryTo + (tile << 2), refractorySteps);
}

/** Thresholds from theta, which the host changes between presentations. */
export function takeThresholds(): void {
  for (let j = 0; j < nPost; j++)
    store<f32>(threshold + (j << 2), vThreshold + load<f32>(theta + (j << 2)));
}

/**
 * Steps t0 .. t1 - 1, or up to the first in which a neuron spikes.
 * @returns  the last step done
 */
export function steps(t0: i32, t1: i32): i32 {
  const flush = flushes(t0);
  if (inhibitsSelf) courseOfInhibition(t0, t1, flush);
  let last = t1 - 1;
  let crossed = false;
  const width = wide ? 2 : 1;
  for (let k = 0, places = (tiles + width - 1) / width; k < places; k++) {
    const first = load<i32>(order + (k << 2));
    if (wide && plainPair(first, t0)) {
      const at = advancePair(first, t0, last + 1, flipped, flush);
      if (at >= 0) {
        crossed = true;
        last = at;
      }
      store<i32>(doneTo + (first << 2), last);
      store<i32>(doneTo + (first << 2), last, 4);
      continue;
    }
    for (let tile = first, end = min(first + width, tiles); tile < end; tile++) {
      const at = advance(tile, t0, last + 1, flipped, flush);
      if (at >= 0) {
        crossed = true;
        last = at;
      }
      store<i32>(doneTo + (tile << 2), last);
    }
  }
  if (crossed)
    for (let tile = 0; tile < tiles; tile++)
      if (load<i32>(doneTo + (tile << 2)) != last)
        advance(tile, t0, last + 1, flipped, flush);
  if (inhibitsSelf) {
    inhibitionNow = load<f32>(hOf + ((last - t0) << 2));
    inhibitionNext = 0;
  } else memory.fill(pending, 0, tiles << 6);
  flipped = !flipped;
  if (crossed) fire(last, winner(last - t0 + 1));
  return last;
}

/** Whether `advancePair` can take this tile and the next. */
// @ts-ignore: decorator
@inline
function plainPair(tile: i32, t0: i32): bool {
  const refractory = refractoryTo + (tile << 2);
  return (
    inhibitsSelf && eExc == 0 && tile + 1 < tiles && load<i32>(refractory) < t0 && load<i32>(refractory, 4) < t0
  );
}

/** Inhibition that is the same for all neurons, step by step, and leak * (vRest + h * eInh). */
function courseOfInhibition(t0: i32, t1: i32, flush: bool): void {
  let h = inhibitionNow;
  if (flush && h < flushBelow) h = 0;
  let arrives = inhibitionNext;
  for (let t: usize = 0, end: usize = t1 - t0; t < end; t++) {
    h = h * decayI + arrives;
    arrives = 0;
    store<f32>(hOf + (t << 2), h);
    store<f32>(loadOf + (t << 2), 1 + leak * (1 + h));
    store<f32>(cOf + (t << 2), eExc == 0 ? leak * (vRest + h * eInh) : h * eInh);
  }
}

/** The neuron furthest over its threshold after a chunk of `done` steps, ties to the lowest index. */
function winner(done: i32): i32 {
  const v = side(flipped, vA, vB);
  // The chunk began on the other side: who was refractory for all of its steps cannot have spiked.
  const refractoryBefore = side(flipped, refractoryB, refractoryA);
  let best: f32 = 0;
  let found = -1;
  for (let at: usize = 0, end: usize = tiles << 6; at < end; at += 16) {
    const over = v128.andnot(
      f32x4.gt(v128.load(v + at), v128.load(threshold + at)),
      i32x4.ge_s(v128.load(refractoryBefore + at), i32x4.splat(done)),
    );
    if (!v128.any_true(over)) continue;
    for (let lane: usize = at; lane < at + 16; lane += 4) {
      if (load<i32>(refractoryBefore + lane) >= done) continue;
      const excess = load<f32>(v + lane) - load<f32>(threshold + lane);
      if (!(load<f32>(v + lane) > load<f32>(threshold + lane))) continue;
      if (found < 0 || excess > best) {
        best = excess;
        found = <i32>(lane >> 2);
      }
    }
  }
  return found;
}

/**
 * Tiles of the latest winners are done first: who spikes once for a picture often spikes again, and the sooner a chunk's
 * end is known the less is done in vain. The order changes no result.
 */
function bringForward(tile: i32): void {
  let k = 0;
  while (load<i32>(order + (k << 2)) != tile) k++;
  memory.copy(order + 4, order, k << 2);
  store<i32>(order, tile);
}

/** Neuron j spikes at step t. */
function fire(t: i32, j: i32): void {
  const at = j << 2;
  store<f32>(side(flipped, vA, vB) + at, vReset);
  store<i32>(side(flipped, refractoryA, refractoryB) + at, refractorySteps);
  store<i32>(refractoryTo + ((j >> 4) << 2), t + refractorySteps);
  const raised = <f32>(<f64>load<f32>(theta + at) + thetaPlus);
  store<f32>(theta + at, raised);
  store<f32>(threshold + at, vThreshold + raised);
  store<i32>(counts + at, load<i32>(counts + at) + 1);
  const entry = outLog + (spikesOut++ << 3);
  store<i32>(entry, t);
  store<i32>(entry, j, 4);
  bringForward(wide ? (j >> 4) & ~1 : j >> 4);
  if (inhibitsSelf) inhibitionNext = inhibition;
  else {
    for (let x: usize = 0, end: usize = tiles << 6; x < end; x += 16)
      v128.store(pending + x, f32x4.splat(inhibition));
    store<f32>(pending + at, 0);
  }
}
