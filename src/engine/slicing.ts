/** Opens what moves devices slice by slice, before a network is built with it. */
import { type BackendLoaders, openBackend } from "../crossbar/kernels/tfjs-backend.js";
import type { Slicing } from "../crossbar/slicing.js";
import { NetworkError } from "../network/build.js";
import type { NetworkSpec } from "../network/spec.js";
import type { KernelChoice } from "./create.js";

/**
 * @param loaders  of the backends there may be; those that run anywhere unless given
 * @returns  undefined for kernels that work by events
 * @throws BackendError where a backend is asked for and absent; NetworkError where the network has no devices, or tau is
 *   above its tick
 */
export async function openSlicing(
  choice: KernelChoice,
  network: NetworkSpec,
  loaders?: BackendLoaders,
): Promise<Slicing | undefined> {
  if (typeof choice === "string") return undefined;
  const { backend, tau } = choice.tfjs;
  const plastic = network.projections.filter((p) => p.synapse);
  const ideal = plastic.find((p) => p.synapse!.name !== "eis");
  if (ideal || plastic.length === 0)
    throw new NetworkError(
      "kernel",
      `tfjs moves devices, and ${ideal ? `"${ideal.name}" has ideal synapses` : "this network has none"}; accepted: "auto" or "reference"`,
    );
  if (!(tau <= network.tick * (1 + 1e-9)))
    throw new NetworkError(
      "kernel.tfjs.tau",
      `slices of ${tau} s are longer than a tick; accepted: at most ${network.tick} s`,
    );
  return { backend: await openBackend(backend, loaders), tau };
}
