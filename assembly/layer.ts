/**
 * The layer's time steps: rows of input added up, neurons integrated, one winner at most.
 *
 * Without a spike no neuron feels another, so a tile of 16 neurons is taken several steps forward with its state in
 * registers, from side A of the arrays to side B. The first step in which a neuron of any tile crosses its threshold
 * ends the chunk: tiles that went further are done again from side A up to that step. Where threads share the tiles, they
 * meet before the end of a chunk is known, once a chunk; everything but the neurons themselves each keeps for itself.
 */
import {
  chunkSpikes, cOf, counts, firstAt, refractoryA, refractoryB, refractorySteps, refractoryTo, decayI, doneTo, eA, eExc, eInh, flushBelow, flushEvery, hA, hOf,
  inhibition, inhibitsSelf, leak, loadOf, nPost, order, outLog, pending, rowSums, theta, thetaPlus, threshold, tiles,
  vA, vB, vReset, vRest, vThreshold, wide,
} from "./layout";
import { me } from "./meetings";
import {
  agreeOnCrossing, crossedAt, earliest, endTile, firstTile, forgetCrossings, furthest, NEVER, noteCrossing, ownPlaces, owns, tellCrossing,
} from "./team";
import { advance, side } from "./tile";
import { STRIP, sumStrip } from "./strip";
import { advancePair, advanceSummed } from "./tile-pair";
import { Told } from "./told";

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

/** The tick before which a chunk from t on ends, for its input spikes; `stop` where they are not that many. */
export function crowded(t: i32, stop: i32): i32 {
  // In strips few rows are followed at once, whatever their number. All threads answer alike.
  if (chunkSpikes == i32.MAX_VALUE || (wide && inhibitsSelf && eExc == 0 && tiles >= STRIP)) return stop;
  const most = load<i32>(firstAt + (t << 2)) + chunkSpikes;
  let end = t + 1;
  while (end < stop && load<i32>(firstAt + (end << 2), 4) <= most) end++;
  return end;
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
  for (let j = firstTile << 4, end = min(endTile << 4, nPost); j < end; j++)
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
  forgetCrossings();
  const width = wide ? 2 : 1;
  // Whose rows are summed: of pairs that follow each other, not of those that were brought forward.
  let strip = -1;
  for (let k = 0, places = ownPlaces; k < places; k++) {
    const first = load<i32>(order + (k << 2));
    last = min(last, earliest());
    if (wide && plainPair(first, t0)) {
      const begins = stripOf(first);
      if (begins != strip && begins + STRIP <= endTile && k + 1 < places && load<i32>(order + (k << 2), 4) == first + 2) {
        strip = begins;
        sumStrip(strip, t0, last + 1);
      }
      const at =
        begins == strip
          ? advanceSummed(first, t0, last + 1, flipped, flush, rowSums + (<usize>(first - strip) << 6))
          : advancePair(first, t0, last + 1, flipped, flush);
      if (at >= 0) {
        last = at;
        lookForWinner(first, 2, t0, at);
      }
      store<i32>(doneTo + (first << 2), last);
      store<i32>(doneTo + (first << 2), last, 4);
      continue;
    }
    for (let tile = first, end = min(first + width, endTile); tile < end; tile++) {
      const at = advance(tile, t0, last + 1, flipped, flush);
      if (at >= 0) {
        last = at;
        lookForWinner(tile, 1, t0, at);
      }
      store<i32>(doneTo + (tile << 2), last);
    }
  }
  agreeOnCrossing();
  const crossed = crossedAt != NEVER;
  last = crossed ? crossedAt : t1 - 1;
  if (crossed)
    for (let tile = firstTile; tile < endTile; tile++)
      if (load<i32>(doneTo + (tile << 2)) != last)
        advance(tile, t0, last + 1, flipped, flush);
  if (inhibitsSelf) {
    inhibitionNow = load<f32>(hOf + ((last - t0) << 2));
    inhibitionNext = 0;
  } else memory.fill(pending + (firstTile << 6), 0, (endTile - firstTile) << 6);
  flipped = !flipped;
  if (crossed) fire(last, furthest);
  return last;
}

/** The first tile of a tile's strip. */
// @ts-ignore: decorator
@inline
function stripOf(tile: i32): i32 {
  return tile - ((tile - firstTile) & (STRIP - 1));
}

/** Whether `advancePair` can take this tile and the next. */
// @ts-ignore: decorator
@inline
function plainPair(tile: i32, t0: i32): bool {
  const refractory = refractoryTo + (tile << 2);
  return (
    inhibitsSelf && eExc == 0 && tile + 1 < endTile && load<i32>(refractory) < t0 && load<i32>(refractory, 4) < t0
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

/** Notes the neurons of `count` tiles that have crossed their thresholds in step t of a chunk that began at t0. */
function lookForWinner(tile: i32, count: i32, t0: i32, t: i32): void {
  tellCrossing(t);
  const v = side(flipped, vB, vA);
  const refractoryBefore = side(flipped, refractoryA, refractoryB);
  const done = t - t0 + 1;
  for (let j = tile << 4, end = (tile + count) << 4; j < end; j++) {
    const at = <usize>j << 2;
    // Who was refractory for all of the steps cannot have spiked.
    if (load<i32>(refractoryBefore + at) >= done) continue;
    const over = load<f32>(v + at);
    const limit = load<f32>(threshold + at);
    if (over > limit) noteCrossing(t, j, over - limit);
  }
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

/** Tiles in the order in which they lie in memory: the processor then fetches their rows ahead, where they are many. */
export function orderTiles(): void {
  const width = wide ? 2 : 1;
  for (let k = 0; k < ownPlaces; k++) store<i32>(order + (k << 2), firstTile + k * width);
}

/** The latest spike. */
export let firedAt: i32 = 0;
export let firedBy: i32 = 0;

/** Neuron j spikes at step t. */
function fire(t: i32, j: i32): void {
  const at = j << 2;
  firedAt = t;
  firedBy = j;
  if (owns(j >> 4)) {
    store<f32>(side(flipped, vA, vB) + at, vReset);
    store<i32>(side(flipped, refractoryA, refractoryB) + at, refractorySteps);
    store<i32>(refractoryTo + ((j >> 4) << 2), t + refractorySteps);
    const raised = <f32>(<f64>load<f32>(theta + at) + thetaPlus);
    store<f32>(theta + at, raised);
    store<f32>(threshold + at, vThreshold + raised);
    store<i32>(counts + at, load<i32>(counts + at) + 1);
    bringForward(wide ? (j >> 4) & ~1 : j >> 4);
  }
  if (me == 0) {
    const entry = outLog + (spikesOut << 3);
    store<i32>(entry, t);
    store<i32>(entry, j, 4);
  }
  spikesOut++;
  if (inhibitsSelf) inhibitionNext = inhibition;
  else {
    for (let x: usize = firstTile << 6, end: usize = endTile << 6; x < end; x += 16)
      v128.store(pending + x, f32x4.splat(inhibition));
    if (owns(j >> 4)) store<f32>(pending + at, 0);
  }
}

/** For threads that join in. */
export function tellSteps(t: Told): void {
  t.flipped = flipped;
  t.phase = phase;
  t.spikesOut = spikesOut;
  t.inhibitionNow = inhibitionNow;
  t.inhibitionNext = inhibitionNext;
}

export function hearSteps(t: Told): void {
  flipped = t.flipped != 0;
  phase = t.phase;
  spikesOut = t.spikesOut;
  inhibitionNow = t.inhibitionNow;
  inhibitionNext = t.inhibitionNext;
}
