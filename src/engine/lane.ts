/** One projection at work: spikes on their way, rows that arrive, sums. */
import type { SpikeBuffer } from "../core/neuron/model.js";
import { gathered, partOf, type Saved } from "../core/saved.js";
import type { SpikeTrain } from "../core/spikes.js";
import { restoreState, saveState } from "../core/state.js";
import type { Population, Projection } from "../network/build.js";
import { Arrivals, mostAtOnce } from "./arrivals.js";
import type { BatchRead } from "./batch-read.js";
import { DelayRing } from "./delay-ring.js";

const NO_SPIKES: SpikeTrain = { tick: new Float64Array(0), index: new Int32Array(0), count: 0 };

export class Lane {
  /** Rows that arrive at the present tick, from `collect`. */
  readonly rows: Int32Array;
  /** Sum of rows before the read gain, length of the target padded; zero between ticks. */
  readonly sum: Float32Array;
  readonly ring: DelayRing | undefined;
  /** Sums of the present train's rows, read ahead, [tick][column]; absent where rows are read as they arrive. */
  ahead: Float32Array | undefined;
  private readonly queue = new Arrivals();
  private readonly nPost: number;
  private readonly fixedRow: Float32Array | undefined;
  /** Train of the source, read by its own pointer; ticks count from `origin`. */
  private train = NO_SPIKES;
  private at = 0;
  private origin = 0;

  constructor(
    readonly projection: Projection,
    populations: readonly Population[],
  ) {
    const nPre = populations[projection.from]!.size;
    this.nPost = populations[projection.to]!.size;
    this.rows = new Int32Array(mostAtOnce(nPre));
    this.sum = new Float32Array(projection.crossbar?.stride ?? this.nPost);
    if (projection.extraDelay) {
      this.ring = new DelayRing(this.nPost, projection.maxExtraDelay);
      if (!projection.crossbar) this.fixedRow = new Float32Array(this.nPost).fill(1);
    }
  }

  /** A new train of the source begins at `origin`; spikes of the last one still under way are kept. */
  feed(train: SpikeTrain | undefined, origin: number): void {
    this.leave(this.queue);
    this.train = train ?? NO_SPIKES;
    this.at = 0;
    this.origin = origin;
    this.ahead = undefined;
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
    const alone = delay === 0 && !this.ring && this.queue.next() === Number.POSITIVE_INFINITY;
    if (crossbar && !crossbar.learning && alone && this.train.count > 0)
      this.ahead = read.currents(crossbar, this.train, ticks);
  }

  /** Sums that were read ahead for `tick`. */
  aheadAt(tick: number): Float32Array | undefined {
    const n = this.nPost;
    const from = (tick - this.origin) * n;
    return this.ahead?.subarray(from, from + n);
  }

  /** Next tick (from `now` on) at which something arrives or the synapses have work. */
  next(now: number): number {
    let tick = Math.min(this.queue.next(), this.nextOfTrain());
    if (this.ring) tick = Math.min(tick, this.ring.next(now));
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

  /** Send row i to each target at the target's own delay; plastic rows learn at the shortest. */
  spread(tick: number, i: number): void {
    const { crossbar, extraDelay, weight } = this.projection;
    const delays = extraDelay!;
    if (crossbar) {
      if (crossbar.learning) crossbar.pre(i, tick);
      this.ring!.add(tick, crossbar.state, i * crossbar.stride, crossbar.readGain, delays, i * this.nPost);
    } else this.ring!.add(tick, this.fixedRow!, 0, weight, delays, i * this.nPost);
  }

  /** Neurons of population p spiked at `tick`. */
  fired(p: number, tick: number, spikes: SpikeBuffer): void {
    const { from, to, delay, crossbar } = this.projection;
    if (crossbar?.learning && to === p)
      for (let s = 0; s < spikes.count; s++) crossbar.post(spikes.index[s]!, tick);
    if (from === p) for (let s = 0; s < spikes.count; s++) this.queue.push(tick + delay, spikes.index[s]!);
  }

  /** What is on its way; `sum` is empty between ticks. */
  save(): Saved {
    const waiting = new Arrivals();
    this.queue.each((tick, index) => waiting.push(tick, index));
    this.leave(waiting);
    return gathered({
      arrivals: waiting.save(),
      ...(this.ring ? { ring: saveState(this.ring.variables) } : {}),
    });
  }

  restore(saved: Saved, now: number): void {
    this.clear();
    this.queue.restore(partOf(saved, "arrivals"));
    if (this.ring) restoreState(this.ring.variables, partOf(saved, "ring"), { now });
  }

  clear(): void {
    this.queue.clear();
    this.ring?.clear();
    this.train = NO_SPIKES;
    this.at = 0;
    this.ahead = undefined;
  }
}
