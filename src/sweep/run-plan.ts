/** A sweep from its plan to its outcomes: the points as given, then those that a tolerance search adds. */

import { type Point, writtenAs } from "./axes.js";
import { axisInfos } from "./axis-info.js";
import { measureName } from "./compared.js";
import { type Level, levelOf, sameLevel } from "./level.js";
import { type Job, jobOf, type Plan, seedsOf } from "./plan.js";
import { type JobsRequest, runJobs } from "./run-jobs.js";
import { summarise } from "./statistics.js";
import type { Outcome } from "./table.js";
import { tolerances } from "./tolerance.js";

type Request = Omit<JobsRequest, "jobs"> & { readonly plan: Plan };

export async function runPlan({ plan, ...rest }: Request): Promise<Outcome[]> {
  const { opened, block, set, places } = plan;
  /** Jobs of the first of several points whose config is right, for every seed. */
  const firstRight = async (points: readonly Point[]): Promise<Job[]> => {
    for (const point of points) {
      const jobs: Job[] = [];
      for (const seed of seedsOf(block)) jobs.push(await jobOf(opened, set, point, seed, places));
      if (jobs.every((job) => job.problem === undefined)) return jobs;
    }
    return [];
  };
  let outcomes = await runJobs({ ...rest, jobs: plan.jobs });
  for (let step = 0; step < (block.tolerance?.refine ?? 0) && !rest.signal.aborted; step++) {
    const added: Job[] = [];
    for (const { points } of halfway(plan, outcomes)) added.push(...(await firstRight(points)));
    if (added.length === 0) break;
    // What is done is read from the store again: every step is as a sweep that was started anew. What has failed is left
    // to the next start: tried again here it could end well after the search has done without it.
    const failed = new Map(outcomes.filter(hasFailed).map((o) => [o.job, o]));
    const jobs = [...outcomes.map((o) => o.job), ...added];
    const ended = await runJobs({ ...rest, jobs: jobs.filter((job) => !failed.has(job)) });
    const byJob = new Map([...failed, ...ended.map((o) => [o.job, o] as const)]);
    outcomes = jobs.map((job) => byJob.get(job)!);
  }
  return outcomes;
}

/** Not of a config that cannot run, but of a run: started again it may end well. */
function hasFailed({ job, failure, record }: Outcome): boolean {
  return record === undefined && failure !== undefined && job.problem === undefined;
}

/** A place that is to be tried: at the point itself, or where its config is wrong at the next. */
interface Place {
  readonly points: readonly Point[];
}

/**
 * Places in the middle between the last value that loses little and the first that loses too much. Where a run has failed
 * the middle may be another one, once it has ended well: there nothing is added.
 */
function halfway({ block }: Plan, outcomes: readonly Outcome[]): Place[] {
  const { tolerance, axes, measure } = block;
  const axis = tolerance && axes[tolerance.axis];
  if (!tolerance || !axis || !("path" in axis)) return [];
  const allowed = tolerance.loss;
  const found = tolerances(summarise(outcomes, block), tolerance.axis, measureName(measure), allowed);
  return found.flatMap(({ of, losses }) => {
    const bad = losses.findIndex((l) => l.mean > allowed);
    const group = outcomes.filter(({ job }) =>
      Object.entries(of).every(([name, v]) => job.point[name]!.value === v),
    );
    const [others] = group;
    if (bad < 1 || !others || group.some(hasFailed)) return [];
    const [low, high] = [losses[bad - 1]!.x, losses[bad]!.x];
    const { unit, percent } = axisInfos(block)[tolerance.axis]!;
    const level = (x: number): Level => levelOf(axis.path, writtenAs(x, unit ?? "1", percent, 6));
    const middle = (low + high) / 2;
    // Where only whole numbers are accepted, the nearest.
    const levels = [level(middle), ...(unit === "1" ? [level(Math.round(middle))] : [])];
    const between = levels.filter((l) => ![low, high].some((end) => sameLevel(l, level(end))));
    return [{ points: between.map((l) => ({ ...others.job.point, [tolerance.axis]: l })) }];
  });
}
