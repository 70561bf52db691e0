/** What compiled kernels do of the lumped form with linear soft bounds, to the same bits as it does. */
import type { Compiled } from "../../core/compiled.js";
import type { Wiring } from "../../core/connectivity/index.js";
import type { Device } from "../../core/device/model.js";
import type { PairTables } from "../../core/stdp/pair-tables.js";
import type { DeviceGains, EventNoise } from "../gains.js";
import type { OwnBounds } from "../kernels/reference.js";
import type { DisturbLedger } from "../model.js";
import type { StartLog } from "../start-log.js";

/** Addresses in the order in which the kernels have them: `assembly/network/eis.ts`. */
const ADDRESSES = 20;
const INTEGERS = 4;
const SINGLES = 6;
const KEYS = 2;
/** Columns, and of threads how far apart their rooms are. */
const SHARED = 3;

export interface LumpedArrays {
  /** Conductances; where the kernels work. */
  readonly state: Float32Array;
  readonly gains: DeviceGains | undefined;
  readonly own: OwnBounds | undefined;
  readonly noise: EventNoise;
}

export class CompiledLumped {
  /** Factors of the event that was drawn last, by place within its column. */
  factors: Float32Array = new Float32Array(0);
  private p: Float32Array = new Float32Array(0);
  private d: Float32Array = new Float32Array(0);
  private started: Int32Array = new Int32Array(0);
  private pieces: Int32Array = new Int32Array(0);
  private wholeRow: Int32Array | undefined;
  private parameters: Int32Array = new Int32Array(0);
  /** Of every level, see `postEventRecords`. */
  readonly records: Float32Array[] = [];
  private sums: Float64Array = new Float64Array(4);
  /** Of every level what a whole event adds since the latest start, by its tick from nPre before the event's on. */
  private readonly ends: Float32Array[] = [];
  /** Address of the log for which the parameters are laid out: it moves as it grows. */
  private laidOutFor = 0;
  /** Places of a column, in whole vectors: so far apart are the rooms of threads. */
  private readonly padded: number;
  private readonly toUp: number;
  private readonly toDown: number;

  /**
   * @param wiring  whose lists have moved
   * @param most  synapses of a column
   * @param records  of every level: see `postEventRecords`
   */
  constructor(
    private readonly compiled: Compiled,
    private readonly wiring: Wiring,
    private readonly device: Device,
    most: number,
    private readonly t: PairTables,
    private readonly log: StartLog,
    private readonly arrays: () => LumpedArrays,
    records: readonly Float32Array[],
  ) {
    this.toUp = 1 / (device.gMax - device.g0);
    this.toDown = 1 / (device.g0 - device.gMin);
    // Kernels take eight synapses at once.
    const padded = 8 * Math.ceil(most / 8);
    this.padded = padded;
    const rooms = padded * compiled.shares;
    for (const name of ["p", "d", "factors"] as const)
      compiled.move(new Float32Array(rooms), (there) => {
        this[name] = there;
      });
    compiled.move(new Int32Array(rooms), (there) => {
      this.started = there;
    });
    compiled.move(new Int32Array(2 * rooms), (there) => {
      this.pieces = there;
    });
    const { noise } = arrays();
    if (noise.wholeRow)
      compiled.move(noise.wholeRow, (there) => {
        this.wholeRow = there;
      });
    compiled.move(new Int32Array(ADDRESSES + INTEGERS + SINGLES + KEYS + SHARED), (there) => {
      this.parameters = there;
    });
    compiled.move(this.sums, (there) => {
      this.sums = there;
    });
    for (const [level, values] of records.entries()) {
      compiled.move(values, (there) => {
        this.records[level] = there;
      });
      compiled.move(endsOf(values, t), (there) => {
        this.ends[level] = there;
      });
    }
  }

  /** All that was asked for is done: before anything else changes or reads what the kernels work on. */
  complete(): void {
    this.compiled.complete();
  }

  /** Other tables of the same lengths. @param records  of every level */
  setRecords(records: readonly Float32Array[]): void {
    for (const [level, values] of records.entries()) {
      this.records[level]!.set(values);
      this.ends[level]!.set(endsOf(values, this.t));
    }
  }

  /** Draws the factors of an event, times the gain. */
  drawFactors(column: number, event: number, gain: number): void {
    if (this.laidOutFor !== this.log.tick.byteOffset) this.layOut();
    const [first, count] = this.entries(column);
    const high = Math.floor(event / 4294967296);
    this.compiled.kernels.drawFactors(this.parameters.byteOffset, event | 0, high, first, count, gain);
  }

  /** Books what the event whose factors were drawn is about to move. @param weight  events that it stands for */
  book(
    column: number,
    start: number,
    end: number,
    level: number,
    weight: number,
    disturb: DisturbLedger,
  ): void {
    const { sums } = this;
    const [first, count] = this.entries(column);
    // Added one by one to what there is: the order of sums decides their last bits.
    sums[0] = disturb.paired;
    sums[1] = disturb.lonePost;
    sums[2] = disturb.lonePre;
    this.compiled.kernels.bookColumn(
      this.parameters.byteOffset,
      this.records[level]!.byteOffset,
      column,
      first,
      count,
      start,
      end - start,
      this.log.dropped,
      weight,
    );
    disturb.paired = sums[0];
    disturb.lonePost = sums[1];
    disturb.lonePre = sums[2];
    disturb.pairs += weight * sums[3]!;
  }

  /** The event whose factors were drawn changes its column. */
  close(column: number, start: number, end: number, level: number): void {
    const [first, count] = this.entries(column);
    this.compiled.kernels.closeColumn(
      this.parameters.byteOffset,
      this.records[level]!.byteOffset,
      this.ends[level]!.byteOffset,
      column,
      first,
      count,
      start,
      end - start,
      this.log.dropped,
    );
  }

  /** V_pre alone on row i. @param p, d  integrals, S. @returns  sum of |dG|, S */
  changeRow(i: number, p: number, d: number): number {
    if (this.laidOutFor !== this.log.tick.byteOffset) this.layOut();
    const { wiring, toUp, toDown } = this;
    const begin = wiring.rowStart(i);
    const count = wiring.rowEnd(i) - begin;
    return this.compiled.kernels.changeRow(this.parameters.byteOffset, begin, count, p * toUp, d * toDown);
  }

  /** First entry of a column's list, and how many it has. */
  private entries(column: number): readonly [first: number, count: number] {
    const { wiring } = this;
    if (wiring.form === "dense") return [0, wiring.nPre];
    const first = wiring.columnFirst[column]!;
    return [first, wiring.columnFirst[column + 1]! - first];
  }

  private layOut(): void {
    const { wiring, parameters, device, t, log } = this;
    const { state, gains, own, noise } = this.arrays();
    const sparse = wiring.form === "csr" ? wiring : undefined;
    const addressed = [
      state,
      gains?.up,
      gains?.down,
      own?.low,
      own?.high,
      sparse?.member,
      sparse?.source,
      log.tick,
      log.previous,
      log.latest,
      log.latestTick,
      log.earlierTick,
      this.wholeRow,
      this.p,
      this.d,
      this.factors,
      log.room,
      this.started,
      this.pieces,
      this.sums,
    ];
    for (const [x, array] of addressed.entries()) parameters[x] = array?.byteOffset ?? 0;
    const stride = wiring.form === "dense" ? wiring.stride : 0;
    parameters.set([stride, t.nPre, t.nPost, t.stride], ADDRESSES);
    const behind = ADDRESSES + INTEGERS;
    const singles = new Float32Array(parameters.buffer, parameters.byteOffset + 4 * behind, SINGLES);
    singles.set([device.gMin, device.gMax, this.toUp, this.toDown, noise.location, noise.scale]);
    const rooms = [wiring.nPost, this.padded, log.tick.length];
    parameters.set([noise.k0, noise.k1, ...rooms], behind + SINGLES);
    this.laidOutFor = log.tick.byteOffset;
  }
}

/** What is added between the latest start of V_pre, at ticks -nPre .. nPost - 1 of a whole event, and the event's end. */
function endsOf(records: Float32Array, { nPre, nPost, stride }: PairTables): Float32Array {
  const ends = new Float32Array(2 * (nPre + nPost));
  for (let x = 0; x < nPre + nPost; x++) {
    const tick = x - nPre;
    const entry = (nPost - tick) * stride + nPost - Math.max(0, tick);
    ends[2 * x] = records[4 * entry + 2]!;
    ends[2 * x + 1] = records[4 * entry + 3]!;
  }
  return ends;
}
