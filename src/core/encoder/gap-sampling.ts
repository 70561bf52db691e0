/**
 * Poisson trains on a grid: in every tick a neuron spikes with probability p, at most once, independently of all
 * other ticks. Instead of a draw per tick the gap to the next spike is drawn, 1 + floor(ln u / ln(1 - p)), which
 * has the geometric law of those trials.
 *
 * @see Devroye, Non-Uniform Random Variate Generation (1986), ch. X.2
 */
import { ln } from "../elementary.js";
import type { Random } from "../random.js";
import { lnSingle, uniformSingle } from "../single.js";
import type { SpikeTrain } from "../spikes.js";
import type { EncodeRequest, Encoder } from "./model.js";

/**
 * From this probability on single precision and a grid of 2^-24 for u do: they shift no gap's probability by more than
 * 1e-7, below a thousandth of p.
 */
export const SINGLE_FROM = 2 ** -12;

/** Longest train, in ticks, that is sorted by counting: a counter per tick. */
const MOST_COUNTERS = 1 << 20;

/** Spikes per tick at `rate` (Hz): their probability, up to 1. */
export function spikeProbability(rate: number, request: Pick<EncodeRequest, "boost" | "tick">): number {
  return rate * request.boost * request.tick;
}

/** The values of a request. @throws RangeError unless there is one finite value, not below 0, per neuron */
export function pictureOf(request: EncodeRequest): ArrayLike<number> {
  const { values, size } = request;
  if (!values) throw new RangeError("this encoder needs a value per neuron, none were given");
  if (values.length !== size) throw new RangeError(`${values.length} values for ${size} neurons`);
  // Bytes are such values.
  if (values instanceof Uint8Array) return values;
  for (let i = 0; i < size; i++)
    if (!(values[i]! >= 0 && values[i]! < Number.POSITIVE_INFINITY))
      throw new RangeError(`value ${i} is ${values[i]}; accepted: finite numbers from 0`);
  return values;
}

/**
 * Collects spikes neuron by neuron and gives them in time order. Buffers grow and are kept: the train that
 * `sorted` returns is valid until the next `start`.
 */
export class SpikeCollector {
  private ticks = 0;
  private count = 0;
  private rawTick = new Float64Array(4096);
  private rawIndex = new Int32Array(4096);
  private tick = new Float64Array(4096);
  private index = new Int32Array(4096);
  private firstOf = new Int32Array(0);

  /** Begin a train of `ticks` ticks. */
  start(ticks: number): void {
    this.ticks = ticks;
    this.count = 0;
  }

  /** Add one spike; for each tick in ascending order of neurons. */
  add(tick: number, index: number): void {
    if (this.count === this.rawTick.length) this.grow();
    this.rawTick[this.count] = tick;
    this.rawIndex[this.count++] = index;
  }

  /** Add a Poisson train of neuron `index` with spike probability p per tick; above 1 it is 1. */
  addPoisson(index: number, p: number, random: Random): void {
    const ticks = this.ticks;
    if (!(p > 0)) return;
    if (p >= 1) for (let t = 0; t < ticks; t++) this.add(t, index);
    else if (p >= SINGLE_FROM) this.addFrequent(index, p, random);
    else this.addRare(index, p, random);
  }

  private addFrequent(index: number, p: number, random: Random): void {
    const ticks = this.ticks;
    const perGap = Math.fround(1 / ln(1 - p));
    for (let t = 0; ; t++) {
      const gap = Math.fround(lnSingle(uniformSingle(random.bits())) * perGap);
      if (!(gap < ticks)) return;
      t += Math.floor(gap);
      if (t >= ticks) return;
      this.add(t, index);
    }
  }

  private addRare(index: number, p: number, random: Random): void {
    // Below 1e-8, 1 - p has lost p's digits, and ln(1 - p) = -p to 5e-9.
    const perGap = 1 / (p < 1e-8 ? -p : ln(1 - p));
    for (let t = Math.floor(ln(random.uniform()) * perGap); t < this.ticks; ) {
      this.add(t, index);
      t += 1 + Math.floor(ln(random.uniform()) * perGap);
    }
  }

  /** Poisson trains of all neurons, `probability` of a spike per tick and neuron. */
  poisson(probability: Float64Array, ticks: number, random: Random): SpikeTrain {
    this.start(ticks);
    for (let i = 0; i < probability.length; i++) this.addPoisson(i, probability[i]!, random);
    return this.sorted();
  }

  /** The spikes by tick, then neuron. */
  sorted(): SpikeTrain {
    if (this.ticks > MOST_COUNTERS) this.sortByComparison();
    else this.sortByCounting();
    return { tick: this.tick, index: this.index, count: this.count };
  }

  /** Stable, so that the ascending order of neurons stays within each tick. */
  private sortByCounting(): void {
    const { ticks, count, rawTick, rawIndex, tick, index } = this;
    if (this.firstOf.length <= ticks) this.firstOf = new Int32Array(ticks + 1);
    const firstOf = this.firstOf;
    firstOf.fill(0, 0, ticks + 1);
    for (let s = 0; s < count; s++) firstOf[rawTick[s]! + 1]!++;
    for (let t = 0; t < ticks; t++) firstOf[t + 1]! += firstOf[t]!;
    for (let s = 0; s < count; s++) {
      const t = rawTick[s]!;
      const at = firstOf[t]!++;
      tick[at] = t;
      index[at] = rawIndex[s]!;
    }
  }

  /** For long trains of short ticks, where a counter per tick would not fit. */
  private sortByComparison(): void {
    const { count, rawTick, rawIndex, tick, index } = this;
    const order = Uint32Array.from({ length: count }, (_, s) => s);
    order.sort((a, b) => rawTick[a]! - rawTick[b]! || a - b);
    for (let s = 0; s < count; s++) {
      tick[s] = rawTick[order[s]!]!;
      index[s] = rawIndex[order[s]!]!;
    }
  }

  private grow(): void {
    const capacity = 2 * this.rawTick.length;
    const [rawTick, rawIndex] = [new Float64Array(capacity), new Int32Array(capacity)];
    rawTick.set(this.rawTick);
    rawIndex.set(this.rawIndex);
    this.rawTick = rawTick;
    this.rawIndex = rawIndex;
    this.tick = new Float64Array(capacity);
    this.index = new Int32Array(capacity);
  }
}

/**
 * An encoder that is Poisson trains and nothing else: `fill` writes each neuron's probability of a spike in a tick,
 * and may return their sum as `Encoder.probabilities` does.
 * @param about  what else is known of it
 */
export function poissonEncoder(
  fill: NonNullable<Encoder["probabilities"]>,
  about: Pick<Encoder, "misfit" | "expected">,
): Encoder {
  const spikes = new SpikeCollector();
  let probability = new Float64Array(0);
  return {
    ...about,
    probabilities: fill,
    encode(request) {
      if (probability.length !== request.size) probability = new Float64Array(request.size);
      fill(request, probability);
      return spikes.poisson(probability, request.ticks, request.random);
    },
  };
}
