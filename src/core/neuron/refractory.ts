import { offGrid } from "../ticks.js";
import { formatQuantity } from "../units.js";

/** Counted down in 32 bits. */
const MOST_STEPS = 2 ** 31 - 1;

/**
 * Why a refractory time is not accepted, in words; undefined where it is a whole number of steps.
 * @param refractory, step  s
 * @param noun  what the steps are called
 */
export function refractoryProblem(
  refractory: number,
  step: number,
  noun: "ticks" | "steps" = "ticks",
): string | undefined {
  const problem = offGrid(refractory, step, 0, noun);
  if (problem !== undefined) return `refractory of ${formatQuantity(refractory, "s", "exact")} ${problem}`;
  const steps = Math.round(refractory / step);
  return noun === "steps" && steps > MOST_STEPS
    ? `refractory is ${steps} steps; accepted: at most ${MOST_STEPS}`
    : undefined;
}
