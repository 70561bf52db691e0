/**
 * What one post waveform moves, by cause: maximal intervals in which both waveforms or only the post waveform run, each
 * booked by |dG| to first order in the change of G within the event, before the event's factor. Nothing here changes a
 * synapse. Single precision, each operation rounded.
 */
import type { Csr } from "../core/connectivity/index.js";
import { type PairTables, regimeOf } from "../core/stdp/pair-tables.js";
import type { EndedEvent } from "./post-event-replay.js";
import type { StartLog } from "./start-log.js";

/** How much the synapse at a place of the column moves per siemens of integral, up and down; single precision. */
export interface Susceptibility {
  up(place: number): number;
  down(place: number): number;
}

const NONE = 0;
const PAIRED = 1;
const LONE = 2;
const f = Math.fround;

/** Events of a crossbar of which each is booked; of those that follow every BOOKED_EVERY-th, for all of them. */
export const BOOKED_FIRST = 4096;
export const BOOKED_EVERY = 64;

/** How many events the booking of this one stands for; 0 = it is not booked. */
export function ledgerWeight(event: number): number {
  if (event < BOOKED_FIRST) return 1;
  return event % BOOKED_EVERY === 0 ? BOOKED_EVERY : 0;
}

export class PostEventLedger {
  /** Places within the column that were met, in the order of their first spike; entries below belong to them. */
  readonly places: Int32Array;
  touched = 0;
  /** |dG| over paired and over lone-post intervals, and of V_pre alone during the paired ones, S per factor. */
  readonly paired: Float32Array;
  readonly lonePost: Float32Array;
  readonly overlap: Float32Array;
  /** Entry of a place, -1 = not met. */
  readonly entryOf: Int32Array;
  private readonly regime: Int32Array;
  private readonly since: Int32Array;
  private readonly kind: Uint8Array;
  /** Of the interval under way: P, D, excess P, excess D. */
  private readonly interval: Float32Array;
  private readonly overlapP: Float32Array;
  private readonly overlapD: Float32Array;
  private readonly up: Float32Array;
  private readonly down: Float32Array;

  /** @param most  synapses of a column */
  constructor(most: number) {
    const floats = () => new Float32Array(most);
    this.places = new Int32Array(most);
    this.entryOf = new Int32Array(most).fill(-1);
    this.regime = new Int32Array(most);
    this.since = new Int32Array(most);
    this.kind = new Uint8Array(most);
    this.interval = new Float32Array(4 * most);
    this.paired = floats();
    this.lonePost = floats();
    this.overlap = floats();
    this.overlapP = floats();
    this.overlapD = floats();
    this.up = floats();
    this.down = floats();
  }

  /**
   * Trace an event on a column that all rows reach.
   * @param records  see `postEventRecords`
   */
  ofFull(
    t: PairTables,
    records: Float32Array,
    { start, end, from, to }: EndedEvent,
    log: StartLog,
    susceptibility: Susceptibility,
  ): void {
    this.begin();
    for (let x = from; x < to; x++) this.see(t, records, log.row[x]!, log.tick[x]! - start, susceptibility);
    this.finish(t, records, end - start);
  }

  /** The same on any column: row by row through its own starts. */
  ofSparse(
    t: PairTables,
    records: Float32Array,
    { column, start, end, from, to }: EndedEvent,
    log: StartLog,
    wiring: Csr,
    susceptibility: Susceptibility,
  ): void {
    this.begin();
    const first = wiring.columnFirst[column]!;
    for (let x = first; x < wiring.columnFirst[column + 1]!; x++) {
      const starts = log.ofRow(wiring.source[x]!, from, to);
      for (let s = 0; s < starts.length; s++)
        this.see(t, records, x - first, log.tick[starts[s]!]! - start, susceptibility);
    }
    this.finish(t, records, end - start);
  }

  private begin(): void {
    for (let e = 0; e < this.touched; e++) this.entryOf[this.places[e]!] = -1;
    this.touched = 0;
  }

  /** A pre waveform starts `elapsed` ticks after the event's start. */
  private see(
    t: PairTables,
    records: Float32Array,
    place: number,
    elapsed: number,
    susceptibility: Susceptibility,
  ): void {
    let e = this.entryOf[place]!;
    if (e < 0) e = this.enter(place, regimeOf(t, Number.POSITIVE_INFINITY), susceptibility);
    // Of the waveforms begun before the event the youngest counts.
    if (elapsed > 0) this.book(t, records, e, elapsed);
    this.regime[e] = regimeOf(t, -elapsed);
    this.since[e] = Math.max(0, elapsed);
  }

  private finish(t: PairTables, records: Float32Array, length: number): void {
    for (let e = 0; e < this.touched; e++) {
      this.book(t, records, e, length);
      this.closeInterval(e);
      const moved = f(f(this.up[e]! * this.overlapP[e]!) - f(this.down[e]! * this.overlapD[e]!));
      this.overlap[e] = Math.abs(moved);
    }
  }

  private enter(place: number, regime: number, susceptibility: Susceptibility): number {
    const e = this.touched++;
    this.places[e] = place;
    this.entryOf[place] = e;
    this.regime[e] = regime;
    this.since[e] = 0;
    this.kind[e] = NONE;
    this.paired[e] = 0;
    this.lonePost[e] = 0;
    this.overlapP[e] = 0;
    this.overlapD[e] = 0;
    this.up[e] = susceptibility.up(place);
    this.down[e] = susceptibility.down(place);
    return e;
  }

  /** Add the present regime of an entry up to tick `until` of the event. */
  private book(t: PairTables, records: Float32Array, e: number, until: number): void {
    const elapsed = until - this.since[e]!;
    const k = this.regime[e]!;
    const age = Math.max(0, k - t.nPost); // of the pre waveform when this regime begins
    const both = Math.max(0, Math.min(elapsed, t.nPre - age));
    const begin = k * t.stride;
    if (both > 0) this.lengthen(records, e, PAIRED, begin, begin + both);
    if (elapsed > both) this.lengthen(records, e, LONE, begin + both, begin + elapsed);
  }

  /** Add to the entry's interval what lies between two records of one regime, or close it and begin the other kind. */
  private lengthen(records: Float32Array, e: number, kind: number, from: number, to: number): void {
    if (this.kind[e] !== kind) {
      this.closeInterval(e);
      this.kind[e] = kind;
      this.interval.fill(0, 4 * e, 4 * e + 4);
    }
    for (let x = 0; x < 4; x++) {
      const piece = f(records[4 * to + x]! - records[4 * from + x]!);
      this.interval[4 * e + x] = f(this.interval[4 * e + x]! + piece);
    }
  }

  private closeInterval(e: number): void {
    const kind = this.kind[e]!;
    if (kind === NONE) return;
    const p = this.interval[4 * e]!;
    const d = this.interval[4 * e + 1]!;
    const excessP = this.interval[4 * e + 2]!;
    const excessD = this.interval[4 * e + 3]!;
    const moved = Math.abs(f(f(this.up[e]! * p) - f(this.down[e]! * d)));
    if (kind === PAIRED) {
      this.paired[e] = f(this.paired[e]! + moved);
      this.overlapP[e] = f(this.overlapP[e]! + f(p - excessP));
      this.overlapD[e] = f(this.overlapD[e]! + f(d - excessD));
    } else this.lonePost[e] = f(this.lonePost[e]! + moved);
  }
}
