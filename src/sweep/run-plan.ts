/** A sweep from its plan to its outcomes: the points as given, then those that a tolerance search adds. */
import { levelOf, type Point } from "./axes.js";
import { jobOf, type Plan, seedsOf } from "./plan.js";
import { type JobsRequest, runJobs } from "./run-jobs.js";
import { summarise } from "./statistics.js";
import type { Outcome } from "./table.js";
import { tolerances } from "./tolerance.js";

type Request = Omit<JobsRequest, "jobs"> & {
  readonly plan: Plan;
  /** Settings of the command line. */
  readonly set: readonly string[];
};

export async function runPlan({ plan, set, ...rest }: Request): Promise<Outcome[]> {
  const { opened, block } = plan;
  let outcomes = await runJobs({ ...rest, jobs: plan.jobs });
  for (let step = 0; step < (block.tolerance?.refine ?? 0) && !rest.signal.aborted; step++) {
    const points = halfway(plan, outcomes);
    if (points.length === 0) break;
    const jobs = outcomes.map((o) => o.job);
    for (const point of points)
      for (const seed of seedsOf(block)) jobs.push(await jobOf(opened, set, point, seed));
    // What is done is read from the store again: every step is as a sweep that was started anew.
    outcomes = await runJobs({ ...rest, jobs, failed: () => {} });
  }
  return outcomes;
}

/** Points in the middle between the last value that loses little and the first that loses too much. */
function halfway({ block }: Plan, outcomes: readonly Outcome[]): Point[] {
  const { tolerance, axes, measure } = block;
  const axis = tolerance && axes[tolerance.axis];
  if (!tolerance || !axis || !("path" in axis)) return [];
  const allowed = tolerance.loss;
  const found = tolerances(summarise(outcomes, block), tolerance.axis, `accuracy.${measure}`, allowed);
  return found.flatMap(({ of, losses }) => {
    const bad = losses.findIndex((l) => l.mean > allowed);
    const others = outcomes.find(({ job }) =>
      Object.entries(of).every(([name, v]) => job.point[name]!.value === v),
    );
    if (bad < 1 || !others) return [];
    const middle = Number(((losses[bad - 1]!.x + losses[bad]!.x) / 2).toPrecision(6));
    // Values are kept as plain numbers: axes with a unit other than % are not refined.
    const example = others.job.point[tolerance.axis]!;
    if (!/^[\d.]+\s*%?$/.test(example.text)) return [];
    return [{ ...others.job.point, [tolerance.axis]: levelOf(axis.path, middle) }];
  });
}
