/**
 * The definition: every synapse goes through its runs of potentiation and depression in the order in which they
 * happen, each solved exactly. Slow and complete; the fast crossbar is checked against it in every run.
 */
import { type Lists, listsOf, type Positioned } from "../../core/connectivity/index.js";
import type { Device } from "../../core/device/model.js";
import { depress, potentiate } from "../../core/device/state.js";
import type { StateVariable } from "../../core/state.js";
import { type PairTables, regimeOf } from "../../core/stdp/pair-tables.js";
import { emptyLedger, ledgerVariables } from "../ledger.js";
import { ownDevice } from "../nonideal/range.js";
import type { LevelTables, Variation } from "../variation.js";
import { KeptFactors } from "./kept-factors.js";
import type { FormMaker, FormRequest, SynapseForm, Voltages } from "./model.js";
import { LONE_POST, LONE_PRE, OrderedCourse, PAIRED, REST } from "./ordered-course.js";

export const ordered: FormMaker = {
  precision: "double",
  exact: true,
  create: (request) => new OrderedSynapses(request),
};

export class OrderedSynapses implements SynapseForm {
  readonly disturb = emptyLedger();
  readonly variables: readonly StateVariable[];
  private readonly course: OrderedCourse;
  private readonly wiring: Positioned;
  private readonly lists: Lists;
  private readonly state: Float32Array | Float64Array;
  private readonly variation: Variation;
  private readonly deviceAt: (at: number) => Device;
  private tables: LevelTables;
  private factor: number;
  private readonly factors: KeptFactors;

  constructor({
    wiring,
    state,
    device,
    variation,
    voltages,
  }: Pick<FormRequest, "state" | "device" | "variation" | "voltages"> & { readonly wiring: Positioned }) {
    this.wiring = wiring;
    this.lists = listsOf(wiring);
    this.state = state;
    this.variation = variation;
    this.tables = voltages.tables;
    this.factor = voltages.factor;
    this.deviceAt = ownDevice(device, variation.range);
    this.course = new OrderedCourse(wiring, () => this.tables.length);
    this.factors = new KeptFactors(variation.noise, wiring.size);
    this.variables = [...this.course.variables, ...ledgerVariables(this.disturb)];
  }

  /** Pieces of waveform solved. */
  get pieces(): number {
    return this.course.pieces;
  }

  setVoltages({ tables, factor }: Voltages): void {
    this.tables = tables;
    this.factor = factor;
  }

  /** Waveforms keep their lengths. */
  changeVoltages({ tables }: Voltages, tick: number): void {
    const { rows, rowStart, rowEnd, column } = this.lists;
    for (const i of rows)
      for (let at = rowStart[i]!; at < rowEnd[i]!; at++) this.advance(i, column[at]!, at, tick);
    this.course.begin = Math.max(this.course.begin, tick);
    this.tables = tables;
  }

  preStart(i: number, tick: number): void {
    const { rowStart, rowEnd, column } = this.lists;
    for (let at = rowStart[i]!; at < rowEnd[i]!; at++) this.advance(i, column[at]!, at, tick);
    this.course.lastPre[i] = tick;
  }

  postStart(j: number, tick: number, event: number): void {
    const { first, row, position } = this.lists;
    for (let x = first[j]!; x < first[j + 1]!; x++) this.advance(row[x]!, j, position[x]!, tick);
    this.course.lastPost[j] = tick;
    this.course.postEvent[j] = event;
    this.course.postLevel[j] = this.variation.amplitudes?.levelOf(j, event) ?? 0;
  }

  /** Every synapse is brought up to date by the next event of its own. */
  nextTick(): number {
    return Number.POSITIVE_INFINITY;
  }

  settle(): void {}

  flush(): void {}

  finish(tick: number): void {
    const { lastPre, lastPost } = this.course;
    const { rows, rowStart, rowEnd, column } = this.lists;
    const { nPre, nPost } = this.tables[0];
    for (const i of rows)
      for (let at = rowStart[i]!; at < rowEnd[i]!; at++) {
        const j = column[at]!;
        this.advance(i, j, at, Math.max(tick, lastPre[i]! + nPre, lastPost[j]! + nPost));
        this.enter(at, REST, this.state[at]!);
      }
    lastPre.fill(Number.NEGATIVE_INFINITY);
    lastPost.fill(Number.NEGATIVE_INFINITY);
    this.course.begin = tick;
  }

  skip(tick: number): void {
    this.course.begin = tick;
  }

  fused(): string {
    return 'synapses in the form "ordered" are exact, and have no other kernel';
  }

  peek(at: number, tick: number): number {
    const kept = {
      g: this.state[at]!,
      category: this.course.category[at]!,
      entry: this.course.gAtEntry[at]!,
    };
    const pairedWith = this.course.pairedWith[at]!;
    const ledger = { ...this.disturb };
    const { pieces } = this.course;
    const i = this.wiring.rowOf(at);
    this.advance(i, this.wiring.columnOf(i, at), at, tick);
    const g = this.state[at]!;
    this.state[at] = kept.g;
    this.course.category[at] = kept.category;
    this.course.gAtEntry[at] = kept.entry;
    this.course.pairedWith[at] = pairedWith;
    this.course.pieces = pieces;
    Object.assign(this.disturb, ledger);
    return g;
  }

  /** Bring a synapse from its last event to `tick`: at most one paired, one lone and one resting part. */
  private advance(i: number, j: number, at: number, tick: number): void {
    const { course } = this;
    const t = this.tables[course.postLevel[j]!]!;
    const pre = course.lastPre[i]!;
    const post = course.lastPost[j]!;
    const later = pre > post ? pre : post;
    const since = later > course.begin ? later : course.begin;
    if (tick <= since) return;
    // Tables count from the later start, which lies before `begin` where they have changed under way.
    const never = later === Number.NEGATIVE_INFINITY;
    const origin = never ? since : later;
    const done = since - origin;
    const elapsed = tick - origin;
    const preEnd = pre + t.nPre - origin;
    const postEnd = post + t.nPost - origin;
    const lonePre = preEnd > postEnd;
    const firstEnd = within(done, lonePre ? postEnd : preEnd, elapsed);
    const secondEnd = within(firstEnd, lonePre ? preEnd : postEnd, elapsed);
    const paired = firstEnd > done;
    const lone = secondEnd > firstEnd;
    if (paired || lone) {
      const k = never ? 0 : regimeOf(t, distance(post, pre));
      const event = course.postEvent[j]!;
      const c2c = paired || !lonePre ? this.factors.of(event, i, at) : 1;
      if (paired) {
        this.countPair(at, event);
        this.part(t, at, PAIRED, k, done, firstEnd, c2c);
      }
      if (lone) this.part(t, at, lonePre ? LONE_PRE : LONE_POST, k, firstEnd, secondEnd, lonePre ? 1 : c2c);
    }
    if (elapsed > secondEnd) this.rest(at, elapsed - secondEnd);
  }

  /** A post waveform that meets several pre waveforms is one pair. */
  private countPair(at: number, event: number): void {
    if (this.course.pairedWith[at] === event) return;
    this.course.pairedWith[at] = event;
    this.disturb.pairs++;
  }

  /** Solve the runs of regime k from elapsed e1 to e2 (whole ticks). */
  private part(
    { runs, p, d, stride }: PairTables,
    at: number,
    category: number,
    k: number,
    e1: number,
    e2: number,
    c2c: number,
  ): void {
    let g = this.state[at]!;
    this.enter(at, category, g);
    const { gains } = this.variation;
    const device = this.deviceAt(at);
    const up = this.factor * c2c * (gains ? gains.up[at]! : 1);
    const down = this.factor * c2c * (gains ? gains.down[at]! : 1);
    let pieces = 0;
    const { first, sign, start, end, cumulativeStart, cumulativeEnd } = runs;
    for (let r = first[k]!, last = first[k + 1]!; r < last; r++) {
      if (end[r]! <= e1) continue;
      if (start[r]! >= e2) break;
      const rises = sign[r]! > 0;
      const cumulative = rises ? p : d;
      const from = start[r]! >= e1 ? cumulativeStart[r]! : cumulative[k * stride + e1]!;
      const to = end[r]! <= e2 ? cumulativeEnd[r]! : cumulative[k * stride + e2]!;
      g = rises ? potentiate(device, g, up * (to - from)) : depress(device, g, down * (to - from));
      pieces++;
    }
    this.course.pieces += pieces;
    this.state[at] = g;
  }

  private rest(at: number, ticks: number): void {
    const g = this.state[at]!;
    this.enter(at, REST, g);
    const { restP, restD } = this.tables[0];
    if (restP === 0 && restD === 0) return;
    const { gains } = this.variation;
    const up = this.factor * (gains ? gains.up[at]! : 1);
    const down = this.factor * (gains ? gains.down[at]! : 1);
    if (restP > 0) this.state[at] = potentiate(this.deviceAt(at), g, up * restP * ticks);
    else if (restD > 0) this.state[at] = depress(this.deviceAt(at), g, down * restD * ticks);
  }

  /** Where the category changes, book what the interval that ends here has moved. */
  private enter(at: number, category: number, g: number): void {
    const before = this.course.category[at]!;
    if (before === category) return;
    const moved = Math.abs(g - this.course.gAtEntry[at]!);
    if (before === LONE_PRE) this.disturb.lonePre += moved;
    else if (before === LONE_POST) this.disturb.lonePost += moved;
    else if (before === PAIRED) this.disturb.paired += moved;
    this.course.category[at] = category;
    this.course.gAtEntry[at] = g;
  }
}

/** `end`, at most `most`, at least `least`. */
function within(least: number, end: number, most: number): number {
  const cut = end < most ? end : most;
  return cut > least ? cut : least;
}

/** post - pre in ticks where either may never have been (-Infinity). */
function distance(post: number, pre: number): number {
  if (pre === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
  return post - pre;
}
