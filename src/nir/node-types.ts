/** Which nodes of NIR are neurons, and what their numbers are called. */
import { NirError } from "./errors.js";
import type { NodeAt } from "./fields.js";
import { broadcast } from "./operators.js";

export interface Form {
  /** Time constants of the membrane and of the synapses. */
  readonly tau?: string;
  readonly synapse?: string;
  readonly spiking: boolean;
}

export const forms: Readonly<Record<string, Form>> = {
  LIF: { tau: "tau", spiking: true },
  IF: { spiking: true },
  CubaLIF: { tau: "tau_mem", synapse: "tau_syn", spiking: true },
  LI: { tau: "tau", spiking: false },
  I: { spiking: false },
  CubaLI: { tau: "tau_mem", synapse: "tau_syn", spiking: false },
};

export const NEURONS = Object.keys(forms);

export function isNeuron(type: string): boolean {
  return Object.hasOwn(forms, type);
}

export function isSpiking(type: string): boolean {
  return forms[type]?.spiking ?? false;
}

/** Any of the arrays whose shape is that of the population. */
export const SHAPED_BY = "r";

/** Times above 0, s. @throws NirError for others */
export function positiveOf(node: NodeAt, name: string, size: number): Float64Array {
  const values = broadcast(node, name, size);
  const wrong = values.find((x) => !(x > 0));
  if (wrong !== undefined) throw new NirError(`${node.at}: "${name}" holds ${wrong} s; accepted: above 0 s`);
  return values;
}

/** a / b, and 1 where it differs from it by rounding: r = tau / dt times dt is tau. */
export function ratio(a: number, b: number): number {
  return Math.abs(a / b - 1) < 1e-14 ? 1 : a / b;
}
