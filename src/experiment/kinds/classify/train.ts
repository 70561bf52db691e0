/** The training phase: pictures without their labels, with learning on, of all that is plastic or layer by layer. */
import { formatQuantity } from "../../../core/units.js";
import { gainAt } from "../../../learning/gain.js";
import { normaliseColumns } from "../../../learning/normalisation.js";
import { masterStream } from "../../../seed.js";
import { CheckpointClock, notResumable, resumeFrom } from "../../checkpointing.js";
import { ActivityWatch, CHECK_INTERVAL, checkState, NumericalError } from "../../guards.js";
import { Observer } from "../../observe.js";
import { restoreCourse, saveCourse, type TrainTotals } from "./course.js";
import { trainedImages } from "./frozen.js";
import { begin, type Learning, spikeCounts } from "./learning.js";
import type { Monitor } from "./monitor.js";
import { helpersOf } from "./passes.js";
import type { Presenter } from "./presenter.js";
import { reportAndYield, type Session, thetaOf } from "./session.js";
import { stageAt, stagesOf } from "./stages.js";
import { LostThread } from "./thread-facts.js";

/** Images, or ms where that is sooner, between two progress reports, at each of which the run may be stopped. */
const PROGRESS_INTERVAL = 50;
const LONGEST_SILENCE = 200;
/** ms. About what a helper needs to load the data and build the network: it begins so long before training ends. */
const HELPERS_START = 3000;

/** Show the training images, epoch after epoch, from the start or from a checkpoint. */
export async function train(session: Session, monitor: Monitor): Promise<TrainTotals> {
  const { spec, presenter, crossbar, options } = session;
  const crossbars = [crossbar, ...session.others.values()];
  const chosen = trainedImages(spec);
  const stages = stagesOf(spec);
  const total = stages.at(-1)!.to;
  const totals: TrainTotals = {
    images: 0,
    seconds: 0,
    inputSpikes: 0,
    postSpikes: 0,
    retries: 0,
    spikes: spikeCounts(spec, stages),
  };
  const images = spec.dataset.train;
  const stream = masterStream(spec.seed, "train", "spikes");
  const course = { session, totals, monitor, stages };
  const checkpoint = resumable(session) ? options.checkpoint : undefined;
  const clock = new CheckpointClock(checkpoint?.every);
  for (const each of crossbars) each.learning = true;
  let learning: Learning | undefined;
  if (checkpoint?.from) resumeFrom(checkpoint, (saved) => restoreCourse(course, saved, total));
  else if (spec.columnSum > 0) normaliseColumns(crossbar, spec.columnSum);
  const before = { images: totals.images, seconds: totals.seconds };
  const started = performance.now();
  const spent = () => before.seconds + (performance.now() - started) / 1000;
  const keep = async (): Promise<void> => {
    totals.seconds = spent();
    await checkpoint?.write(saveCourse(course), totals.images);
    clock.restart();
  };
  let watch = new ActivityWatch(options.notice);
  const observer = new Observer(options.observe, presenter.engine.network, presenter.output);
  const check = () => {
    const time = presenter.engine.now * presenter.engine.network.tick;
    for (const each of crossbars) checkState(each, totals.images, time, presenter.counts);
    checkThresholds(session, totals.images, time);
  };
  const lost = new LostThread(options.notice);
  let reported = started;
  let order: Uint32Array = new Uint32Array(0);
  while (totals.images < total && !options.signal?.aborted) {
    if (!learning || totals.images >= learning.stage.to) {
      if (learning) watch = new ActivityWatch(options.notice);
      learning = begin(session, stageAt(stages, totals.images), totals);
      order = new Uint32Array(0);
    }
    const { stage } = learning;
    const shown = totals.images - stage.from;
    const place = shown % stage.images;
    if (place === 0 || order.length === 0)
      order = masterStream(
        spec.seed,
        "train",
        "order",
        stage.passesBefore + Math.floor(shown / stage.images),
      ).permutation(stage.images);
    const index = chosen[order[place]!]!;
    const progress = shown / (stage.to - stage.from);
    const normalised = spec.columnSum > 0 && stage.learns.has(spec.plastic);
    for (const each of learning.crossbars) each.setGain(gainAt(spec.gain, progress), spec.gain.schedule);
    learning.begin(progress);
    const answer = presenter.show(images, index, stream.split(totals.images), (spikes) => {
      learning!.end(spikes);
      for (const each of crossbars) each.age?.(presenter.duration);
      if (normalised) normaliseColumns(crossbar, spec.columnSum);
    });
    totals.images++;
    totals.inputSpikes += answer.inputSpikes;
    totals.retries += answer.retries;
    if (presenter.watched === presenter.output) {
      totals.postSpikes += answer.allSpikes;
      monitor.see(presenter.counts, images.labels[index]!, answer.spikes, () => thetaMean(presenter));
    }
    watch.see(presenter.counts, totals.images);
    if (observer.due(totals.images, total))
      await observer.after(totals.images, total, presenter.counts, presenter.engine.sharedBy);
    if (totals.images % CHECK_INTERVAL === 0 || totals.images === total) check();
    const now = session.pace.now(totals.images);
    if (clock.due(totals.images, now) && totals.images < total) await keep();
    if (totals.images % PROGRESS_INTERVAL !== 0 && now - reported < LONGEST_SILENCE) continue;
    reported = now;
    lost.see(presenter.engine.sharing);
    const done = totals.images - before.images;
    if (((total - totals.images) * (now - started)) / done < HELPERS_START) helpersOf(session)?.prepare();
    if (
      await reportAndYield(session, "train", totals.images, total, started, monitor.accuracy, before.images)
    )
      break;
  }
  lost.see(presenter.engine.sharing);
  // Before the flush, which would change what follows: the last checkpoint, or that of an interrupted run.
  await keep();
  totals.seconds = spent();
  presenter.engine.flush();
  for (const each of crossbars) each.age?.(0, true);
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

/** @throws NumericalError naming the first threshold that is no number */
function checkThresholds({ presenter, furtherThresholds }: Session, image: number, time: number): void {
  const check = (of: string, thetas: Float32Array) => {
    for (const [j, theta] of thetas.entries())
      if (!Number.isFinite(theta))
        throw new NumericalError(
          `the threshold of ${of} neuron ${j} is ${theta} after image ${image} (${formatQuantity(time, "s")} of simulated time); accepted: a finite number`,
        );
  };
  check("output", thetaOf(presenter.engine.network, presenter.output));
  for (const { name, neurons } of furtherThresholds) check(`"${name}"`, neurons.theta ?? new Float32Array(0));
}

function thetaMean(presenter: Presenter): number {
  const theta = thetaOf(presenter.engine.network, presenter.output);
  let sum = 0;
  for (const x of theta) sum += x;
  return sum / theta.length;
}
