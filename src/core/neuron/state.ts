/** All that neurons go on from: the variables of their model, thresholds, and weights that wait for the next update. */
import { perNeuron } from "../declared.js";
import type { StateVariable } from "../state.js";
import type { Neurons } from "./model.js";

/**
 * Inputs are "input.excitatory" and so on, by receptor. Of a model that declares no variables only thresholds and inputs
 * are known: all that it has at rest.
 */
export function neuronState({ receptors, input, theta, variables = [] }: Neurons): readonly StateVariable[] {
  const thresholds: StateVariable[] =
    theta && !variables.some((v) => v.name === "theta")
      ? [perNeuron("theta", "V", theta, "adaptive part of the threshold")]
      : [];
  const waiting = receptors.map((receptor, r) =>
    perNeuron(
      `input.${receptor}`,
      "1",
      input[r]!,
      `weight that waits at "${receptor}" for the next update, in the unit of weights`,
    ),
  );
  return [...thresholds, ...variables, ...waiting];
}
