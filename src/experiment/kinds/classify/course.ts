/** Progress and state of training: what a checkpoint of a classification holds. */
import { gathered, partOf, type Saved } from "../../../core/saved.js";
import { checkedNumber, count, finite, whole } from "../../../core/saved-values.js";
import type { Monitor } from "./monitor.js";
import type { Presenter } from "./presenter.js";

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
export function restoreCourse({ presenter, totals, monitor }: Course, saved: Saved, images: number): void {
  totals.images = checkedNumber(saved, "totals.images", whole(0, images));
  const again = whole(0, totals.images * presenter.mostRetries);
  totals.retries = checkedNumber(saved, "totals.retries", again);
  for (const name of ["inputSpikes", "postSpikes"] as const)
    totals[name] = checkedNumber(saved, `totals.${name}`, count);
  totals.seconds = checkedNumber(saved, "totals.seconds", finite);
  const now = (totals.images + totals.retries) * presenter.showing;
  checkedNumber(saved, "engine.clock.now", whole(now, now));
  monitor.restore(partOf(saved, "monitor"), totals.images);
  presenter.engine.restore(partOf(saved, "engine"));
}
