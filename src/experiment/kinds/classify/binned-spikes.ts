/** Output spikes of a showing by when they came: equal parts of the time with input, what comes after it in the last one. */
import type { Random } from "../../../core/random.js";
import type { LabelledImages } from "../../../dataset/model.js";
import type { Presenter } from "./presenter.js";

export class BinnedSpikes {
  private readonly counts: Uint32Array;
  private readonly last: Uint32Array;
  private begin = 0;

  constructor(
    private readonly presenter: Presenter,
    bins: number,
    private readonly ticks: number,
  ) {
    const { engine, output } = presenter;
    const n = engine.spikesOf(output).length;
    this.counts = new Uint32Array(n * bins);
    this.last = new Uint32Array(n * bins);
    engine.onSpikes = (population, tick, { index, count }) => {
      if (population !== output) return;
      const bin = Math.min(bins - 1, Math.floor(((tick - this.begin) * bins) / ticks));
      for (let s = 0; s < count; s++) this.counts[bin * n + index[s]!]!++;
    };
  }

  /** Spikes of the last showing, [bin][neuron]; valid until the next call. */
  show(images: LabelledImages, picture: number, stream: Random): Uint32Array {
    const { engine } = this.presenter;
    this.counts.fill(0);
    this.begin = engine.now;
    this.presenter.show(
      images,
      picture,
      stream,
      () => {
        // A picture that is shown again answers anew.
        this.last.set(this.counts);
        this.counts.fill(0);
        this.begin = engine.now;
      },
      this.ticks,
    );
    return this.last;
  }

  stop(): void {
    this.presenter.engine.onSpikes = undefined;
  }
}
