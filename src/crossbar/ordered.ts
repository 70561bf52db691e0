/**
 * The definition: every synapse goes through its runs of potentiation and depression in the order in which they
 * happen, each solved exactly. Slow and complete; the fast crossbar is checked against it in every run.
 */
import type { Device } from "../core/device/model.js";
import { depress, potentiate } from "../core/device/state.js";
import type { Saved } from "../core/saved.js";
import {
  checkedArray,
  checkedNumber,
  checkedRefill,
  count,
  finite,
  pastTickOrNever,
  whole,
} from "../core/saved-values.js";
import { type PairTables, regimeOf } from "../core/stdp/pair-tables.js";
import { type DisturbLedger, LEDGER } from "./model.js";
import { ownDevice } from "./nonideal/range.js";
import { groupBy, type SynapseList } from "./synapse-list.js";
import type { LevelTables, Variation } from "./variation.js";

/** Which waveforms are under way: what a change is booked under. */
const REST = 0;
const LONE_PRE = 1;
const LONE_POST = 2;
const PAIRED = 3;

export class OrderedSynapses {
  readonly disturb: DisturbLedger = { lonePre: 0, lonePost: 0, paired: 0, pairs: 0 };
  /** Potentiation and depression pieces solved. */
  events = 0;
  private readonly lastPre: Float64Array;
  private readonly lastPost: Float64Array;
  /** Number of the post spike whose waveform each column last saw. */
  private readonly postEvent: Float64Array;
  /** ... and the level of its amplitude. */
  private readonly postLevel: Uint8Array;
  private readonly byRow: ReturnType<typeof groupBy>;
  private readonly byColumn: ReturnType<typeof groupBy>;
  private readonly category: Uint8Array;
  private readonly gAtEntry: Float64Array;
  /** Post spike number with which each synapse was last paired. */
  private readonly pairedWith: Float64Array;
  private readonly deviceAt: (at: number) => Device;
  private begin = 0;
  private gain = 1;

  /**
   * @param state  conductances in S, changed in place; synapse m's is at `list.position[m]`
   * @param tables  see `LevelTables`
   * @param variation  of single synapses at the same positions
   */
  constructor(
    nPre: number,
    nPost: number,
    private readonly list: SynapseList,
    private readonly state: Float64Array,
    device: Device,
    private tables: LevelTables,
    private readonly variation: Variation,
  ) {
    this.deviceAt = ownDevice(device, variation.range);
    this.lastPre = new Float64Array(nPre).fill(Number.NEGATIVE_INFINITY);
    this.lastPost = new Float64Array(nPost).fill(Number.NEGATIVE_INFINITY);
    this.postEvent = new Float64Array(nPost);
    this.postLevel = new Uint8Array(nPost);
    this.byRow = groupBy(list.row, nPre);
    this.byColumn = groupBy(list.column, nPost);
    this.category = new Uint8Array(list.row.length);
    this.gAtEntry = new Float64Array(list.row.length);
    this.pairedWith = new Float64Array(list.row.length).fill(-1);
  }

  /** New tables or factor for what follows; call between presentations only. */
  retable(tables: LevelTables, gain: number): void {
    this.tables = tables;
    this.gain = gain;
  }

  /** Other tables from `tick` on, of waveforms of the same lengths, for those under way too. */
  retableAt(tables: LevelTables, tick: number): void {
    for (let m = 0; m < this.list.row.length; m++) this.advance(m, tick);
    this.begin = Math.max(this.begin, tick);
    this.tables = tables;
  }

  /** A pre waveform starts on row i at `tick`. */
  preStart(i: number, tick: number): void {
    const { first, member } = this.byRow;
    for (let x = first[i]!; x < first[i + 1]!; x++) this.advance(member[x]!, tick);
    this.lastPre[i] = tick;
  }

  /** The waveform of post spike number `event` starts on column j at `tick`. */
  postStart(j: number, tick: number, event: number): void {
    const { first, member } = this.byColumn;
    for (let x = first[j]!; x < first[j + 1]!; x++) this.advance(member[x]!, tick);
    this.lastPost[j] = tick;
    this.postEvent[j] = event;
    this.postLevel[j] = this.variation.amplitudes?.levelOf(j, event) ?? 0;
  }

  /** All waveforms complete; time goes on from `tick` with resting lines. */
  finish(tick: number): void {
    const { row, column, position } = this.list;
    const { nPre, nPost } = this.tables[0];
    for (let m = 0; m < row.length; m++) {
      const over = Math.max(tick, this.lastPre[row[m]!]! + nPre, this.lastPost[column[m]!]! + nPost);
      this.advance(m, over);
      this.enter(m, REST, this.state[position[m]!]!);
    }
    this.lastPre.fill(Number.NEGATIVE_INFINITY);
    this.lastPost.fill(Number.NEGATIVE_INFINITY);
    this.begin = tick;
  }

  /** What is under way and counted; the conductances belong to the caller. */
  save(): Saved {
    const arrays = Object.entries(this.course()).map(([name, array]) => [name, array.slice()] as const);
    return {
      numbers: { pieces: this.events, begin: this.begin, ...this.disturb },
      arrays: {
        ...Object.fromEntries(arrays),
        category: Int32Array.from(this.category),
        postLevel: Int32Array.from(this.postLevel),
      },
    };
  }

  /** @param events  post spikes so far. @throws SavedError where it cannot stand so at tick `now` */
  restore(saved: Saved, now: number, events: number): void {
    const { lastPre, lastPost, postEvent, gAtEntry, pairedWith, category, postLevel } = this;
    for (const [name, array] of Object.entries({ lastPre, lastPost }))
      checkedRefill(array, saved, name, pastTickOrNever(now));
    checkedRefill(postEvent, saved, "postEvent", whole(0, events));
    checkedRefill(pairedWith, saved, "pairedWith", whole(-1, events));
    checkedRefill(gAtEntry, saved, "gAtEntry", finite);
    category.set(checkedArray(saved, "category", new Int32Array(category.length), whole(REST, PAIRED)));
    const level = whole(0, this.tables.length - 1);
    postLevel.set(checkedArray(saved, "postLevel", new Int32Array(postLevel.length), level));
    this.events = checkedNumber(saved, "pieces", count);
    for (const entry of LEDGER) this.disturb[entry] = checkedNumber(saved, entry, finite);
    this.begin = checkedNumber(saved, "begin", whole(0, now));
  }

  /** Where each row, column and synapse stands. */
  private course() {
    const { lastPre, lastPost, postEvent, gAtEntry, pairedWith } = this;
    return { lastPre, lastPost, postEvent, gAtEntry, pairedWith };
  }

  /** Time without learning is over at `tick`: it does not count as rest. */
  skip(tick: number): void {
    this.begin = tick;
  }

  /** Conductance of synapse m at `tick`, S, without changing anything. */
  peek(m: number, tick: number): number {
    const at = this.list.position[m]!;
    const kept = { g: this.state[at]!, category: this.category[m]!, entry: this.gAtEntry[m]! };
    const pairedWith = this.pairedWith[m]!;
    const ledger = { ...this.disturb };
    const events = this.events;
    this.advance(m, tick);
    const g = this.state[at]!;
    this.state[at] = kept.g;
    this.category[m] = kept.category;
    this.gAtEntry[m] = kept.entry;
    this.pairedWith[m] = pairedWith;
    this.events = events;
    Object.assign(this.disturb, ledger);
    return g;
  }

  /** Bring synapse m from its last event to `tick`: at most one paired, one lone and one resting part. */
  private advance(m: number, tick: number): void {
    const i = this.list.row[m]!;
    const j = this.list.column[m]!;
    const t = this.tables[this.postLevel[j]!]!;
    const pre = this.lastPre[i]!;
    const post = this.lastPost[j]!;
    const since = Math.max(pre, post, this.begin);
    if (tick <= since) return;
    // Tables count from the later start, which lies before `begin` where they have changed under way.
    const never = Math.max(pre, post) === Number.NEGATIVE_INFINITY;
    const origin = never ? since : Math.max(pre, post);
    const done = since - origin;
    const elapsed = tick - origin;
    const preEnd = pre + t.nPre - origin;
    const postEnd = post + t.nPost - origin;
    const firstEnd = Math.max(done, Math.min(preEnd, postEnd, elapsed));
    const secondEnd = Math.max(firstEnd, Math.min(Math.max(preEnd, postEnd), elapsed));
    const lonePre = preEnd > postEnd;
    const paired = firstEnd > done;
    const lone = secondEnd > firstEnd;
    if (paired || lone) {
      const k = never ? 0 : regimeOf(t, distance(post, pre));
      const event = this.postEvent[j]!;
      const c2c = paired || !lonePre ? this.variation.noise.factor(event, i) : 1;
      if (paired) {
        this.countPair(m, event);
        this.part(t, m, PAIRED, k, done, firstEnd, c2c);
      }
      if (lone) this.part(t, m, lonePre ? LONE_PRE : LONE_POST, k, firstEnd, secondEnd, lonePre ? 1 : c2c);
    }
    if (elapsed > secondEnd) this.rest(m, elapsed - secondEnd);
  }

  /** A post waveform that meets several pre waveforms is one pair. */
  private countPair(m: number, event: number): void {
    if (this.pairedWith[m] === event) return;
    this.pairedWith[m] = event;
    this.disturb.pairs++;
  }

  /** Solve the runs of regime k from elapsed e1 to e2 (whole ticks). */
  private part(
    { runs, p, d, stride }: PairTables,
    m: number,
    category: number,
    k: number,
    e1: number,
    e2: number,
    c2c: number,
  ): void {
    const at = this.list.position[m]!;
    let g = this.state[at]!;
    this.enter(m, category, g);
    const { gains } = this.variation;
    const device = this.deviceAt(at);
    const up = this.gain * c2c * (gains ? gains.up[at]! : 1);
    const down = this.gain * c2c * (gains ? gains.down[at]! : 1);
    for (let r = runs.first[k]!; r < runs.first[k + 1]!; r++) {
      if (runs.end[r]! <= e1) continue;
      if (runs.start[r]! >= e2) break;
      const cumulative = runs.sign[r]! > 0 ? p : d;
      const from = runs.start[r]! >= e1 ? runs.cumulativeStart[r]! : cumulative[k * stride + e1]!;
      const to = runs.end[r]! <= e2 ? runs.cumulativeEnd[r]! : cumulative[k * stride + e2]!;
      g =
        runs.sign[r]! > 0 ? potentiate(device, g, up * (to - from)) : depress(device, g, down * (to - from));
      this.events++;
    }
    this.state[at] = g;
  }

  private rest(m: number, ticks: number): void {
    const at = this.list.position[m]!;
    const g = this.state[at]!;
    this.enter(m, REST, g);
    const { restP, restD } = this.tables[0];
    if (restP === 0 && restD === 0) return;
    const { gains } = this.variation;
    const up = this.gain * (gains ? gains.up[at]! : 1);
    const down = this.gain * (gains ? gains.down[at]! : 1);
    if (restP > 0) this.state[at] = potentiate(this.deviceAt(at), g, up * restP * ticks);
    else if (restD > 0) this.state[at] = depress(this.deviceAt(at), g, down * restD * ticks);
  }

  /** Where the category changes, book what the interval that ends here has moved. */
  private enter(m: number, category: number, g: number): void {
    const before = this.category[m]!;
    if (before === category) return;
    const moved = Math.abs(g - this.gAtEntry[m]!);
    if (before === LONE_PRE) this.disturb.lonePre += moved;
    else if (before === LONE_POST) this.disturb.lonePost += moved;
    else if (before === PAIRED) this.disturb.paired += moved;
    this.category[m] = category;
    this.gAtEntry[m] = g;
  }
}

/** post - pre in ticks where either may never have been (-Infinity). */
function distance(post: number, pre: number): number {
  if (pre === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
  return post - pre;
}
