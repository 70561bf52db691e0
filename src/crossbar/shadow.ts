/**
 * A sample of a crossbar's synapses followed in double precision and in full order, from the same spikes and with
 * the same variability: what the fast form is off by, measured in every run rather than promised.
 */
import type { Device } from "../core/device/model.js";
import type { Random } from "../core/random.js";
import type { Saved } from "../core/saved.js";
import { checkedRefill, finite } from "../core/saved-values.js";
import type { OwnBounds } from "./kernels/reference.js";
import type { FollowedSpikes, PlasticityCheck } from "./model.js";
import type { StartJitter } from "./nonideal/driver-timing.js";
import { relax } from "./nonideal/retention.js";
import { OrderedSynapses } from "./ordered.js";
import type { LevelTables, Variation } from "./variation.js";

/** Enough for a maximum that means something, few enough to cost about a percent of a run. */
const SAMPLE = 32;

export class ShadowCheck {
  private readonly synapses: OrderedSynapses;
  private readonly exact: Float64Array;
  private readonly place: Int32Array;
  private readonly own: OwnBounds | undefined;
  private readonly range: number;
  /** Rows with a synapse in the sample. */
  readonly rows: readonly number[];
  /** 1 for rows with a synapse in the sample. */
  private readonly sampled: Uint8Array;
  /** Post spikes followed so far. */
  private event = 0;

  constructor(
    nPre: number,
    nPost: number,
    stride: number,
    state: Float32Array | Float64Array,
    device: Device,
    tables: LevelTables,
    variation: Variation,
    random: Random,
  ) {
    const draw = random.split("shadow");
    const all = nPre * nPost;
    const m = Math.min(SAMPLE, all);
    const chosen = all <= SAMPLE ? Int32Array.from({ length: all }, (_, x) => x) : distinct(m, all, draw);
    const row = chosen.map((x) => Math.floor(x / nPost));
    const column = chosen.map((x) => x % nPost);
    this.place = row.map((i, x) => i * stride + column[x]!);
    this.exact = Float64Array.from(this.place, (at) => state[at]!);
    const here = (values: Float32Array) => Float32Array.from(this.place, (at) => values[at]!);
    const { gains, range } = variation;
    this.own = range && { low: here(range.low), high: here(range.high) };
    const sample: Variation = {
      ...variation,
      gains: gains && { up: here(gains.up), down: here(gains.down) },
      range: this.own,
    };
    const position = Int32Array.from({ length: m }, (_, x) => x);
    this.sampled = new Uint8Array(nPre);
    for (const i of row) this.sampled[i] = 1;
    this.rows = [...new Set(row)];
    this.range = device.gMax - device.gMin;
    this.synapses = new OrderedSynapses(
      nPre,
      nPost,
      { row, column, position },
      this.exact,
      device,
      tables,
      sample,
    );
  }

  preStart(i: number, tick: number): void {
    if (this.sampled[i] === 1) this.synapses.preStart(i, tick);
  }

  postStart(j: number, tick: number, event: number): void {
    this.synapses.postStart(j, tick, event);
  }

  finish(tick: number): void {
    this.synapses.finish(tick);
  }

  /** Time without learning is over at `tick`: it does not count as rest. */
  skip(tick: number): void {
    this.synapses.skip(tick);
  }

  /** A whole presentation at once: what the calls above would have told, in their order. */
  follow(
    { begin, ticks, input, output }: FollowedSpikes,
    postLead: number,
    jitter: StartJitter | undefined,
  ): void {
    const start = (s: number): number =>
      output[2 * s]! + 1 + postLead + (jitter?.post(output[2 * s + 1]!, begin + output[2 * s]!) ?? 0);
    // Those that start together in the order of their spikes.
    const order = jitter && Int32Array.from(output.keys()).subarray(0, output.length / 2);
    order?.sort((a, b) => start(a) - start(b) || a - b);
    let pre = 0;
    for (let x = 0; x < output.length / 2; x++) {
      const s = order?.[x] ?? x;
      pre = this.startPres(input, pre, start(s), begin);
      this.postStart(output[2 * s + 1]!, begin + start(s), this.event++);
    }
    this.startPres(input, pre, Number.POSITIVE_INFINITY, begin);
    this.finish(begin + ticks);
  }

  /** Pre waveforms from the `pre`-th entry on that start before tick `until`. @returns  the next entry */
  private startPres(input: Int32Array, pre: number, until: number, begin: number): number {
    let next = pre;
    for (; next < input.length && input[next]! < until; next += 2)
      this.preStart(input[next + 1]!, begin + input[next]!);
    return next;
  }

  save(): Saved {
    const { numbers, arrays } = this.synapses.save();
    return { numbers, arrays: { ...arrays, exact: this.exact.slice() } };
  }

  /** @param event  post spikes followed so far. @throws SavedError where it cannot stand so at tick `now` */
  restore(saved: Saved, now: number, event: number): void {
    checkedRefill(this.exact, saved, "exact", finite);
    this.synapses.restore(saved, now, event);
    this.event = event;
  }

  retable(tables: LevelTables, gain: number): void {
    this.synapses.retable(tables, gain);
  }

  /** @param change  as of the crossbar; places are those of its state */
  rewrite(change: (g: number, at: number) => number): void {
    for (let x = 0; x < this.exact.length; x++) this.exact[x] = change(this.exact[x]!, this.place[x]!);
  }

  /** What retention leaves of the conductances. */
  relax(gMin: number, left: number): void {
    relax(this.exact, 0, this.exact.length, this.own?.low ?? gMin, left);
  }

  /** @param state  the fast form's conductances, flushed */
  compare(state: ArrayLike<number>): PlasticityCheck {
    let max = 0;
    let squares = 0;
    for (let m = 0; m < this.place.length; m++) {
      const difference = Math.abs(state[this.place[m]!]! - this.exact[m]!) / this.range;
      max = Math.max(max, difference);
      squares += difference * difference;
    }
    return {
      synapses: this.place.length,
      events: this.synapses.events,
      maxDifference: max,
      rmsDifference: Math.sqrt(squares / this.place.length),
    };
  }
}

/** `count` different integers below `all`, ascending. */
function distinct(count: number, all: number, random: Random): Int32Array {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(random.below(all));
  return Int32Array.from(chosen).sort();
}
