/** Progress and state of training: what a checkpoint of a classification holds. */
import { gathered, partOf, type Saved } from "../../../core/saved.js";
import {
  between,
  checkedList,
  checkedNumber,
  count,
  notNegative,
  whole,
} from "../../../core/saved-values.js";
import type { Homeostasis } from "../../../learning/homeostasis.js";
import type { Monitor } from "./monitor.js";
import type { Presenter } from "./presenter.js";
import { thetaOf } from "./session.js";

/** Sums over the presentations so far. `images` is the data's cursor: order and random numbers follow from it. */
export interface TrainTotals {
  images: number;
  /** Wall time. */
  seconds: number;
  inputSpikes: number;
  postSpikes: number;
  retries: number;
}

export interface Course {
  readonly presenter: Presenter;
  readonly totals: TrainTotals;
  readonly monitor: Monitor;
  readonly homeostasis: Homeostasis;
}

/** Between two pictures, with nothing flushed; neurons at rest or on their way to the next. */
export function saveCourse({ presenter, totals, monitor }: Course): Saved {
  return gathered({
    totals: { numbers: { ...totals }, arrays: {} },
    monitor: monitor.save(),
    engine: presenter.engine.save(),
  });
}

/**
 * @param images  that the whole training shows
 * @throws SavedError where what was saved is not of this run
 */
export function restoreCourse(course: Course, saved: Saved, images: number): void {
  const { presenter, totals, monitor } = course;
  totals.images = checkedNumber(saved, "totals.images", whole(0, images));
  const again = whole(0, totals.images * presenter.mostRetries);
  totals.retries = checkedNumber(saved, "totals.retries", again);
  for (const name of ["inputSpikes", "postSpikes"] as const)
    totals[name] = checkedNumber(saved, `totals.${name}`, count);
  totals.seconds = checkedNumber(saved, "totals.seconds", notNegative);
  const now = (totals.images + totals.retries) * presenter.showing;
  checkedNumber(saved, "engine.clock.now", whole(now, now));
  monitor.restore(partOf(saved, "monitor"), totals.images);
  checkThresholds(course, saved);
  presenter.engine.restore(partOf(saved, "engine"));
}

/** Rounding of a threshold to single precision, over a whole training. */
const ROUNDING = 1e-3;

/** @throws SavedError where a threshold is where training cannot have brought it from its start */
function checkThresholds({ presenter, totals, homeostasis }: Course, saved: Saved): void {
  const { network } = presenter.engine;
  const start = thetaOf(network, presenter.output).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const reach = start + homeostasis.reach(totals.images + totals.retries, totals.postSpikes);
  const part = partOf(saved, `engine.population.${network.populations[presenter.output]!.name}`);
  if (Object.hasOwn(part.arrays, "theta"))
    checkedList(part, "theta", new Float32Array(0), between(-reach, reach, ROUNDING * reach));
}
