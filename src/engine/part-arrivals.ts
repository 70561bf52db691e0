/**
 * Spikes on their way to plastic synapses with delays of their own. A spike reaches the parts of its row one after another,
 * each at its own further delay; a ring has the list of the parts that arrive at each tick to come, in the order in which
 * their spikes came.
 */
import type { Split } from "../core/connectivity/index.js";
import { whole } from "../core/saved-values.js";
import type { StateVariable } from "../core/state.js";

const NONE = -1;

export class PartArrivals {
  /** Parts that arrive at the present tick, from `take`. */
  parts = new Int32Array(64);
  readonly variables: readonly StateVariable[];
  /** By tick modulo their number: first and last entry of the tick's list. */
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  /** Entries: a part, and the entry after it; those that are free are a list too. */
  private part = new Int32Array(256);
  private after = new Int32Array(256);
  private used = 0;
  private free = NONE;
  private waiting = 0;
  /** Nothing arrives before this tick. */
  private soonest = 0;

  /** @param split  of the rows, by further delay in ticks; @param longest  of those delays */
  constructor(
    private readonly split: Split,
    private readonly longest: number,
  ) {
    this.first = new Int32Array(longest + 1).fill(NONE);
    this.last = new Int32Array(longest + 1).fill(NONE);
    this.variables = this.declared();
  }

  /** A spike of neuron i reaches the first of its synapses at `tick`; calls in time order. */
  push(tick: number, i: number): void {
    const { first, key } = this.split;
    for (let part = first[i]!; part < first[i + 1]!; part++) this.append(tick + key[part]!, part);
  }

  /** Earliest tick from `now` on at which a part arrives; Infinity if none is on its way. */
  next(now: number): number {
    if (this.waiting === 0) return Number.POSITIVE_INFINITY;
    let tick = Math.max(now, this.soonest);
    while (this.first[tick % this.first.length] === NONE) tick++;
    this.soonest = tick;
    return tick;
  }

  /** Take what arrives at `tick` into `parts`. @returns  how many */
  take(tick: number): number {
    const slot = tick % this.first.length;
    let count = 0;
    let entry = this.first[slot]!;
    if (entry === NONE) return 0;
    for (; entry !== NONE; entry = this.after[entry]!) {
      if (count === this.parts.length) this.parts = lengthened(this.parts);
      this.parts[count++] = this.part[entry]!;
    }
    this.after[this.last[slot]!] = this.free;
    this.free = this.first[slot]!;
    this.first[slot] = NONE;
    this.waiting -= count;
    return count;
  }

  clear(): void {
    this.first.fill(NONE);
    this.used = 0;
    this.free = NONE;
    this.waiting = 0;
  }

  private append(tick: number, part: number): void {
    const entry = this.freeEntry();
    this.part[entry] = part;
    this.after[entry] = NONE;
    const slot = tick % this.first.length;
    if (this.first[slot] === NONE) this.first[slot] = entry;
    else this.after[this.last[slot]!] = entry;
    this.last[slot] = entry;
    if (this.waiting++ === 0 || tick < this.soonest) this.soonest = tick;
  }

  private freeEntry(): number {
    const entry = this.free;
    if (entry !== NONE) {
      this.free = this.after[entry]!;
      return entry;
    }
    if (this.used === this.part.length) {
      this.part = lengthened(this.part);
      this.after = lengthened(this.after);
    }
    return this.used++;
  }

  /** Calls `see` with each, by arrival. */
  private each(see: (tick: number, part: number) => void): void {
    for (let tick = this.soonest, left = this.waiting; left > 0; tick++)
      for (let e = this.first[tick % this.first.length]!; e !== NONE; e = this.after[e]!, left--)
        see(tick, this.part[e]!);
  }

  private listed(what: (tick: number, part: number) => number): number[] {
    const values: number[] = [];
    this.each((tick, part) => values.push(what(tick, part)));
    return values;
  }

  private declared(): readonly StateVariable[] {
    let ticks: ArrayLike<number> = [];
    return [
      {
        name: "tick",
        unit: "tick",
        per: "event",
        doc: "arrivals at synapses with delays of their own",
        order: "rising",
        bounds: ({ now }) => whole(now, now + this.longest),
        list: () => Float64Array.from(this.listed((tick) => tick)),
        take: (values) => {
          ticks = values;
        },
      },
      {
        name: "part",
        unit: "1",
        per: "event",
        doc: "parts of rows that they reach: each row's synapses of one delay",
        bounds: () => whole(0, this.split.key.length - 1),
        length: (lengthOf) => lengthOf("tick"),
        list: () => Int32Array.from(this.listed((_, part) => part)),
        take: (parts) => {
          this.clear();
          for (let x = 0; x < parts.length; x++) this.append(ticks[x]!, parts[x]!);
        },
      },
    ];
  }
}

function lengthened(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * list.length);
  longer.set(list);
  return longer;
}
