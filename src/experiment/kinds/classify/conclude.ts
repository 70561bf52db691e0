/** The end of a classify run: frozen passes, and the result. */
import { packedSingle, wholeRows } from "../../../core/connectivity/index.js";
import { readoutKey, STANDARD_READOUT } from "../../../readout/index.js";
import { cutCounts, cutNotices, physicsByName } from "../../cut-waveforms.js";
import { concatenated, conductancesOf, freezeFurther, readFurther } from "../../further-projections.js";
import { weightsSha256 } from "../../hash.js";
import { plasticityChecks } from "../../plasticity-checks.js";
import { type SparseWiring, sparseWiring } from "../../sparse.js";
import { stateUnit } from "../../synapse-state.js";
import { absentClasses } from "./absent-classes.js";
import { spikesOf, type TrainTotals } from "./course.js";
import { answeringNeurons, notLearned, unlearnedColumns } from "./differentiation.js";
import { energyLedger } from "./energy-ledger.js";
import type { Monitor } from "./monitor.js";
import { frozenPasses } from "./passes.js";
import type { ClassifyResult } from "./result.js";
import type { Scores } from "./scores.js";
import {
  freeze,
  freezeThresholds,
  furtherThetas,
  openSession,
  readOut,
  type Session,
  thetaOf,
} from "./session.js";
import { presentationsIn, type Stage, stagesOf } from "./stages.js";
import { threadMetrics } from "./thread-facts.js";
import { unknownClasses } from "./unanswered.js";

/**
 * Label and test what was trained, and put the result together.
 * @param start  conductances before training, [pre][post]; absent where nothing was trained
 */
export async function conclude(
  session: Session,
  totals: TrainTotals,
  monitor: Monitor,
  start?: Float32Array,
): Promise<ClassifyResult> {
  const result = await concluded(session, totals, monitor, start);
  const { metrics } = result;
  for (const said of [
    ...cutNotices(metrics.cutWaveforms),
    notLearned(metrics, session.spec.homeostasis.thetaPlus),
    unknownClasses(result),
  ])
    if (said) session.options.notice?.(said);
  return result;
}

async function concluded(
  session: Session,
  totals: TrainTotals,
  monitor: Monitor,
  start: Float32Array | undefined,
): Promise<ClassifyResult> {
  const { spec, presenter, crossbar, others } = session;
  freezeThresholds(session);
  readOut(session);
  crossbar.learning = false;
  freezeFurther(others);
  const check = crossbar.check?.();
  const { network } = presenter.engine;
  // Of the training: in the frozen passes threads work otherwise.
  const threads = threadMetrics(presenter.engine.sharing);
  const cutWaveforms = totals.images > 0 ? cutCounts(network, physicsByName(spec)) : {};
  const { [spec.plastic]: _, ...furtherChecks } = plasticityChecks(network);
  const conductance = packedSingle(crossbar.wiring, crossbar.state);
  const theta = thetaOf(presenter.engine.network, presenter.output).slice();
  const thetas = furtherThetas(session);
  const held = conductancesOf(others);
  const hash = hashOf(session);
  const reading = readingSession(session, conductance, held);
  const before = hashOf(reading.session);
  const { labelled, tested } = await frozenPasses(reading.session, {
    conductance: reading.conductance,
    theta,
    ...(others.size > 0 ? { others: reading.others } : {}),
    ...(thetas ? { thetas } : {}),
  });
  if (reading.session !== session) reading.session.presenter.engine.release?.();
  const { notice } = presenter.crowding;
  if (notice !== undefined) session.options.notice?.(notice);
  session.guard?.end(before, hashOf(reading.session));
  session.guard?.end(hash, hashOf(session));
  const { disturb } = crossbar;
  const stages = stagesOf(spec);
  const learned = presentationsIn(stages, totals.images, ({ learns }) => learns.has(spec.plastic));
  const perSynapseImage = crossbar.wiring.count * Math.max(1, learned);
  const answered = presentationsIn(stages, totals.images, ({ watched }) => watched === spec.output);
  const sparse = sparseProjections(session);
  const { dataset } = spec;
  const absent = absentClasses(spec);
  return {
    kind: "classify",
    metrics: {
      kind: "classify",
      accuracy: tested.scores.accuracy,
      accuracyCI95: tested.scores.interval,
      testSplit: spec.test.split,
      confusionReadout: spec.test.readout ?? STANDARD_READOUT,
      testImages: tested.scores.images,
      labelImages: labelled.images,
      trainImages: Math.min(totals.images, spec.train.images),
      trainPresentations: totals.images,
      epochs: spec.train.epochs,
      ...(learned === totals.images ? {} : { learnedPresentations: learned }),
      trainImagesPerSecond: totals.seconds > 0 ? totals.images / totals.seconds : 0,
      trainSeconds: totals.seconds,
      labelSeconds: labelled.seconds,
      testSeconds: tested.seconds,
      inputSpikesPerImage: perImage(totals.inputSpikes, totals.images),
      postSpikesPerImage: perImage(totals.postSpikes, answered),
      retriesPerImage: perImage(totals.retries, totals.images),
      silentTestImages: tested.scores.silent,
      undecidedTestImages: tested.scores.undecided,
      tiedTestImages: tested.scores.tied,
      unlearnedNeurons:
        start && learned > 0 ? unlearnedColumns(start, conductance, wholeRows(crossbar.wiring)) : null,
      ...populationSpikes(session, totals, stages),
      ...(Object.keys(absent).length > 0 ? { absentClasses: absent } : {}),
      answeringNeurons: answeringNeurons(labelled.meanCounts, dataset.classes),
      ...(totals.images > 0 ? { cutWaveforms, furtherPlasticityChecks: furtherChecks } : {}),
      weightsSha256: hash,
      ...(session.guard ? { protocol: { sharedTestImages: session.guard.shared, frozen: true } } : {}),
      kernel: presenter.kernel,
      kernelNotice: presenter.notice ?? null,
      ...threads,
      disturb:
        disturb && learned > 0
          ? {
              lonePre: disturb.lonePre / perSynapseImage,
              lonePost: disturb.lonePost / perSynapseImage,
              paired: disturb.paired / perSynapseImage,
            }
          : null,
      ...synapticLedgers(session, eventsOf(session, totals, stages), standardAccuracy(tested.scores)),
      plasticityCheck: totals.images > 0 ? (check ?? null) : null,
      gainSchedule: spec.gain.schedule,
      neurons: theta.length,
      seed: spec.seed,
      interrupted: session.options.signal?.aborted ?? false,
    },
    rows: dataset.train.rows,
    cols: dataset.train.cols,
    classNames: dataset.classNames,
    nPre: wholeRows(crossbar.wiring).nPre,
    nPost: crossbar.wiring.nPost,
    conductance,
    conductanceUnit: stateUnit(crossbar),
    ...(others.size > 0 ? { others: held } : {}),
    ...(sparse ? { sparse } : {}),
    theta,
    ...(thetas ? { thetas } : {}),
    label: labelled.labels,
    meanCounts: labelled.meanCounts,
    confusion: tested.scores.confusion,
    history: monitor.history,
    raster: tested.raster,
  };
}

/** Null where nothing was trained: 0 would be a number of something that was. */
function perImage(count: number, images: number): number | null {
  return images > 0 ? count / images : null;
}

/** Spikes of each population per image that it took part in, by name; absent where there is one layer. */
function populationSpikes({ presenter }: Session, totals: TrainTotals, stages: readonly Stage[]) {
  if (totals.spikes.length === 0) return {};
  const { populations } = presenter.engine.network;
  const each = populations.flatMap(({ name }, p): [string, number][] => {
    const images = presentationsIn(stages, totals.images, ({ awake }) => awake.has(name));
    return images > 0 ? [[name, spikesOf(totals, p, populations.length) / images]] : [];
  });
  return { spikesPerImage: Object.fromEntries(each) };
}

/** Spikes at both ends of the plastic projection that the result is about, while it learned. */
interface Ends {
  readonly images: number;
  readonly pre: number;
  readonly post: number;
}

function eventsOf({ spec, presenter }: Session, totals: TrainTotals, stages: readonly Stage[]): Ends {
  const { network } = presenter.engine;
  const learn = ({ learns }: Stage) => learns.has(spec.plastic);
  const images = presentationsIn(stages, totals.images, learn);
  if (totals.spikes.length === 0) return { images, pre: totals.inputSpikes, post: totals.postSpikes };
  const { from, to } = network.projections.find(({ name }) => name === spec.plastic)!;
  const of = (population: number) =>
    stages
      .filter(learn)
      .reduce((sum, s) => sum + totals.spikes[s.position * network.populations.length + population]!, 0);
  return { images, pre: of(from), post: of(to) };
}

/** Events per training image and what they took. */
function synapticLedgers({ spec, crossbar }: Session, { images, pre, post }: Ends, accuracy: number) {
  const { disturb, wiring } = crossbar;
  if (!disturb || images === 0) return { events: null, energy: null };
  const paired = disturb.pairs / images;
  const events = {
    lonePre: (pre * (wiring.count / wholeRows(wiring).nPre)) / images - paired,
    lonePost: (post * (wiring.count / wiring.nPost)) / images - paired,
    paired,
  };
  const energy = energyLedger(spec, { perImage: events, presentations: images, accuracy });
  return { events, energy };
}

/** Wiring of plastic projections in which not every synapse exists, by name. */
function sparseProjections({ spec, crossbar, others }: Session): Record<string, SparseWiring> | undefined {
  const found = [[spec.plastic, crossbar] as const, ...others].flatMap(
    ([name, { wiring }]): [string, SparseWiring][] => {
      const sparse = sparseWiring(wiring);
      return sparse ? [[name, sparse]] : [];
    },
  );
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

/** What a run is judged by. */
function standardAccuracy({ accuracy }: Scores): number {
  return accuracy[readoutKey(STANDARD_READOUT)];
}

/** sha256 of everything a network has learned. */
function hashOf(session: Session): string {
  const { crossbar, others, presenter } = session;
  const all = concatenated([
    packedSingle(crossbar.wiring, crossbar.state),
    ...Object.values(conductancesOf(others)),
  ]);
  const theta = thetaOf(presenter.engine.network, presenter.output);
  return weightsSha256(all, concatenated([theta, ...Object.values(furtherThetas(session) ?? {})]));
}

/**
 * A network whose synapses are what a read makes of the devices of a trained one. Where every read is ideal that is the
 * trained network itself; else a second one, at rest: what the devices hold stays in the first.
 */
function readingSession(
  session: Session,
  conductance: Float32Array,
  held: Readonly<Record<string, Float32Array>>,
) {
  const { spec, options, guard, slicing, crossbar, others, presenter } = session;
  const read = crossbar.read?.(conductance) ?? conductance;
  const further = readFurther(others, held);
  const ideal = read === conductance && Object.entries(further).every(([name, g]) => g === held[name]);
  if (ideal) return { session, conductance, others: held };
  const own = openSession(spec, options, guard, slicing);
  const theta = thetaOf(presenter.engine.network, presenter.output);
  const thetas = furtherThetas(session);
  freeze(own, { conductance: read, theta, others: further, ...(thetas ? { thetas } : {}) });
  return { session: own, conductance: read, others: further };
}
