/** What of a classification changes in the course of a run: thresholds, gain, the time that pictures are shown. */
import { checkReach } from "../../core/stdp/gate-reach.js";
import { gainSchedules } from "../../crossbar/gain.js";
import { startOfTraining } from "../../experiment/gain-at.js";
import { physicsReach } from "../../experiment/guards.js";
import type { PhysicsSpec } from "../../experiment/physics.js";
import {
  automaticHomeostasis,
  automaticThetaPlus,
  type HomeostasisSpec,
} from "../../learning/homeostasis.js";
import type { ClassifyValue } from "../schema/classify.js";
import type { PopulationValue } from "../schema/network.js";
import type { ProblemList } from "./problems.js";
import { onGrid } from "./ticks.js";

/**
 * In numbers, also where it is automatic.
 * @param presentations  in which these neurons' thresholds adapt
 */
export function homeostasisFor(
  homeostasis: ClassifyValue["homeostasis"],
  population: PopulationValue | undefined,
  presentations: number,
): HomeostasisSpec {
  const neurons = population?.size ?? 0;
  if (homeostasis === "auto") return automaticHomeostasis(neurons, presentations);
  const { thetaPlus, balance, ...others } = homeostasis;
  const places = balance === "place" ? placesOf(population) : undefined;
  // Neurons of one place share its wins.
  const rivals = neurons / (places ?? 1);
  return {
    thetaPlus: thetaPlus === "auto" ? automaticThetaPlus(rivals, presentations) : thetaPlus,
    ...others,
    ...(places === undefined ? {} : { places }),
  };
}

/** Rows times columns; undefined for a list. */
function placesOf(population: PopulationValue | undefined): number | undefined {
  if (!population || !("shape" in population)) return undefined;
  const [cols = 1, rows = 1] = [...population.shape].reverse();
  return rows * cols;
}

/** Whether thresholds that are balanced at each place have places. @param key  where homeostasis is written */
export function checkBalance(
  homeostasis: ClassifyValue["homeostasis"],
  population: PopulationValue | undefined,
  key: string,
  problems: ProblemList,
): void {
  if (homeostasis === "auto" || homeostasis.balance !== "place") return;
  if (population && placesOf(population) === undefined)
    problems.add(
      `${key}.balance`,
      '"place" needs rows and columns; accepted: "population", or size: [planes, rows, cols]',
    );
}

/** Without `duration` where it is that of the training. */
export function withDuration<P extends { readonly duration: number | "as-trained" }>({
  duration,
  ...pass
}: P): Omit<P, "duration"> & { readonly duration?: number } {
  return duration === "as-trained" ? pass : { ...pass, duration };
}

/** Whether times that pictures are shown are whole ticks. */
export function checkDurations(value: ClassifyValue, problems: ProblemList): void {
  const { presentation, label, test } = value;
  const { tick } = value.network;
  onGrid(presentation.duration, tick, "presentation.duration", problems, { least: 1 });
  onGrid(presentation.rest, tick, "presentation.rest", problems);
  for (const [pass, { duration }] of Object.entries({ label, test }))
    if (duration !== "as-trained") onGrid(duration, tick, `${pass}.duration`, problems, { least: 1 });
}

/** Whether the schedule can start where it should, on every projection with devices. */
export function checkGain(
  { gain, network }: ClassifyValue,
  physics: Iterable<PhysicsSpec>,
  problems: ProblemList,
): void {
  const { schedule, start } = gain;
  const { most } = gainSchedules[schedule] as { readonly most?: number };
  if (most !== undefined && start > most)
    problems.add(
      "gain.start",
      `${start} is more than the schedule "${schedule}" can give; accepted: up to ${most}, or the schedule "amplitude"`,
    );
  else if (start > 1)
    for (const each of physics)
      problems.attempt("gain.start", () => {
        const { physics: started } = startOfTraining(each, { ...gain, tick: network.tick });
        checkReach(each.device.rate, physicsReach(started));
      });
}
