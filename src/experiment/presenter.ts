/** Shows pictures to a network, one after the other. */
import type { Random } from "../core/random.js";
import type { SpikeTrain } from "../core/spikes.js";
import type { LabelledImages } from "../dataset/model.js";
import { Engine } from "../engine/engine.js";
import type { Network } from "../network/build.js";
import type { ClassifySpec } from "./spec.js";

/** What one image did. */
export interface Answer {
  /** Output spikes of the last showing. */
  readonly spikes: number;
  readonly retries: number;
  readonly inputSpikes: number;
  /** Output spikes of all showings. */
  readonly allSpikes: number;
}

export class Presenter {
  readonly engine: Engine;
  readonly input: number;
  readonly output: number;
  private readonly ticks: number;
  private readonly restTicks: number;

  constructor(
    private readonly spec: ClassifySpec,
    network: Network,
  ) {
    this.engine = new Engine(network);
    this.input = this.engine.population(spec.input);
    this.output = this.engine.population(spec.output);
    this.ticks = Math.round(spec.presentation.duration / network.tick);
    this.restTicks = Math.round(spec.presentation.rest / network.tick);
  }

  /** Spikes of each output neuron in the last showing. */
  get counts(): Int32Array {
    return this.engine.counts[this.output]!;
  }

  /** Seconds that one showing lasts in the network's time. */
  get duration(): number {
    return (this.ticks + this.restTicks) * this.engine.network.tick;
  }

  /**
   * Show picture `index`; again with higher rates while it gets too few answers.
   * @param stream  random numbers of this picture in this pass: a picture's spikes do not depend on the others
   * @param afterShowing  called after each showing, retries too
   */
  show(
    images: LabelledImages,
    index: number,
    stream: Random,
    afterShowing?: (spikes: number) => void,
  ): Answer {
    const { retryBelow, retryMax, retryStep, reset } = this.spec.presentation;
    const size = images.rows * images.cols;
    const values = images.pixels.subarray(index * size, (index + 1) * size);
    let inputSpikes = 0;
    let allSpikes = 0;
    for (let retry = 0; ; retry++) {
      const train = this.encode(values, 1 + retry * retryStep, stream.split(retry));
      this.engine.clearCounts();
      this.engine.run(this.ticks, new Map([[this.input, train]]));
      if (this.restTicks > 0) this.engine.run(this.restTicks, new Map());
      this.engine.finish(reset);
      let spikes = 0;
      for (const c of this.counts) spikes += c;
      inputSpikes += train.count;
      allSpikes += spikes;
      afterShowing?.(spikes);
      if (spikes >= retryBelow || retry >= retryMax)
        return { spikes, retries: retry, inputSpikes, allSpikes };
    }
  }

  encode(values: ArrayLike<number>, boost: number, random: Random): SpikeTrain {
    const { network } = this.engine;
    const size = network.populations[this.input]!.size;
    return this.spec.encoder.encode({ size, ticks: this.ticks, tick: network.tick, values, boost, random });
  }
}
