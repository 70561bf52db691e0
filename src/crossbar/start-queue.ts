/**
 * Waveforms that will start, by their start: first in, first out where all spikes of a side wait the same lead.
 * With `hold` a neuron's spikes are ignored while its waveform runs.
 */
import type { Saved } from "../core/saved.js";
import {
  checkedList,
  checkedRefill,
  checkedTimes,
  checkLength,
  pastTickOrNever,
  whole,
} from "../core/saved-values.js";

export class StartQueue {
  private readonly tick: number[] = [];
  private readonly index: number[] = [];
  private head = 0;
  private readonly busyUntil: Float64Array;

  /** @param hold  ticks for which a waveform blocks its neuron; 0 = it restarts */
  constructor(
    n: number,
    private readonly hold: number,
  ) {
    this.busyUntil = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
  }

  /** Whether a waveform may start on `index` at `tick`; if so it blocks later ones as `hold` says. */
  admits(index: number, tick: number): boolean {
    if (this.hold === 0) return true;
    if (tick < this.busyUntil[index]!) return false;
    this.busyUntil[index] = tick + this.hold;
    return true;
  }

  push(index: number, tick: number): void {
    if (!this.admits(index, tick)) return;
    let at = this.tick.length;
    while (at > this.head && this.tick[at - 1]! > tick) at--;
    this.tick.splice(at, 0, tick);
    this.index.splice(at, 0, index);
  }

  /** Tick of the next start; Infinity if none waits. */
  next(): number {
    return this.head < this.tick.length ? this.tick[this.head]! : Number.POSITIVE_INFINITY;
  }

  /** Take the next start; its index. */
  shift(): number {
    const index = this.index[this.head++]!;
    if (this.head === this.tick.length) this.empty();
    return index;
  }

  reset(): void {
    this.empty();
    this.busyUntil.fill(Number.NEGATIVE_INFINITY);
  }

  save(): Saved {
    const { tick, index, head } = this;
    const waiting = {
      tick: Float64Array.from(tick.slice(head)),
      index: Int32Array.from(index.slice(head)),
    };
    return { numbers: {}, arrays: { ...waiting, busyUntil: this.busyUntil.slice() } };
  }

  /**
   * @param now  tick at which time goes on
   * @param longest  ticks from a spike to its waveform at most
   * @throws SavedError where these cannot be waiting then
   */
  restore(saved: Saved, now: number, longest: number): void {
    const last = now + longest;
    checkedRefill(this.busyUntil, saved, "busyUntil", pastTickOrNever(last + this.hold));
    const tick = checkedTimes(saved, "tick", whole(now, last));
    checkLength(saved, "index", tick.length);
    const index = checkedList(saved, "index", new Int32Array(0), whole(0, this.busyUntil.length - 1));
    this.empty();
    for (const [x, at] of tick.entries()) {
      this.tick.push(at);
      this.index.push(index[x]!);
    }
  }

  private empty(): void {
    this.tick.length = 0;
    this.index.length = 0;
    this.head = 0;
  }
}
