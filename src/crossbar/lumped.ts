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
import type { Device } from "../core/device/model.js";
import { depress, potentiate } from "../core/device/state.js";
import { exp, ln } from "../core/elementary.js";
import { gathered, partOf, type Saved } from "../core/saved.js";
import { checkedNumber, checkedRefill, count, finite, pastTickOrNever, whole } from "../core/saved-values.js";
import { regimeOf } from "../core/stdp/pair-tables.js";
import type { DeviceGains } from "./gains.js";
import { changeColumn, changeRow } from "./kernels/reference.js";
import { type DisturbLedger, LEDGER } from "./model.js";
import { ownDevice, rangedGains } from "./nonideal/range.js";
import { type PostEvent, restorePostEvents, savePostEvents } from "./post-event.js";
import { ledgerWeight, PostEventLedger } from "./post-event-ledger.js";
import { loneTable, postEventRecords } from "./post-event-records.js";
import { PostEventReplay } from "./post-event-replay.js";
import { StartLog } from "./start-log.js";
import type { LevelTables, Variation } from "./variation.js";

/** Lone-pre parts below this share of the distance to a bound wait until they are worth a pass over the row. */
export const WORTH_A_PASS = 2 ** -12;

/** ... but for this many presentations at most, so that the ledger books them at a conductance that still holds. */
export const LONGEST_WAIT = 64;

export class LumpedSynapses {
  readonly disturb: DisturbLedger = { lonePre: 0, lonePost: 0, paired: 0, pairs: 0 };
  /** Post events under way in order of their start; one per column at most. */
  private readonly postEvents: PostEvent[] = [];
  private readonly log = new StartLog();
  private readonly lastPre: Float64Array;
  private readonly rowP: Float64Array;
  private readonly rowD: Float64Array;
  private begin = 0;
  private presentations = 0;
  private gain = 1;
  /** Of every level of the post waveform's amplitude. */
  private records: readonly Float32Array[];
  private readonly replay: PostEventReplay;
  private readonly ledger: PostEventLedger;
  /** Factors of the event being applied, by row. */
  private readonly factor: Float32Array;
  /** exp(-x) is taken per synapse in the linear soft case; other bounds go through the device's own solution. */
  private readonly linear: boolean;
  /** In the linear case with what own bounds change of the distances to G0. */
  readonly gains: DeviceGains | undefined;
  private readonly deviceAt: (at: number) => Device;

  constructor(
    private readonly nPre: number,
    private readonly nPost: number,
    private readonly stride: number,
    private readonly state: Float32Array,
    private readonly device: Device,
    private tables: LevelTables,
    private readonly variation: Variation,
  ) {
    this.lastPre = new Float64Array(nPre).fill(Number.NEGATIVE_INFINITY);
    this.rowP = new Float64Array(nPre);
    this.rowD = new Float64Array(nPre);
    this.replay = new PostEventReplay(nPre);
    this.ledger = new PostEventLedger(nPre);
    this.factor = new Float32Array(nPre);
    this.linear = isLinear(device);
    this.gains = this.linear ? rangedGains(variation.gains, variation.range, device) : variation.gains;
    this.deviceAt = ownDevice(device, variation.range);
    this.records = recordsOf(tables);
  }

  /** New tables or factor for what follows; call between presentations only. */
  retable(tables: LevelTables, gain: number): void {
    this.tables = tables;
    this.gain = gain;
    this.records = recordsOf(tables);
  }

  /** Integral of V_pre alone up to an age, resting afterwards, S. */
  private lone(table: Float64Array, rest: number, age: number): number {
    const last = this.tables[0].stride - 1;
    return age <= last ? table[age]! : table[last]! + rest * (age - last);
  }

  preStart(i: number, tick: number): void {
    if (this.log.full) this.makeRoom(tick);
    this.log.push(tick, i);
    this.bookLonePre(i, tick);
    this.lastPre[i] = tick;
    this.applyRow(i, WORTH_A_PASS);
  }

  /** Begins a post event; ends the one that this spike cuts short. */
  postStart(j: number, tick: number, event: number): void {
    const open = this.postEvents.findIndex((w) => w.column === j);
    if (open >= 0) {
      this.close(this.postEvents[open]!, tick);
      this.postEvents.splice(open, 1);
    }
    this.postEvents.push({ column: j, start: tick, event });
  }

  /** Tick at which the oldest post event is complete. */
  nextTick(): number {
    return this.postEvents.length > 0
      ? this.postEvents[0]!.start + this.tables[0].nPost
      : Number.POSITIVE_INFINITY;
  }

  settle(tick: number): void {
    const { nPost } = this.tables[0];
    while (this.postEvents.length > 0 && this.postEvents[0]!.start + nPost <= tick) {
      const w = this.postEvents.shift()!;
      this.close(w, w.start + nPost);
    }
  }

  finish(tick: number): void {
    this.settle(Number.POSITIVE_INFINITY);
    const { nPre, restP, restD } = this.tables[0];
    const resting = restP > 0 || restD > 0;
    const threshold = ++this.presentations % LONGEST_WAIT === 0 ? 0 : WORTH_A_PASS;
    for (let i = 0; i < this.nPre; i++) {
      if (this.lastPre[i]! > Number.NEGATIVE_INFINITY)
        this.bookLonePre(i, Math.max(tick, this.lastPre[i]! + nPre));
      else if (resting) this.bookLonePre(i, tick);
      this.lastPre[i] = Number.NEGATIVE_INFINITY;
      this.applyRow(i, threshold);
    }
    this.log.clear();
    this.begin = tick;
  }

  /** What waits for its row, is under way and is counted; the conductances belong to the caller. */
  save(): Saved {
    const { presentations, disturb, begin, rowP, rowD, lastPre } = this;
    const { numbers, arrays } = gathered({ windows: savePostEvents(this.postEvents), log: this.log.save() });
    const own = { waitingP: rowP.slice(), waitingD: rowD.slice(), lastPre: lastPre.slice() };
    return { numbers: { ...numbers, presentations, begin, ...disturb }, arrays: { ...arrays, ...own } };
  }

  /** @param events  post spikes so far. @throws SavedError where it cannot stand so at tick `now` */
  restore(saved: Saved, now: number, events: number): void {
    const { nPre, nPost } = this;
    checkedRefill(this.rowP, saved, "waitingP", finite);
    checkedRefill(this.rowD, saved, "waitingD", finite);
    checkedRefill(this.lastPre, saved, "lastPre", pastTickOrNever(now));
    const limits = { nPost, length: this.tables[0].nPost, now, events };
    restorePostEvents(this.postEvents, partOf(saved, "windows"), limits);
    this.log.restore(partOf(saved, "log"), nPre, now);
    this.presentations = checkedNumber(saved, "presentations", count);
    for (const entry of LEDGER) this.disturb[entry] = checkedNumber(saved, entry, finite);
    this.begin = checkedNumber(saved, "begin", whole(0, now));
  }

  /** Time without learning is over at `tick`: it does not count as rest. */
  skip(tick: number): void {
    this.begin = tick;
  }

  /** Apply every lone-pre part that waits. */
  flush(): void {
    for (let i = 0; i < this.nPre; i++) this.applyRow(i, 0);
  }

  /** The row's V_pre alone, from its last start (or the presentation's begin) to `tick`. */
  private bookLonePre(i: number, tick: number): void {
    const last = this.lastPre[i]!;
    const { p, d, restP, restD } = this.tables[0];
    const age = tick - Math.max(last, this.begin);
    if (last === Number.NEGATIVE_INFINITY) {
      this.rowP[i]! += this.gain * (restP * age);
      this.rowD[i]! += this.gain * (restD * age);
    } else {
      this.rowP[i]! += this.gain * this.lone(p, restP, age);
      this.rowD[i]! += this.gain * this.lone(d, restD, age);
    }
  }

  private applyRow(i: number, threshold: number): void {
    const p = this.rowP[i]!;
    const d = this.rowD[i]!;
    if (p === 0 && d === 0) return;
    const { gMin, g0, gMax } = this.device;
    if (p < threshold * (gMax - g0) && d < threshold * (g0 - gMin)) return;
    this.rowP[i] = 0;
    this.rowD[i] = 0;
    const base = i * this.stride;
    if (this.linear) {
      const { device, gains, variation } = this;
      this.disturb.lonePre += changeRow(this.state, base, this.nPost, p, d, device, gains, variation.range);
      return;
    }
    for (let at = base; at < base + this.nPost; at++) {
      const { up, down } = this.susceptibility(at);
      this.disturb.lonePre += Math.abs(up * p - down * d);
      this.state[at] = this.solve(at, p, d, 1);
    }
  }

  /** State factor f± of a distance to a bound in units of the reference distance. */
  private limit(u: number): number {
    if (this.device.bounds === "hard") return 1;
    return u > 0 ? exp(this.device.beta * ln(u)) : 0;
  }

  /** Change of G per siemens of integral, to first order, before an event's factor. */
  private susceptibility(at: number): { up: number; down: number } {
    const { gMin, gMax } = this.deviceAt(at);
    const { g0 } = this.device;
    const g = this.state[at]!;
    const up = this.gains ? this.gains.up[at]! : 1;
    const down = this.gains ? this.gains.down[at]! : 1;
    if (!this.linear)
      return {
        up: up * this.limit((gMax - g) / (gMax - g0)),
        down: down * this.limit((g - gMin) / (g0 - gMin)),
      };
    const f = Math.fround;
    // Own distances to G0 are in the gains.
    const { device } = this;
    return {
      up: f(f(f(f(gMax) - g) * f(1 / (device.gMax - g0))) * up),
      down: f(f(f(g - f(gMin)) * f(1 / (g0 - device.gMin))) * down),
    };
  }

  /** One synapse, any bounds: P first, then D. */
  private solve(at: number, p: number, d: number, factor: number): number {
    const up = factor * (this.gains ? this.gains.up[at]! : 1);
    const down = factor * (this.gains ? this.gains.down[at]! : 1);
    const device = this.deviceAt(at);
    return depress(device, potentiate(device, this.state[at]!, up * p), down * d);
  }

  /** A post event ends at `end`: replay the pre starts since nPre before it, change the column. */
  private close(w: PostEvent, end: number): void {
    const { log, tables, replay, variation } = this;
    const level = variation.amplitudes?.levelOf(w.column, w.event) ?? 0;
    const t = tables[level]!;
    const records = this.records[level]!;
    const from = log.firstAfter(w.start - t.nPre);
    const to = log.firstAfter(end - 1);
    replay.run(t, records, w.start, end, log.tick, log.row, from, to);
    for (let i = 0; i < this.nPre; i++) this.factor[i] = this.gain * variation.noise.factor(w.event, i);
    const weight = ledgerWeight(w.event);
    if (weight > 0) this.bookPostEvent(w, end, from, to, weight, records);
    if (this.linear) {
      const change = { p: replay.p, d: replay.d, factor: this.factor };
      const { state, stride, nPre, device, gains } = this;
      changeColumn(state, stride, w.column, nPre, change, device, gains, variation.range);
    } else
      for (let i = 0; i < this.nPre; i++) {
        const at = i * this.stride + w.column;
        this.state[at] = this.solve(at, replay.p[i]!, replay.d[i]!, this.factor[i]!);
      }
  }

  /** Book what the event is about to move. */
  private bookPostEvent(
    w: PostEvent,
    end: number,
    from: number,
    to: number,
    weight: number,
    records: Float32Array,
  ): void {
    const { ledger, disturb, factor } = this;
    const t = this.tables[0];
    const susceptibility = (row: number) => this.susceptibility(row * this.stride + w.column);
    ledger.run(t, records, w.start, end, this.log.tick, this.log.row, from, to, susceptibility);
    disturb.pairs += weight * ledger.touched;
    const f = Math.fround;
    const alone = 4 * (regimeOf(t, Number.POSITIVE_INFINITY) * t.stride + end - w.start);
    for (let i = 0; i < this.nPre; i++) {
      const e = ledger.entryOf[i]!;
      const k = weight * factor[i]!;
      if (e < 0) {
        const { up, down } = susceptibility(i);
        disturb.lonePost += k * Math.abs(f(f(up * records[alone]!) - f(down * records[alone + 1]!)));
        continue;
      }
      disturb.paired += k * ledger.paired[e]!;
      disturb.lonePost += k * ledger.lonePost[e]!;
      disturb.lonePre -= k * ledger.overlap[e]!;
    }
  }

  /** Drop log entries that no post event, present or future, can reach; grow if that is not enough. */
  private makeRoom(tick: number): void {
    const oldest = this.postEvents.length > 0 ? Math.min(tick, this.postEvents[0]!.start) : tick;
    this.log.makeRoom(oldest - this.tables[0].nPre - 1);
  }
}

/** V_pre alone is the same whatever the level. */
function recordsOf(tables: LevelTables): Float32Array[] {
  const lone = loneTable(tables[0]);
  return tables.map((t) => postEventRecords(t, lone));
}

/** Whether every run of one sign is an affine map of G. */
export function isLinear(device: Device): boolean {
  return device.bounds === "soft" && device.beta === 1;
}
