/**
 * Neurons of NIR as populations. Volts are NIR's numbers. A spike is a current of 1 for a time `pulse` (s), so that it moves
 *
 *   LIF      tau dv/dt = (v_leak - v) + r I                          v by r pulse / tau            lif
 *   IF       dv/dt = r I                                             v by r pulse                  lif, tauM without end
 *   CubaLIF  tau_syn dI/dt = -I + w_in S, tau_mem dv/dt = … + r I    r I by r w_in pulse / tau_syn lif-exp
 *
 * LI, I and CubaLI are the same with a threshold out of reach.
 */
import { NirError } from "./errors.js";
import { filtersOf, type ReceptorRead } from "./filters.js";
import type { Hdf5Value } from "./hdf5.js";
import { forms, positiveOf, ratio } from "./node-types.js";
import { broadcast } from "./operators.js";
import type { Paths } from "./paths.js";

/** A population, by neuron. */
export interface NeuronsRead {
  readonly model: "lif" | "lif-exp" | "lif-alpha";
  readonly receptors: readonly ReceptorRead[];
  /** Values with units "V" or "s", one for each neuron. */
  readonly params: Readonly<Record<string, { readonly unit: "V" | "s"; readonly of: Float64Array }>>;
  /** What biases are as a constant current, V. */
  readonly current?: Float64Array;
}

/** Without a leak: v loses 1e-12 of itself in a second. */
const NO_LEAK = 1e12;
/** Nothing gets there. */
const OUT_OF_REACH = 1e9;

/**
 * @param pulse  for how long a spike is a current of 1, s
 * @throws NirError where a number cannot be of such a neuron
 */
export function readNeurons(paths: Paths, id: string, pulse: number): NeuronsRead {
  const node = paths.node(id);
  const { bias, from } = paths.inputOf(id);
  const size = bias.length;
  const form = forms[node.type]!;
  const of = (name: string) => broadcast(node, name, size);
  const optional = (name: string, missing: number) =>
    node.fields.has(name) ? of(name) : new Float64Array(size).fill(missing);
  const positive = (name: string) => positiveOf(node, name, size);
  const r = of("r");
  const tau = form.tau ? positive(form.tau) : new Float64Array(size).fill(NO_LEAK);
  const leak = form.tau ? of("v_leak") : new Float64Array(size);
  const driven = bias.some((b) => b !== 0);
  // Without a leak v rises by r b in a second: what a current of tau r b makes of it.
  const current = r.map((x, i) => x * bias[i]! * (form.tau ? 1 : tau[i]!));
  const filters = filtersOf(paths, id, from, r, pulse);
  const belowOnly = !form.synapse && !filters;
  const threshold = form.spiking ? of("v_threshold") : new Float64Array(size).fill(OUT_OF_REACH);
  const reset = form.spiking ? optional("v_reset", 0) : leak;
  for (let i = 0; i < size; i++) {
    if (reset[i]! >= threshold[i]!)
      throw new NirError(
        `${node.at}: v_reset (${reset[i]}) of element ${i} is not below v_threshold (${threshold[i]}); accepted: below it`,
      );
    if (leak[i]! >= threshold[i]! && (belowOnly || leak[i] === threshold[i]))
      throw new NirError(
        `${node.at}: v_leak (${leak[i]}) of element ${i} is not below v_threshold (${threshold[i]}); accepted: below it${belowOnly ? "" : ", or above"}`,
      );
  }
  const v = (values: Float64Array) => ({ unit: "V", of: values }) as const;
  const s = (values: Float64Array) => ({ unit: "s", of: values }) as const;
  const common = {
    tauM: s(tau),
    vRest: v(leak),
    vReset: v(reset),
    vThreshold: v(threshold),
    refractory: s(refractoryOf(node.metadata?.get("refractory"), size)),
  };
  const own = driven ? { current } : {};
  if (filters) {
    const { model, receptors, tauE, tauI } = filters;
    return { model, receptors, params: { ...common, tauE: s(tauE), tauI: s(tauI) }, ...own };
  }
  if (!form.synapse) {
    const perWeight = r.map((x, i) => ratio(x * pulse, form.tau ? tau[i]! : 1));
    return { model: "lif", receptors: [{ receptor: "delta", from, perWeight }], params: common, ...own };
  }
  const synapse = positive(form.synapse);
  const wIn = optional("w_in", 1);
  const perWeight = r.map((x, i) => x * ratio(wIn[i]! * pulse, synapse[i]!));
  return {
    model: "lif-exp",
    receptors: [{ receptor: "excitatory", from, perWeight }],
    params: { ...common, tauE: s(synapse), tauI: s(synapse) },
    ...own,
  };
}

/** What a graph of ours has kept, s: NIR itself has none. */
function refractoryOf(kept: Hdf5Value | undefined, size: number): Float64Array {
  const values = kept !== undefined && typeof kept !== "string" && "values" in kept ? kept.values : [];
  return values.length === size ? Float64Array.from(values) : new Float64Array(size);
}
