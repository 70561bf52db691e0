/**
 * Plastic synapses that are electrochemical ionic synapses. Nothing here knows about STDP: spikes start voltage
 * waveforms on rows and columns, and the device integrates what its gate sees.
 */
import { packed, unpack, type Wiring } from "../core/connectivity/index.js";
import type { Random } from "../core/random.js";
import { gathered, partOf, type Saved } from "../core/saved.js";
import { checkedArray, checkedNumber, finite, whole } from "../core/saved-values.js";
import { Drive } from "./drive.js";
import type { EisSpec } from "./eis-spec.js";
import type { GainSchedule } from "./gain.js";
import { drawGains, EventNoise } from "./gains.js";
import { drawInitial } from "./initial.js";
import { isLinear, LumpedSynapses } from "./lumped.js";
import type {
  Crossbar,
  CrossbarRequest,
  DisturbLedger,
  FusedSynapses,
  PlasticityCheck,
  SynapseModel,
} from "./model.js";
import { PostAmplitudes } from "./nonideal/driver-amplitude.js";
import { StartJitter } from "./nonideal/driver-timing.js";
import { drawRange } from "./nonideal/range.js";
import { readOut } from "./nonideal/read.js";
import { relax, remaining } from "./nonideal/retention.js";
import { writeGains } from "./nonideal/write.js";
import { OrderedSynapses } from "./ordered.js";
import { ShadowCheck } from "./shadow.js";
import { SlicedSynapses } from "./sliced.js";
import { StartQueue } from "./start-queue.js";
import { allSynapses } from "./synapse-list.js";
import type { LevelTables, Variation } from "./variation.js";

/** @throws RangeError from `create` where a waveform does not fit the tick, or a kernel no alphas that move */
export function eisSynapse(spec: EisSpec): SynapseModel {
  return { name: "eis", create: (request) => new EisCrossbar(spec, request) };
}

class EisCrossbar implements Crossbar {
  readonly wiring: Wiring;
  readonly nPre: number;
  readonly nPost: number;
  readonly stride: number;
  state: Float32Array | Float64Array;
  readonly readGain: number;
  learning = true;
  private readonly drive: Drive;
  private readonly lumped: LumpedSynapses | undefined;
  private readonly ordered: OrderedSynapses | undefined;
  private readonly sliced: SlicedSynapses | undefined;
  private readonly shadow: ShadowCheck | undefined;
  private readonly preStarts: StartQueue;
  private readonly postStarts: StartQueue;
  /** Post spikes so far: numbers the events for c2c. */
  private postSpikes = 0;
  private readonly variation: Variation;
  private readonly amplitudes: PostAmplitudes | undefined;
  private readonly jitter: StartJitter | undefined;
  private readonly random: Random;

  constructor(
    private readonly spec: EisSpec,
    { wiring, tick, random, slicing }: CrossbarRequest,
  ) {
    const { nPre, nPost } = wiring;
    if (wiring.form !== "dense") throw new RangeError("sparse wiring is not there yet");
    this.wiring = wiring;
    this.nPre = nPre;
    this.nPost = nPost;
    this.stride = wiring.stride;
    this.readGain = spec.readGain;
    this.random = random;
    const { device, nonIdeal = {} } = spec;
    const layout = { nPre, nPost, stride: this.stride, gMin: device.gMin, gMax: device.gMax };
    const departures = random.split("non-ideal");
    const drivers = departures.split("driver");
    this.amplitudes = PostAmplitudes.draw(nPost, nonIdeal.driver ?? {}, drivers.split("amplitude"));
    this.jitter = StartJitter.draw(nPre, nPost, nonIdeal.driver ?? {}, tick, drivers.split("timing"));
    this.drive = new Drive(spec, tick, this.amplitudes, slicing !== undefined);
    this.preStarts = new StartQueue(nPre, spec.overlap === "hold" ? this.tables[0].nPre : 0);
    this.postStarts = new StartQueue(nPost, spec.overlap === "hold" ? this.tables[0].nPost : 0);
    const range = drawRange(device, layout, nonIdeal.range ?? {}, departures.split("range"));
    const size = nPre * this.stride;
    const state = spec.form === "lumped" && !slicing ? new Float32Array(size) : new Float64Array(size);
    drawInitial(state, spec.init, { ...layout, range }, random.split("init"));
    this.state = state;
    const gains = writeGains(
      drawGains(nPre, nPost, this.stride, spec.d2d, spec.independentPolarity, random.split("d2d")),
      state,
      nonIdeal,
      { ...layout, range },
      { rate: device.rate, ...spec, tick },
      departures,
    );
    const noise = new EventNoise(spec.c2c, random.split("c2c"));
    this.variation = { gains, range, noise, amplitudes: this.amplitudes };
    const shape = [nPre, nPost, this.stride] as const;
    if (state instanceof Float32Array)
      this.lumped = new LumpedSynapses(...shape, state, device, this.tables, this.variation);
    else if (slicing) {
      const [first] = this.tables;
      const request = { ...spec, tick };
      this.sliced = new SlicedSynapses(...shape, state, request, slicing, first, this.variation, spec.post);
    } else {
      const all = allSynapses(...shape);
      this.ordered = new OrderedSynapses(nPre, nPost, all, state, device, this.tables, this.variation);
    }
    if (!this.ordered)
      this.shadow = new ShadowCheck(...shape, state, device, this.tables, this.variation, random);
  }

  get bounds() {
    const { gMin, gMax } = this.spec.device;
    return { min: gMin, max: gMax, own: this.variation.range };
  }

  private get tables(): LevelTables {
    return this.drive.tables;
  }

  get disturb(): DisturbLedger {
    return (this.lumped ?? this.sliced ?? this.ordered)!.disturb;
  }

  pre(i: number, tick: number): void {
    if (!this.learning) return;
    const start = tick + this.tables[0].preLead + (this.jitter?.pre(i, tick) ?? 0);
    if (start > tick || this.postStarts.next() <= tick) {
      this.preStarts.push(i, start);
      this.settle(tick);
    } else if (this.preStarts.admits(i, start)) this.startPre(i, start);
  }

  post(j: number, tick: number): void {
    if (!this.learning) return;
    const late = this.jitter?.post(j, tick) ?? 0;
    this.postStarts.push(j, tick + 1 + this.tables[0].postLead + late);
  }

  nextTick(): number {
    return Math.min(
      this.preStarts.next(),
      this.postStarts.next(),
      this.drive.alphas.nextTick(),
      (this.lumped ?? this.sliced)?.nextTick() ?? Number.POSITIVE_INFINITY,
    );
  }

  settle(tick: number): void {
    this.settleUntil(tick, tick);
  }

  /** @param modulated  until when alphas follow their schedules */
  private settleUntil(tick: number, modulated: number): void {
    for (;;) {
      const pre = this.preStarts.next();
      const post = this.postStarts.next();
      const start = Math.min(pre, post);
      const change = this.drive.alphas.nextTick();
      if (change <= Math.min(start, modulated)) {
        this.drive.alphas.at(change);
        this.remodulate(change);
        continue;
      }
      if (start > tick) break;
      (this.lumped ?? this.sliced)?.settle(start);
      if (post <= pre) this.startPost(this.postStarts.shift(), start);
      else this.startPre(this.preStarts.shift(), start);
    }
    (this.lumped ?? this.sliced)?.settle(tick);
  }

  private startPre(i: number, tick: number): void {
    this.lumped?.preStart(i, tick);
    this.ordered?.preStart(i, tick);
    this.sliced?.preStart(i, tick);
    this.shadow?.preStart(i, tick);
  }

  private startPost(j: number, tick: number): void {
    const event = this.postSpikes++;
    this.lumped?.postStart(j, tick, event);
    this.ordered?.postStart(j, tick, event);
    this.sliced?.postStart(j, tick, event);
    this.shadow?.postStart(j, tick, event);
  }

  setSignal(name: string, value: number, tick: number): void {
    this.settle(tick);
    this.drive.alphas.take(name, value);
    this.remodulate(tick);
  }

  /** The alphas are others from `tick` on. */
  private remodulate(tick: number): void {
    if (!this.drive.follow()) return;
    if (this.learning) this.ordered?.retableAt(this.tables, tick);
    else this.ordered?.retable(this.tables, this.drive.factor);
  }

  finish(tick: number): void {
    if (!this.learning) {
      for (const part of [this.lumped, this.ordered, this.sliced, this.shadow]) part?.skip(tick);
      return;
    }
    // No time passes while waveforms complete: the alphas stay those of the end.
    const { preLead, postLead } = this.tables[0];
    this.settleUntil(tick + preLead + postLead + 1 + 2 * (this.jitter?.wait ?? 0), tick);
    this.lumped?.finish(tick);
    this.ordered?.finish(tick);
    this.sliced?.finish(tick);
    this.shadow?.finish(tick);
    this.preStarts.reset();
    this.postStarts.reset();
  }

  flush(): void {
    this.lumped?.flush();
  }

  setGain(gain: number, schedule: GainSchedule): void {
    if (!this.drive.setGain(gain, schedule)) return;
    const { factor, post } = this.drive;
    this.lumped?.retable(this.tables, factor);
    this.ordered?.retable(this.tables, factor);
    this.sliced?.revolt(this.tables[0], factor, post);
    this.shadow?.retable(this.tables, factor);
  }

  /** Without the tables: they follow from the gain, which is set before every presentation and never within one. */
  save(): Saved {
    const form = (this.lumped ?? this.sliced ?? this.ordered)!.save();
    const parts = gathered({
      preStarts: this.preStarts.save(),
      postStarts: this.postStarts.save(),
      ...(this.shadow ? { shadow: this.shadow.save() } : {}),
    });
    return {
      numbers: { events: this.postSpikes, ...form.numbers, ...parts.numbers },
      arrays: {
        state: packed(this.wiring, this.state),
        alphas: this.drive.alphas.save(),
        ...form.arrays,
        ...parts.arrays,
      },
    };
  }

  restore(saved: Saved, now: number): void {
    unpack(this.wiring, checkedArray(saved, "state", packed(this.wiring, this.state), finite), this.state);
    // A neuron spikes once per tick at most.
    const events = checkedNumber(saved, "events", whole(0, this.nPost * now));
    this.postSpikes = events;
    const { preLead, postLead } = this.tables[0];
    const late = 2 * (this.jitter?.wait ?? 0);
    this.preStarts.restore(partOf(saved, "preStarts"), now, preLead + late);
    this.postStarts.restore(partOf(saved, "postStarts"), now, 1 + postLead + late);
    (this.lumped ?? this.sliced ?? this.ordered)!.restore(saved, now, events);
    this.shadow?.restore(partOf(saved, "shadow"), now, events);
    this.drive.alphas.restore(saved);
    // The state is of these tables already: nothing is brought up to date by others.
    this.drive.follow();
    this.ordered?.retable(this.tables, this.drive.factor);
  }

  conductance(at: number, tick: number): number {
    const i = this.wiring.rowOf(at);
    const j = this.wiring.columnOf(i, at);
    return this.ordered ? this.ordered.peek(i * this.nPost + j, tick) : this.state[at]!;
  }

  stuck(at: number): boolean {
    const { gains } = this.variation;
    return gains !== undefined && gains.up[at] === 0 && gains.down[at] === 0;
  }

  rewrite(change: (g: number, at: number, column: number) => number): void {
    const { state, nPre, nPost, stride } = this;
    for (let i = 0; i < nPre; i++)
      for (let j = 0; j < nPost; j++) {
        const at = i * stride + j;
        if (!this.stuck(at)) state[at] = change(state[at]!, at, j);
      }
    this.shadow?.rewrite((g, at) => (this.stuck(at) ? g : change(g, at, at % stride)));
  }

  age(seconds: number): void {
    const left = remaining(this.spec.nonIdeal?.retention?.tau ?? 0, seconds);
    if (left === 1) return;
    const { gMin } = this.spec.device;
    const low = this.variation.range?.low ?? gMin;
    for (let i = 0; i < this.nPre; i++) relax(this.state, i * this.stride, this.nPost, low, left);
    this.shadow?.relax(gMin, left);
  }

  read(g: Float32Array): Float32Array {
    const { nPre, nPost, wiring, spec } = this;
    const { gMin, gMax } = spec.device;
    const own = this.variation.range;
    const flat = (own: Float32Array) => packed(wiring, own);
    const range = own && { low: flat(own.low), high: flat(own.high) };
    const context = { nPre, nPost, gMin, gMax, range, random: this.random.split("read") };
    return readOut(g, spec.nonIdeal ?? {}, context);
  }

  check(): PlasticityCheck | undefined {
    // The ordered form has V_pre alone in its runs: nothing to compare with where it is switched off.
    if (this.spec.lonePre === "off") return undefined;
    return this.shadow?.compare(this.state);
  }

  fused(): FusedSynapses | string {
    if (this.sliced) return "devices moved slice by slice have no other kernel";
    if (!this.lumped) return 'synapses in the form "ordered" are exact, and have no other kernel';
    if (!isLinear(this.spec.device)) return "other bounds than linear soft ones have no other kernel";
    if (this.spec.overlap === "hold") return 'overlap "hold" has no other kernel';
    if (this.tables[0].preLead > 0) return "waveforms that begin before their spike have no other kernel";
    const crossbar = this;
    const { amplitudes } = this;
    const { noise, range } = this.variation;
    return {
      device: this.spec.device,
      gains: this.lumped.gains,
      own: range,
      jitter: this.jitter,
      noise,
      ...(amplitudes ? { levelOf: amplitudes.levelOf.bind(amplitudes) } : {}),
      disturb: this.disturb,
      get tables() {
        return crossbar.tables;
      },
      get factor() {
        return crossbar.drive.factor;
      },
      get version() {
        return crossbar.drive.version;
      },
      moveState(to) {
        to.set(crossbar.state);
        crossbar.state = to;
      },
      skip: (tick) => this.shadow!.skip(tick),
      followedRows: this.shadow!.rows,
      follow: (presentation) => this.shadow!.follow(presentation, this.tables[0].postLead, this.jitter),
    };
  }
}
