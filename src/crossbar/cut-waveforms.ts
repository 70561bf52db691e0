/**
 * Waveforms that the next spike of the same neuron cuts short. With `overlap: restart` a terminal follows the latest spike: a
 * neuron that fires again within the waveform loses the rest of it. Where V_post loses its depressing phase, synapses grow
 * to the top however inputs and outputs are timed; where V_pre does, a lone V_pre no longer leaves what it was made to.
 */
import { pastTickOrNever, whole } from "../core/saved-values.js";
import { type StateVariable, within } from "../core/state.js";
import { perLine, single } from "./declared.js";
import type { CutCount, FollowedSpikes } from "./model.js";
import type { StartJitter } from "./nonideal/driver-timing.js";

/** Those of one side's lines. Where synapses have delays of their own, a row is those of a neuron's that a spike reaches at once. */
class Side {
  all = 0;
  cut = 0;
  /** Start of each line's latest waveform, tick. */
  private readonly started: Float64Array;
  readonly variables: readonly StateVariable[];

  /**
   * @param n  lines
   * @param length  of a waveform, ticks
   * @param longest  ticks from a spike to its waveform at most
   */
  constructor(
    side: "row" | "column",
    n: number,
    private readonly length: number,
    longest: number,
  ) {
    this.started = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
    const what = side === "row" ? "pre" : "post";
    const counted = (name: "all" | "cut", doc: string) =>
      single(
        name,
        "1",
        doc,
        ({ now }) => whole(0, n * (now + 1)),
        () => this[name],
        (x) => {
          this[name] = x;
        },
      );
    this.variables = [
      counted("all", `${what} waveforms`),
      counted("cut", "those that were cut short"),
      perLine(
        side,
        "started",
        "tick",
        `start of the latest ${what} waveform`,
        ({ now }) => pastTickOrNever(now + longest),
        this.started,
      ),
    ];
  }

  start(line: number, tick: number): void {
    this.all++;
    if (tick < this.started[line]! + this.length) this.cut++;
    this.started[line] = tick;
  }

  finish(): void {
    this.started.fill(Number.NEGATIVE_INFINITY);
  }
}

export class CutWaveforms {
  private readonly rows: Side;
  private readonly columns: Side;
  readonly variables: readonly StateVariable[];

  /**
   * @param lines  rows and columns
   * @param length  of V_pre and V_post, ticks
   * @param longest  ticks from a spike to its waveform at most
   */
  constructor(
    lines: { readonly nPre: number; readonly nPost: number },
    length: { readonly nPre: number; readonly nPost: number },
    longest: { readonly pre: number; readonly post: number },
  ) {
    this.rows = new Side("row", lines.nPre, length.nPre, longest.pre);
    this.columns = new Side("column", lines.nPost, length.nPost, longest.post);
    this.variables = [...within("pre", this.rows.variables), ...within("post", this.columns.variables)];
  }

  get count(): CutCount {
    const { rows, columns } = this;
    return { posts: columns.all, cut: columns.cut, pres: rows.all, cutPres: rows.cut };
  }

  /** A waveform starts on row i; calls come in the order of starts. */
  preStart(i: number, tick: number): void {
    this.rows.start(i, tick);
  }

  /** The same for column j. */
  postStart(j: number, tick: number): void {
    this.columns.start(j, tick);
  }

  /** Pre waveforms of a presentation, which ended with it, by somebody else's count. */
  countPre(all: number, cut: number): void {
    this.rows.all += all;
    this.rows.cut += cut;
  }

  /** Post waveforms of a presentation that a kernel has run, which end with it. */
  follow({ begin, output }: FollowedSpikes, postLead: number, jitter: StartJitter | undefined): void {
    const spikes = output.length / 2;
    if (!jitter) {
      for (let s = 0; s < spikes; s++)
        this.columns.start(output[2 * s + 1]!, begin + output[2 * s]! + 1 + postLead);
    } else {
      const late = Array.from({ length: spikes }, (_, s) => {
        const [tick, j] = [begin + output[2 * s]!, output[2 * s + 1]!];
        return { j, start: tick + 1 + postLead + jitter.post(j, tick) };
      });
      for (const { j, start } of late.sort((a, b) => a.start - b.start)) this.columns.start(j, start);
    }
    this.columns.finish();
  }

  /** All waveforms complete. */
  finish(): void {
    this.rows.finish();
    this.columns.finish();
  }
}
