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

/** Report, let signals in; true if the run shall stop. */
export async function pause(
  { options }: Session,
  phase: "train" | "label" | "test",
  done: number,
  total: number,
  started: number,
  accuracy?: number,
  doneBefore = 0,
): Promise<boolean> {
  const seconds = (performance.now() - started) / 1000;
  options.progress?.({
    phase,
    done,
    total,
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
