/**
 * The fast form of the same physics. A post spike begins a post event on its column; when the event ends, every
 * synapse of the column takes its P and D at once, P first. What V_pre does alone is summed per row and applied
 * to the whole row. Post events hold the excess over V_pre alone, so nothing counts twice.
 *
 * Integrals are exact for every spike train; only the order of potentiation and depression inside an event, and
 * the moment of the lone-pre part, are lumped. `ShadowCheck` measures what that costs, in every run.
 *
 * This is the definition that the SIMD kernel in `assembly/` equals bit for bit, for linear soft bounds.
 */
import type { Compiled } from "../../core/compiled.js";
import type { Wiring } from "../../core/connectivity/index.js";
import { type StateVariable, within } from "../../core/state.js";
import { regimeOf } from "../../core/stdp/pair-tables.js";
import { emptyLedger, ledgerVariables } from "../ledger.js";
import { type PostEvent, PostEvents } from "../post-event.js";
import { ledgerWeight, PostEventLedger, type Susceptibility } from "../post-event-ledger.js";
import { loneTable, postEventRecords } from "../post-event-records.js";
import { type EndedEvent, PostEventReplay } from "../post-event-replay.js";
import { StartLog } from "../start-log.js";
import type { LevelTables, Variation } from "../variation.js";
import { CompiledLumped } from "./compiled-lumped.js";
import { LonePreSums } from "./lone-pre-sums.js";
import { LumpedChange } from "./lumped-change.js";
import type { FormMaker, FormRequest, FusedForm, SynapseForm, Voltages } from "./model.js";

export const lumped: FormMaker = {
  precision: "single",
  exact: false,
  constantAlphas: 'the form "lumped" has constant alphas; accepted: "ordered"',
  create: (request) => new LumpedSynapses(request),
};

class LumpedSynapses implements SynapseForm {
  readonly disturb = emptyLedger();
  readonly variables: readonly StateVariable[];
  private readonly postEvents: PostEvents;
  private readonly log: StartLog;
  private readonly change: LumpedChange;
  private readonly lonePre: LonePreSums;
  private readonly replay: PostEventReplay;
  private readonly ledger: PostEventLedger;
  /** Factors of the event being applied, by place within its column. */
  private readonly factors: Float32Array;
  private readonly wiring: Wiring;
  private readonly variation: Variation;
  private tables: LevelTables;
  /** Of every level of the post waveform's amplitude. */
  private records: readonly Float32Array[];
  private factor: number;
  private readonly most: number;
  private compiled: CompiledLumped | undefined;

  constructor({ wiring, state, device, variation, voltages }: FormRequest) {
    this.wiring = wiring;
    this.variation = variation;
    this.tables = voltages.tables;
    this.factor = voltages.factor;
    this.records = recordsOf(this.tables);
    const most = mostMembers(wiring);
    this.most = most;
    this.replay = new PostEventReplay(most);
    this.ledger = new PostEventLedger(most);
    this.factors = new Float32Array(most);
    this.log = new StartLog(wiring.nPre, wiring.form === "csr");
    this.postEvents = new PostEvents(wiring.nPost, this.tables[0].nPost);
    // Forms of single precision are given conductances in it.
    const conductances = state as Float32Array;
    this.change = new LumpedChange(wiring, conductances, device, variation, this.disturb);
    this.lonePre = new LonePreSums(wiring.nPre, device, this.change);
    this.variables = [
      ...this.lonePre.variables,
      ...ledgerVariables(this.disturb),
      ...within("windows", this.postEvents.variables),
      ...within("log", this.log.variables),
    ];
  }

  setVoltages({ tables, factor }: Voltages): void {
    this.tables = tables;
    this.factor = factor;
    const records = recordsOf(tables);
    if (this.compiled) this.compiled.setRecords(records);
    else this.records = records;
  }

  moveTo(compiled: Compiled, use: (state: Float32Array) => void): void {
    const { change, log, wiring, variation, records, most } = this;
    change.moveTo(compiled, use);
    if (!change.linear) return;
    log.moveTo(compiled);
    const arrays = () => ({
      state: change.state,
      gains: change.gains,
      own: change.own,
      noise: variation.noise,
    });
    const [t] = this.tables;
    this.compiled = new CompiledLumped(compiled, wiring, change.device, most, t, log, arrays, records);
    change.compiled = this.compiled;
    this.records = this.compiled.records;
  }

  get isCompiled(): boolean {
    return this.compiled !== undefined;
  }

  preStart(i: number, tick: number): void {
    if (this.log.full) this.makeRoom(tick);
    this.log.push(tick, i);
    this.lonePre.start(this.tables[0], this.factor, i, tick);
  }

  /** Ends the event that this spike cuts short. */
  postStart(j: number, tick: number, event: number): void {
    const cut = this.postEvents.takeOf(j);
    if (cut) this.close(cut, tick);
    this.postEvents.begin(j, tick, event);
  }

  nextTick(): number {
    return this.postEvents.nextEnd();
  }

  settle(tick: number): void {
    while (this.postEvents.count > 0 && this.postEvents.nextEnd() <= tick) {
      const end = this.postEvents.nextEnd();
      this.close(this.postEvents.take(), end);
    }
  }

  finish(tick: number): void {
    this.settle(Number.POSITIVE_INFINITY);
    this.lonePre.finish(this.tables[0], this.factor, tick);
    this.log.clear();
  }

  skip(tick: number): void {
    this.lonePre.skip(tick);
  }

  flush(): void {
    this.lonePre.flush();
  }

  fused(): FusedForm | string {
    if (!this.change.linear) return "other bounds than linear soft ones have no other kernel";
    if (this.wiring.form !== "dense") return "sparse synapses have no other kernel";
    return { gains: this.change.gains };
  }

  /** A post event ends at `end`: replay the pre starts since nPre before it, change the column. */
  private close({ column, start, event }: PostEvent, end: number): void {
    const { log, variation } = this;
    const level = variation.amplitudes?.levelOf(column, event) ?? 0;
    const weight = ledgerWeight(event);
    if (!this.compiled || !log.moved) {
      this.compiled?.complete();
      this.closeHere({ column, start, event }, end, level, weight);
      return;
    }
    this.compiled.drawFactors(column, event, this.factor);
    if (weight > 0) this.compiled.book(column, start, end, level, weight, this.disturb);
    this.compiled.close(column, start, end, level);
  }

  private closeHere({ column, start, event }: PostEvent, end: number, level: number, weight: number): void {
    const { log, replay, variation, wiring, factors } = this;
    const t = this.tables[level]!;
    const records = this.records[level]!;
    const ended = { column, start, end, from: log.firstAfter(start - t.nPre), to: log.firstAfter(end - 1) };
    if (wiring.form === "dense") {
      replay.ofFull(t, records, ended, log);
      for (let i = 0; i < wiring.nPre; i++) factors[i] = this.factor * variation.noise.factor(event, i);
    } else {
      replay.ofSparse(t, records, ended, log, wiring);
      for (let k = 0, n = wiring.inDegree(column); k < n; k++)
        factors[k] = this.factor * variation.noise.factor(event, wiring.memberRow(column, k));
    }
    if (weight > 0) this.book(ended, weight, records);
    this.change.column(column, { p: replay.p, d: replay.d, factor: factors });
  }

  /** Book what the event is about to move. */
  private book(ended: EndedEvent, weight: number, records: Float32Array): void {
    const { ledger, disturb, factors, change, wiring, log } = this;
    const { column, start, end } = ended;
    const t = this.tables[0];
    const susceptibility: Susceptibility = {
      up: (place) => change.up(wiring.memberPosition(column, place)),
      down: (place) => change.down(wiring.memberPosition(column, place)),
    };
    if (wiring.form === "dense") ledger.ofFull(t, records, ended, log, susceptibility);
    else ledger.ofSparse(t, records, ended, log, wiring, susceptibility);
    disturb.pairs += weight * ledger.touched;
    const f = Math.fround;
    const alone = 4 * (regimeOf(t, Number.POSITIVE_INFINITY) * t.stride + end - start);
    for (let k = 0, n = wiring.inDegree(column); k < n; k++) {
      const e = ledger.entryOf[k]!;
      const x = weight * factors[k]!;
      if (e < 0) {
        const at = wiring.memberPosition(column, k);
        const up = change.up(at);
        const down = change.down(at);
        disturb.lonePost += x * Math.abs(f(f(up * records[alone]!) - f(down * records[alone + 1]!)));
        continue;
      }
      disturb.paired += x * ledger.paired[e]!;
      disturb.lonePost += x * ledger.lonePost[e]!;
      disturb.lonePre -= x * ledger.overlap[e]!;
    }
  }

  /** Drop log entries that no post event, present or future, can reach; grow if that is not enough. */
  private makeRoom(tick: number): void {
    const oldest = Math.min(tick, this.postEvents.firstStart ?? tick);
    this.log.makeRoom(oldest - this.tables[0].nPre - 1);
  }
}

/** V_pre alone is the same whatever the level. */
function recordsOf(tables: LevelTables): Float32Array[] {
  const lone = loneTable(tables[0]);
  return tables.map((t) => postEventRecords(t, lone));
}

/** Synapses of the fullest column. */
function mostMembers(wiring: Wiring): number {
  let most = 0;
  for (let j = 0; j < wiring.nPost; j++) most = Math.max(most, wiring.inDegree(j));
  return most;
}
