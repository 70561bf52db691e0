/**
 * V_post that the next spike of the same neuron cuts short. With `overlap: restart` a terminal follows the latest spike: a
 * neuron that fires again within the waveform loses the rest of it, its depressing phase first, and its synapses grow to
 * the top however inputs and outputs are timed.
 */
import { pastTickOrNever, whole } from "../core/saved-values.js";
import type { StateVariable } from "../core/state.js";
import { perLine, single } from "./declared.js";
import type { CutCount } from "./model.js";

export class CutWaveforms {
  private posts = 0;
  private cut = 0;
  /** Start of each column's latest waveform, tick. */
  private readonly started: Float64Array;
  readonly variables: readonly StateVariable[];

  /**
   * @param nPost  columns
   * @param length  of V_post, ticks
   * @param longest  ticks from a spike to its waveform at most
   */
  constructor(
    nPost: number,
    private readonly length: number,
    longest: number,
  ) {
    this.started = new Float64Array(nPost).fill(Number.NEGATIVE_INFINITY);
    const counted = (name: string, doc: string, get: () => number, set: (x: number) => void) =>
      single(name, "1", doc, ({ now }) => whole(0, nPost * now), get, set);
    this.variables = [
      counted(
        "posts",
        "post waveforms",
        () => this.posts,
        (x) => {
          this.posts = x;
        },
      ),
      counted(
        "cut",
        "those that were cut short",
        () => this.cut,
        (x) => {
          this.cut = x;
        },
      ),
      perLine(
        "column",
        "started",
        "tick",
        "start of the latest post waveform",
        ({ now }) => pastTickOrNever(now + longest),
        this.started,
      ),
    ];
  }

  get count(): CutCount {
    return { posts: this.posts, cut: this.cut };
  }

  /** A waveform starts on column j; calls come in the order of starts. */
  start(j: number, tick: number): void {
    this.posts++;
    if (tick < this.started[j]! + this.length) this.cut++;
    this.started[j] = tick;
  }

  /** All waveforms complete. */
  finish(): void {
    this.started.fill(Number.NEGATIVE_INFINITY);
  }
}
