/**
 * Waveforms that will start, by their start: first in, first out where all spikes of a side wait the same lead.
 * With `hold` a neuron's spikes are ignored while its waveform runs.
 */
import { pastTickOrNever, whole } from "../core/saved-values.js";
import type { StateVariable } from "../core/state.js";
import { perLine } from "./declared.js";

export class StartQueue {
  private readonly tick: number[] = [];
  private readonly index: number[] = [];
  private head = 0;
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
    const last = this.tick.length;
    if (last === this.head || this.tick[last - 1]! <= tick) {
      this.tick.push(tick);
      this.index.push(index);
      return;
    }
    let at = last;
    while (at > this.head && this.tick[at - 1]! > tick) at--;
    this.tick.splice(at, 0, tick);
    this.index.splice(at, 0, index);
  }

  /** Tick of the next start; Infinity if none waits. */
  next(): number {
    return this.head < this.tick.length ? this.tick[this.head]! : Number.POSITIVE_INFINITY;
  }

  /** Take the next start; its index. */
  shift(): number {
    const index = this.index[this.head++]!;
    if (this.head === this.tick.length) this.empty();
    return index;
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
        list: () => Float64Array.from(this.tick.slice(this.head)),
        take: (ticks) => {
          this.empty();
          for (const t of ticks) this.tick.push(t);
        },
      },
      {
        name: "index",
        unit: "1",
        per: "event",
        doc: `${side} of each`,
        length: (lengthOf) => lengthOf("tick"),
        bounds: () => whole(0, n - 1),
        list: () => Int32Array.from(this.index.slice(this.head)),
        take: (indices) => {
          for (const i of indices) this.index.push(i);
        },
      },
    ];
  }

  private empty(): void {
    this.tick.length = 0;
    this.index.length = 0;
    this.head = 0;
  }
}
