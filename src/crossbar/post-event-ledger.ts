/**
 * What one post waveform moves, by cause: maximal intervals in which both waveforms or only the post waveform run, each
 * booked by |dG| to first order in the change of G within the event, before the event's factor. Nothing here changes a
 * synapse. Single precision, each operation rounded.
 */
import type { PairTables } from "../core/stdp/pair-tables.js";
import { regimeOf } from "../core/stdp/pair-tables.js";

/** How much a row's synapse moves per siemens of integral, up and down; single precision. */
export type Susceptibility = (row: number) => { readonly up: number; readonly down: number };

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
  /** Rows met, in the order of their first spike; entries of the arrays below belong to them. */
  readonly rows: Int32Array;
  touched = 0;
  /** |dG| over paired and over lone-post intervals, and of V_pre alone during the paired ones, S per factor. */
  readonly paired: Float32Array;
  readonly lonePost: Float32Array;
  readonly overlap: Float32Array;
  /** Entry of a row, -1 = not met. */
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

  constructor(nPre: number) {
    const floats = () => new Float32Array(nPre);
    this.rows = new Int32Array(nPre);
    this.entryOf = new Int32Array(nPre).fill(-1);
    this.regime = new Int32Array(nPre);
    this.since = new Int32Array(nPre);
    this.kind = new Uint8Array(nPre);
    this.interval = new Float32Array(4 * nPre);
    this.paired = floats();
    this.lonePost = floats();
    this.overlap = floats();
    this.overlapP = floats();
    this.overlapD = floats();
    this.up = floats();
    this.down = floats();
  }

  /**
   * Trace the event from `start` to `end`.
   * @param records  see `postEventRecords`
   * @param tick, row  starts of pre waveforms in time order, entries from .. to-1: those since nPre before the event
   */
  run(
    t: PairTables,
    records: Float32Array,
    start: number,
    end: number,
    tick: Float64Array,
    row: Int32Array,
    from: number,
    to: number,
    susceptibility: Susceptibility,
  ): void {
    for (let e = 0; e < this.touched; e++) this.entryOf[this.rows[e]!] = -1;
    this.touched = 0;
    const alone = regimeOf(t, Number.POSITIVE_INFINITY);
    for (let x = from; x < to; x++) {
      const elapsed = tick[x]! - start;
      let e = this.entryOf[row[x]!]!;
      if (e < 0) e = this.enter(row[x]!, alone, susceptibility);
      // Of the waveforms begun before the event the youngest counts.
      if (elapsed > 0) this.book(t, records, e, elapsed);
      this.regime[e] = regimeOf(t, -elapsed);
      this.since[e] = Math.max(0, elapsed);
    }
    for (let e = 0; e < this.touched; e++) {
      this.book(t, records, e, end - start);
      this.closeInterval(e);
      const moved = f(f(this.up[e]! * this.overlapP[e]!) - f(this.down[e]! * this.overlapD[e]!));
      this.overlap[e] = Math.abs(moved);
    }
  }

  private enter(row: number, regime: number, susceptibility: Susceptibility): number {
    const e = this.touched++;
    this.rows[e] = row;
    this.entryOf[row] = e;
    this.regime[e] = regime;
    this.since[e] = 0;
    this.kind[e] = NONE;
    for (const sums of [this.paired, this.lonePost, this.overlapP, this.overlapD]) sums[e] = 0;
    const { up, down } = susceptibility(row);
    this.up[e] = up;
    this.down[e] = down;
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
