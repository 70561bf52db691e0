/** Spikes on their way along one projection: a ring of (arrival tick, neuron), oldest first. */
import { anyArrayOf, type Saved } from "../core/saved.js";
import { checkedList, checkedTimes, checkLength, checkValue, whole } from "../core/saved-values.js";

/**
 * @param now  tick at which time goes on
 * @param delay  ticks from a spike to its arrival
 * @param size  of the population that the spikes come from
 * @throws SavedError where what was saved cannot be on its way
 */
export function checkArrivals(saved: Saved, now: number, delay: number, size: number): void {
  const tick = checkedTimes(saved, "tick", whole(now, now + delay));
  checkLength(saved, "index", tick.length);
  checkedList(saved, "index", new Int32Array(0), whole(0, size - 1));
  for (let x = 0, first = 0; x < tick.length; x++) {
    if (tick[x] !== tick[first]) first = x;
    checkValue(saved, `number of spikes at tick ${tick[x]}`, x - first + 1, whole(1, mostAtOnce(size)));
  }
}

/** Spikes of a population of that size for which there is room at one tick. */
export function mostAtOnce(size: number): number {
  return Math.max(64, size);
}

export class Arrivals {
  private tick = new Float64Array(64);
  private index = new Int32Array(64);
  private head = 0;
  private count = 0;

  /** Arrival ticks must not fall. */
  push(tick: number, index: number): void {
    if (this.count === this.tick.length) this.grow();
    const at = (this.head + this.count++) & (this.tick.length - 1);
    this.tick[at] = tick;
    this.index[at] = index;
  }

  /** Tick of the next arrival; Infinity if none is on its way. */
  next(): number {
    return this.count > 0 ? this.tick[this.head]! : Number.POSITIVE_INFINITY;
  }

  shift(): number {
    const index = this.index[this.head]!;
    this.head = (this.head + 1) & (this.tick.length - 1);
    this.count--;
    return index;
  }

  /** Calls `see` with each, oldest first. */
  each(see: (tick: number, index: number) => void): void {
    for (let x = 0; x < this.count; x++) {
      const at = (this.head + x) & (this.tick.length - 1);
      see(this.tick[at]!, this.index[at]!);
    }
  }

  save(): Saved {
    const tick = new Float64Array(this.count);
    const index = new Int32Array(this.count);
    let x = 0;
    this.each((t, i) => {
      tick[x] = t;
      index[x++] = i;
    });
    return { numbers: {}, arrays: { tick, index } };
  }

  restore(saved: Saved): void {
    this.clear();
    const index = anyArrayOf(saved, "index");
    for (const [x, tick] of anyArrayOf(saved, "tick").entries()) this.push(tick, index[x]!);
  }

  clear(): void {
    this.count = 0;
  }

  private grow(): void {
    const size = this.tick.length;
    const tick = new Float64Array(size * 2);
    const index = new Int32Array(size * 2);
    for (let x = 0; x < size; x++) {
      tick[x] = this.tick[(this.head + x) & (size - 1)]!;
      index[x] = this.index[(this.head + x) & (size - 1)]!;
    }
    this.tick = tick;
    this.index = index;
    this.head = 0;
  }
}
