/**
 * Unsupervised learning of labelled pictures, in the manner of Diehl & Cook 2015: train without labels, freeze,
 * label neurons on training images, test. Test images are touched in the last phase only.
 */
import { Random } from "../../core/random.js";
import { type Crossbar, unpadded } from "../../crossbar/model.js";
import type { LabelledImages } from "../../dataset/model.js";
import { geometric } from "../../learning/gain.js";
import { Homeostasis } from "../../learning/homeostasis.js";
import { normaliseColumns } from "../../learning/normalisation.js";
import { buildNetwork, type Network, NetworkError } from "../../network/build.js";
import { LabelAccumulator } from "../../readout/labels.js";
import { weightsSha256 } from "../hash.js";
import type { RunOptions } from "../options.js";
import { Presenter } from "../presenter.js";
import type { ClassifyResult, Raster } from "../result.js";
import type { ClassifySpec } from "../spec.js";
import { type Monitor, runningMonitor } from "./classify-monitor.js";
import { recordRaster } from "./classify-raster.js";
import { type Scores, TestScores } from "./classify-scores.js";

/** Held out of training for choosing settings: this many of the last training images. */
export const VALIDATION_IMAGES = 10_000;

/** Images between two looks at whether the run shall stop, and between progress reports. */
const BREATH = 50;

interface Session {
  readonly spec: ClassifySpec;
  readonly presenter: Presenter;
  readonly crossbar: Crossbar;
  readonly homeostasis: Homeostasis;
  readonly options: RunOptions;
}

/** What training leaves to be tested. */
export interface Trained {
  /** [pre][post] unpadded. */
  readonly conductance: ArrayLike<number>;
  readonly theta: ArrayLike<number>;
}

interface TrainTotals {
  images: number;
  seconds: number;
  inputSpikes: number;
  postSpikes: number;
  retries: number;
}

export async function runClassify(spec: ClassifySpec, options: RunOptions): Promise<ClassifyResult> {
  const session = open(spec, options);
  const monitor = runningMonitor(session.presenter.counts.length, spec.dataset.classes);
  const totals = await train(session, monitor);
  return conclude(session, totals, monitor);
}

/** Label and test what an earlier run has learned; nothing learns. */
export async function evaluate(
  spec: ClassifySpec,
  trained: Trained,
  options: RunOptions = {},
): Promise<ClassifyResult> {
  const session = open(spec, options);
  const { crossbar, presenter } = session;
  crossbar.learning = false;
  for (let i = 0; i < crossbar.nPre; i++)
    for (let j = 0; j < crossbar.nPost; j++)
      crossbar.state[i * crossbar.stride + j] = trained.conductance[i * crossbar.nPost + j]!;
  const theta = thetaOf(presenter.engine.network, presenter.output);
  for (let j = 0; j < theta.length; j++) theta[j] = trained.theta[j]!;
  presenter.engine.finish(true);
  const none = { images: 0, seconds: 0, inputSpikes: 0, postSpikes: 0, retries: 0 };
  return conclude(session, none, runningMonitor(theta.length, spec.dataset.classes));
}

function open(spec: ClassifySpec, options: RunOptions): Session {
  const network = buildNetwork(spec.network, Random.of(spec.seed, "network"));
  const presenter = new Presenter(spec, network);
  const projection = network.projections.find((p) => p.name === spec.plastic);
  if (!projection?.crossbar)
    throw new NetworkError("plastic", `there is no plastic projection "${spec.plastic}"`);
  const pixels = spec.dataset.train.rows * spec.dataset.train.cols;
  const source = network.populations[presenter.input];
  if (!source || source.neurons)
    throw new NetworkError("input", `"${spec.input}" is not a source population`);
  if (source.size !== pixels)
    throw new NetworkError(
      `network.populations.${spec.input}.size`,
      `is ${source.size}; the images have ${pixels} pixels`,
    );
  const neurons = network.populations[presenter.output]?.neurons;
  if (!neurons) throw new NetworkError("output", `"${spec.output}" is not a population of neurons`);
  return {
    spec,
    presenter,
    crossbar: projection.crossbar,
    homeostasis: new Homeostasis(spec.homeostasis, neurons),
    options,
  };
}

/** Training images that the protocol allows: all, or all but the validation images. */
function trainingPool({ dataset, test }: ClassifySpec): number {
  return test.split === "test" ? dataset.train.count : dataset.train.count - VALIDATION_IMAGES;
}

async function train(session: Session, monitor: Monitor): Promise<TrainTotals> {
  const { spec, presenter, crossbar, homeostasis, options } = session;
  const chosen = Random.of(spec.seed, "train", "choice")
    .permutation(trainingPool(spec))
    .subarray(0, spec.train.images);
  const total = chosen.length * spec.train.epochs;
  const totals: TrainTotals = { images: 0, seconds: 0, inputSpikes: 0, postSpikes: 0, retries: 0 };
  const images = spec.dataset.train;
  const stream = Random.of(spec.seed, "train", "spikes");
  crossbar.learning = true;
  if (spec.columnSum > 0) normaliseColumns(crossbar, spec.columnSum);
  const started = performance.now();
  for (let epoch = 0; epoch < spec.train.epochs && !options.signal?.aborted; epoch++) {
    const order = Random.of(spec.seed, "train", "order", epoch).permutation(chosen.length);
    for (let x = 0; x < order.length; x++) {
      const index = chosen[order[x]!]!;
      const progress = totals.images / total;
      crossbar.setGain(geometric(spec.gain.end, progress), spec.gain.schedule);
      homeostasis.begin(progress);
      const answer = presenter.show(images, index, stream.split(totals.images), (spikes) => {
        homeostasis.end(spikes, presenter.duration);
        if (spec.columnSum > 0) normaliseColumns(crossbar, spec.columnSum);
      });
      totals.images++;
      totals.inputSpikes += answer.inputSpikes;
      totals.postSpikes += answer.allSpikes;
      totals.retries += answer.retries;
      monitor.see(presenter.counts, images.labels[index]!, thetaMean(presenter));
      if (
        totals.images % BREATH === 0 &&
        (await pause(session, "train", totals.images, total, started, monitor.accuracy))
      )
        break;
    }
  }
  totals.seconds = (performance.now() - started) / 1000;
  presenter.engine.flush();
  return totals;
}

async function conclude(session: Session, totals: TrainTotals, monitor: Monitor): Promise<ClassifyResult> {
  const { spec, presenter, crossbar, homeostasis } = session;
  homeostasis.freeze();
  crossbar.learning = false;
  const check = crossbar.check?.();
  const conductance = unpadded(crossbar);
  const theta = thetaOf(presenter.engine.network, presenter.output).slice();
  const labelled = await label(session);
  const tested = await test(session, labelled.meanCounts, labelled.labels);
  const { disturb } = crossbar;
  const perSynapseImage = crossbar.nPre * crossbar.nPost * Math.max(1, totals.images);
  const { dataset } = spec;
  return {
    kind: "classify",
    metrics: {
      kind: "classify",
      accuracy: tested.scores.accuracy,
      accuracyCI95: tested.scores.interval,
      testSplit: spec.test.split,
      confusionReadout: spec.test.readout ?? "class-mean",
      testImages: tested.scores.images,
      labelImages: labelled.images,
      trainImages: Math.min(totals.images, spec.train.images),
      trainPresentations: totals.images,
      epochs: spec.train.epochs,
      trainImagesPerSecond: totals.seconds > 0 ? totals.images / totals.seconds : 0,
      trainSeconds: totals.seconds,
      labelSeconds: labelled.seconds,
      testSeconds: tested.seconds,
      inputSpikesPerImage: totals.inputSpikes / Math.max(1, totals.images),
      postSpikesPerImage: totals.postSpikes / Math.max(1, totals.images),
      retriesPerImage: totals.retries / Math.max(1, totals.images),
      silentTestImages: tested.scores.silent,
      weightsSha256: weightsSha256(conductance, theta),
      disturb:
        disturb && totals.images > 0
          ? {
              lonePre: disturb.lonePre / perSynapseImage,
              lonePost: disturb.lonePost / perSynapseImage,
              paired: disturb.paired / perSynapseImage,
            }
          : null,
      plasticityCheck: totals.images > 0 ? (check ?? null) : null,
      gainSchedule: spec.gain.schedule,
      neurons: crossbar.nPost,
      seed: spec.seed,
      interrupted: session.options.signal?.aborted ?? false,
    },
    rows: dataset.train.rows,
    cols: dataset.train.cols,
    classNames: dataset.classNames,
    nPre: crossbar.nPre,
    nPost: crossbar.nPost,
    conductance,
    conductanceUnit: crossbar.disturb ? "S" : "1",
    theta,
    label: labelled.labels,
    meanCounts: labelled.meanCounts,
    confusion: tested.scores.confusion,
    history: monitor.history,
    raster: tested.raster,
  };
}

/** Mean answers to training images, frozen. */
async function label(session: Session) {
  const { spec, presenter } = session;
  const images = spec.dataset.train;
  const chosen = Random.of(spec.seed, "label", "choice")
    .permutation(trainingPool(spec))
    .subarray(0, spec.label.images);
  const accumulator = new LabelAccumulator(presenter.counts.length, spec.dataset.classes);
  const started = performance.now();
  let done = 0;
  for (const index of chosen) {
    presenter.show(images, index, Random.of(spec.seed, "label", "spikes", done));
    accumulator.add(presenter.counts, images.labels[index]!);
    done++;
    if (
      done % BREATH === 0 &&
      (await pause(session, "label", done, chosen.length, started)) &&
      done >= shortened(spec)
    )
      break;
  }
  return {
    images: done,
    seconds: (performance.now() - started) / 1000,
    meanCounts: accumulator.meanCounts(),
    labels: accumulator.labels(),
  };
}

/** After an interrupt, labels and test are cut to this many images, so that what there is gets a score. */
function shortened(spec: ClassifySpec): number {
  return Math.min(1000, spec.label.images, spec.test.images);
}

/** The held-out images, frozen; each is read once. */
async function test(
  session: Session,
  meanCounts: Float64Array,
  labels: Int32Array,
): Promise<{ scores: Scores; seconds: number; raster: Raster | null }> {
  const { spec, presenter } = session;
  const images = heldOut(spec);
  const scores = new TestScores(spec.dataset.classes, meanCounts, labels, spec.test.readout ?? "class-mean");
  const started = performance.now();
  let raster: Raster | null = null;
  for (let t = 0; t < images.count; t++) {
    const stream = Random.of(spec.seed, "test", "spikes", t);
    if (t === 0) raster = recordRaster(presenter, spec.presentation, images.from, images.first, stream);
    presenter.show(images.from, images.first + t, stream);
    scores.add(presenter.counts, images.from.labels[images.first + t]!);
    const done = t + 1;
    if (
      done % BREATH === 0 &&
      (await pause(session, "test", done, images.count, started, scores.running)) &&
      done >= shortened(spec)
    )
      break;
  }
  return { scores: scores.result(), seconds: (performance.now() - started) / 1000, raster };
}

function heldOut({ dataset, test }: ClassifySpec): { from: LabelledImages; first: number; count: number } {
  if (test.split === "test")
    return { from: dataset.test, first: 0, count: Math.min(test.images, dataset.test.count) };
  const first = dataset.train.count - VALIDATION_IMAGES;
  return { from: dataset.train, first, count: Math.min(test.images, VALIDATION_IMAGES) };
}

/** Report, let signals in; true if the run shall stop. */
async function pause(
  { options }: Session,
  phase: "train" | "label" | "test",
  done: number,
  total: number,
  started: number,
  accuracy?: number,
): Promise<boolean> {
  const seconds = (performance.now() - started) / 1000;
  options.progress?.({
    phase,
    done,
    total,
    perSecond: done / seconds,
    ...(accuracy === undefined ? {} : { accuracy }),
  });
  await new Promise((resume) => setImmediate(resume));
  return options.signal?.aborted ?? false;
}

function thetaOf(network: Network, output: number): Float32Array {
  const { neurons } = network.populations[output]!;
  return neurons!.theta ?? new Float32Array(neurons!.n);
}

function thetaMean(presenter: Presenter): number {
  const theta = thetaOf(presenter.engine.network, presenter.output);
  let sum = 0;
  for (const x of theta) sum += x;
  return sum / theta.length;
}
