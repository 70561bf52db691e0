/** Weights that have arrived at neurons and wait for their next update, as a part of what is saved of them. */
import type { Saved } from "../saved.js";
import { checkedRefill, finite } from "../saved-values.js";
import type { Neurons } from "./model.js";

/** Copies, by receptor: "input.excitatory". */
export function waitingInput({ receptors, input }: Pick<Neurons, "receptors" | "input">): Saved["arrays"] {
  return Object.fromEntries(receptors.map((name, r) => [`input.${name}`, input[r]!.slice()]));
}

/** @throws SavedError where a receptor is missing, of another length or not finite */
export function refillInput({ receptors, input }: Pick<Neurons, "receptors" | "input">, saved: Saved): void {
  for (const [r, name] of receptors.entries()) checkedRefill(input[r]!, saved, `input.${name}`, finite);
}
