/**
 * Unsupervised learning of labelled pictures, in the manner of Diehl & Cook 2015: train without labels, freeze,
 * label neurons on training images, test. Test images are touched in the last phase only.
 */
import { Random } from "../../../core/random.js";
import { unpackState, unpadded } from "../../../crossbar/model.js";
import type { Slicing } from "../../../crossbar/slicing.js";
import { openSlicing } from "../../../engine/slicing.js";
import { geometric } from "../../../learning/gain.js";
import { Homeostasis } from "../../../learning/homeostasis.js";
import { normaliseColumns } from "../../../learning/normalisation.js";
import { buildNetwork, NetworkError } from "../../../network/build.js";
import { CheckpointClock, goOn, notResumable } from "../../checkpointing.js";
import { freezeOthers, heldByOthers, joined, otherCrossbars, readOthers } from "../../further-projections.js";
import { ActivityWatch, beyondGiven, checkState, LOOK_EVERY } from "../../guards.js";
import { weightsSha256 } from "../../hash.js";
import { Observer } from "../../observe.js";
import type { RunOptions } from "../../options.js";
import type { FrozenPhase, Trained } from "../../split-pass.js";
import { restoreCourse, saveCourse, type TrainTotals } from "./course.js";
import { energyLedger } from "./energy-ledger.js";
import { answers, frozenPass, trainingPool } from "./frozen.js";
import { type Monitor, runningMonitor } from "./monitor.js";
import { frozenPasses, helpersOf } from "./passes.js";
import { Presenter } from "./presenter.js";
import { ProtocolGuard } from "./protocol-guard.js";
import type { ClassifyResult } from "./result.js";
import { reportAndYield, type Session, thetaOf } from "./session.js";
import type { ClassifySpec } from "./spec.js";

/** Images between two looks at whether the run shall stop, and between progress reports. */
const BREATH = 50;
/** ms. About what a helper needs to load the data and build the network: it begins so long before training ends. */
const HELPERS_START = 3000;

export async function runClassify(spec: ClassifySpec, options: RunOptions): Promise<ClassifyResult> {
  const slicing = await openSlicing(spec.kernel ?? "auto", spec.network, options.backends);
  const session = open(spec, options, new ProtocolGuard(spec), slicing);
  const monitor = runningMonitor(session.presenter.counts.length, spec.dataset.classes);
  const beyond = beyondGiven(spec.physics);
  if (beyond) options.notice?.(beyond);
  try {
    const totals = await train(session, monitor);
    return await conclude(session, totals, monitor);
  } finally {
    await options.helpers?.stop();
  }
}

/** Label and test what an earlier run has learned; nothing learns. */
export async function evaluate(
  spec: ClassifySpec,
  trained: Trained,
  options: RunOptions = {},
): Promise<ClassifyResult> {
  const slicing = await openSlicing(spec.kernel ?? "auto", spec.network, options.backends);
  const session = open(spec, options, new ProtocolGuard(spec), slicing);
  freeze(session, trained);
  const none = { images: 0, seconds: 0, inputSpikes: 0, postSpikes: 0, retries: 0 };
  try {
    return await conclude(session, none, runningMonitor(trained.theta.length, spec.dataset.classes));
  } finally {
    await options.helpers?.stop();
  }
}

/** Put what was learned into the network and stop learning. */
function freeze({ crossbar, others, homeostasis, presenter }: Session, trained: Trained): void {
  crossbar.learning = false;
  freezeOthers(others, trained.others ?? {});
  homeostasis.freeze();
  unpackState(crossbar, trained.conductance);
  const theta = thetaOf(presenter.engine.network, presenter.output);
  for (let j = 0; j < theta.length; j++) theta[j] = trained.theta[j]!;
  presenter.engine.finish(true);
}

/** @param slicing  of the tfjs kernel, needed to learn; a frozen network is only read */
function open(spec: ClassifySpec, options: RunOptions, guard?: ProtocolGuard, slicing?: Slicing): Session {
  const network = buildNetwork(spec.network, Random.of(spec.seed, "network"), slicing);
  const presenter = new Presenter(spec, network, slicing);
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
    others: otherCrossbars(network, spec.plastic),
    homeostasis: new Homeostasis(spec.homeostasis, neurons),
    options,
    guard,
  };
}

async function train(session: Session, monitor: Monitor): Promise<TrainTotals> {
  const { spec, presenter, crossbar, homeostasis, options } = session;
  const crossbars = [crossbar, ...session.others.values()];
  const chosen = Random.of(spec.seed, "train", "choice")
    .permutation(trainingPool(spec))
    .subarray(0, spec.train.images);
  const total = chosen.length * spec.train.epochs;
  const totals: TrainTotals = { images: 0, seconds: 0, inputSpikes: 0, postSpikes: 0, retries: 0 };
  const images = spec.dataset.train;
  const stream = Random.of(spec.seed, "train", "spikes");
  const course = { presenter, totals, monitor };
  const checkpoint = resumable(session) ? options.checkpoint : undefined;
  const clock = new CheckpointClock(checkpoint?.every);
  for (const each of crossbars) each.learning = true;
  if (checkpoint?.from) goOn(checkpoint, (saved) => restoreCourse(course, saved, total));
  else if (spec.columnSum > 0) normaliseColumns(crossbar, spec.columnSum);
  const before = { images: totals.images, seconds: totals.seconds };
  const started = performance.now();
  const spent = () => before.seconds + (performance.now() - started) / 1000;
  const keep = async (): Promise<void> => {
    totals.seconds = spent();
    await checkpoint?.write(saveCourse(course), totals.images);
    clock.restart();
  };
  const watch = new ActivityWatch(options.notice);
  const observer = new Observer(options.observe, presenter.engine.network, presenter.output);
  const look = () => {
    const time = presenter.engine.now * presenter.engine.network.tick;
    for (const each of crossbars) checkState(each, totals.images, time, presenter.counts);
  };
  let order: Uint32Array = new Uint32Array(0);
  while (totals.images < total && !options.signal?.aborted) {
    const place = totals.images % chosen.length;
    if (place === 0 || order.length === 0)
      order = Random.of(spec.seed, "train", "order", Math.floor(totals.images / chosen.length)).permutation(
        chosen.length,
      );
    const index = chosen[order[place]!]!;
    const progress = totals.images / total;
    for (const each of crossbars) each.setGain(geometric(spec.gain.end, progress), spec.gain.schedule);
    homeostasis.begin(progress);
    const answer = presenter.show(images, index, stream.split(totals.images), (spikes) => {
      homeostasis.end(spikes, presenter.duration);
      for (const each of crossbars) each.age?.(presenter.duration);
      if (spec.columnSum > 0) normaliseColumns(crossbar, spec.columnSum);
    });
    totals.images++;
    totals.inputSpikes += answer.inputSpikes;
    totals.postSpikes += answer.allSpikes;
    totals.retries += answer.retries;
    monitor.see(presenter.counts, images.labels[index]!, thetaMean(presenter));
    watch.see(presenter.counts, totals.images);
    if (options.observe) await observer.after(totals.images, total, presenter.counts);
    if (totals.images % LOOK_EVERY === 0 || totals.images === total) look();
    if (clock.due(totals.images) && totals.images < total) await keep();
    if (totals.images % BREATH !== 0) continue;
    const shown = totals.images - before.images;
    if (((total - totals.images) * (performance.now() - started)) / shown < HELPERS_START)
      helpersOf(session)?.prepare();
    if (
      await reportAndYield(session, "train", totals.images, total, started, monitor.accuracy, before.images)
    )
      break;
  }
  // Before the flush, which would change what follows: the last checkpoint, or that of an interrupted run.
  await keep();
  totals.seconds = spent();
  presenter.engine.flush();
  return totals;
}

/** Whether a checkpoint would hold all of the state; says so where it would not. */
function resumable({ spec, options, presenter }: Session): boolean {
  // At rest there is nothing in neurons but their thresholds.
  if (!options.checkpoint || spec.presentation.reset) return true;
  const why = notResumable(presenter.engine.network);
  if (why) options.notice?.(`presentation.reset is false, and ${why}`);
  return why === undefined;
}

/** `held` where what is read now is still what was read before the frozen passes; else what is read now. */
function same(now: Float32Array, before: Float32Array, held: Float32Array): Float32Array {
  return now.every((g, x) => g === before[x]) ? held : now;
}

/**
 * For a helper: takes what was trained, once, and from then answers for parts of frozen passes as `runExperiment` would
 * itself.
 */
export function frozenAnswers(spec: ClassifySpec) {
  const session = open(spec, {});
  const passes = { label: frozenPass(spec, "label"), test: frozenPass(spec, "test") };
  return (trained: Trained) => {
    freeze(session, trained);
    return (phase: FrozenPhase, from: number, to: number) =>
      answers(spec, session.presenter, passes[phase], from, to);
  };
}

async function conclude(session: Session, totals: TrainTotals, monitor: Monitor): Promise<ClassifyResult> {
  const { spec, presenter, crossbar, others, homeostasis } = session;
  homeostasis.freeze();
  crossbar.learning = false;
  freezeOthers(others);
  const check = crossbar.check?.();
  const conductance = unpadded(crossbar);
  const theta = thetaOf(presenter.engine.network, presenter.output).slice();
  const held = heldByOthers(others);
  const hash = weightsSha256(joined([conductance, ...Object.values(held)]), theta);
  // What a frozen network reads of its devices may differ from what they hold.
  const read = crossbar.read?.(conductance) ?? conductance;
  if (read !== conductance) unpackState(crossbar, read);
  const readOfOthers = readOthers(others, held);
  const trained = { conductance: read, theta, ...(others.size > 0 ? { others: readOfOthers } : {}) };
  const { labelled, tested } = await frozenPasses(session, trained);
  const after = [
    same(unpadded(crossbar), read, conductance),
    ...Object.entries(heldByOthers(others)).map(([name, g]) => same(g, readOfOthers[name]!, held[name]!)),
  ];
  session.guard?.end(hash, weightsSha256(joined(after), thetaOf(presenter.engine.network, presenter.output)));
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
      weightsSha256: hash,
      ...(session.guard ? { protocol: { sharedTestImages: session.guard.shared, frozen: true } } : {}),
      kernel: presenter.kernel,
      kernelNotice: presenter.notice ?? null,
      disturb:
        disturb && totals.images > 0
          ? {
              lonePre: disturb.lonePre / perSynapseImage,
              lonePost: disturb.lonePost / perSynapseImage,
              paired: disturb.paired / perSynapseImage,
            }
          : null,
      ...synapticLedgers(session, totals, tested.scores.accuracy.classMean),
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
    ...(others.size > 0 ? { others: held } : {}),
    theta,
    label: labelled.labels,
    meanCounts: labelled.meanCounts,
    confusion: tested.scores.confusion,
    history: monitor.history,
    raster: tested.raster,
  };
}

/** Events per training image and what they took. */
function synapticLedgers({ spec, crossbar }: Session, totals: TrainTotals, accuracy: number) {
  const { disturb, nPre, nPost } = crossbar;
  if (!disturb || totals.images === 0) return { events: null, energy: null };
  const paired = disturb.pairs / totals.images;
  const events = {
    lonePre: (totals.inputSpikes * nPost) / totals.images - paired,
    lonePost: (totals.postSpikes * nPre) / totals.images - paired,
    paired,
  };
  const energy = energyLedger(spec, { perImage: events, presentations: totals.images, accuracy });
  return { events, energy };
}

function thetaMean(presenter: Presenter): number {
  const theta = thetaOf(presenter.engine.network, presenter.output);
  let sum = 0;
  for (const x of theta) sum += x;
  return sum / theta.length;
}
