/** Starts of pre waveforms, oldest first: as far back as a post event under way, or one to come, can see. */
import type { Compiled } from "../core/compiled.js";
import { whole } from "../core/saved-values.js";
import type { StateVariable } from "../core/state.js";

const FEWEST = 4096;

export class StartLog {
  tick: Float64Array = new Float64Array(FEWEST);
  row: Int32Array = new Int32Array(FEWEST);
  count = 0;
  /** Whether it is where compiled kernels work; no longer where there is no room for it there. */
  moved = false;
  readonly variables: readonly StateVariable[];
  private chains: RowChains | undefined;
  private compiled: Compiled | undefined;

  /** @param chained  whether starts of single rows are asked for */
  constructor(
    private readonly nPre: number,
    chained = false,
  ) {
    this.chains = chained ? new RowChains(nPre) : undefined;
    this.variables = [
      {
        name: "tick",
        unit: "tick",
        per: "event",
        doc: "starts of pre waveforms that a post waveform under way, or one to come, may meet",
        order: "rising",
        bounds: ({ now }) => whole(0, now),
        list: () => this.tick.slice(0, this.count),
        take: (tick) => {
          if (this.tick.length < 2 * tick.length) this.grow(2 * tick.length);
          this.count = tick.length;
          this.tick.set(tick);
        },
      },
      {
        name: "row",
        unit: "1",
        per: "event",
        doc: "row of each start",
        length: (lengthOf) => lengthOf("tick"),
        bounds: () => whole(0, nPre - 1),
        list: () => this.row.slice(0, this.count),
        take: (row) => {
          this.row.set(row);
          this.chains?.relink(this.tick, this.row, this.count);
        },
      },
    ];
  }

  /** Moves to where compiled kernels work, with chains of the rows. */
  moveTo(compiled: Compiled): void {
    if (!this.chains) {
      this.chains = new RowChains(this.nPre);
      this.chains.relink(this.tick, this.row, this.count);
    }
    this.compiled = compiled;
    this.chains.moveTo(compiled);
    this.placeIn(compiled);
  }

  private placeIn(compiled: Compiled): void {
    compiled.move(this.tick, (tick) => {
      this.tick = tick;
    });
    this.chains!.lengthenIn(compiled, this.tick.length);
    this.moved = true;
  }

  /** Of every start the number of the one before on its row; of every row its latest. Only in chained logs. */
  get previous(): Float64Array {
    return this.chains!.previous;
  }

  get latest(): Float64Array {
    return this.chains!.latest;
  }

  /** Of every row the tick of its latest start; -Infinity: none. */
  get latestTick(): Float64Array {
    return this.chains!.latestTick;
  }

  /** Of every row the tick of the start before its latest; -Infinity: none, or long ago. */
  get earlierTick(): Float64Array {
    return this.chains!.earlierTick;
  }

  /** Number of entry 0. */
  get dropped(): number {
    return this.chains!.dropped;
  }

  /** Room for the entries of one row, for each thread of compiled kernels. */
  get room(): Int32Array {
    return this.chains!.room;
  }

  get full(): boolean {
    return this.count === this.tick.length;
  }

  /** Only where it is not full. */
  push(tick: number, row: number): void {
    this.chains?.link(row, this.count, tick);
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

  /** Indices from .. to-1 of one row's starts, in time order; valid until the next call. */
  ofRow(row: number, from: number, to: number): ArrayLike<number> {
    return this.chains!.ofRow(row, from, to);
  }

  /** Let go of what is not after `tick`; grow if that is not enough. */
  makeRoom(tick: number): void {
    this.compiled?.complete();
    const from = this.firstAfter(tick);
    this.tick.copyWithin(0, from, this.count);
    this.row.copyWithin(0, from, this.count);
    this.chains?.drop(from, this.count);
    this.count -= from;
    if (this.count >= this.tick.length / 2) this.grow(2 * this.tick.length);
  }

  clear(): void {
    this.compiled?.complete();
    this.chains?.clear(this.count);
    this.count = 0;
  }

  private grow(length: number): void {
    const tick = new Float64Array(length);
    const row = new Int32Array(length);
    tick.set(this.tick.subarray(0, this.count));
    row.set(this.row.subarray(0, this.count));
    this.tick = tick;
    this.row = row;
    if (!this.moved) return;
    this.moved = false;
    try {
      this.placeIn(this.compiled!);
    } catch (error) {
      // Without room there it goes on here.
      if (!(error instanceof RangeError)) throw error;
    }
  }
}

/**
 * Of every start the one before it on the same row: a sparse column walks back one or two starts of each of its rows,
 * rather than through those of all rows. Entries are known by a number that stays when older ones are dropped.
 */
class RowChains {
  previous: Float64Array = new Float64Array(FEWEST);
  latest: Float64Array;
  latestTick: Float64Array;
  earlierTick: Float64Array;
  room: Int32Array = new Int32Array(0);
  /** Number of the log's entry 0. */
  dropped = 0;
  private readonly found: number[] = [];

  constructor(nPre: number) {
    this.latest = new Float64Array(nPre).fill(-1);
    this.latestTick = new Float64Array(nPre).fill(Number.NEGATIVE_INFINITY);
    this.earlierTick = this.latestTick.slice();
  }

  moveTo(compiled: Compiled): void {
    compiled.move(this.latest, (latest) => {
      this.latest = latest;
    });
    compiled.move(this.latestTick, (ticks) => {
      this.latestTick = ticks;
    });
    compiled.move(this.earlierTick, (ticks) => {
      this.earlierTick = ticks;
    });
  }

  /** @param length  of the log */
  lengthenIn(compiled: Compiled, length: number): void {
    this.lengthen(length);
    compiled.move(this.previous, (previous) => {
      this.previous = previous;
    });
    compiled.move(new Int32Array(length * compiled.shares), (room) => {
      this.room = room;
    });
  }

  private lengthen(length: number): void {
    const longer = new Float64Array(length);
    longer.set(this.previous);
    this.previous = longer;
  }

  link(row: number, index: number, tick: number): void {
    if (index >= this.previous.length) this.lengthen(2 * this.previous.length);
    this.previous[index] = this.latest[row]!;
    this.latest[row] = this.dropped + index;
    this.earlierTick[row] = this.latestTick[row]!;
    this.latestTick[row] = tick;
  }

  relink(tick: Float64Array, row: Int32Array, count: number): void {
    this.latest.fill(-1);
    this.latestTick.fill(Number.NEGATIVE_INFINITY);
    this.earlierTick.fill(Number.NEGATIVE_INFINITY);
    this.dropped = 0;
    for (let x = 0; x < count; x++) this.link(row[x]!, x, tick[x]!);
  }

  /** The first `from` of `count` entries are gone. */
  drop(from: number, count: number): void {
    this.previous.copyWithin(0, from, count);
    this.dropped += from;
  }

  /** All of `count` entries are gone. */
  clear(count: number): void {
    this.drop(count, count);
    this.latestTick.fill(Number.NEGATIVE_INFINITY);
    this.earlierTick.fill(Number.NEGATIVE_INFINITY);
  }

  ofRow(row: number, from: number, to: number): ArrayLike<number> {
    const { found, previous, dropped } = this;
    found.length = 0;
    for (let x = this.latest[row]! - dropped; x >= from; x = previous[x]! - dropped)
      if (x < to) found.push(x);
    return found.reverse();
  }
}
