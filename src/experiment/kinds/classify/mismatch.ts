/** Whether a network can be tested with what another has learned. */
import { wholeRows } from "../../../core/connectivity/index.js";
import { buildNetwork, type Network } from "../../../network/build.js";
import { masterStream } from "../../../seed.js";
import { type SparseWiring, sparseWiring } from "../../sparse.js";
import type { ClassifyResult } from "./result.js";
import type { ClassifySpec } from "./spec.js";

interface Sparse {
  readonly sparse?: ClassifyResult["sparse"] | undefined;
  readonly others?: ClassifyResult["others"] | undefined;
}

/** Name of the sparse projection whose arrays have plain names: the one that is not a further one; "" where there is none. */
export function mainOf({ sparse = {}, others = {} }: Sparse): string {
  return Object.keys(sparse).find((name) => !Object.hasOwn(others, name)) ?? "";
}

/** Why the network of a spec is not the one that was trained, in words; undefined where it is. */
export function mismatch(spec: ClassifySpec, result: ClassifyResult): string | undefined {
  const { plastic, network, output } = spec;
  const { nPre, nPost, metrics } = result;
  const sizeOf = (name: string) => network.populations.find((p) => p.name === name)?.size;
  const main = network.projections.find(({ name }) => name === plastic);
  const [inputs, neurons] = [sizeOf(main?.from ?? ""), sizeOf(main?.to ?? "")];
  if (inputs !== nPre || neurons !== nPost)
    return `was trained with ${nPre} inputs and ${nPost} neurons and cannot be tested with ${inputs} and ${neurons}`;
  if (sizeOf(output) !== metrics.neurons)
    return `was read by ${metrics.neurons} neurons and cannot be tested with the ${sizeOf(output)} of "${output}"`;
  if (!result.sparse && !result.others && !result.thetas) return undefined;
  return wiringMismatch(buildNetwork(network, masterStream(spec.seed, "network")), spec, result);
}

/** Rules draw which synapses there are: with another seed, or other numbers, weights would be those of others. */
function wiringMismatch(
  { projections }: Network,
  { plastic, homeostasisOf = {} }: ClassifySpec,
  { sparse = {}, others = {}, thetas = {}, ...result }: ClassifyResult,
): string | undefined {
  const main = mainOf({ sparse, others });
  for (const { name, crossbar } of projections) {
    if (!crossbar) continue;
    const { count } = wholeRows(crossbar.wiring);
    const held = name === plastic ? result.conductance.length : others[name]?.length;
    if (held === undefined) return `was trained without the plastic projection "${name}"`;
    const trained = sparse[name === plastic ? main : name];
    const now = sparseWiring(crossbar.wiring);
    if (held !== count || !sameWiring(trained, now))
      return `was trained with other synapses of "${name}" (${held}) than it would be tested with (${count}): the same rule and seed are needed`;
  }
  const missing = Object.keys(homeostasisOf).find((name) => !Object.hasOwn(thetas, name));
  return missing === undefined ? undefined : `has no thresholds of "${missing}"`;
}

function sameWiring(a: SparseWiring | undefined, b: SparseWiring | undefined): boolean {
  if (!a || !b) return a === b;
  const same = (x: Int32Array, y: Int32Array) => x.length === y.length && x.every((v, k) => v === y[k]);
  return same(a.indptr, b.indptr) && same(a.indices, b.indices);
}
