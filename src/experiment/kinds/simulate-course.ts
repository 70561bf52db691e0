/** How far a simulation has come, and all that it goes on from: what a checkpoint of it holds. */
import { gathered, numberOf, partOf, type Saved, SavedError } from "../../core/saved.js";
import type { Engine } from "../../engine/engine.js";
import type { Recorder } from "./simulate-probes.js";

/** Ticks gone by, of how many, and wall time, s. */
export interface SimulateTotals {
  done: number;
  seconds: number;
}

export interface SimulateCourse {
  readonly engine: Engine;
  readonly recorders: readonly Recorder[];
  readonly totals: SimulateTotals;
}

/** Between two ticks, with nothing completed or flushed. What the probes have seen is in it. */
export function saveSimulation({ engine, recorders, totals }: SimulateCourse): Saved {
  const seen = recorders.flatMap(({ seen }, x) => (seen ? [[`probe${x}`, seen.save()] as const] : []));
  return gathered({
    totals: { numbers: { ...totals }, arrays: {} },
    engine: engine.save(),
    tally: engine.saveTallies(),
    ...Object.fromEntries(seen),
  });
}

/** @throws SavedError where what was saved is not of this simulation */
export function restoreSimulation({ engine, recorders, totals }: SimulateCourse, saved: Saved): void {
  const own = partOf(saved, "totals");
  totals.done = numberOf(own, "done");
  totals.seconds = numberOf(own, "seconds");
  if (!Number.isInteger(totals.done) || totals.done < 0)
    throw new SavedError(`totals.done is ${totals.done}; a count of ticks is needed`);
  engine.restore(partOf(saved, "engine"));
  engine.restoreTallies(partOf(saved, "tally"));
  for (const [x, { seen }] of recorders.entries()) seen?.restore(partOf(saved, `probe${x}`));
}
