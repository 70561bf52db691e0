/** How far training has come, and all that it goes on from: what a checkpoint of a classification holds. */
import { gathered, numberOf, partOf, type Saved, SavedError } from "../../core/saved.js";
import type { Presenter } from "../presenter.js";
import type { Monitor } from "./classify-monitor.js";

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

/** @throws SavedError where what was saved is not of this run */
export function restoreCourse({ presenter, totals, monitor }: Course, saved: Saved): void {
  const own = partOf(saved, "totals");
  for (const name of Object.keys(totals) as (keyof TrainTotals)[]) totals[name] = numberOf(own, name);
  if (!Number.isInteger(totals.images) || totals.images < 0)
    throw new SavedError(`totals.images is ${totals.images}; a count is needed`);
  monitor.restore(partOf(saved, "monitor"));
  presenter.engine.restore(partOf(saved, "engine"));
}
