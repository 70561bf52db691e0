/**
 * Waveforms that start early or late, by whole ticks. A waveform cannot begin before its spike, so drivers wait: pre and
 * post alike by four standard deviations (rounded up), which leaves the mean of delta_t as it is. A start is a pure
 * function of the neuron and of its spike's tick.
 *
 * Rounding adds a variance of tick^2 / 12 where the deviation is some half a tick or more; far below, few starts move at
 * all, each by a whole tick.
 */
import type { Values } from "../../core/params.js";
import { philox, type Random } from "../../core/random.js";
import { normalOf } from "../../core/single.js";
import { type params, REACH } from "./driver.js";

const PRE = 0;
const POST = 1;

export class StartJitter {
  private readonly words = new Uint32Array(4);
  /** Of each driver, in ticks. */
  private readonly own: readonly [pre: Float64Array, post: Float64Array];
  private readonly k0: number;
  private readonly k1: number;

  /** @param jitter, spread  standard deviations, ticks */
  private constructor(
    /** Ticks that every waveform waits in the mean; twice that at most. */
    readonly wait: number,
    private readonly jitter: number,
    spread: number,
    nPre: number,
    nPost: number,
    random: Random,
  ) {
    const draw = (n: number, stream: Random) =>
      Float64Array.from({ length: n }, () => spread * stream.normal());
    this.own = [draw(nPre, random.split("pre")), draw(nPost, random.split("post"))];
    const events = random.split("events");
    this.k0 = events.k0;
    this.k1 = events.k1;
  }

  /**
   * @returns  undefined where every waveform starts on time
   * @throws RangeError as `startWait`
   */
  static draw(
    nPre: number,
    nPost: number,
    values: Partial<Values<typeof params>>,
    tick: number,
    random: Random,
  ): StartJitter | undefined {
    const wait = startWait(values, tick);
    const { timing = 0, timingSpread = 0 } = values;
    return wait === 0
      ? undefined
      : new StartJitter(wait, timing / tick, timingSpread / tick, nPre, nPost, random);
  }

  /** Ticks from the spike of row i at `tick` to the start of its waveform, 0 .. 2 wait, besides its lead. */
  pre(i: number, tick: number): number {
    return this.delay(PRE, i, tick);
  }

  post(j: number, tick: number): number {
    return this.delay(POST, j, tick);
  }

  private delay(side: typeof PRE | typeof POST, index: number, tick: number): number {
    let late = this.own[side][index]!;
    if (this.jitter > 0) {
      philox(this.words, tick >>> 0, Math.floor(tick / 4294967296), index, side, this.k0, this.k1);
      late += this.jitter * normalOf(this.words[0]!, false);
    }
    return this.wait + Math.max(-this.wait, Math.min(this.wait, Math.round(late)));
  }
}

/**
 * Ticks that drivers wait so that none need be early.
 * @param tick  s
 * @throws RangeError for deviations of which rounding leaves nothing
 */
export function startWait(
  { timing = 0, timingSpread = 0 }: Partial<Values<typeof params>>,
  tick: number,
): number {
  const ticks = Math.sqrt(timing * timing + timingSpread * timingSpread) / tick;
  if (ticks > 0 && ticks * REACH < 0.5)
    throw new RangeError(
      `starts that vary by ${ticks.toPrecision(3)} ticks are all rounded to none; accepted: 0 s, or a standard ` +
        `deviation of at least ${0.5 / REACH} ticks`,
    );
  return ticks > 0 ? Math.ceil(REACH * ticks - 1e-9) : 0;
}
