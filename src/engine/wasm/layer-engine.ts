/**
 * Runs presentations of one layer inside WebAssembly: encoding, time steps, plasticity. The same spikes, conductances and
 * thresholds as the event-driven engine, bit for bit. Time in the kernel counts from the last `finish`.
 */
import type { SpikeBuffer } from "../../core/neuron/model.js";
import type { Random } from "../../core/random.js";
import { numberOf, partOf, type Saved } from "../../core/saved.js";
import type { SpikeTrain } from "../../core/spikes.js";
import { restoreState } from "../../core/state.js";
import { LEDGER } from "../../crossbar/model.js";
import type { Network } from "../../network/build.js";
import type { PresentationEngine, Sharing, SpikeListener } from "../model.js";
import { restoreNetwork, saveNetwork } from "../saved.js";
import type { Layer } from "./layer.js";
import { LayerMemory } from "./layer-memory.js";
import { checkInhibition, crossbarVariables, ownedBy } from "./layer-saved.js";
import type { Kernels } from "./module.js";
import { Shares } from "./shares.js";
import { threadFailure } from "./team.js";
import { ThreadPace } from "./thread-pace.js";

export class LayerEngine implements PresentationEngine {
  now = 0;
  onSpikes: SpikeListener | undefined;
  private readonly memory: LayerMemory;
  /** Absolute tick of the last `finish`, and input spikes since. */
  private begin = 0;
  private inputSpikes = 0;
  /** Whether synapses learn in the present presentation; undefined before its first run. */
  private learned: boolean | undefined;
  /** By which it is seen whether further threads pay. */
  private pace: ThreadPace | undefined;
  /** Whether the network's own neurons are: the kernel has others, so they stay there. */
  private atRest = false;
  private timed = false;
  private readonly shares = new Shares();
  /** The neuron that spiked in the very last step, whose inhibition is on its way. */
  justSpiked: number | undefined;

  /**
   * @param maxTicks  longest presentation between two calls of `finish`, ticks
   * @param threads  that share the columns, see `threads.ts`
   * @param watched  whether all of them work only where that is faster
   */
  constructor(
    readonly network: Network,
    private readonly layer: Layer,
    private readonly maxTicks: number,
    /** Most that work. */
    public threads = 1,
    watched = false,
  ) {
    this.memory = new LayerMemory(layer, maxTicks, () => this.begin, threads);
    if (watched && this.memory.team) this.pace = new ThreadPace();
  }

  /** From now on, whether that is faster or not. */
  useThreads(most: number): void {
    this.pace = undefined;
    this.threads = most;
    if (this.memory.team) this.memory.set("mostThreads", most);
  }

  get neurons(): number {
    return this.layer.neurons.n;
  }

  get sharedBy(): number {
    const { team } = this.memory;
    return team ? 1 + team.seated(this.memory.get("mostThreads") - 1) : 1;
  }

  get sharing(): Sharing | undefined {
    const { team } = this.memory;
    if (!team) return undefined;
    const { failed } = team;
    const seconds = this.pace?.seconds;
    return {
      ...this.shares.counts,
      ...(seconds ? { seconds } : {}),
      ...(failed === undefined ? {} : { failed }),
    };
  }

  release(): void {
    this.useThreads(1);
    this.memory.team?.stop();
  }

  /** Wait for further threads, which otherwise come when they can. Public for tests and benchmarks. */
  assembled(ms: number): boolean {
    return this.memory.team?.assembled(this.threads, ms) ?? this.threads === 1;
  }

  /** Public for benchmarks and tests. */
  get kernels(): Kernels {
    return this.memory.kernels;
  }

  /** As `LayerMemory.takeTiles`. Public for tests. */
  takeTiles(atOnce: 1 | 2): void {
    this.memory.takeTiles(atOnce);
  }

  /** As `LayerMemory.endChunksAfter`. Public for tests. */
  endChunksAfter(spikes: number): void {
    this.memory.endChunksAfter(spikes);
  }

  /** As `LayerMemory.prepareAlways`. Public for tests. */
  prepareAlways(pieces: number): void {
    this.memory.prepareAlways(pieces);
  }

  population(name: string): number {
    return this.network.populations.findIndex((p) => p.name === name);
  }

  spikesOf(population: number): Int32Array {
    return population === this.layer.output ? this.memory.counts : this.memory.sourceCounts;
  }

  clearCounts(): void {
    this.memory.counts.fill(0);
    this.memory.sourceCounts.fill(0);
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
      this.memory.drawn[2 * s] = tick;
      this.memory.drawn[2 * s + 1] = index;
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
    this.memory.probability.set(probability);
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
    const { crossbar, neurons } = this.layer;
    if (this.learned === undefined) this.beginPresentation();
    this.memory.refreshTables();
    this.learned ??= crossbar.learning;
    if (this.learned !== crossbar.learning)
      throw new Error("learning was switched within a presentation: finish it first");
    this.memory.set("learning", this.learned ? 1 : 0);
    this.memory.set("thetaPlus", neurons.thetaPlus ?? 0);
    this.memory.theta.set(neurons.theta!);
    if (this.learned) this.memory.starts?.order(this.begin, this.now - this.begin + ticks);
    const { onSpikes } = this;
    const before = onSpikes ? this.memory.get("spikesOut") : 0;
    this.together(() => this.kernels.run(ticks));
    this.shares.part(this.memory.get("called"));
    neurons.theta!.set(this.memory.theta);
    this.now += ticks;
    if (onSpikes) this.tell(before, onSpikes);
  }

  /** What further threads may take part in. @throws Error where one of them has failed */
  private together(command: () => void): void {
    const { team } = this.memory;
    if (!team) {
      command();
      return;
    }
    if (this.threads > 1 && this.pace?.together !== false) team.invite(this.threads);
    try {
      command();
    } catch (error) {
      this.kernels.breakUp();
      throw this.threads === 1 ? error : threadFailure(error);
    }
  }

  private tell(before: number, onSpikes: SpikeListener): void {
    const spikes: SpikeBuffer = { index: new Int32Array(1), count: 1 };
    for (let s = before; s < this.memory.get("spikesOut"); s++) {
      spikes.index[0] = this.memory.outLog[2 * s + 1]!;
      onSpikes(this.layer.output, this.begin + this.memory.outLog[2 * s]!, spikes);
    }
  }

  finish(reset: boolean): void {
    const { crossbar, synapses } = this.layer;
    const learned = this.learned ?? crossbar.learning;
    const shown = this.learned !== undefined;
    if (this.learned === undefined) this.memory.set("learning", learned ? 1 : 0);
    if (learned)
      synapses.follow({
        begin: this.begin,
        ticks: this.now - this.begin,
        input: this.followedStarts(),
        output: this.memory.outLog.subarray(0, 2 * this.memory.get("spikesOut")),
      });
    else synapses.skip(this.now);
    this.noteLast(reset);
    this.together(() => this.kernels.finish(reset));
    // Late ones are counted as the presentation ends.
    if (learned) {
      synapses.countPre(this.inputSpikes, this.memory.get("cutPres"));
      this.memory.set("cutPres", 0);
    }
    this.memory.starts?.forget();
    if (reset && !this.atRest) this.layer.neurons.reset(this.now);
    this.atRest ||= reset;
    this.begin = this.now;
    this.inputSpikes = 0;
    this.learned = undefined;
    this.shares.end(shown && learned);
    if (shown && this.timed) this.pace?.end();
  }

  /** While further threads are on their way one shows pictures, and that says nothing of all. */
  private beginPresentation(): void {
    const { pace, threads } = this;
    if (!pace) return;
    this.timed = !pace.together || this.memory.team!.present(threads);
    if (this.timed) pace.begin();
    this.memory.set("mostThreads", this.timed && pace.together ? threads : 1);
  }

  flush(): void {
    this.kernels.flushRows();
    const { disturb } = this.layer.synapses;
    for (const entry of LEDGER) disturb[entry] = this.memory.get(entry);
  }

  private noteLast(reset: boolean): void {
    if (this.now > this.begin) {
      const spikes = this.memory.get("spikesOut");
      const last = spikes > 0 ? this.memory.outLog[2 * (spikes - 1)]! : -1;
      this.justSpiked = last === this.now - this.begin - 1 ? this.memory.outLog[2 * spikes - 1]! : undefined;
    }
    if (reset) this.justSpiked = undefined;
  }

  /** Neurons, counters, ledger and what waits are the kernel's. */
  save(): Saved {
    const { now, begin, network } = this;
    if (now !== begin) throw new Error("a presentation is under way: finish it before it is saved");
    return saveNetwork(network, now, ownedBy(this.layer, this.memory, this, network));
  }

  restore(saved: Saved): void {
    const { layer, memory, network } = this;
    const { crossbar } = layer;
    const lateral = network.projections.find((p) => p.crossbar !== crossbar)!;
    checkInhibition(partOf(saved, `lane.${lateral.name}.arrivals`), numberOf(saved, "clock.now"));
    this.kernels.forget();
    this.memory.set("cutPres", 0);
    this.memory.starts?.forget();
    this.now = restoreNetwork(network, saved, ownedBy(layer, memory, this, network));
    this.begin = this.now;
    this.inputSpikes = 0;
    this.learned = undefined;
    const { name } = network.projections.find((p) => p.crossbar === crossbar)!;
    restoreState(crossbarVariables(layer, memory), partOf(saved, `projection.${name}`), this);
  }

  /** Late ones may come after the presentation's end, where the kernel has not been yet. */
  private followedStarts(): Int32Array {
    return (
      this.memory.starts?.followed() ?? this.memory.followed.subarray(0, 2 * this.memory.get("followedCount"))
    );
  }
}
