/**
 * Bernoulli spikes on a tick grid, drawn by their gaps: one random number per spike instead of one per neuron and
 * tick. At most one spike per neuron and tick; a probability of 1 or more is cut to one spike at every tick.
 */
import { ln } from "../elementary.js";
import type { Random } from "../random.js";
import type { SpikeTrain } from "../spikes.js";

/** Buffers of one encoder; a train taken from them is valid until the next one is drawn. */
export class GapSampler {
  private drawnTick = new Float64Array(1024);
  private drawnIndex = new Int32Array(1024);
  private count = 0;
  private tick = new Float64Array(1024);
  private index = new Int32Array(1024);
  private place = new Int32Array(0);

  begin(): void {
    this.count = 0;
  }

  /** Spikes of neuron i in `ticks` ticks, each with probability p. Call for ascending i. */
  draw(i: number, p: number, ticks: number, random: Random): void {
    if (!(p > 0)) return;
    if (p >= 1) {
      for (let t = 0; t < ticks; t++) this.add(t, i);
      return;
    }
    // P(gap > k) = (1 - p)^k: gap = 1 + floor(ln u / ln(1 - p)).
    const scale = 1 / ln(1 - p);
    for (
      let t = Math.floor(ln(random.uniform()) * scale);
      t < ticks;
      t += 1 + Math.floor(ln(random.uniform()) * scale)
    )
      this.add(t, i);
  }

  add(tick: number, i: number): void {
    if (this.count === this.drawnTick.length) this.grow();
    this.drawnTick[this.count] = tick;
    this.drawnIndex[this.count++] = i;
  }

  /** All spikes in order of tick, then neuron: a stable counting sort. */
  sorted(ticks: number): SpikeTrain {
    if (this.place.length < ticks + 1) this.place = new Int32Array(ticks + 1);
    const { place, drawnTick, drawnIndex, count } = this;
    place.fill(0);
    for (let s = 0; s < count; s++) place[drawnTick[s]! + 1]!++;
    for (let t = 0; t < ticks; t++) place[t + 1]! += place[t]!;
    for (let s = 0; s < count; s++) {
      const at = place[drawnTick[s]!]!++;
      this.tick[at] = drawnTick[s]!;
      this.index[at] = drawnIndex[s]!;
    }
    return { tick: this.tick, index: this.index, count };
  }

  private grow(): void {
    const size = 2 * this.count;
    const tick = new Float64Array(size);
    const index = new Int32Array(size);
    tick.set(this.drawnTick);
    index.set(this.drawnIndex);
    this.drawnTick = tick;
    this.drawnIndex = index;
    this.tick = new Float64Array(size);
    this.index = new Int32Array(size);
  }
}
