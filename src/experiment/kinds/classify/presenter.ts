/** Shows pictures to a network, one after the other. */
import type { EncodeRequest } from "../../../core/encoder/model.js";
import type { Random } from "../../../core/random.js";
import type { SpikeTrain } from "../../../core/spikes.js";
import type { Slicing } from "../../../crossbar/slicing.js";
import type { LabelledImages } from "../../../dataset/model.js";
import { type ChosenEngine, createEngine } from "../../../engine/create.js";
import type { PresentationEngine } from "../../../engine/model.js";
import type { Network } from "../../../network/build.js";
import { ticksAt } from "../../../network/ticks.js";
import { checkEncoder, checkedTrain } from "../../encoding.js";
import type { FrozenPhase } from "../../split-pass.js";
import { Crowding } from "./crowding.js";
import { Pictures } from "./pictures.js";
import { type ClassifySpec, shownFor } from "./spec.js";

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
  readonly engine: PresentationEngine;
  readonly kernel: ChosenEngine["kernel"];
  /** Why wasm does not show whole presentations, where that was not refused, or which backend tfjs has. */
  readonly notice: string | undefined;
  /** Why one thread computes where more were to. */
  readonly oneThread: string | undefined;
  readonly input: number;
  readonly output: number;
  /** Whose spikes `counts` has: the output, but while other layers are trained. */
  watched: number;
  /** Ticks with input of one showing, in training. */
  readonly ticks: number;
  /** The same in each frozen pass. */
  readonly frozenTicks: Readonly<Record<FrozenPhase, number>>;
  private readonly restTicks: number;
  private readonly probability: Float64Array;
  /** What of the input was too much for ticks. */
  readonly crowding = new Crowding();
  readonly pictures: Pictures;

  constructor(
    private readonly spec: ClassifySpec,
    network: Network,
    slicing?: Slicing,
    threads?: number,
  ) {
    this.ticks = ticksAt(spec.presentation.duration, network.tick, "presentation.duration", 1);
    this.restTicks = ticksAt(spec.presentation.rest, network.tick, "presentation.rest");
    const { tick } = network;
    this.frozenTicks = {
      label: ticksAt(shownFor(spec, "label"), tick, "label.duration", 1),
      test: ticksAt(shownFor(spec, "test"), tick, "test.duration", 1),
    };
    const longest = Math.max(this.ticks, this.frozenTicks.label, this.frozenTicks.test);
    const chosen = createEngine(network, spec.kernel ?? "auto", longest + this.restTicks, slicing, threads);
    this.engine = chosen.engine;
    this.kernel = chosen.kernel;
    this.notice = chosen.notice;
    this.oneThread = chosen.oneThread;
    this.input = this.engine.population(spec.input);
    this.output = this.engine.population(spec.output);
    this.watched = this.output;
    this.pictures = new Pictures(spec.front?.end, spec.encoder.takesEvents);
    const { size } = network.populations[this.input] ?? { size: 0 };
    if (size > 0) checkEncoder(spec.encoder, size, network.tick, "encoder");
    this.probability = new Float64Array(size);
  }

  /** Spikes of each neuron of the watched population in the last showing. */
  get counts(): Int32Array {
    return this.engine.spikesOf(this.watched);
  }

  /** Ticks that one showing of the training lasts. */
  get showing(): number {
    return this.ticks + this.restTicks;
  }

  /** The same in seconds of the network's time. */
  get duration(): number {
    return this.showing * this.engine.network.tick;
  }

  /** How often a picture is shown again at most. */
  get mostRetries(): number {
    return this.spec.presentation.retryMax;
  }

  /**
   * Show picture `index`; again with higher rates while it gets too few answers.
   * @param stream  random numbers of this picture in this pass: a picture's spikes do not depend on the others
   * @param afterShowing  called after each showing, retries too
   * @param ticks  with input; those of the training where left out
   */
  show(
    images: LabelledImages,
    index: number,
    stream: Random,
    afterShowing?: (spikes: number) => void,
    ticks = this.ticks,
  ): Answer {
    const { retryBelow, retryMax, retryStep, reset } = this.spec.presentation;
    const values = this.pictures.of(images, index);
    let inputSpikes = 0;
    let allSpikes = 0;
    for (let retry = 0; ; retry++) {
      this.engine.clearCounts();
      inputSpikes += this.run(values, ticks, 1 + retry * retryStep, stream.split(retry));
      if (this.restTicks > 0) this.engine.run(this.restTicks, new Map());
      this.engine.finish(reset);
      const { counts } = this;
      let spikes = 0;
      for (let j = 0; j < counts.length; j++) spikes += counts[j]!;
      allSpikes += spikes;
      afterShowing?.(spikes);
      if (spikes >= retryBelow || retry >= retryMax)
        return { spikes, retries: retry, inputSpikes, allSpikes };
    }
  }

  /** The time with input; number of input spikes. */
  private run(values: ArrayLike<number>, ticks: number, boost: number, random: Random): number {
    const request = this.request(values, ticks, boost, random);
    const { encoder } = this.spec;
    this.engine.readNoiseFrom?.(random.split("read noise"));
    if (encoder.probabilities) {
      const sum = encoder.probabilities(request, this.probability);
      this.crowding.take(this.probability, sum);
      return this.engine.runPoisson(ticks, this.input, this.probability, random);
    }
    const train = checkedTrain(encoder.encode(request), request.size, ticks, "encoder");
    this.engine.run(ticks, new Map([[this.input, train]]));
    return train.count;
  }

  encode(values: ArrayLike<number>, ticks: number, boost: number, random: Random): SpikeTrain {
    return this.spec.encoder.encode(this.request(values, ticks, boost, random));
  }

  private request(values: ArrayLike<number>, ticks: number, boost: number, random: Random): EncodeRequest {
    const { network } = this.engine;
    const size = network.populations[this.input]!.size;
    return { size, ticks, tick: network.tick, values, boost, random };
  }
}
