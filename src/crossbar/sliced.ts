/**
 * Devices moved slice by slice, Eq. (1) as it stands, behind the same events as the other forms. When a post waveform
 * ends, or is cut short by the next, all synapses of its column go through its slices at once: rows whose V_pre ran
 * meanwhile with their own courses, all others as one row at rest. What V_pre does alone moves a row when its waveform
 * starts anew or ends; its slices are the same for every spike, so they are summed once.
 *
 * Synapses are read as in the lumped form (a post event counts when it ends), and moved in full order as in the ordered one.
 */
import type { Device } from "../core/device/model.js";
import { depress, potentiate } from "../core/device/state.js";
import { gathered, partOf, type Saved, SavedError } from "../core/saved.js";
import {
  checkedList,
  checkedNumber,
  checkedRefill,
  checkedTimes,
  checkLength,
  finite,
  whole,
} from "../core/saved-values.js";
import type { PairTables } from "../core/stdp/pair-tables.js";
import type { Waveform } from "../core/waveform/model.js";
import { course, type SlicePattern, slicePattern } from "./kernels/slices.js";
import { TfjsKernel } from "./kernels/tfjs.js";
import { type DisturbLedger, LEDGER } from "./model.js";
import { inCommonRange, ownDevice } from "./nonideal/range.js";
import { type PostEvent, restorePostEvents, savePostEvents } from "./post-event.js";
import type { Slicing } from "./slicing.js";
import type { Variation } from "./variation.js";

/** What the synapses need of their projection. */
export interface SlicedRequest {
  readonly device: Device;
  readonly pre: Waveform;
  readonly alphaPre: number;
  readonly alphaPost: number;
  readonly tick: number;
}

/** V_pre alone: sums of slices of one sign, by the age at which each run ends; cumulative within the run. */
interface LoneRun {
  readonly sign: 1 | -1;
  /** Cumulative integral at each age in ticks, S, from 0 .. nPre. */
  readonly upTo: Float64Array;
}

export class SlicedSynapses {
  readonly disturb: DisturbLedger = { lonePre: 0, lonePost: 0, paired: 0, pairs: 0 };
  private readonly postEvents: PostEvent[] = [];
  /** Starts of pre waveforms since the oldest that a post event under way can see, in time order. */
  private log: { tick: number; row: number }[] = [];
  private readonly lastPre: Float64Array;
  /** Tick up to which the slices of a column's post events have moved it. */
  private readonly columnDone: Float64Array;
  private readonly isOpen: Uint8Array;
  private readonly deviceAt: (at: number) => Device;
  private factor = 1;
  private pattern!: SlicePattern;
  private kernel: TfjsKernel | undefined;
  private preCourse!: Float32Array;
  /** By level of the amplitude. */
  private postCourses!: readonly Float32Array[];
  private lone!: readonly LoneRun[];

  /** @param state  conductances, S, changed in place; in double precision, which keeps small changes */
  constructor(
    private readonly nPre: number,
    private readonly nPost: number,
    private readonly stride: number,
    private readonly state: Float64Array,
    private readonly request: SlicedRequest,
    private readonly slicing: Slicing,
    private tables: PairTables,
    private readonly variation: Variation,
    post: Waveform,
  ) {
    this.lastPre = new Float64Array(nPre).fill(-tables.nPre);
    this.columnDone = new Float64Array(nPost);
    this.isOpen = new Uint8Array(nPost);
    this.deviceAt = ownDevice(request.device, variation.range);
    this.revolt(tables, 1, post);
  }

  /** New voltages or another factor for what follows; between presentations only. */
  revolt(tables: PairTables, factor: number, post: Waveform): void {
    const { device, pre, alphaPre, alphaPost, tick } = this.request;
    this.tables = tables;
    this.factor = factor;
    this.pattern = slicePattern(tick, this.slicing.tau, [pre, post]);
    this.preCourse = course(pre, this.pattern, tables.nPre, 0.5 * alphaPre);
    const levels = this.variation.amplitudes?.factors ?? [1];
    this.postCourses = levels.map((volts) =>
      course(post, this.pattern, tables.nPost, 0.5 * alphaPost * volts),
    );
    const range = (values: Float32Array) => [Math.min(0, ...values), Math.max(0, ...values)] as const;
    const [a, ...b] = [this.preCourse, ...this.postCourses].map(range);
    const lowest = a![0] + Math.min(...b.map(([low]) => low));
    const highest = a![1] + Math.max(...b.map(([, high]) => high));
    this.kernel?.dispose();
    this.kernel = new TfjsKernel(this.slicing.backend, device, lowest, highest);
    this.lone = this.loneRuns();
  }

  /** The slices of one V_pre alone, by the rate itself: a hundred numbers, once. */
  private loneRuns(): LoneRun[] {
    const { rate } = this.request.device;
    const { width } = this.pattern;
    const n = width.length;
    const ages = this.tables.nPre;
    const runs: { sign: 1 | -1; upTo: Float64Array }[] = [];
    for (let k = 0; k < ages * n; k++) {
      const moved = rate.rate(this.preCourse[k]!) * width[k % n]!;
      if (moved === 0) continue;
      const sign = moved > 0 ? 1 : -1;
      if (runs.at(-1)?.sign !== sign) runs.push({ sign, upTo: new Float64Array(ages + 1) });
      const age = Math.floor(k / n) + 1;
      const { upTo } = runs.at(-1)!;
      for (let later = age; later <= ages; later++) upTo[later]! += Math.abs(moved);
    }
    return runs;
  }

  preStart(i: number, tick: number): void {
    this.moveRow(i, tick);
    this.log.push({ tick, row: i });
    this.lastPre[i] = tick;
  }

  /** Begins a post event; ends the one that this spike cuts short. */
  postStart(j: number, tick: number, event: number): void {
    const open = this.postEvents.findIndex((w) => w.column === j);
    if (open >= 0) this.close(this.postEvents.splice(open, 1), tick);
    for (let i = 0; i < this.nPre; i++) this.moveAlone(i, j, tick);
    this.columnDone[j] = tick;
    this.isOpen[j] = 1;
    this.postEvents.push({ column: j, start: tick, event });
  }

  /** Tick at which the oldest post event is complete. */
  nextTick(): number {
    return this.postEvents.length > 0
      ? this.postEvents[0]!.start + this.tables.nPost
      : Number.POSITIVE_INFINITY;
  }

  settle(tick: number): void {
    while (this.postEvents.length > 0 && this.nextTick() <= tick) {
      const end = this.nextTick();
      const { start } = this.postEvents[0]!;
      const level = this.levelOf(this.postEvents[0]!);
      const together = this.postEvents.findIndex((w) => w.start > start || this.levelOf(w) !== level);
      this.close(this.postEvents.splice(0, together < 0 ? this.postEvents.length : together), end);
    }
  }

  finish(tick: number): void {
    this.settle(Number.POSITIVE_INFINITY);
    const { nPre } = this.tables;
    for (let i = 0; i < this.nPre; i++) {
      this.moveRow(i, Math.max(tick, this.lastPre[i]! + nPre));
    }
    this.skip(tick);
  }

  /** Time without learning is over at `tick`: it does not count as rest. */
  skip(tick: number): void {
    this.lastPre.fill(tick - this.tables.nPre);
    this.columnDone.fill(tick);
    this.log.length = 0;
  }

  /** What is under way and counted, and which backend it was moved by: another one rounds otherwise. */
  save(): Saved {
    const { disturb, lastPre, columnDone, log } = this;
    const { numbers, arrays } = gathered({ windows: savePostEvents(this.postEvents) });
    const starts = {
      logTick: Float64Array.from(log, (s) => s.tick),
      logRow: Int32Array.from(log, (s) => s.row),
    };
    return {
      numbers: { ...numbers, ...disturb, [`backend.${this.slicing.backend.name}`]: 1 },
      arrays: { ...arrays, ...starts, lastPre: lastPre.slice(), columnDone: columnDone.slice() },
    };
  }

  /** @param events  post spikes so far. @throws SavedError where it cannot stand so at tick `now` */
  restore(saved: Saved, now: number, events: number): void {
    const { name } = this.slicing.backend;
    if (!Object.hasOwn(saved.numbers, `backend.${name}`))
      throw new SavedError(
        `what is to be gone on from was not computed by tfjs's backend "${name}", which rounds otherwise`,
      );
    const { nPre, nPost, tables } = this;
    checkedRefill(this.lastPre, saved, "lastPre", whole(-tables.nPre, now));
    checkedRefill(this.columnDone, saved, "columnDone", whole(0, now));
    const limits = { nPost, length: tables.nPost, now, events };
    restorePostEvents(this.postEvents, partOf(saved, "windows"), limits);
    this.isOpen.fill(0);
    for (const { column } of this.postEvents) this.isOpen[column] = 1;
    const ticks = checkedTimes(saved, "logTick", whole(0, now));
    checkLength(saved, "logRow", ticks.length);
    const row = checkedList(saved, "logRow", new Int32Array(0), whole(0, nPre - 1));
    this.log = Array.from(ticks, (tick, x) => ({ tick, row: row[x]! }));
    for (const entry of LEDGER) this.disturb[entry] = checkedNumber(saved, entry, finite);
  }

  /** V_pre alone (or rest) on all columns of a row without a post event under way, up to `tick`. */
  private moveRow(i: number, tick: number): void {
    for (let j = 0; j < this.nPost; j++) if (this.isOpen[j] === 0) this.moveAlone(i, j, tick);
  }

  /** V_pre alone on one synapse, from where it stands to `tick`: run by run, each solved. */
  private moveAlone(i: number, j: number, tick: number): void {
    const { nPre, restP, restD } = this.tables;
    const last = this.lastPre[i]!;
    const from = Math.max(0, this.columnDone[j]! - last);
    const to = tick - last;
    if (to <= from) return;
    const at = i * this.stride + j;
    const device = this.deviceAt(at);
    const { gains } = this.variation;
    const up = this.factor * (gains ? gains.up[at]! : 1);
    const down = this.factor * (gains ? gains.down[at]! : 1);
    let g = this.state[at]!;
    if (from < nPre)
      for (const { sign, upTo } of this.lone) {
        const moved = upTo[Math.min(nPre, to)]! - upTo[from]!;
        if (moved > 0) g = sign > 0 ? potentiate(device, g, up * moved) : depress(device, g, down * moved);
      }
    const rest = to - Math.max(from, nPre);
    if (rest > 0 && restP > 0) g = potentiate(device, g, up * restP * rest);
    if (rest > 0 && restD > 0) g = depress(device, g, down * restD * rest);
    this.disturb.lonePre += Math.abs(g - this.state[at]!);
    this.state[at] = g;
  }

  private levelOf({ column, event }: PostEvent): number {
    return this.variation.amplitudes?.levelOf(column, event) ?? 0;
  }

  /** Post events of one start and one amplitude end together at `end`. */
  private close(together: readonly PostEvent[], end: number): void {
    // Of two that start in one tick, as late starts may, the first has lasted no time.
    if (end > together[0]!.start) this.moveThrough(together, end);
    for (const { column } of together) {
      this.columnDone[column] = end;
      this.isOpen[column] = 0;
    }
    this.forget(end);
  }

  private moveThrough(together: readonly PostEvent[], end: number): void {
    const { start } = together[0]!;
    const n = this.pattern.width.length;
    const slices = (end - start) * n;
    const courses = this.rowCourses(start, end);
    const resting: number[] = [];
    for (let i = 0; i < this.nPre; i++) if (!courses.has(i)) resting.push(i);

    const width = Float32Array.from({ length: slices }, (_, k) => this.pattern.width[k % n]!);
    const columnVolts = this.postCourses[this.levelOf(together[0]!)]!.subarray(0, slices);
    const active = [...courses.keys()];
    const rowVolts = new Float32Array(slices * active.length);
    for (const [r, i] of active.entries()) {
      const volts = courses.get(i)!;
      for (let k = 0; k < slices; k++) rowVolts[k * active.length + r] = volts[k]!;
    }
    // Several columns follow one course: their slices are shared, unless one column is all there is.
    const block = { slices, columnVolts, width };
    this.disturb.pairs += active.length * together.length;
    if (active.length > 0) this.moveBlock({ ...block, rowVolts }, active, together, "paired");
    if (resting.length > 0)
      this.moveBlock({ ...block, rowVolts: new Float32Array(slices) }, resting, together, "lonePost");
  }

  /** Courses of the rows whose V_pre runs between `start` and `end`, V at the gate, [slice]. */
  private rowCourses(start: number, end: number): Map<number, Float32Array> {
    const n = this.pattern.width.length;
    const { nPre } = this.tables;
    const courses = new Map<number, Float32Array>();
    for (const { tick, row } of this.log) {
      if (tick >= end || tick + nPre <= start) continue;
      const volts = courses.get(row) ?? new Float32Array((end - start) * n);
      courses.set(row, volts);
      // The most recent spike is followed: later entries write over what was left of earlier ones.
      const first = Math.max(0, tick - start) * n;
      const age = (Math.max(start, tick) - tick) * n;
      const part = this.preCourse.subarray(age, age + volts.length - first);
      volts.fill(0, first);
      volts.set(part, first);
    }
    return courses;
  }

  private moveBlock(
    block: { slices: number; rowVolts: Float32Array; columnVolts: Float32Array; width: Float32Array },
    rows: readonly number[],
    together: readonly PostEvent[],
    cause: "paired" | "lonePost",
  ): void {
    const size = rows.length * together.length;
    const g = new Float32Array(size);
    const up = new Float32Array(size);
    const down = new Float32Array(size);
    const scale = new Float64Array(size).fill(1);
    const { device } = this.request;
    const { gains, noise, range } = this.variation;
    for (const [r, i] of rows.entries())
      for (const [c, { column, event }] of together.entries()) {
        const at = i * this.stride + column;
        const x = r * together.length + c;
        const factor = this.factor * noise.factor(event, i);
        g[x] = this.state[at]!;
        up[x] = factor * (gains ? gains.up[at]! : 1);
        down[x] = factor * (gains ? gains.down[at]! : 1);
        if (!range) continue;
        const common = inCommonRange(device, this.deviceAt(at));
        scale[x] = common.scale;
        g[x] = device.gMin + common.scale * (this.state[at]! - range.low[at]!);
        up[x]! *= common.up;
        down[x]! *= common.down;
      }
    const change = this.kernel!.change({
      ...block,
      rows: rows.length,
      columns: together.length,
      g,
      up,
      down,
    });
    for (const [r, i] of rows.entries())
      for (const [c, { column }] of together.entries()) {
        const x = r * together.length + c;
        const moved = change[x]! / scale[x]!;
        this.state[i * this.stride + column]! += moved;
        this.disturb[cause] += Math.abs(moved);
      }
  }

  /** Drop starts that no post event, present or future, can reach. */
  private forget(now: number): void {
    const oldest = this.postEvents.length > 0 ? Math.min(now, this.postEvents[0]!.start) : now;
    const kept = this.log.findIndex((s) => s.tick + this.tables.nPre > oldest);
    this.log = kept < 0 ? [] : kept > 0 ? this.log.slice(kept) : this.log;
  }
}
