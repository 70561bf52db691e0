/**
 * A sample of a crossbar's synapses followed in double precision and in full order, from the same spikes and with
 * the same variability: what the fast form is off by, measured in every run rather than promised.
 */
import { csrOfRows } from "../../core/connectivity/index.js";
import type { Random } from "../../core/random.js";
import type { SavedArray } from "../../core/saved.js";
import { type Accepted, between } from "../../core/saved-values.js";
import type { StateVariable } from "../../core/state.js";
import type { FollowedSpikes, PlasticityCheck } from "../model.js";
import type { StartJitter } from "../nonideal/driver-timing.js";
import type { Variation } from "../variation.js";
import type { Follower, FormRequest, Voltages } from "./model.js";
import { OrderedSynapses } from "./ordered.js";

/** Enough for a maximum that means something, few enough to cost about a percent of a run. */
const SAMPLE = 32;
/** Presentations that wait until they are followed together: one at a time finds neither code nor data in the caches. */
const TOGETHER = 32;

/** A presentation as a kernel has told it. */
interface Waiting extends FollowedSpikes {
  readonly event: number;
  readonly postLead: number;
}

/** Copies of spikes, one behind the other: an array for each presentation would cost as much as a third of following it. */
class Copies {
  private values = new Int32Array(1 << 13);
  private used = 0;

  /** @returns  a copy, of use until `forget` */
  of(spikes: Int32Array): Int32Array {
    const { length } = spikes;
    // Earlier copies keep the memory that they are in.
    if (this.used + length > this.values.length) {
      this.values = new Int32Array(2 * (this.values.length + length));
      this.used = 0;
    }
    const from = this.used;
    for (let x = 0; x < length; x++) this.values[from + x] = spikes[x]!;
    this.used += length;
    return this.values.subarray(from, this.used);
  }

  forget(): void {
    this.used = 0;
  }
}

export class ShadowCheck implements Follower {
  private readonly synapses: OrderedSynapses;
  private readonly exact: Float64Array;
  /** Positions of the sample in the crossbar. */
  private readonly place: Int32Array;
  private readonly range: number;
  /** Rows with a synapse in the sample. */
  readonly rows: readonly number[];
  /** 1 for rows with a synapse in the sample. */
  private readonly sampled: Uint8Array;
  readonly variables: readonly StateVariable[];
  private waiting: Waiting[] = [];
  private readonly copies = new Copies();

  constructor(request: FormRequest, random: Random) {
    const { wiring, state, device, variation } = request;
    const { count, nPre, nPost } = wiring;
    const chosen =
      count <= SAMPLE
        ? Int32Array.from({ length: count }, (_, x) => x)
        : distinct(SAMPLE, count, random.split("shadow"));
    this.place = chosen.map((x) => wiring.nth(x));
    const columns: number[][] = Array.from({ length: nPre }, () => []);
    for (const at of this.place) {
      const i = wiring.rowOf(at);
      columns[i]!.push(wiring.columnOf(i, at));
    }
    this.sampled = Uint8Array.from(columns, (row) => (row.length > 0 ? 1 : 0));
    this.rows = [...this.sampled.keys()].filter((i) => this.sampled[i] === 1);
    this.exact = valuesOf(state, this.place);
    this.range = device.gMax - device.gMin;
    const sample = { ...request, wiring: csrOfRows(nPost, columns), state: this.exact };
    this.synapses = new OrderedSynapses({ ...sample, variation: this.ofSample(variation) });
    const variables: StateVariable[] = [
      ...this.synapses.variables,
      {
        name: "exact",
        unit: "S",
        per: "synapse",
        doc: "conductances of the sample in full order",
        bounds: () => possible(device, variation),
        values: this.exact,
      },
    ];
    this.variables = variables.map((variable) => after(() => this.catchUp(), variable));
  }

  private ofSample(variation: Variation): Variation {
    const here = (values: Float32Array) => Float32Array.from(this.place, (at) => values[at]!);
    const { gains, range } = variation;
    return {
      ...variation,
      gains: gains && { up: here(gains.up), down: here(gains.down) },
      range: range && { low: here(range.low), high: here(range.high) },
    };
  }

  preStart(i: number, tick: number): void {
    this.catchUp();
    if (this.sampled[i] === 1) this.synapses.preStart(i, tick);
  }

  postStart(j: number, tick: number, event: number): void {
    this.catchUp();
    this.synapses.postStart(j, tick, event);
  }

  finish(tick: number): void {
    this.catchUp();
    this.synapses.finish(tick);
  }

  skip(tick: number): void {
    this.catchUp();
    this.synapses.skip(tick);
  }

  /** A whole presentation at once: what the calls above would have told, in their order. */
  follow(
    presentation: FollowedSpikes,
    event: number,
    postLead: number,
    jitter: StartJitter | undefined,
  ): void {
    if (jitter) {
      this.catchUp();
      this.replay({ ...presentation, event, postLead }, jitter);
      return;
    }
    const { begin, ticks, input, output } = presentation;
    const [pres, posts] = [this.copies.of(input), this.copies.of(output)];
    this.waiting.push({ begin, ticks, input: pres, output: posts, event, postLead });
    if (this.waiting.length >= TOGETHER) this.catchUp();
  }

  /** Follow what waits: before anything else happens to the sample, and before it is looked at. */
  private catchUp(): void {
    if (this.waiting.length === 0) return;
    const { waiting } = this;
    this.waiting = [];
    for (const presentation of waiting) this.replay(presentation, undefined);
    this.copies.forget();
  }

  private replay(
    { begin, ticks, input, output, event, postLead }: Waiting,
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
      this.synapses.postStart(output[2 * s + 1]!, begin + start(s), event + x);
    }
    this.startPres(input, pre, Number.POSITIVE_INFINITY, begin);
    this.synapses.finish(begin + ticks);
  }

  /** Pre waveforms from the `pre`-th entry on that start before tick `until`. @returns  the next entry */
  private startPres(input: Int32Array, pre: number, until: number, begin: number): number {
    let next = pre;
    for (; next < input.length && input[next]! < until; next += 2)
      if (this.sampled[input[next + 1]!] === 1)
        this.synapses.preStart(input[next + 1]!, begin + input[next]!);
    return next;
  }

  setVoltages(voltages: Voltages): void {
    this.catchUp();
    this.synapses.setVoltages(voltages);
  }

  /** @param change  as of the crossbar; positions are those of its state */
  overwrite(change: (g: number, at: number) => number): void {
    this.catchUp();
    for (let x = 0; x < this.exact.length; x++) this.exact[x] = change(this.exact[x]!, this.place[x]!);
  }

  /** @param state  the fast form's conductances, flushed */
  compare(state: ArrayLike<number>): PlasticityCheck {
    this.catchUp();
    let max = 0;
    let squares = 0;
    for (let m = 0; m < this.place.length; m++) {
      const difference = Math.abs(state[this.place[m]!]! - this.exact[m]!) / this.range;
      max = Math.max(max, difference);
      squares += difference * difference;
    }
    return {
      synapses: this.place.length,
      events: this.synapses.pieces,
      maxDifference: max,
      rmsDifference: Math.sqrt(squares / Math.max(1, this.place.length)),
    };
  }
}

/** The variable, before which is read or written `first` is called. */
function after(first: () => void, variable: StateVariable): StateVariable {
  const call =
    <A extends unknown[], R>(f: (...given: A) => R) =>
    (...given: A): R => {
      first();
      return f(...given);
    };
  if ("get" in variable)
    return Object.create(variable, {
      get: { value: call(() => variable.get()) },
      set: { value: call((x: number) => variable.set(x)) },
    });
  if ("list" in variable)
    return Object.create(variable, {
      list: { value: call(() => variable.list()) },
      take: { value: call((values: SavedArray) => variable.take(values)) },
    });
  return Object.create(variable, { values: { get: call(() => variable.values) } });
}

/** Rounding, fraction of the range. */
const ROUNDING = 1e-6;

/** Conductances that any device of the crossbar can have, S. */
function possible({ gMin, gMax }: FormRequest["device"], { range }: Variation): Accepted {
  let [low, high] = [gMin, gMax];
  for (const x of range?.low ?? []) low = Math.min(low, x);
  for (const x of range?.high ?? []) high = Math.max(high, x);
  return between(low, high, ROUNDING * (high - low));
}

/** A function of its own: a closure in the constructor would hold all conductances for as long as the check lives. */
function valuesOf(state: ArrayLike<number>, place: Int32Array): Float64Array {
  return Float64Array.from(place, (at) => state[at]!);
}

/** `count` different integers below `all`, ascending. */
function distinct(count: number, all: number, random: Random): Int32Array {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(random.below(all));
  return Int32Array.from(chosen).sort();
}
