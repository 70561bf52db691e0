/** Progress and state of a simulation: what a checkpoint of it holds. */
import { gathered, partOf, type Saved } from "../../../core/saved.js";
import { checkedNumber, notNegative, whole } from "../../../core/saved-values.js";
import { restoreState, saveState } from "../../../core/state.js";
import type { Engine } from "../../../engine/engine.js";
import type { Recorder } from "./probes.js";

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
  const seen = recorders.flatMap(({ seen }, x) =>
    seen ? [[`probe${x}`, saveState(seen.variables)] as const] : [],
  );
  return gathered({
    totals: { numbers: { ...totals }, arrays: {} },
    engine: engine.save(),
    tally: saveState(engine.tallies()),
    ...Object.fromEntries(seen),
  });
}

/**
 * @param ticks  of the whole simulation
 * @throws SavedError where what was saved is not of this simulation
 */
export function restoreSimulation(course: SimulateCourse, saved: Saved, ticks: number): void {
  const { engine, recorders, totals } = course;
  totals.done = checkedNumber(saved, "totals.done", whole(0, ticks));
  totals.seconds = checkedNumber(saved, "totals.seconds", notNegative);
  checkedNumber(saved, "engine.clock.now", whole(totals.done, totals.done));
  engine.restore(partOf(saved, "engine"));
  restoreState(engine.tallies(), partOf(saved, "tally"), engine);
  for (const [x, { seen }] of recorders.entries())
    if (seen) restoreState(seen.variables, partOf(saved, `probe${x}`), engine);
}
