/** The training phase: pictures without their labels, with learning on. */
import { formatQuantity } from "../../../core/units.js";
import { gainAt } from "../../../learning/gain.js";
import { normaliseColumns } from "../../../learning/normalisation.js";
import { masterStream } from "../../../seed.js";
import { CheckpointClock, notResumable, resumeFrom } from "../../checkpointing.js";
import { ActivityWatch, CHECK_INTERVAL, checkState, NumericalError } from "../../guards.js";
import { Observer } from "../../observe.js";
import { restoreCourse, saveCourse, type TrainTotals } from "./course.js";
import { trainedImages } from "./frozen.js";
import type { Monitor } from "./monitor.js";
import { helpersOf } from "./passes.js";
import type { Presenter } from "./presenter.js";
import { reportAndYield, type Session, thetaOf } from "./session.js";

/** Images, or ms where that is sooner, between two progress reports, at each of which the run may be stopped. */
const PROGRESS_INTERVAL = 50;
const LONGEST_SILENCE = 200;
/** ms. About what a helper needs to load the data and build the network: it begins so long before training ends. */
const HELPERS_START = 3000;

/** Show the training images, epoch after epoch, from the start or from a checkpoint. */
export async function train(session: Session, monitor: Monitor): Promise<TrainTotals> {
  const { spec, presenter, crossbar, homeostasis, options } = session;
  const crossbars = [crossbar, ...session.others.values()];
  const chosen = trainedImages(spec);
  const total = chosen.length * spec.train.epochs;
  const totals: TrainTotals = { images: 0, seconds: 0, inputSpikes: 0, postSpikes: 0, retries: 0 };
  const images = spec.dataset.train;
  const stream = masterStream(spec.seed, "train", "spikes");
  const course = { presenter, totals, monitor, homeostasis };
  const checkpoint = resumable(session) ? options.checkpoint : undefined;
  const clock = new CheckpointClock(checkpoint?.every);
  for (const each of crossbars) each.learning = true;
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
  const watch = new ActivityWatch(options.notice);
  const observer = new Observer(options.observe, presenter.engine.network, presenter.output);
  const check = () => {
    const time = presenter.engine.now * presenter.engine.network.tick;
    for (const each of crossbars) checkState(each, totals.images, time, presenter.counts);
    checkThresholds(presenter, totals.images, time);
  };
  let reported = started;
  let order: Uint32Array = new Uint32Array(0);
  while (totals.images < total && !options.signal?.aborted) {
    const place = totals.images % chosen.length;
    if (place === 0 || order.length === 0)
      order = masterStream(
        spec.seed,
        "train",
        "order",
        Math.floor(totals.images / chosen.length),
      ).permutation(chosen.length);
    const index = chosen[order[place]!]!;
    const progress = totals.images / total;
    for (const each of crossbars) each.setGain(gainAt(spec.gain, progress), spec.gain.schedule);
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
    monitor.see(presenter.counts, images.labels[index]!, answer.spikes, () => thetaMean(presenter));
    watch.see(presenter.counts, totals.images);
    if (observer.due(totals.images, total)) await observer.after(totals.images, total, presenter.counts);
    if (totals.images % CHECK_INTERVAL === 0 || totals.images === total) check();
    if (clock.due(totals.images) && totals.images < total) await keep();
    const now = performance.now();
    if (totals.images % PROGRESS_INTERVAL !== 0 && now - reported < LONGEST_SILENCE) continue;
    reported = now;
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
function checkThresholds(presenter: Presenter, image: number, time: number): void {
  for (const [j, theta] of thetaOf(presenter.engine.network, presenter.output).entries())
    if (!Number.isFinite(theta))
      throw new NumericalError(
        `the threshold of output neuron ${j} is ${theta} after image ${image} (${formatQuantity(time, "s")} of simulated time); accepted: a finite number`,
      );
}

function thetaMean(presenter: Presenter): number {
  const theta = thetaOf(presenter.engine.network, presenter.output);
  let sum = 0;
  for (const x of theta) sum += x;
  return sum / theta.length;
}
