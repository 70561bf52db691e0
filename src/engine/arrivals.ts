/** Spikes on their way along one projection: a ring of (arrival tick, neuron), oldest first. */
import type { Saved, SavedArray } from "../core/saved.js";
import { checkValue, whole } from "../core/saved-values.js";
import { bytesInWords, MOST_BYTES, SizeError } from "../core/size.js";
import type { ListVariable, StateVariable } from "../core/state.js";

/** Lists of spikes by arrival, and what takes them up. */
export interface ArrivalLists {
  tick(): Float64Array;
  index(): Int32Array;
  take(tick: SavedArray, index: SavedArray): void;
}

/**
 * What is on its way as state variables.
 * @param delay  ticks from a spike to its arrival
 * @param size  of the population that the spikes come from
 */
export function arrivalVariables(delay: number, size: number, lists: ArrivalLists): StateVariable[] {
  let ticks: SavedArray = new Float64Array(0);
  const tick: ListVariable = {
    name: "tick",
    unit: "tick",
    per: "event",
    doc: "arrivals of spikes on their way",
    order: "rising",
    bounds: ({ now }) => whole(now, now + delay),
    check: (values, saved) => checkCrowd(values, saved, size),
    list: () => lists.tick(),
    take: (values) => {
      ticks = values;
    },
  };
  const index: ListVariable = {
    name: "index",
    unit: "1",
    per: "event",
    doc: "neurons whose spikes they are",
    bounds: () => whole(0, size - 1),
    length: (lengthOf) => lengthOf("tick"),
    list: () => lists.index(),
    take: (values) => lists.take(ticks, values),
  };
  return [tick, index];
}

/** There is room for so many at one tick. */
function checkCrowd(tick: SavedArray, saved: Saved, size: number): void {
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
    for (let x = 0; x < this.count; x++) see(this.tick[this.place(x)]!, this.index[this.place(x)]!);
  }

  /** Arrival ticks of all, oldest first. */
  ticks(): Float64Array {
    return Float64Array.from({ length: this.count }, (_, x) => this.tick[this.place(x)]!);
  }

  /** Neurons of all, oldest first. */
  indices(): Int32Array {
    return Int32Array.from({ length: this.count }, (_, x) => this.index[this.place(x)]!);
  }

  /** Of the x-th, oldest first. */
  private place(x: number): number {
    return (this.head + x) & (this.tick.length - 1);
  }

  clear(): void {
    this.count = 0;
  }

  private grow(): void {
    const size = this.tick.length;
    if (24 * size > MOST_BYTES)
      throw new SizeError(
        `${size} spikes are on their way: more would need above ${bytesInWords(MOST_BYTES)}. Choose shorter delays`,
      );
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
