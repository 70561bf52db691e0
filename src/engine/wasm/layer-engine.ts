/**
 * Runs presentations of one layer inside WebAssembly: encoding, time steps, plasticity. The same spikes, conductances and
 * thresholds as the event-driven engine, bit for bit. Time in the kernel counts from the last `finish`.
 */
import type { SpikeBuffer } from "../../core/neuron/model.js";
import type { Random } from "../../core/random.js";
import { anyArrayOf, numberOf, partOf, type Saved, SavedError } from "../../core/saved.js";
import type { SpikeTrain } from "../../core/spikes.js";
import { restoreState, type StateVariable, saveState, within } from "../../core/state.js";
import { LEDGER } from "../../crossbar/model.js";
import { loneTable, postEventRecords } from "../../crossbar/post-event-records.js";
import type { Network, Projection } from "../../network/build.js";
import { arrivalVariables } from "../arrivals.js";
import type { PresentationEngine, SpikeListener } from "../model.js";
import { type EngineOwned, restoreNetwork, saveNetwork } from "../saved.js";
import { LateStarts } from "./late-starts.js";
import type { Layer } from "./layer.js";
import { LayerNeurons } from "./layer-neurons.js";
import { FIRST_ADDRESS, type MemoryPlan } from "./memory-plan.js";
import { instantiate, type Kernels, type Layout } from "./module.js";
import { isPaired } from "./pairing.js";
import {
  LEDGER_ENTRY,
  LISTED_PASSES,
  ownArrays,
  PASS_ENTRY,
  paddedRows,
  planOf,
  RANDOM_WORDS,
  setConstants,
} from "./plan.js";

/** What the kernel counts, under the names by which the reference saves it. */
const COUNTED = ["events", "presentations", ...LEDGER] as const;

export class LayerEngine implements PresentationEngine {
  now = 0;
  onSpikes: SpikeListener | undefined;
  /** Public for benchmarks and tests. */
  readonly kernels: Kernels;
  private readonly layout: Layout;
  private readonly counts: Int32Array;
  private readonly sourceCounts: Int32Array;
  private readonly theta: Float32Array;
  private readonly probability: Float64Array;
  private readonly drawn: Int32Array;
  private readonly followed: Int32Array;
  private readonly outLog: Int32Array;
  private readonly order: Int32Array;
  private readonly table: Float32Array;
  private readonly excess: Float32Array;
  private readonly lone: Float64Array;
  /** Per row the lone-pre parts that wait: (p, d). */
  private readonly waiting: Float64Array;
  /** Pre waveforms in the order of their starts, where those may be late. */
  private readonly starts: LateStarts | undefined;
  private version = -1;
  /** Absolute tick of the last `finish`, and input spikes since. */
  private begin = 0;
  private inputSpikes = 0;
  /** Whether synapses learn in the present presentation; undefined before its first run. */
  private learned: boolean | undefined;
  private readonly neurons: LayerNeurons;
  /** The neuron that spiked in the very last step, whose inhibition is on its way. */
  private justSpiked: number | undefined;

  /** @param maxTicks  longest presentation between two calls of `finish`, ticks */
  constructor(
    readonly network: Network,
    private readonly layer: Layer,
    private readonly maxTicks: number,
  ) {
    const plan = planOf(layer, maxTicks);
    const { memory, kernels, layout } = instantiate(plan.bytes, {
      levelOf: layer.synapses.levelOf ?? (() => 0),
      postDelay: (column, tick) => layer.synapses.jitter!.post(column, this.begin + tick),
    });
    const { buffer } = memory;
    this.kernels = kernels;
    this.layout = layout;
    const laidOut = {
      BATCH: RANDOM_WORDS,
      ENTRY_BYTES: 4 * LEDGER_ENTRY,
      MOST_LISTED: LISTED_PASSES,
      PASS_BYTES: 4 * PASS_ENTRY,
    };
    if (
      this.get("dataEnd") > FIRST_ADDRESS ||
      Object.entries(laidOut).some(([name, value]) => this.get(name) !== value)
    )
      throw new Error("the kernel was built for another layout: npm run build");
    for (const [name, address] of plan.addresses()) this.set(name, address);
    setConstants(layer, maxTicks, (name, value) => this.set(name, value));
    this.counts = plan.int32("counts", buffer).subarray(0, layer.neurons.n);
    this.sourceCounts = plan.int32("sourceCounts", buffer).subarray(0, layer.nPre);
    this.theta = plan.float32("theta", buffer).subarray(0, layer.neurons.n);
    plan.float32("threshold", buffer).fill(Number.POSITIVE_INFINITY);
    this.probability = plan.float64("probability", buffer).subarray(0, layer.nPre);
    this.drawn = plan.int32("drawn", buffer);
    this.followed = plan.int32("followed", buffer);
    const sampled = plan.int32("sampled", buffer);
    for (const row of layer.synapses.followedRows) sampled[row] = 1;
    this.outLog = plan.int32("outLog", buffer);
    this.table = plan.float32("table", buffer);
    this.excess = plan.float32("excess", buffer);
    this.lone = plan.float64("lone", buffer);
    this.waiting = plan.float64("waiting", buffer);
    this.neurons = new LayerNeurons(layer, plan, buffer, layout);
    this.order = plan.int32("order", buffer);
    this.takeTiles(isPaired() ? 2 : 1);
    plan.int32("entryOf", buffer).fill(-1);
    plan.int32("lastPre", buffer).fill(-1);
    const { crossbar, synapses, nPre } = layer;
    synapses.moveState(plan.float32("state", buffer).subarray(0, nPre * crossbar.stride));
    this.copyOwn(plan, buffer);
    this.starts = this.lateStarts(plan, buffer);
    this.takeTables();
    this.kernels.finish(true);
  }

  /**
   * How many tiles of 16 neurons are taken at once where they can be: two where vectors are paired, as set at first. It
   * changes no result. Public for tests.
   */
  takeTiles(atOnce: 1 | 2): void {
    this.set("wide", atOnce - 1);
    this.order.forEach((_, k, order) => {
      order[k] = atOnce * k;
    });
  }

  private set(name: string, value: number): void {
    const global = this.layout[name];
    if (!global) throw new Error(`the kernel has no "${name}"`);
    global.value = value;
  }

  private get(name: string): number {
    return this.layout[name]!.value;
  }

  population(name: string): number {
    return this.network.populations.findIndex((p) => p.name === name);
  }

  spikesOf(population: number): Int32Array {
    return population === this.layer.output ? this.counts : this.sourceCounts;
  }

  clearCounts(): void {
    this.counts.fill(0);
    this.sourceCounts.fill(0);
  }

  run(ticks: number, input: ReadonlyMap<number, SpikeTrain>): void {
    const from = this.begun(ticks);
    const train = input.get(this.layer.source);
    const count = train?.count ?? 0;
    if (this.inputSpikes + count > this.layer.nPre * this.maxTicks)
      throw new RangeError(
        `${this.inputSpikes + count} input spikes in a presentation: more than ticks x neurons`,
      );
    for (let s = 0; s < count; s++) {
      const tick = train!.tick[s]!;
      const index = train!.index[s]!;
      if (!(Number.isInteger(tick) && tick >= 0 && tick < ticks))
        throw new RangeError(`an input spike at tick ${tick}; accepted: whole ticks from 0 to ${ticks - 1}`);
      if (!(index >= 0 && index < this.layer.nPre))
        throw new RangeError(`an input spike of neuron ${index}; there are ${this.layer.nPre}`);
      this.drawn[2 * s] = tick;
      this.drawn[2 * s + 1] = index;
    }
    this.kernels.accept(count, ticks, from);
    this.inputSpikes += count;
    this.advance(ticks);
  }

  runPoisson(ticks: number, source: number, probability: Float64Array, random: Random): number {
    if (source !== this.layer.source) throw new RangeError(`population ${source} is not the source`);
    if (probability.length !== this.layer.nPre)
      throw new RangeError(`${probability.length} probabilities for ${this.layer.nPre} neurons`);
    if (!random.fresh) throw new RangeError("the input needs a stream from which nothing was drawn");
    const from = this.begun(ticks);
    this.probability.set(probability);
    const count = this.kernels.encode(ticks, from, random.k0, random.k1);
    if (count < 0) throw new RangeError(`more input spikes than ticks x neurons`);
    this.inputSpikes += count;
    this.advance(ticks);
    return count;
  }

  /** Ticks since the last `finish`. @throws RangeError where memory was laid out for fewer than are to follow */
  private begun(ticks: number): number {
    const from = this.now - this.begin;
    if (from + ticks > this.maxTicks)
      throw new RangeError(`a presentation of ${from + ticks} ticks; laid out for ${this.maxTicks}`);
    return from;
  }

  private advance(ticks: number): void {
    const { crossbar, neurons, synapses } = this.layer;
    if (synapses.version !== this.version) this.takeTables();
    this.learned ??= crossbar.learning;
    if (this.learned !== crossbar.learning)
      throw new Error("learning was switched within a presentation: finish it first");
    this.set("learning", this.learned ? 1 : 0);
    this.set("thetaPlus", neurons.thetaPlus ?? 0);
    this.theta.set(neurons.theta!);
    if (this.learned) this.starts?.order(this.begin, this.now - this.begin + ticks);
    const before = this.get("spikesOut");
    this.kernels.run(ticks);
    neurons.theta!.set(this.theta);
    this.now += ticks;
    if (this.onSpikes) this.tell(before);
  }

  private tell(before: number): void {
    const spikes: SpikeBuffer = { index: new Int32Array(1), count: 1 };
    for (let s = before; s < this.get("spikesOut"); s++) {
      spikes.index[0] = this.outLog[2 * s + 1]!;
      this.onSpikes!(this.layer.output, this.begin + this.outLog[2 * s]!, spikes);
    }
  }

  finish(reset: boolean): void {
    const { crossbar, synapses } = this.layer;
    const learned = this.learned ?? crossbar.learning;
    this.set("learning", learned ? 1 : 0);
    if (learned)
      synapses.follow({
        begin: this.begin,
        ticks: this.now - this.begin,
        input: this.followedStarts(),
        output: this.outLog.subarray(0, 2 * this.get("spikesOut")),
      });
    else synapses.skip(this.now);
    this.noteLast(reset);
    this.kernels.finish(reset);
    this.starts?.forget();
    if (reset) this.layer.neurons.reset(this.now);
    this.begin = this.now;
    this.inputSpikes = 0;
    this.learned = undefined;
  }

  flush(): void {
    this.kernels.flushRows();
    const { disturb } = this.layer.synapses;
    for (const entry of LEDGER) disturb[entry] = this.get(entry);
  }

  private noteLast(reset: boolean): void {
    if (this.now > this.begin) {
      const spikes = this.get("spikesOut");
      const last = spikes > 0 ? this.outLog[2 * (spikes - 1)]! : -1;
      this.justSpiked = last === this.now - this.begin - 1 ? this.outLog[2 * spikes - 1]! : undefined;
    }
    if (reset) this.justSpiked = undefined;
  }

  /** Neurons, counters, ledger and what waits are the kernel's. */
  save(): Saved {
    const { now, begin, network } = this;
    if (now !== begin) throw new Error("a presentation is under way: finish it before it is saved");
    return saveNetwork(network, now, this.owned());
  }

  restore(saved: Saved): void {
    const { crossbar } = this.layer;
    const lateral = this.network.projections.find((p) => p.crossbar !== crossbar)!;
    checkInhibition(partOf(saved, `lane.${lateral.name}.arrivals`), numberOf(saved, "clock.now"));
    this.kernels.forget();
    this.starts?.forget();
    this.now = restoreNetwork(this.network, saved, this.owned());
    this.begin = this.now;
    this.inputSpikes = 0;
    this.learned = undefined;
    const { name } = this.network.projections.find((p) => p.crossbar === crossbar)!;
    restoreState(this.ofCrossbar(), partOf(saved, `projection.${name}`), this);
  }

  private owned(): EngineOwned {
    const { crossbar } = this.layer;
    return {
      lanes: this.network.projections.map((p) =>
        within("arrivals", p.crossbar === crossbar ? this.nothing(p) : this.inhibition(p)),
      ),
      neurons: () => this.neurons.variables(() => this.now),
      crossbar: ({ numbers, arrays }) => {
        const own = saveState(this.ofCrossbar());
        return {
          numbers: { ...numbers, ...own.numbers, begin: this.begin },
          arrays: { ...arrays, ...own.arrays },
        };
      },
    };
  }

  /** Input spikes arrive at once. */
  private nothing({ delay }: Projection): StateVariable[] {
    const none = { tick: () => new Float64Array(0), index: () => new Int32Array(0), take: () => {} };
    return arrivalVariables(delay, this.layer.nPre, none);
  }

  /** Of the last step's winner. */
  private inhibition({ delay }: Projection): StateVariable[] {
    const spiked = () => (this.justSpiked === undefined ? [] : [this.justSpiked]);
    return arrivalVariables(delay, this.layer.neurons.n, {
      tick: () => Float64Array.from(spiked(), () => this.now),
      index: () => Int32Array.from(spiked()),
      take: (_, [index]) => {
        this.justSpiked = index;
        this.neurons.inhibit(index);
      },
    });
  }

  /** What the kernel counts, and the parts of lone pre waveforms that wait, under the names of the reference. */
  private ofCrossbar(): StateVariable[] {
    const { waiting } = this;
    const counted = COUNTED.map(
      (name): StateVariable => ({
        name,
        unit: "1",
        per: "one",
        doc: "counted by the kernel",
        get: () => this.get(name),
        set: (x) => this.set(name, x),
      }),
    );
    const part = (name: string, at: 0 | 1): StateVariable => ({
      name,
      unit: "S",
      per: "row",
      doc: "what lone pre waveforms are still to change",
      length: this.layer.nPre,
      list: () => Float64Array.from({ length: this.layer.nPre }, (_, i) => waiting[2 * i + at]!),
      take: (values) => {
        for (let i = 0; i < values.length; i++) waiting[2 * i + at] = values[i]!;
      },
    });
    return [...counted, part("waitingP", 0), part("waitingD", 1)];
  }

  /** Late ones may come after the presentation's end, where the kernel has not been yet. */
  private followedStarts(): Int32Array {
    return this.starts?.followed() ?? this.followed.subarray(0, 2 * this.get("followedCount"));
  }

  private lateStarts(plan: MemoryPlan, buffer: ArrayBuffer): LateStarts | undefined {
    const { jitter, followedRows } = this.layer.synapses;
    if (jitter) return new LateStarts(jitter, plan, buffer, this.layer.nPre, followedRows);
    this.set("startAt", this.get("firstAt"));
    this.set("startRow", this.get("rowIndex"));
    this.set("startTick", this.get("tickIndex"));
    return undefined;
  }

  /** Gains and bounds of single devices, by row and by column. */
  private copyOwn(plan: MemoryPlan, buffer: ArrayBuffer): void {
    const { crossbar, nPre, synapses } = this.layer;
    const rows = paddedRows(nPre);
    for (const { name, values } of ownArrays(synapses)) {
      plan.float32(name, buffer).set(values);
      const byColumn = plan.float32(`${name}ByColumn`, buffer);
      for (let i = 0; i < nPre; i++)
        for (let j = 0; j < crossbar.nPost; j++) byColumn[j * rows + i] = values[i * crossbar.stride + j]!;
    }
    const { gains } = synapses;
    if (gains?.down !== gains?.up) return;
    this.set("gainDown", this.get("gainUp"));
    this.set("gainDownByColumn", this.get("gainUpByColumn"));
  }

  private takeTables(): void {
    const { synapses } = this.layer;
    const [first] = synapses.tables;
    this.set("gain", synapses.factor);
    if (first.p.length * synapses.tables.length * 4 !== this.table.length)
      throw new Error("the waveforms have changed their length during a run");
    const lone = loneTable(first);
    for (const [level, tables] of synapses.tables.entries()) {
      const records = postEventRecords(tables, lone);
      const entries = tables.p.length;
      this.table.set(records, 4 * level * entries);
      for (let x = 0; x < entries; x++) {
        const at = 2 * (level * entries + x);
        this.excess[at] = records[4 * x + 2]!;
        this.excess[at + 1] = records[4 * x + 3]!;
      }
    }
    for (let age = 0; age < lone.p.length; age++) {
      this.lone[2 * age] = lone.p[age]!;
      this.lone[2 * age + 1] = lone.d[age]!;
    }
    this.set("restP", first.restP);
    this.set("restD", first.restD);
    this.version = synapses.version;
  }
}

/** @throws SavedError where more is on its way than one winner's inhibition at `now` */
function checkInhibition(arrivals: Saved, now: number): void {
  const ticks = anyArrayOf(arrivals, "tick");
  if (ticks.length > 1 || (ticks.length === 1 && ticks[0] !== now))
    throw new SavedError(
      "more than the last winner's inhibition is on its way: the wasm kernel has no room for it",
    );
}
