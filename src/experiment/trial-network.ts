/** What only a network that is built tells of its parts. */
import { buildNetwork, type Network } from "../network/build.js";
import type { NetworkSpec } from "../network/spec.js";
import { masterStream } from "../seed.js";

/**
 * Whether neurons can have what they are given and synapses start where a file says, and whether a tick holds the spikes of
 * each drive: only what is drawn tells their own ranges.
 * @returns  the network; undefined where nothing of it was given and there was no need to build it
 * @throws NetworkError with what does not fit
 */
export function trialNetwork(network: NetworkSpec, seed: string): Network | undefined {
  const given =
    network.projections.some((p) => p.starts ?? p.weights ?? p.delays) ||
    network.populations.some(({ neuron }) => neuron?.own ?? neuron?.start ?? neuron?.drive);
  return given ? buildNetwork(network, masterStream(seed, "network")) : undefined;
}
