/**
 * The fast form of the same physics. A post spike opens a window on its column; when the window closes, every
 * synapse of the column takes its P and D at once, P first. What V_pre does alone is summed per row and applied
 * to the whole row. Windows hold the excess over V_pre alone, so nothing counts twice.
 *
 * Integrals are exact for every spike train; only the order of potentiation and depression inside a window, and
 * the moment of the lone-pre part, are lumped. `ShadowCheck` measures what that costs, in every run.
 */
import type { Device } from "../core/device/model.js";
import { depress, potentiate } from "../core/device/state.js";
import { exp, ln, oneMinusExpMinus } from "../core/elementary.js";
import { type PairTables, regimeOf } from "../core/stdp/pair-tables.js";
import type { DeviceGains, EventNoise } from "./gains.js";
import { lumpedRow } from "./kernels/reference.js";
import type { DisturbLedger } from "./model.js";
import { WindowScratch } from "./window-scratch.js";

/** Lone-pre parts below this share of the distance to a bound wait until they are worth a pass over the row. */
const WORTH_A_PASS = 2 ** -12;

/** ... but for this many presentations at most, so that the ledger books them at a conductance that still holds. */
const LONGEST_WAIT = 64;

/** A post waveform under way. */
interface Window {
  readonly column: number;
  readonly start: number;
  readonly event: number;
}

export class LumpedSynapses {
  readonly disturb: DisturbLedger = { lonePre: 0, lonePost: 0, paired: 0 };
  /** Windows in order of their start; one per column at most. */
  private readonly windows: Window[] = [];
  /** Starts of pre waveforms: ring of (tick, row), oldest first. */
  private logTick = new Float64Array(4096);
  private logRow = new Int32Array(4096);
  private logCount = 0;
  private readonly lastPre: Float64Array;
  private readonly rowP: Float64Array;
  private readonly rowD: Float64Array;
  private begin = 0;
  private presentations = 0;
  private gain = 1;
  private excessP = new Float64Array(0);
  private excessD = new Float64Array(0);
  private readonly scratch: WindowScratch;
  /** exp(-x) is taken per synapse in the linear soft case; other bounds go through the device's own solution. */
  private readonly linear: boolean;

  constructor(
    private readonly nPre: number,
    private readonly nPost: number,
    private readonly stride: number,
    private readonly state: Float32Array,
    private readonly device: Device,
    private tables: PairTables,
    private readonly gains: DeviceGains | undefined,
    private readonly noise: EventNoise,
  ) {
    this.lastPre = new Float64Array(nPre).fill(Number.NEGATIVE_INFINITY);
    this.rowP = new Float64Array(nPre);
    this.rowD = new Float64Array(nPre);
    this.scratch = new WindowScratch(nPre);
    this.linear = device.bounds === "soft" && device.beta === 1;
    this.retable(tables, 1);
  }

  /** New tables or factor for what follows; call between presentations only. */
  retable(tables: PairTables, gain: number): void {
    this.tables = tables;
    this.gain = gain;
    const { stride, p, d } = tables;
    this.excessP = new Float64Array(p.length);
    this.excessD = new Float64Array(d.length);
    for (let k = 0; k < p.length / stride; k++) {
      const age = Math.max(0, k - tables.nPost); // of the pre waveform when this regime begins
      for (let e = 0; e < stride; e++) {
        this.excessP[k * stride + e] =
          p[k * stride + e]! - (this.lone(p, tables.restP, age + e) - this.lone(p, tables.restP, age));
        this.excessD[k * stride + e] =
          d[k * stride + e]! - (this.lone(d, tables.restD, age + e) - this.lone(d, tables.restD, age));
      }
    }
  }

  /** Integral of V_pre alone (regime 0) up to an age, resting afterwards, S. */
  private lone(table: Float64Array, rest: number, age: number): number {
    const last = this.tables.stride - 1;
    return age <= last ? table[age]! : table[last]! + rest * (age - last);
  }

  preStart(i: number, tick: number): void {
    if (this.logCount === this.logTick.length) this.makeRoom(tick);
    this.logTick[this.logCount] = tick;
    this.logRow[this.logCount++] = i;
    this.bookLonePre(i, tick);
    this.lastPre[i] = tick;
    this.applyRow(i, WORTH_A_PASS);
  }

  /** Opens a window; closes the one that this spike cuts short. */
  postStart(j: number, tick: number, event: number): void {
    const open = this.windows.findIndex((w) => w.column === j);
    if (open >= 0) {
      this.close(this.windows[open]!, tick);
      this.windows.splice(open, 1);
    }
    this.windows.push({ column: j, start: tick, event });
  }

  /** Tick at which the oldest window is complete. */
  nextTick(): number {
    return this.windows.length > 0 ? this.windows[0]!.start + this.tables.nPost : Number.POSITIVE_INFINITY;
  }

  settle(tick: number): void {
    while (this.windows.length > 0 && this.windows[0]!.start + this.tables.nPost <= tick) {
      const w = this.windows.shift()!;
      this.close(w, w.start + this.tables.nPost);
    }
  }

  finish(tick: number): void {
    this.settle(Number.POSITIVE_INFINITY);
    const { nPre, restP, restD } = this.tables;
    const resting = restP > 0 || restD > 0;
    const threshold = ++this.presentations % LONGEST_WAIT === 0 ? 0 : WORTH_A_PASS;
    for (let i = 0; i < this.nPre; i++) {
      if (this.lastPre[i]! > Number.NEGATIVE_INFINITY)
        this.bookLonePre(i, Math.max(tick, this.lastPre[i]! + nPre));
      else if (resting) this.bookLonePre(i, tick);
      this.lastPre[i] = Number.NEGATIVE_INFINITY;
      this.applyRow(i, threshold);
    }
    this.logCount = 0;
    this.begin = tick;
  }

  /** Apply every lone-pre part that waits. */
  flush(): void {
    for (let i = 0; i < this.nPre; i++) this.applyRow(i, 0);
  }

  /** The row's V_pre alone, from its last start (or the presentation's begin) to `tick`. */
  private bookLonePre(i: number, tick: number): void {
    const last = this.lastPre[i]!;
    const { p, d, restP, restD } = this.tables;
    const age = tick - Math.max(last, this.begin);
    if (last === Number.NEGATIVE_INFINITY) {
      this.rowP[i]! += this.gain * restP * age;
      this.rowD[i]! += this.gain * restD * age;
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
    this.bookLedgerRow(i, p, d);
    const base = i * this.stride;
    if (this.linear) {
      lumpedRow(this.state, base, this.nPost, p, d, this.device, this.gains?.up, this.gains?.down);
      return;
    }
    for (let at = base; at < base + this.nPost; at++) this.state[at] = this.solve(at, p, d, 1);
  }

  /** State factor f± of a distance to a bound in units of the reference distance. */
  private limit(u: number): number {
    if (this.linear) return u;
    if (this.device.bounds === "hard") return 1;
    return u > 0 ? exp(this.device.beta * ln(u)) : 0;
  }

  /** One synapse, any bounds: P first, then D. */
  private solve(at: number, p: number, d: number, factor: number): number {
    const up = factor * (this.gains ? this.gains.up[at]! : 1);
    const down = factor * (this.gains ? this.gains.down[at]! : 1);
    return depress(this.device, potentiate(this.device, this.state[at]!, up * p), down * d);
  }

  /**
   * The window of one post spike ends at `end`: replay the pre starts since nPre before it, row by row, as a chain of
   * table entries, then change the column.
   */
  private close(w: Window, end: number): void {
    const { nPre: preTicks, stride: length } = this.tables;
    const s = this.scratch;
    s.clear();
    let x = this.firstLogged(w.start - preTicks);
    for (; x < this.logCount && this.logTick[x]! <= w.start; x++)
      s.begin(this.logRow[x]!, regimeOf(this.tables, w.start - this.logTick[x]!));
    const alone = regimeOf(this.tables, Number.POSITIVE_INFINITY);
    for (; x < this.logCount && this.logTick[x]! < end; x++) {
      const row = this.logRow[x]!;
      if (s.regime[row]! < 0) s.begin(row, alone);
      this.book(row, this.logTick[x]! - w.start - s.since[row]!);
      s.regime[row] = regimeOf(this.tables, w.start - this.logTick[x]!);
      s.since[row] = this.logTick[x]! - w.start;
    }
    const elapsed = end - w.start;
    for (let r = 0; r < s.touched; r++) this.book(s.rows[r]!, elapsed - s.since[s.rows[r]!]!);
    const entry = alone * length + elapsed;
    this.changeColumn(
      w,
      this.excessP[entry]!,
      this.excessD[entry]!,
      this.tables.p[entry]!,
      this.tables.d[entry]!,
    );
  }

  /** Add the present regime of a row up to `elapsed` ticks to its sums, split into paired and lone post. */
  private book(row: number, elapsed: number): void {
    const s = this.scratch;
    const t = this.tables;
    const k = s.regime[row]!;
    const at = k * t.stride + elapsed;
    s.p[row]! += this.excessP[at]!;
    s.d[row]! += this.excessD[at]!;
    const age = Math.max(0, k - t.nPost);
    const paired = Math.min(elapsed, t.nPre - age);
    if (paired > 0) {
      const cut = k * t.stride + paired;
      s.add(row, true, t.p[cut]!, t.d[cut]!);
      s.overlapP[row]! += this.lone(t.p, t.restP, age + paired) - this.lone(t.p, t.restP, age);
      s.overlapD[row]! += this.lone(t.d, t.restD, age + paired) - this.lone(t.d, t.restD, age);
      if (elapsed > paired) s.add(row, false, t.p[at]! - t.p[cut]!, t.d[at]! - t.d[cut]!);
    } else if (elapsed > 0) s.add(row, false, t.p[at]!, t.d[at]!);
  }

  /** @param p, d  excess of the window for rows without a pre spike; ledgerP, ledgerD their full integrals */
  private changeColumn(w: Window, p: number, d: number, ledgerP: number, ledgerD: number): void {
    const { gMin, g0, gMax } = this.device;
    const s = this.scratch;
    const { state, stride, gain, gains, noise } = this;
    const toUp = 1 / (gMax - g0);
    const toDown = 1 / (g0 - gMin);
    let lonePost = 0;
    for (let i = 0; i < this.nPre; i++) {
      const at = i * stride + w.column;
      const g = state[at]!;
      const factor = gain * noise.factor(w.event, i);
      const up = gains ? gains.up[at]! * factor : factor;
      const down = gains ? gains.down[at]! * factor : factor;
      const touched = s.regime[i]! >= 0;
      const pHere = touched ? s.p[i]! : p;
      const dHere = touched ? s.d[i]! : d;
      if (this.linear) {
        const raised = g + (gMax - g) * oneMinusExpMinus(pHere * up * toUp);
        state[at] = raised - (raised - gMin) * oneMinusExpMinus(dHere * down * toDown);
      } else state[at] = this.solve(at, pHere, dHere, factor);
      const fUp = up * this.limit((gMax - g) * toUp);
      const fDown = down * this.limit((g - gMin) * toDown);
      if (touched) this.bookLedger(i, fUp, fDown);
      else lonePost += Math.abs(fUp * ledgerP - fDown * ledgerD);
    }
    this.disturb.lonePost += lonePost;
  }

  /** Intervals of a touched row, to first order in the change of G within a window. */
  private bookLedger(row: number, fUp: number, fDown: number): void {
    const s = this.scratch;
    for (let x = s.firstInterval[row]!; x >= 0; x = s.nextInterval[x]!) {
      const moved = Math.abs(fUp * s.intervalP[x]! - fDown * s.intervalD[x]!);
      if (s.intervalPaired[x]) this.disturb.paired += moved;
      else this.disturb.lonePost += moved;
    }
    this.disturb.lonePre -= Math.abs(fUp * s.overlapP[row]! - fDown * s.overlapD[row]!);
  }

  private bookLedgerRow(i: number, p: number, d: number): void {
    const { gMin, g0, gMax } = this.device;
    let moved = 0;
    for (let at = i * this.stride; at < i * this.stride + this.nPost; at++) {
      const g = this.state[at]!;
      const fUp = this.limit((gMax - g) / (gMax - g0)) * (this.gains ? this.gains.up[at]! : 1);
      const fDown = this.limit((g - gMin) / (g0 - gMin)) * (this.gains ? this.gains.down[at]! : 1);
      moved += Math.abs(fUp * p - fDown * d);
    }
    this.disturb.lonePre += moved;
  }

  /** Index of the first logged start after `tick`. */
  private firstLogged(tick: number): number {
    let low = 0;
    let high = this.logCount;
    while (low < high) {
      const mid = (low + high) >>> 1;
      if (this.logTick[mid]! > tick) high = mid;
      else low = mid + 1;
    }
    return low;
  }

  /** Drop log entries that no window, present or future, can reach; grow if that is not enough. */
  private makeRoom(tick: number): void {
    const oldest = this.windows.length > 0 ? Math.min(tick, this.windows[0]!.start) : tick;
    const from = this.firstLogged(oldest - this.tables.nPre - 1);
    this.logTick.copyWithin(0, from, this.logCount);
    this.logRow.copyWithin(0, from, this.logCount);
    this.logCount -= from;
    if (this.logCount < this.logTick.length / 2) return;
    const tickGrown = new Float64Array(this.logTick.length * 2);
    const rowGrown = new Int32Array(this.logRow.length * 2);
    tickGrown.set(this.logTick);
    rowGrown.set(this.logRow);
    this.logTick = tickGrown;
    this.logRow = rowGrown;
  }
}
