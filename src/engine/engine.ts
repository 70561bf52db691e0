/**
 * Runs a network from event to event. Time is a whole number of ticks; ticks at which nothing happens cost
 * nothing. Within a tick the order is fixed: synapses settle, spikes arrive, neurons are updated in the order of
 * the populations, probes look. A neuron's spike at tick t arrives at t + delay >= t + 1 and its post waveform
 * starts at t + 1, so no result depends on the order of populations.
 */
import { SpikeCollector } from "../core/encoder/gap-sampling.js";
import type { SpikeBuffer } from "../core/neuron/model.js";
import type { Random } from "../core/random.js";
import type { Saved } from "../core/saved.js";
import { SizeError } from "../core/size.js";
import type { SpikeTrain } from "../core/spikes.js";
import type { StateVariable } from "../core/state.js";
import { LAST_TICK } from "../core/ticks.js";
import type { Network, Population } from "../network/build.js";
import type { BatchRead } from "./batch-read.js";
import type { Arena } from "./compiled/arena.js";
import { WHOLE } from "./compiled/cuts.js";
import { moveNetwork } from "./compiled/move.js";
import { CurrentDrive } from "./current-drive.js";
import { Lane } from "./lane.js";
import type { PresentationEngine, SpikeListener } from "./model.js";
import { PoissonDrive } from "./poisson-drive.js";
import { type EngineOwned, restoreNetwork, saveNetwork } from "./saved.js";
import { tellSignal } from "./signals.js";
import { type Sampler, type Sampling, talliesOf } from "./tallies.js";
import { threadsForNetwork, whyNetworkAlone } from "./wasm/threads.js";

export type { Sampler } from "./tallies.js";

/** Runs a network tick by tick, from event to event: in TypeScript, which is the reference, or with compiled kernels. */
export class Engine implements PresentationEngine {
  /** Present tick: everything before it is done. */
  now = 0;
  /** Spikes of each population since `clearCounts`. */
  readonly counts: readonly Int32Array[];
  /** Ticks at which something happened, and input spikes delivered to projections. */
  activeTicks = 0;
  /** Input spikes that were delivered to projections so far. */
  delivered = 0;
  /** Called with the spikes of each population at each tick that has some; set it to watch. */
  onSpikes: SpikeListener | undefined;
  /** Reads frozen crossbars ahead, a presentation at a time. */
  batchRead: BatchRead | undefined;
  readonly readNoiseFrom: ((random: Random) => void) | undefined;
  /** Whether kernels in WebAssembly do what they can. */
  readonly compiled: boolean;
  private readonly arena: Arena | undefined;
  private readonly asked: number | undefined;
  private readonly lanes: readonly Lane[];
  /** Those that lead to a population that takes part, and the populations that do. */
  private working: readonly Lane[];
  private awake: readonly number[];
  private readonly trains = new SpikeCollector();
  private readonly buffers: readonly SpikeBuffer[];
  private readonly samplers: Sampling[] = [];
  private readonly drives: readonly PoissonDrive[];
  private readonly currents: readonly CurrentDrive[];
  /** First tick without what drives and currents give at it. */
  private undriven = 0;
  /** Populations that have input at the present tick. */
  private readonly touched: Uint8Array;

  /**
   * @param compiled  whether kernels in WebAssembly shall do what they can, to the same bits
   * @param threads  that share what they do, where memory can be shared and threads can be started; "as pays": as many as the
   *   clock says
   */
  constructor(
    /** The network that it runs. */
    readonly network: Network,
    compiled = false,
    threads: number | "as pays" = 1,
  ) {
    this.asked = threads === "as pays" ? undefined : threads;
    const sharers = Math.min(partsOf(network), threadsForNetwork(neuronsOf(network), this.asked));
    const arena = compiled ? moveNetwork(network, sharers, this.asked === undefined) : undefined;
    this.arena = arena;
    this.compiled = arena !== undefined;
    this.counts = network.populations.map((p) => new Int32Array(p.size));
    this.buffers = network.populations.map((p) => ({ index: new Int32Array(p.size), count: 0 }));
    this.lanes = network.projections.map((p) => new Lane(p, network.populations, arena));
    this.working = this.lanes;
    this.awake = network.populations.map((_, p) => p);
    this.drives = network.populations.flatMap(({ drive, neurons }, x) =>
      drive ? [new PoissonDrive(drive, x, () => neurons!.input[drive.receptor]!, arena, neurons)] : [],
    );
    this.currents = network.populations.flatMap(({ current, neurons }) =>
      current ? [new CurrentDrive(current, () => neurons!.current!)] : [],
    );
    this.touched = new Uint8Array(network.populations.length);
    const noisy = this.lanes.filter((lane) => lane.noisy);
    if (noisy.length > 0)
      this.readNoiseFrom = (random) => {
        for (const lane of noisy) lane.noiseFrom(random, this.now);
      };
  }

  /** Place of a population in the network's list; -1 where none has this name. */
  population(name: string): number {
    return this.network.populations.findIndex((p) => p.name === name);
  }

  /** Has a probe sample at its ticks from now on. */
  addSampler(sampler: Sampler): void {
    this.samplers.push({ sampler, next: this.now });
  }

  spikesOf(population: number): Int32Array {
    return this.counts[population]!;
  }

  /** Sets every neuron's spike count to 0. */
  clearCounts(): void {
    for (const counts of this.counts) counts.fill(0);
  }

  wake(populations: ReadonlySet<number>): void {
    const working = this.lanes.filter((lane) => populations.has(lane.projection.to));
    for (const lane of this.lanes) if (!working.includes(lane) || !this.working.includes(lane)) lane.clear();
    for (const [p, { neurons }] of this.network.populations.entries())
      if (!populations.has(p) || !this.awake.includes(p)) neurons?.reset(this.now);
    this.awake = [...this.network.populations.keys()].filter((p) => populations.has(p));
    this.working = working;
  }

  /**
   * Advance by `ticks`.
   * @param input  spikes of source populations by their position, ticks counted from now
   * @throws SizeError beyond tick 2^52
   */
  run(ticks: number, input: ReadonlyMap<number, SpikeTrain>): void {
    const end = this.now + ticks;
    if (!(end <= LAST_TICK)) throw new SizeError(`tick ${end} is beyond the 2^52 that are counted exactly`);
    for (const lane of this.working) lane.feed(input.get(lane.projection.from), this.now);
    this.countSources(input);
    this.undriven = this.now;
    if (this.batchRead) for (const lane of this.working) lane.readAhead(this.batchRead, ticks);
    const crew = this.arena?.crew;
    crew?.begin();
    for (;;) {
      const tick = this.nextTick();
      if (tick >= end) break;
      this.now = tick;
      this.activeTicks++;
      this.step(tick);
      crew?.endTick();
    }
    this.now = end;
  }

  runPoisson(ticks: number, source: number, probability: Float64Array, random: Random): number {
    const { size } = this.network.populations[source]!;
    if (probability.length !== size)
      throw new RangeError(`${probability.length} probabilities for ${size} neurons`);
    if (!random.fresh) throw new RangeError("the input needs a stream from which nothing was drawn");
    const train = this.trains.poisson(probability, ticks, random);
    this.run(ticks, new Map([[source, train]]));
    return train.count;
  }

  /**
   * A signal has another value from now on, for waveforms under way too.
   * @throws RangeError for a signal that the network does not have, or a value that a listener does not take
   */
  setSignal(name: string, value: number): void {
    if (!this.network.signals.has(name)) throw new RangeError(`the network has no signal "${name}"`);
    tellSignal(this.network, name, value, this.now);
    this.arena?.complete();
  }

  flush(): void {
    for (const lane of this.lanes) lane.projection.crossbar?.flush();
    this.arena?.complete();
  }

  /** End of a presentation: synapses complete what is under way; with `reset` neurons go back to rest. */
  finish(reset: boolean): void {
    for (const lane of this.lanes) {
      lane.projection.crossbar?.finish(this.now);
      if (reset) lane.clear();
    }
    this.arena?.complete();
    if (reset) for (const p of this.network.populations) p.neurons?.reset(this.now);
    else if (this.awake.length < this.network.populations.length) this.restOthers();
  }

  /** Time goes on for those that take no part too. */
  private restOthers(): void {
    for (const [p, { neurons }] of this.network.populations.entries())
      if (!this.awake.includes(p)) neurons?.reset(this.now);
  }

  save(): Saved {
    return saveNetwork(this.network, this.now, this.owned());
  }

  restore(saved: Saved): void {
    for (const lane of this.lanes) lane.clear();
    this.now = restoreNetwork(this.network, saved, this.owned());
  }

  /** Most threads that have worked at once so far. */
  get threads(): number {
    return this.arena?.crew?.took ?? 1;
  }

  /** In which part of its ticks further threads have worked, 0..1. */
  get sharedPart(): number {
    const { all, shared } = this.arena?.crew?.ticks ?? { all: 0, shared: 0 };
    return all > 0 ? shared / all : 0;
  }

  get sharedBy(): number {
    return this.arena?.crew?.seated() ?? 1;
  }

  /** Why one thread computes where more were to; undefined where more may. */
  get oneThread(): string | undefined {
    const { asked, arena } = this;
    if (arena?.crew || asked === 1) return undefined;
    if (!arena)
      return asked === undefined
        ? undefined
        : "threads share the work of compiled kernels, and here are none";
    const why = whyNetworkAlone(neuronsOf(this.network), asked);
    if (why !== undefined || asked === undefined) return why;
    return `threads share the neurons of a population by ${WHOLE}, and none has more`;
  }

  useThreads(most: number): void {
    this.arena?.crew?.use(most);
  }

  /** Wait for further threads, which otherwise come when they can. Public for tests and benchmarks. @returns  whether they have come */
  assembled(ms: number): boolean {
    return this.arena?.crew?.assembled(ms) ?? true;
  }

  release(): void {
    this.arena?.crew?.release();
  }

  /** Bytes of the memory on which compiled kernels work; 0 without them. */
  get compiledBytes(): number {
    return this.arena?.size ?? 0;
  }

  /** Names of the populations and plastic projections that compiled kernels leave to TypeScript; none where nothing is compiled. */
  get inTypeScript(): string[] {
    if (!this.compiled) return [];
    const { populations, projections } = this.network;
    const moved = (p: Population) => p.neurons === undefined || this.arena!.holds(p.neurons.input[0]!);
    return [
      ...populations.filter((p) => !moved(p)),
      ...projections.filter(({ crossbar }) => crossbar && !crossbar.isCompiled),
    ].map(({ name }) => name);
  }

  private owned(): EngineOwned {
    return { lanes: this.lanes.map((lane) => lane.variables) };
  }

  /**
   * What was counted, and when samplers look next: for who reads them at the end, beside `save`. To be restored after
   * `restore`, with the same samplers in the same order.
   */
  tallies(): StateVariable[] {
    return talliesOf(this, this.samplers);
  }

  private nextTick(): number {
    // Drives and currents act at every tick, and nothing is due before the present one.
    if (this.drives.length + this.currents.length > 0) return this.undriven;
    let tick = Number.POSITIVE_INFINITY;
    for (const lane of this.working) tick = Math.min(tick, lane.next(this.now));
    for (const p of this.awake) {
      const { neurons } = this.network.populations[p]!;
      if (neurons) tick = Math.min(tick, neurons.nextTick());
    }
    for (const s of this.samplers) tick = Math.min(tick, s.next);
    return tick;
  }

  private step(tick: number): void {
    for (const lane of this.working) {
      const { crossbar } = lane.projection;
      if (crossbar && crossbar.nextTick() <= tick) crossbar.settle(tick);
    }
    this.touched.fill(0);
    for (const lane of this.working) if (this.arrive(lane, tick)) this.touched[lane.projection.to] = 1;
    for (const drive of this.drives) {
      drive.apply(tick);
      this.touched[drive.population] = 1;
    }
    this.undriven = tick + 1;
    this.update(tick);
    this.arena?.complete();
    for (const current of this.currents) current.apply(tick);
    for (const s of this.samplers)
      if (s.next <= tick) {
        s.sampler.sample(tick);
        s.next = tick + s.sampler.every;
      }
  }

  /** Take what arrives on a lane; true if there was input. */
  private arrive(lane: Lane, tick: number): boolean {
    const { to } = lane.projection;
    const count = lane.collect(tick);
    this.delivered += count;
    return lane.deliver(tick, count, this.network.populations[to]!.neurons!);
  }

  /** Update the neurons that need it; send their spikes. */
  private update(tick: number): void {
    const { populations } = this.network;
    for (const p of this.awake) {
      const neurons = populations[p]!.neurons;
      if (!neurons || (this.touched[p] === 0 && neurons.nextTick() > tick)) continue;
      const spikes = this.buffers[p]!;
      spikes.count = 0;
      neurons.update(tick, spikes);
      if (spikes.count === 0) continue;
      const counts = this.counts[p]!;
      for (let s = 0; s < spikes.count; s++) counts[spikes.index[s]!]!++;
      this.onSpikes?.(p, tick, spikes);
      for (const lane of this.working) lane.fired(p, tick, spikes);
    }
  }

  private countSources(input: ReadonlyMap<number, SpikeTrain>): void {
    for (const [population, train] of input) {
      const counts = this.counts[population]!;
      for (let s = 0; s < train.count; s++) counts[train.index[s]!]!++;
    }
  }
}

/** Parts into which the largest population can be cut: with more threads some would have nothing to do. */
function partsOf({ populations }: Network): number {
  const sizes = populations.map(({ neurons, size }) => (neurons ? size : 0));
  return Math.max(1, Math.ceil(Math.max(0, ...sizes) / WHOLE));
}

/** Those that are updated: all but sources. */
function neuronsOf({ populations }: Network): number {
  return populations.reduce((sum, { neurons, size }) => sum + (neurons ? size : 0), 0);
}
