/** Starts of pre waveforms, oldest first: as far back as a post event under way, or one to come, can see. */
import type { Saved } from "../core/saved.js";
import { checkedList, checkedTimes, checkLength, whole } from "../core/saved-values.js";

export class StartLog {
  tick = new Float64Array(4096);
  row = new Int32Array(4096);
  count = 0;

  get full(): boolean {
    return this.count === this.tick.length;
  }

  /** Only where it is not full. */
  push(tick: number, row: number): void {
    this.tick[this.count] = tick;
    this.row[this.count++] = row;
  }

  /** Index of the first start after `tick`. */
  firstAfter(tick: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const mid = (low + high) >>> 1;
      if (this.tick[mid]! > tick) high = mid;
      else low = mid + 1;
    }
    return low;
  }

  /** Let go of what is not after `tick`; grow if that is not enough. */
  makeRoom(tick: number): void {
    const from = this.firstAfter(tick);
    this.tick.copyWithin(0, from, this.count);
    this.row.copyWithin(0, from, this.count);
    this.count -= from;
    if (this.count >= this.tick.length / 2) this.grow(2 * this.tick.length);
  }

  clear(): void {
    this.count = 0;
  }

  save(): Saved {
    const arrays = { tick: this.tick.slice(0, this.count), row: this.row.slice(0, this.count) };
    return { numbers: {}, arrays };
  }

  /** @throws SavedError where these cannot be starts on `nPre` rows up to tick `now` */
  restore(saved: Saved, nPre: number, now: number): void {
    const tick = checkedTimes(saved, "tick", whole(0, now));
    checkLength(saved, "row", tick.length);
    const row = checkedList(saved, "row", new Int32Array(0), whole(0, nPre - 1));
    if (this.tick.length < 2 * tick.length) this.grow(2 * tick.length);
    this.count = tick.length;
    this.tick.set(tick);
    this.row.set(row);
  }

  private grow(length: number): void {
    const tick = new Float64Array(length);
    const row = new Int32Array(length);
    tick.set(this.tick.subarray(0, this.count));
    row.set(this.row.subarray(0, this.count));
    this.tick = tick;
    this.row = row;
  }
}
