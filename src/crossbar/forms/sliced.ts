/**
 * Devices moved slice by slice, Eq. (1) as it stands, behind the same events as the other forms. When a post waveform
 * ends, or is cut short by the next, all synapses of its column go through its slices at once: rows whose V_pre ran
 * meanwhile with their own courses, all others as one row at rest. What V_pre does alone moves a row when its waveform
 * starts anew or ends; its slices are the same for every spike, so they are summed once.
 *
 * Synapses are read as in the lumped form (a post event counts when it ends), and moved in full order as in the ordered
 * one.
 */
import type { Wiring } from "../../core/connectivity/index.js";
import type { Device } from "../../core/device/model.js";
import { depress, potentiate } from "../../core/device/state.js";
import { type Saved, SavedError } from "../../core/saved.js";
import { whole } from "../../core/saved-values.js";
import { type StateVariable, within } from "../../core/state.js";
import type { PairTables } from "../../core/stdp/pair-tables.js";
import { perLine, single } from "../declared.js";
import { TfjsKernel } from "../kernels/tfjs.js";
import { emptyLedger, ledgerVariables } from "../ledger.js";
import { ownDevice } from "../nonideal/range.js";
import { type PostEvent, PostEvents } from "../post-event.js";
import type { Slicing } from "../slicing.js";
import type { Variation } from "../variation.js";
import type { FormMaker, FormRequest, SynapseForm, Voltages } from "./model.js";
import { rowCourses, type SliceCourses, sliceCourses } from "./slice-courses.js";
import { SliceMoves } from "./slice-moves.js";

export const sliced: FormMaker = {
  precision: "double",
  exact: false,
  constantAlphas: 'devices moved slice by slice have constant alphas; accepted: kernel "auto" or "reference"',
  create: (request) => new SlicedSynapses(request, request.slicing!),
};

class SlicedSynapses implements SynapseForm {
  readonly disturb = emptyLedger();
  readonly variables: readonly StateVariable[];
  private readonly postEvents: PostEvents;
  /** Starts of pre waveforms since the oldest that a post event under way can see, in time order. */
  private log: { readonly tick: number; readonly row: number }[] = [];
  private readonly lastPre: Float64Array;
  /** Tick up to which the slices of a column's post events have moved it. */
  private readonly columnDone: Float64Array;
  private readonly wiring: Wiring;
  private readonly state: Float32Array | Float64Array;
  private readonly device: Device;
  private readonly variation: Variation;
  private readonly deviceAt: (at: number) => Device;
  private tables: PairTables;
  private factor: number;
  private readonly moves: SliceMoves;
  private courses: SliceCourses;
  private kernel: TfjsKernel;

  constructor(
    private readonly request: FormRequest,
    private readonly slicing: Slicing,
  ) {
    const { wiring, state, device, variation, voltages } = request;
    this.wiring = wiring;
    this.state = state;
    this.device = device;
    this.variation = variation;
    [this.tables] = voltages.tables;
    this.factor = voltages.factor;
    this.lastPre = new Float64Array(wiring.nPre).fill(-this.tables.nPre);
    this.columnDone = new Float64Array(wiring.nPost);
    this.postEvents = new PostEvents(wiring.nPost, this.tables.nPost);
    if (variation.range && device.tables && device.bounds === "soft")
      throw new RangeError(
        'devices that differ in gMin or gMax are moved slice by slice with power laws only, not with stateFactor tables; accepted: kernel "auto" or "reference", or one range for all',
      );
    this.deviceAt = ownDevice(device, variation.range);
    this.moves = new SliceMoves(wiring, state, device, variation, this.disturb);
    this.courses = sliceCourses(request, voltages, slicing.tau);
    this.kernel = this.kernelOf(this.courses);
    this.variables = this.declared();
  }

  setVoltages(voltages: Voltages): void {
    [this.tables] = voltages.tables;
    this.factor = voltages.factor;
    this.courses = sliceCourses(this.request, voltages, this.slicing.tau);
    this.kernel.dispose();
    this.kernel = this.kernelOf(this.courses);
  }

  private kernelOf({ lowest, highest }: SliceCourses): TfjsKernel {
    return new TfjsKernel(this.slicing.backend, this.device, lowest, highest);
  }

  preStart(i: number, tick: number): void {
    this.moveRow(i, tick);
    this.log.push({ tick, row: i });
    this.lastPre[i] = tick;
  }

  /** Ends the event that this spike cuts short. */
  postStart(j: number, tick: number, event: number): void {
    const { wiring } = this;
    const cut = this.postEvents.takeOf(j);
    if (cut) this.close([cut], tick);
    for (let k = 0, n = wiring.inDegree(j); k < n; k++)
      this.moveAlone(wiring.memberRow(j, k), j, wiring.memberPosition(j, k), tick);
    this.postEvents.begin(j, tick, event);
  }

  nextTick(): number {
    return this.postEvents.nextEnd();
  }

  settle(tick: number): void {
    while (this.postEvents.first && this.postEvents.nextEnd() <= tick) {
      const end = this.postEvents.nextEnd();
      const { start } = this.postEvents.first;
      const level = this.levelOf(this.postEvents.first);
      this.close(
        this.postEvents.takeWhile((e) => e.start <= start && this.levelOf(e) === level),
        end,
      );
    }
  }

  finish(tick: number): void {
    this.settle(Number.POSITIVE_INFINITY);
    const { nPre } = this.tables;
    for (let i = 0; i < this.wiring.nPre; i++) this.moveRow(i, Math.max(tick, this.lastPre[i]! + nPre));
    this.skip(tick);
  }

  skip(tick: number): void {
    this.lastPre.fill(tick - this.tables.nPre);
    this.columnDone.fill(tick);
    this.log.length = 0;
  }

  flush(): void {}

  fused(): string {
    return "devices moved slice by slice have no other kernel";
  }

  checkSaved(saved: Saved): void {
    if (!Object.hasOwn(saved.numbers, this.madeBy))
      throw new SavedError(
        `it was not computed by tfjs's backend "${this.slicing.backend.name}", and another one rounds differently`,
      );
  }

  /** Which backend has moved the devices: another one rounds differently. */
  private get madeBy(): string {
    return `backend.${this.slicing.backend.name}`;
  }

  private declared(): readonly StateVariable[] {
    const since = ({ now }: { readonly now: number }) => whole(-this.tables.nPre, now);
    const done = "tick up to which post events have moved the column";
    const known = "starts of pre waveforms that a post waveform under way, or one to come, may meet";
    return [
      perLine("row", "lastPre", "tick", "last start of V_pre", since, this.lastPre),
      perLine("column", "columnDone", "tick", done, ({ now }) => whole(0, now), this.columnDone),
      {
        name: "logTick",
        unit: "tick",
        per: "event",
        doc: known,
        order: "rising",
        bounds: ({ now }) => whole(0, now),
        list: () => Float64Array.from(this.log, (s) => s.tick),
        take: (ticks) => {
          this.log = Array.from(ticks, (tick) => ({ tick, row: 0 }));
        },
      },
      {
        name: "logRow",
        unit: "1",
        per: "event",
        doc: "row of each start",
        length: (lengthOf) => lengthOf("logTick"),
        bounds: () => whole(0, this.wiring.nPre - 1),
        list: () => Int32Array.from(this.log, (s) => s.row),
        take: (rows) => {
          this.log = this.log.map(({ tick }, x) => ({ tick, row: rows[x]! }));
        },
      },
      single(
        this.madeBy,
        "1",
        "marks the tfjs backend that has moved the devices",
        () => whole(1, 1),
        () => 1,
        () => {},
      ),
      ...ledgerVariables(this.disturb),
      ...within("windows", this.postEvents.variables),
    ];
  }

  /** V_pre alone (or rest) on all columns of a row without a post event under way, up to `tick`. */
  private moveRow(i: number, tick: number): void {
    const { wiring, postEvents } = this;
    for (let at = wiring.rowStart(i), end = wiring.rowEnd(i); at < end; at++) {
      const j = wiring.columnOf(i, at);
      if (!postEvents.isUnderWay(j)) this.moveAlone(i, j, at, tick);
    }
  }

  /** V_pre alone on one synapse, from where it stands to `tick`: run by run, each solved. */
  private moveAlone(i: number, j: number, at: number, tick: number): void {
    const { nPre, restP, restD } = this.tables;
    const last = this.lastPre[i]!;
    const from = Math.max(0, this.columnDone[j]! - last);
    const to = tick - last;
    if (to <= from) return;
    const device = this.deviceAt(at);
    const { gains } = this.variation;
    const up = this.factor * (gains ? gains.up[at]! : 1);
    const down = this.factor * (gains ? gains.down[at]! : 1);
    let g = this.state[at]!;
    if (from < nPre)
      for (const { sign, upTo } of this.courses.lone) {
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
    if (end > together[0]!.start) {
      // Columns of a full wiring have the same rows and are moved as one block.
      const blocks = this.wiring.form === "dense" ? [together] : together.map((e) => [e]);
      for (const block of blocks) this.moveThrough(block, end);
    }
    for (const { column } of together) this.columnDone[column] = end;
    this.forget(end);
  }

  private moveThrough(together: readonly PostEvent[], end: number): void {
    const { start } = together[0]!;
    const { courses, kernel, factor } = this;
    const running = rowCourses(courses, this.log, this.tables.nPre, start, end);
    const n = courses.pattern.width.length;
    const slices = (end - start) * n;
    const width = Float32Array.from({ length: slices }, (_, k) => courses.pattern.width[k % n]!);
    const columnVolts = courses.post[this.levelOf(together[0]!)]!.subarray(0, slices);
    this.moves.through(together, running, { slices, width, columnVolts }, kernel, factor);
  }

  /** Drop starts that no post event, present or future, can reach. */
  private forget(now: number): void {
    const oldest = Math.min(now, this.postEvents.first?.start ?? now);
    const kept = this.log.findIndex((s) => s.tick + this.tables.nPre > oldest);
    this.log = kept < 0 ? [] : kept > 0 ? this.log.slice(kept) : this.log;
  }
}
