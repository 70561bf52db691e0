/**
 * One post waveform replayed against the pre waveforms that overlap it: for every synapse of the column the integrals of
 * its chain of table entries, in *excess* over V_pre alone, which is applied to whole rows elsewhere. Single precision.
 */
import type { Csr } from "../core/connectivity/index.js";
import { type PairTables, regimeOf } from "../core/stdp/pair-tables.js";
import type { StartLog } from "./start-log.js";

/** A post waveform that has ended, and the starts that it can have met. */
export interface EndedEvent {
  readonly column: number;
  readonly start: number;
  readonly end: number;
  /** Entries from .. to-1 of the log: starts of pre waveforms since nPre ticks before it. */
  readonly from: number;
  readonly to: number;
}

export class PostEventReplay {
  /** Excess integrals of each synapse by its place within the column, S; in a full column the place is the row. */
  readonly p: Float32Array;
  readonly d: Float32Array;
  /** Record of a place's present regime at elapsed tick 0 of the event. */
  private readonly origin: Int32Array;

  /** @param most  synapses of a column */
  constructor(most: number) {
    this.p = new Float32Array(most);
    this.d = new Float32Array(most);
    this.origin = new Int32Array(most);
  }

  /**
   * Of a column that all rows reach.
   * @param records  see `postEventRecords`
   */
  ofFull(t: PairTables, records: Float32Array, { start, end, from, to }: EndedEvent, log: StartLog): void {
    const { tick, row } = log;
    const places = this.p.length;
    this.begin(t, places);
    for (let x = from; x < to; x++) {
      const elapsed = tick[x]! - start;
      // Of the waveforms begun before the event the youngest counts.
      if (elapsed > 0) this.add(records, row[x]!, elapsed);
      this.origin[row[x]!] = regimeOf(t, -elapsed) * t.stride - Math.max(0, elapsed);
    }
    for (let i = 0; i < places; i++) this.add(records, i, end - start);
  }

  /** Of any column: row by row through its own starts. */
  ofSparse(t: PairTables, records: Float32Array, e: EndedEvent, log: StartLog, wiring: Csr): void {
    const { column, start, end, from, to } = e;
    const first = wiring.columnFirst[column]!;
    const places = wiring.columnFirst[column + 1]! - first;
    this.begin(t, places);
    for (let k = 0; k < places; k++) {
      const starts = log.ofRow(wiring.source[first + k]!, from, to);
      for (let x = 0; x < starts.length; x++) {
        const elapsed = log.tick[starts[x]!]! - start;
        if (elapsed > 0) this.add(records, k, elapsed);
        this.origin[k] = regimeOf(t, -elapsed) * t.stride - Math.max(0, elapsed);
      }
      this.add(records, k, end - start);
    }
  }

  private begin(t: PairTables, places: number): void {
    this.p.fill(0, 0, places);
    this.d.fill(0, 0, places);
    this.origin.fill(regimeOf(t, Number.POSITIVE_INFINITY) * t.stride, 0, places);
  }

  private add(records: Float32Array, place: number, elapsed: number): void {
    const at = 4 * (this.origin[place]! + elapsed);
    this.p[place] = this.p[place]! + records[at + 2]!;
    this.d[place] = this.d[place]! + records[at + 3]!;
  }
}
