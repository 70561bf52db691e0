/** Progress and state of training: what a checkpoint of a classification holds. */
import { gathered, partOf, type Saved } from "../../../core/saved.js";
import {
  between,
  checkedList,
  checkedNumber,
  checkedRefill,
  count,
  notNegative,
  whole,
} from "../../../core/saved-values.js";
import type { Homeostasis } from "../../../learning/homeostasis.js";
import type { Monitor } from "./monitor.js";
import { type Session, thetaOf } from "./session.js";
import { presentationsIn, type Stage } from "./stages.js";

/** Sums over the presentations so far. `images` is the data's cursor: order and random numbers follow from it. */
export interface TrainTotals {
  images: number;
  /** Wall time. */
  seconds: number;
  inputSpikes: number;
  /** Of the output, where it takes part. */
  postSpikes: number;
  retries: number;
  /** Of every population in each stage, see `spikeCounts`; empty where there is one layer. */
  readonly spikes: Float64Array;
}

export interface Course {
  readonly session: Session;
  readonly totals: TrainTotals;
  readonly monitor: Monitor;
  readonly stages: readonly Stage[];
}

/** Between two pictures, with nothing flushed; neurons at rest or on their way to the next. */
export function saveCourse({ session, totals, monitor }: Course): Saved {
  const { spikes, ...numbers } = totals;
  return gathered({
    totals: { numbers, arrays: spikes.length > 0 ? { spikes: spikes.slice() } : {} },
    monitor: monitor.save(),
    engine: session.presenter.engine.save(),
  });
}

/**
 * @param images  that the whole training shows
 * @throws SavedError where what was saved is not of this run
 */
export function restoreCourse(course: Course, saved: Saved, images: number): void {
  const { session, totals, monitor, stages } = course;
  const { presenter, spec } = session;
  totals.images = checkedNumber(saved, "totals.images", whole(0, images));
  const again = whole(0, totals.images * presenter.mostRetries);
  totals.retries = checkedNumber(saved, "totals.retries", again);
  for (const name of ["inputSpikes", "postSpikes"] as const)
    totals[name] = checkedNumber(saved, `totals.${name}`, count);
  if (totals.spikes.length > 0) checkedRefill(totals.spikes, saved, "totals.spikes", count);
  totals.seconds = checkedNumber(saved, "totals.seconds", notNegative);
  const now = (totals.images + totals.retries) * presenter.showing;
  checkedNumber(saved, "engine.clock.now", whole(now, now));
  monitor.restore(
    partOf(saved, "monitor"),
    presentationsIn(stages, totals.images, ({ watched }) => watched === spec.output),
  );
  checkThresholds(course, saved);
  presenter.engine.restore(partOf(saved, "engine"));
}

/** Rounding of a threshold to single precision, over a whole training. */
const ROUNDING = 1e-3;

/** @throws SavedError where a threshold is where training cannot have brought it from its start */
function checkThresholds({ session, totals }: Course, saved: Saved): void {
  const { presenter, homeostasis, furtherThresholds, spec } = session;
  const { network } = presenter.engine;
  const check = (name: string, theta: Float32Array, of: Homeostasis, spikes: number) => {
    const start = theta.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    const reach = start + of.reach(totals.images + totals.retries, spikes);
    const part = partOf(saved, `engine.population.${name}`);
    if (Object.hasOwn(part.arrays, "theta"))
      checkedList(part, "theta", new Float32Array(0), between(-reach, reach, ROUNDING * reach));
  };
  check(spec.output, thetaOf(network, presenter.output), homeostasis, totals.postSpikes);
  for (const { name, population, neurons, homeostasis: of } of furtherThresholds)
    if (neurons.theta)
      check(name, neurons.theta, of, spikesOf(totals, population, network.populations.length));
}

/** Of a population in all stages. */
export function spikesOf({ spikes }: TrainTotals, population: number, populations: number): number {
  let sum = 0;
  for (let at = population; at < spikes.length; at += populations) sum += spikes[at]!;
  return sum;
}
