import { type NetworkFacts, networkFacts } from "../../facts.js";
import { type Curve, physicsFacts } from "../../physics-facts.js";
import { number, object, optional, word } from "../../shape.js";
import { networkFactsShape, rulesShape } from "../../stored.js";
import type { SimulateSpec } from "./spec.js";

/** What the report of a simulation needs of its spec. */
export interface SimulateFacts extends NetworkFacts {
  kind: "simulate";
  /** s. */
  duration: number;
  /** STDP window of each plastic projection, where there are several. */
  rules?: { of: string; window: Curve }[];
}

export function simulateFacts({ network, physics, physicsOf, duration }: SimulateSpec): SimulateFacts {
  const rules = Object.entries(physicsOf ?? {}).map(([of, p]) => ({ of, window: physicsFacts(p).window }));
  return {
    kind: "simulate",
    ...networkFacts(network, physics),
    physics: physics ? physicsFacts(physics) : null,
    duration,
    ...(physicsOf ? { rules } : {}),
  };
}

export const simulateFactsShape = object<SimulateFacts>({
  kind: word("simulate"),
  ...networkFactsShape,
  duration: number,
  rules: optional(rulesShape),
});
