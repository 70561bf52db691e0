/** One projection at work: spikes on their way, rows that arrive, sums. */
import type { Wiring } from "../core/connectivity/index.js";
import type { Neurons, SpikeBuffer } from "../core/neuron/model.js";
import type { Random } from "../core/random.js";
import type { SavedArray } from "../core/saved.js";
import type { SpikeTrain } from "../core/spikes.js";
import { type StateVariable, within } from "../core/state.js";
import { addScaled } from "../crossbar/kernels/reference.js";
import type { Crossbar } from "../crossbar/model.js";
import type { Population, Projection } from "../network/build.js";
import { Arrivals, arrivalVariables, mostAtOnce } from "./arrivals.js";
import type { BatchRead } from "./batch-read.js";
import type { Arena } from "./compiled/arena.js";
import { CompiledDelivery } from "./compiled/deliver.js";
import { DelayRing } from "./delay-ring.js";
import { addFixed, addValues, addWeights } from "./deliver.js";
import { PartArrivals } from "./part-arrivals.js";
import { ReadNoise } from "./read-noise.js";

const NO_SPIKES: SpikeTrain = { tick: new Float64Array(0), index: new Int32Array(0), count: 0 };

export class Lane {
  /** Rows that arrive at the present tick, from `collect`. */
  private readonly rows: Int32Array;
  /** Sum of rows before the read gain, in the precision of the input, length of the target; zero between ticks. */
  private sum: Float32Array | Float64Array;
  private readonly compiled: CompiledDelivery | undefined;
  /** Of synapses with delays of their own: input to come where they are fixed, spikes to come where they are plastic. */
  private readonly ring: DelayRing | undefined;
  private readonly parts: PartArrivals | undefined;
  private readonly noise: ReadNoise | undefined;
  /** Sums of the present train's rows, read ahead, [tick][column]; absent where rows are read as they arrive. */
  private ahead: Float32Array | undefined;
  /** What is on its way; `sum` is zero between ticks. */
  readonly variables: readonly StateVariable[];
  private readonly queue = new Arrivals();
  private readonly nPost: number;
  /** Train of the source, read by its own pointer; ticks count from `origin`. */
  private train = NO_SPIKES;
  private at = 0;
  private origin = 0;

  constructor(
    readonly projection: Projection,
    populations: readonly Population[],
    private readonly arena?: Arena,
  ) {
    const nPre = populations[projection.from]!.size;
    this.nPost = populations[projection.to]!.size;
    this.rows = new Int32Array(mostAtOnce(nPre));
    const input = populations[projection.to]!.neurons!.input[projection.receptor]!;
    const double = input instanceof Float64Array;
    this.sum = double ? new Float64Array(this.nPost) : new Float32Array(this.nPost);
    const { connectivity, extraDelay, maxExtraDelay, crossbar } = projection;
    if (arena && !extraDelay) {
      this.compiled = new CompiledDelivery(arena, projection, this.rows.length);
      if (crossbar)
        arena.move(this.sum, (there) => {
          this.sum = there;
        });
    }
    const noise = crossbar?.readNoise;
    if (noise) this.noise = new ReadNoise(noise.sigma, noise.random, crossbar.wiring);
    if (extraDelay) this.ring = new DelayRing(this.nPost, maxExtraDelay, double ? "double" : "single");
    if (arena && this.ring && connectivity.form !== "uniform")
      this.ring.moveTo(arena, connectivity, extraDelay!, projection.weights);
    if (connectivity.form === "csr" && connectivity.split)
      this.parts = new PartArrivals(connectivity.split, maxExtraDelay);
    this.variables = [
      ...within(
        "arrivals",
        arrivalVariables(projection.delay, nPre, {
          tick: () => this.onItsWay().ticks(),
          index: () => this.onItsWay().indices(),
          take: (tick, index) => this.resumeWith(tick, index),
        }),
      ),
      ...within("ring", this.ring?.variables ?? []),
      ...within("parts", this.parts?.variables ?? []),
    ];
  }

  /** A new train of the source begins at `origin`; spikes of the last one still under way are kept. */
  feed(train: SpikeTrain | undefined, origin: number): void {
    this.leave(this.queue);
    this.train = train ?? NO_SPIKES;
    this.at = 0;
    this.origin = origin;
    this.ahead = undefined;
  }

  /** Whether its reads are noisy. */
  get noisy(): boolean {
    return this.noise !== undefined;
  }

  /** Noise of reads comes from this stream from `now` on. */
  noiseFrom(random: Random, now: number): void {
    this.noise?.begin(random.split(this.projection.name), now);
  }

  /** Append the spikes of the train that have not arrived. */
  private leave(queue: Arrivals): void {
    const { train, origin } = this;
    const { delay } = this.projection;
    for (let s = this.at; s < train.count; s++) queue.push(origin + train.tick[s]! + delay, train.index[s]!);
  }

  /** Read the train's rows ahead, where they arrive at once and synapses stay as they are. */
  readAhead(read: BatchRead, ticks: number): void {
    const { crossbar, delay } = this.projection;
    const alone = delay === 0 && !this.parts && this.queue.next() === Number.POSITIVE_INFINITY;
    if (crossbar && !crossbar.learning && alone && this.train.count > 0)
      this.ahead = read.currents(crossbar, this.train, ticks);
  }

  /** Sums that were read ahead for `tick`. */
  private aheadAt(tick: number): Float32Array | undefined {
    const n = this.nPost;
    const from = (tick - this.origin) * n;
    return this.ahead?.subarray(from, from + n);
  }

  /** Next tick (from `now` on) at which something arrives or the synapses have work. */
  next(now: number): number {
    let tick = Math.min(this.queue.next(), this.nextOfTrain());
    if (this.ring) tick = Math.min(tick, this.ring.next(now));
    if (this.parts) tick = Math.min(tick, this.parts.next(now));
    const { crossbar } = this.projection;
    return crossbar ? Math.min(tick, Math.max(now, crossbar.nextTick())) : tick;
  }

  private nextOfTrain(): number {
    if (this.at >= this.train.count) return Number.POSITIVE_INFINITY;
    return this.origin + this.train.tick[this.at]! + this.projection.delay;
  }

  /** Write the rows that arrive at `tick` to `rows`; their number. */
  collect(tick: number): number {
    let count = 0;
    while (this.queue.next() === tick) this.rows[count++] = this.queue.shift();
    const { train } = this;
    const wanted = tick - this.origin - this.projection.delay;
    while (this.at < train.count && train.tick[this.at]! === wanted)
      this.rows[count++] = train.index[this.at++]!;
    return count;
  }

  /**
   * The first `count` of the rows from `collect` reach their synapses, now or each after its own further delay: plastic ones
   * learn, and what they give is added to the target's input. @returns  whether there is input at `tick`
   */
  deliver(tick: number, count: number, target: Neurons): boolean {
    const { rows, ring, parts } = this;
    const { crossbar, connectivity, weight, weights, receptor } = this.projection;
    const input = target.input[receptor]!;
    if (ring) {
      this.spread(tick, count, ring);
      if (!ring.has(tick)) return false;
      if (!ring.takesInto(input)) this.arena?.complete();
      ring.take(tick, input);
      return true;
    }
    if (parts) {
      for (let r = 0; r < count; r++) parts.push(tick, rows[r]!);
      const arrived = parts.take(tick);
      return this.arrive(crossbar!, tick, parts.parts, arrived, target);
    }
    if (crossbar) return this.arrive(crossbar, tick, rows, count, target);
    if (count === 0) return false;
    if (this.compiled?.fixed(input, rows, count)) return true;
    this.arena?.complete();
    if (weights) addWeights(input, connectivity as Wiring, weights, rows, count);
    else addFixed(input, connectivity, rows, count, weight);
    return true;
  }

  /** Spikes reach plastic rows: these learn, and are read. */
  private arrive(
    crossbar: Crossbar,
    tick: number,
    rows: Int32Array,
    count: number,
    target: Neurons,
  ): boolean {
    if (count === 0) return false;
    if (crossbar.learning) for (let r = 0; r < count; r++) crossbar.pre(rows[r]!, tick);
    const ahead = this.aheadAt(tick);
    const { state, readGain } = crossbar;
    // Looked up here: learning may have moved it.
    const input = target.input[this.projection.receptor]!;
    if (!ahead && !this.noise && this.compiled?.sparse(input, this.sum, state, rows, count, readGain))
      return true;
    if (ahead) this.sum.set(ahead);
    else if (!this.compiled?.values(this.sum, state, rows, count)) {
      this.arena?.complete();
      addValues(this.sum, crossbar.wiring, state, rows, count);
    }
    if (this.noise) {
      this.arena?.complete();
      this.noise.add(this.sum, rows, count, tick);
    }
    if (this.compiled?.scaled(input, this.sum, readGain)) return true;
    this.arena?.complete();
    addScaled(input, this.sum, readGain, this.nPost);
    return true;
  }

  /** Send rows of fixed weights to each target at the target's own delay. */
  private spread(tick: number, count: number, ring: DelayRing): void {
    const { connectivity, extraDelay, weight, weights } = this.projection;
    if (ring.addRows(tick, this.rows, count, weight)) return;
    this.arena?.complete();
    const wiring = connectivity as Wiring;
    for (let r = 0; r < count; r++)
      if (weights) ring.addEach(tick, wiring, this.rows[r]!, weights, extraDelay!);
      else ring.add(tick, wiring, this.rows[r]!, weight, extraDelay!);
  }

  /** Neurons of population p spiked at `tick`. */
  fired(p: number, tick: number, spikes: SpikeBuffer): void {
    const { from, to, delay, crossbar } = this.projection;
    if (crossbar?.learning && to === p)
      for (let s = 0; s < spikes.count; s++) crossbar.post(spikes.index[s]!, tick);
    if (from === p) for (let s = 0; s < spikes.count; s++) this.queue.push(tick + delay, spikes.index[s]!);
  }

  private onItsWay(): Arrivals {
    const waiting = new Arrivals();
    this.queue.each((tick, index) => waiting.push(tick, index));
    this.leave(waiting);
    return waiting;
  }

  private resumeWith(tick: SavedArray, index: SavedArray): void {
    this.queue.clear();
    this.train = NO_SPIKES;
    this.at = 0;
    this.ahead = undefined;
    for (let x = 0; x < tick.length; x++) this.queue.push(tick[x]!, index[x]!);
  }

  clear(): void {
    this.queue.clear();
    this.ring?.clear();
    this.parts?.clear();
    this.train = NO_SPIKES;
    this.at = 0;
    this.ahead = undefined;
  }
}
