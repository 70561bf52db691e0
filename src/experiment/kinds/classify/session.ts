/** A classify run at work: what its phases share. */

import type { Crossbar } from "../../../crossbar/model.js";
import type { Homeostasis } from "../../../learning/homeostasis.js";
import type { Network } from "../../../network/build.js";
import { yieldToEvents } from "../../../platform/yield.js";
import type { RunOptions } from "../../options.js";
import type { Presenter } from "./presenter.js";
import type { ProtocolGuard } from "./protocol-guard.js";
import type { ClassifySpec } from "./spec.js";

export interface Session {
  readonly spec: ClassifySpec;
  readonly presenter: Presenter;
  readonly crossbar: Crossbar;
  /** Plastic synapses of other projections, which learn with it. */
  readonly others: ReadonlyMap<string, Crossbar>;
  readonly homeostasis: Homeostasis;
  readonly options: RunOptions;
  readonly guard: ProtocolGuard | undefined;
}

/** Shares of a run's time by phase, about. */
const PHASES = { train: [0, 0.6], label: [0.6, 0.75], test: [0.75, 1] } as const;

/** Report progress and yield to the event loop; true if the run should stop. */
export async function reportAndYield(
  { options }: Session,
  phase: keyof typeof PHASES,
  done: number,
  total: number,
  started: number,
  accuracy?: number,
  doneBefore = 0,
): Promise<boolean> {
  const [from, to] = PHASES[phase];
  const seconds = (performance.now() - started) / 1000;
  options.progress?.({
    phase,
    done,
    total,
    share: from + ((to - from) * done) / Math.max(1, total),
    perSecond: (done - doneBefore) / seconds,
    ...(accuracy === undefined ? {} : { accuracy }),
  });
  await yieldToEvents();
  return options.signal?.aborted ?? false;
}

/** Thresholds of the output population, V; zeros where its model has none. */
export function thetaOf(network: Network, output: number): Float32Array {
  const { neurons } = network.populations[output]!;
  return neurons!.theta ?? new Float32Array(neurons!.n);
}
