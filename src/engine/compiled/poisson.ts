/**
 * Poisson drive by a compiled kernel. Where all neurons have one rate, the least random word that gives k spikes is found
 * beforehand, by the same inversion: it gives the same k for every word, as a larger word never gives fewer.
 */
import type { Compiled } from "../../core/compiled.js";
import { poissonCount } from "../../core/poisson-count.js";
import type { Random } from "../../core/random.js";

const WORDS = 2 ** 32;
const GUIDED = 1024;
/** A limit that a smaller share of the words reaches is not common; with more common ones than that, words are taken one by one. */
const RARE = 1 / 1024;
const MOST_COMMON = 16;
/** Three addresses, two halves of a key, a number, and an address. */
const STEP_WORDS = 7;

export class CompiledPoisson {
  private readonly alike: boolean;
  /** Where all are alike: least words by k, and of a word's upper bits the k that it gives at least; else none and mean of each. */
  private limits: Float64Array = new Float64Array(0);
  private guide: Int32Array = new Int32Array(0);
  /** The common limits, four times each, and the first that is not: to be compared with four words at once. */
  private common: Int32Array = new Int32Array(0);
  private readonly commons: number = 0;
  private none: Float64Array = new Float64Array(0);
  private mean: Float64Array = new Float64Array(0);
  private forStep: Int32Array = new Int32Array(0);
  private weights: Float64Array = new Float64Array(0);

  constructor(
    private readonly compiled: Compiled,
    private readonly means: Float64Array,
    nones: Float64Array,
    private readonly weight: number,
  ) {
    this.alike = means.every((m) => m === means[0]);
    if (this.alike) {
      const limits = leastWords(nones[0]!, means[0]!);
      compiled.move(limits, (there) => {
        this.limits = there;
      });
      compiled.move(guideOf(limits), (there) => {
        this.guide = there;
      });
      this.commons = commonOf(limits);
      compiled.move(fourTimes(limits, this.commons + 1), (there) => {
        this.common = there;
      });
    } else {
      compiled.move(nones, (there) => {
        this.none = there;
      });
      compiled.move(means, (there) => {
        this.mean = there;
      });
    }
  }

  /**
   * For a step of the neurons that applies the drive itself: see `Drive` in assembly/network/poisson.ts.
   * @returns  its address; undefined where rates differ
   */
  addressFor({ k0, k1 }: Random): number | undefined {
    if (!this.alike) return undefined;
    // As many spikes as there are limits is the most that a word gives.
    const weights = Float64Array.from({ length: this.limits.length + 1 }, (_, k) => k * this.weight);
    this.compiled.move(weights, (there) => {
      this.weights = there;
    });
    this.compiled.move(new Int32Array(STEP_WORDS), (there) => {
      this.forStep = there;
    });
    const lists = [this.limits, this.guide, this.common].map(({ byteOffset }) => byteOffset);
    this.forStep.set([...lists, k0, k1, this.commons, this.weights.byteOffset]);
    return this.forStep.byteOffset;
  }

  /** All that was asked for is done: before anything else adds to the input. */
  complete(): void {
    this.compiled.complete();
  }

  /** @param random  of the drive, whose `split(tick)` is drawn from. @returns  whether it could: single input is elsewhere */
  add(input: Float32Array | Float64Array, { k0, k1 }: Random, tick: number): boolean {
    const { compiled, alike, limits, guide, common, commons, none, mean, weight, means } = this;
    const here = alike ? limits : mean;
    if (!(input instanceof Float64Array) || input.buffer !== here.buffer) return false;
    const { kernels } = compiled;
    const n = means.length;
    const at = input.byteOffset;
    const low = tick | 0;
    const high = Math.floor(tick / WORDS);
    if (alike) {
      const from = common.byteOffset;
      kernels.addPoisson(
        at,
        0,
        n,
        weight,
        limits.byteOffset,
        guide.byteOffset,
        from,
        commons,
        low,
        high,
        k0,
        k1,
      );
    } else kernels.addPoissonEach(at, 0, n, weight, none.byteOffset, mean.byteOffset, low, high, k0, k1);
    return true;
  }
}

/** Of k = 1, 2, ... the least word that gives k spikes; the last is beyond all words. */
export function leastWords(none: number, mean: number): Float64Array {
  const countOf = (word: number) => poissonCount((word + 0.5) / WORDS, none, mean);
  const limits: number[] = [];
  for (let k = 1, least = 0; least < WORDS; k++) {
    let high = WORDS;
    while (least < high) {
      const middle = Math.floor((least + high) / 2);
      if (countOf(middle) >= k) high = middle;
      else least = middle + 1;
    }
    limits.push(least);
  }
  return Float64Array.from(limits);
}

function guideOf(limits: Float64Array): Int32Array {
  return Int32Array.from({ length: GUIDED }, (_, upper) => {
    let k = 0;
    while (limits[k]! <= upper * (WORDS / GUIDED)) k++;
    return k;
  });
}

/** How many limits many words reach, 1 at least; 0: too many of them to be compared with each. */
function commonOf(limits: Float64Array): number {
  const commons = limits.findIndex((limit) => WORDS - limit < RARE * WORDS);
  return commons > MOST_COMMON ? 0 : Math.max(1, commons);
}

/** A limit beyond all words is taken to be the largest: the word that reaches it is looked at by itself. */
function fourTimes(limits: Float64Array, count: number): Int32Array {
  return Int32Array.from({ length: 4 * count }, (_, x) => Math.min(limits[x >> 2] ?? WORDS, WORDS - 1) | 0);
}
