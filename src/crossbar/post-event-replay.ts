/**
 * One post waveform replayed against the pre waveforms that overlap it: for every row the integrals of its chain of
 * table entries, in *excess* over V_pre alone, which is applied to whole rows elsewhere. Single precision.
 */
import { type PairTables, regimeOf } from "../core/stdp/pair-tables.js";

export class PostEventReplay {
  /** Excess integrals of each row, S. */
  readonly p: Float32Array;
  readonly d: Float32Array;
  /** Record of a row's present regime at elapsed tick 0 of the event. */
  private readonly origin: Int32Array;

  constructor(private readonly nPre: number) {
    this.p = new Float32Array(nPre);
    this.d = new Float32Array(nPre);
    this.origin = new Int32Array(nPre);
  }

  /**
   * Replay the event from `start` to `end`.
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
  ): void {
    this.p.fill(0);
    this.d.fill(0);
    this.origin.fill(regimeOf(t, Number.POSITIVE_INFINITY) * t.stride);
    for (let x = from; x < to; x++) {
      const elapsed = tick[x]! - start;
      // Of the waveforms begun before the event the youngest counts.
      if (elapsed > 0) this.add(records, row[x]!, elapsed);
      this.origin[row[x]!] = regimeOf(t, -elapsed) * t.stride - Math.max(0, elapsed);
    }
    for (let i = 0; i < this.nPre; i++) this.add(records, i, end - start);
  }

  private add(records: Float32Array, row: number, elapsed: number): void {
    const at = 4 * (this.origin[row]! + elapsed);
    this.p[row] = this.p[row]! + records[at + 2]!;
    this.d[row] = this.d[row]! + records[at + 3]!;
  }
}
