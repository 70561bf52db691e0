/**
 * A training that is looked at, held up and asked while it goes on. What it computes is what `spikion run` computes of the
 * same text: looking changes no bit.
 */
import { loadExperimentText } from "../config/load.js";
import type { ClassifyResult } from "../experiment/kinds/classify/result.js";
import { freeze, openSession } from "../experiment/kinds/classify/session.js";
import type { ClassifySpec } from "../experiment/kinds/classify/spec.js";
import type { Observation, SynapsesView } from "../experiment/observe.js";
import { runExperiment } from "../experiment/run.js";
import type { Files } from "../platform/files.js";
import { yieldToEvents } from "../platform/yield.js";
import { masterStream } from "../seed.js";
import type { Drawn, FromTraining, Snapshot, Trained } from "./messages.js";
import { RunningAccuracy } from "./running-accuracy.js";
import { TrainedImages } from "./trained-images.js";

/** ms between two looks of the page, and between two moments at which it is listened to. */
const LOOK = 120;
const LISTEN = 40;
/** Times that a look lasts, before the next one, and where images are slowed down: at a large network it takes its time. */
const BETWEEN = 20;
const BETWEEN_SLOW = 4;
/** ms between two looks at most. */
const LONGEST = 1000;
/** Bins of the conductances. */
const BINS = 40;
/** Share of the last rate in the one that is told. */
const SMOOTH = 0.7;

export class Training {
  private paused = false;
  private steps = 0;
  private most = 0;
  private drawn: Uint8Array | undefined;
  private wake: (() => void) | undefined;
  private spec: ClassifySpec | undefined;
  private running: RunningAccuracy | undefined;
  private images: TrainedImages | undefined;
  private lastLook = 0;
  private nextLook = 0;
  /** Most that shared an image: since the last look, and ever. */
  private sharing = 1;
  private threads = 1;
  private lastListen = 0;
  private lastDone = 0;
  private perSecond = 0;
  private trained: { conductance: ArrayLike<number>; theta: ArrayLike<number> } | undefined;

  constructor(private readonly tell: (message: FromTraining) => void) {}

  /** @throws ConfigError where the text is no experiment, and what a run throws */
  async run(files: Files, text: string): Promise<ClassifyResult> {
    const { spec } = await loadExperimentText(files, text, "/explored.yaml");
    if (spec.kind !== "classify")
      throw new RangeError(`an experiment of kind ${spec.kind}; accepted: classify`);
    this.spec = spec;
    const { size } = spec.network.populations.find(({ name }) => name === spec.output)!;
    this.running = new RunningAccuracy(size, spec.dataset.classes);
    this.images = new TrainedImages(spec);
    const result = await runExperiment(spec, {
      notice: (text) => this.tell({ kind: "notice", text }),
      progress: ({ phase, share = 0 }) => phase !== "train" && this.tell({ kind: "phase", phase, share }),
      observe: { every: 1, see: (observation) => this.see(observation) },
    });
    this.trained = result;
    this.tell(trainedOf(result, this.threads));
    return result;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.wake?.();
  }

  /** One image more, then held up. */
  step(): void {
    this.paused = true;
    this.steps++;
    this.wake?.();
  }

  /** @param most  images a second; 0 for as many as there can be */
  speed(most: number): void {
    this.most = most;
    this.wake?.();
  }

  /** Show a picture to the network as it is now; nothing is learned from it. */
  draw(pixels: Uint8Array): void {
    if (this.trained) this.answer(pixels, this.trained);
    else this.drawn = pixels;
    this.wake?.();
  }

  private async see(observation: Observation): Promise<void> {
    const { done, total, counts, threads } = observation;
    this.sharing = Math.max(this.sharing, threads);
    const { label, pixels } = this.images!.shown(done - 1);
    this.running!.see(counts, label);
    const now = performance.now();
    const last = done === total;
    if (last || this.held() || now > this.nextLook) this.look(observation, { label, pixels }, now);
    if (last || this.held() || this.most > 0 || now - this.lastListen > LISTEN) {
      await yieldToEvents();
      await this.wait(observation, now);
      this.lastListen = performance.now();
    }
  }

  private held(): boolean {
    return this.paused && this.steps === 0;
  }

  /** While held up, or as long as the speed asks for, drawn pictures are answered. */
  private async wait(observation: Observation, began: number): Promise<void> {
    const synapses = this.synapses(observation);
    if (this.paused && this.steps > 0) this.steps--;
    for (;;) {
      if (this.drawn && synapses) {
        const pixels = this.drawn;
        this.drawn = undefined;
        this.answer(pixels, { conductance: synapses.copy(), theta: observation.theta });
      }
      const left = this.most > 0 ? began + 1000 / this.most - performance.now() : 0;
      if (!this.held() && left <= 0) return;
      await new Promise<void>((resume) => {
        const timer = this.held() ? undefined : setTimeout(resume, left);
        this.wake = () => {
          clearTimeout(timer);
          resume();
        };
      });
      this.wake = undefined;
    }
  }

  private synapses({ synapses }: Observation): SynapsesView | undefined {
    return synapses.get(this.spec!.plastic);
  }

  private look(observation: Observation, shown: Snapshot["shown"], now: number): void {
    const { done, total, counts } = observation;
    this.threads = Math.max(this.threads, this.sharing);
    const since = Math.max(1e-3, (now - this.lastLook) / 1000);
    const recent = (done - this.lastDone) / since;
    this.perSecond =
      this.lastLook === 0
        ? 0
        : this.perSecond === 0
          ? recent
          : SMOOTH * this.perSecond + (1 - SMOOTH) * recent;
    this.lastLook = now;
    this.lastDone = done;
    const { gMin, gMax } = this.spec!.physics!.device;
    const view = this.synapses(observation)!;
    const { accuracy } = this.running!;
    this.tell({
      kind: "snapshot",
      done,
      total,
      ...(accuracy === undefined ? {} : { accuracy }),
      perSecond: this.perSecond,
      ...pictureOf(view.copy(), view.nPost, gMin, gMax),
      labels: this.running!.labels(),
      counts,
      shown: { label: shown.label, pixels: shown.pixels.slice() },
      threads: this.sharing,
      paused: this.held(),
    });
    this.sharing = 1;
    const slow = this.most > 0;
    const cost = performance.now() - now;
    const rest = Math.min(LONGEST, (slow ? BETWEEN_SLOW : BETWEEN) * cost);
    this.nextLook = now + (slow ? rest : Math.max(LOOK, rest));
  }

  private answer(
    pixels: Uint8Array,
    trained: { conductance: ArrayLike<number>; theta: ArrayLike<number> },
  ): void {
    const spec = this.spec!;
    const session = openSession(spec, { threads: 1 });
    freeze(session, trained);
    const { rows, cols } = spec.dataset.train;
    const images = { count: 1, rows, cols, pixels, labels: Uint8Array.of(0) };
    const { presenter } = session;
    presenter.show(images, 0, masterStream(spec.seed, "drawn"), undefined, presenter.frozenTicks.test);
    const counts = presenter.counts.slice();
    const labels = this.running!.labels();
    const drawn: Drawn = { kind: "drawn", counts, labels, answer: this.running!.answerTo(counts) };
    this.tell(drawn);
  }
}

/** Conductances [pixel][neuron] as pictures [neuron][pixel], and how many there are of each size. */
function pictureOf(
  conductance: Float32Array,
  neurons: number,
  gMin: number,
  gMax: number,
): Pick<Snapshot, "fields" | "histogram"> {
  const inputs = conductance.length / neurons;
  const fields = new Uint8Array(conductance.length);
  const histogram = new Uint32Array(BINS);
  const scale = 1 / (gMax - gMin);
  for (let i = 0; i < inputs; i++)
    for (let j = 0; j < neurons; j++) {
      const place = Math.min(1, Math.max(0, (conductance[i * neurons + j]! - gMin) * scale));
      fields[j * inputs + i] = Math.round(255 * place);
      histogram[Math.min(BINS - 1, Math.floor(BINS * place))]!++;
    }
  return { fields, histogram };
}

function trainedOf({ metrics }: ClassifyResult, threads: number): Trained {
  const { weightsSha256, accuracy, accuracyCI95, testImages, trainImagesPerSecond, kernel } = metrics;
  const { energy, disturb } = metrics;
  return {
    kind: "trained",
    weightsSha256,
    accuracy: accuracy.classMean,
    interval: accuracyCI95.classMean,
    testImages,
    imagesPerSecond: trainImagesPerSecond,
    kernel,
    threads,
    ...(energy ? { energy: energy.perImage.total } : {}),
    ...(disturb ? { disturb: disturb.lonePre + disturb.lonePost } : {}),
  };
}
