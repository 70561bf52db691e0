/**
 * Waveforms that will start, by their start: first in, first out where all spikes of a side wait the same lead.
 * With `hold` a neuron's spikes are ignored while its waveform runs.
 */
import { pastTickOrNever, whole } from "../core/saved-values.js";
import type { StateVariable } from "../core/state.js";
import { perLine } from "./declared.js";

const FEWEST = 64;

export class StartQueue {
  /** Those that wait lie from `head` on. */
  private tick = new Float64Array(FEWEST);
  private index = new Int32Array(FEWEST);
  private head = 0;
  private end = 0;
  private readonly busyUntil: Float64Array;
  readonly variables: readonly StateVariable[];

  /**
   * @param side  whose waveforms they are
   * @param hold  ticks for which a waveform blocks its neuron; 0 = it restarts
   * @param longest  ticks from a spike to its waveform at most
   */
  constructor(
    side: "row" | "column",
    n: number,
    private readonly hold: number,
    longest: number,
  ) {
    this.busyUntil = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
    this.variables = this.declared(side, n, longest);
  }

  /** Whether a waveform may start on `index` at `tick`; if so it blocks later ones as `hold` says. */
  admits(index: number, tick: number): boolean {
    if (this.hold === 0) return true;
    if (tick < this.busyUntil[index]!) return false;
    this.busyUntil[index] = tick + this.hold;
    return true;
  }

  push(index: number, tick: number): void {
    if (!this.admits(index, tick)) return;
    if (this.end === this.tick.length) this.makeRoom();
    let at = this.end++;
    for (; at > this.head && this.tick[at - 1]! > tick; at--) {
      this.tick[at] = this.tick[at - 1]!;
      this.index[at] = this.index[at - 1]!;
    }
    this.tick[at] = tick;
    this.index[at] = index;
  }

  /** Tick of the next start; Infinity if none waits. */
  next(): number {
    return this.head < this.end ? this.tick[this.head]! : Number.POSITIVE_INFINITY;
  }

  /** Take the next start; its index. */
  shift(): number {
    const index = this.index[this.head++]!;
    if (this.head === this.end) this.empty();
    return index;
  }

  /** To the front; longer where that is not enough. */
  private makeRoom(): void {
    const { head, end, tick, index } = this;
    const length = head > end / 2 ? tick.length : 2 * tick.length;
    this.tick = new Float64Array(length);
    this.index = new Int32Array(length);
    this.tick.set(tick.subarray(head, end));
    this.index.set(index.subarray(head, end));
    this.end -= head;
    this.head = 0;
  }

  reset(): void {
    this.empty();
    this.busyUntil.fill(Number.NEGATIVE_INFINITY);
  }

  private declared(side: "row" | "column", n: number, longest: number): readonly StateVariable[] {
    const busy = "until when a spike starts nothing, where waveforms hold";
    return [
      perLine(
        side,
        "busyUntil",
        "tick",
        busy,
        ({ now }) => pastTickOrNever(now + longest + this.hold),
        this.busyUntil,
      ),
      {
        name: "tick",
        unit: "tick",
        per: "event",
        doc: "starts of waveforms to come",
        order: "rising",
        bounds: ({ now }) => whole(now, now + longest),
        list: () => this.tick.slice(this.head, this.end),
        take: (ticks) => {
          this.tick = Float64Array.from({ length: ticks.length + FEWEST }, (_, x) => ticks[x] ?? 0);
          this.head = 0;
          this.end = ticks.length;
        },
      },
      {
        name: "index",
        unit: "1",
        per: "event",
        doc: `${side} of each`,
        length: (lengthOf) => lengthOf("tick"),
        bounds: () => whole(0, n - 1),
        list: () => this.index.slice(this.head, this.end),
        take: (indices) => {
          this.index = Int32Array.from(this.tick, (_, x) => indices[x] ?? 0);
        },
      },
    ];
  }

  private empty(): void {
    this.head = 0;
    this.end = 0;
  }
}
