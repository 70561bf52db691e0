/** Memory that a simulation asks for. */
import type { Need } from "../../../core/size.js";
import type { NetworkSpec } from "../../../network/spec.js";
import { networkNeeds, sliceNeeds, spikeNeeds, synapsesOf } from "../../network-needs.js";
import type { ProbeSpec, SimulateSpec } from "./spec.js";

/** A recorded number while it is written: in a list that doubles, as an array, and in its file. */
const RECORDED_BYTES = 32;

/** What grows with the network, the duration and the probes. */
export function simulateNeeds({ network, duration, sources, probes, kernel }: SimulateSpec): Need[] {
  return [
    ...networkNeeds(network),
    ...sliceNeeds(kernel, network),
    ...spikeNeeds(sources, network, Math.round(duration / network.tick)),
    ...probes.map((probe, k) => probeNeed(probe, `probes.${k}`, network, duration)),
  ];
}

function probeNeed(probe: ProbeSpec, path: string, network: NetworkSpec, duration: number): Need {
  const change = "Choose a longer every, a shorter duration or less to watch";
  if (!("every" in probe)) return { path, what: "its counts", bytes: 0, change };
  const samples = Math.floor(duration / probe.every) + 1;
  const numbers = 1 + widthOf(probe, network);
  return {
    path,
    what: `${samples.toPrecision(3)} samples of ${numbers} numbers at ${RECORDED_BYTES} bytes each`,
    bytes: RECORDED_BYTES * samples * numbers,
    change,
  };
}

/** Values of one sample; of a state variable as many as it can have. */
function widthOf(probe: Extract<ProbeSpec, { every: number }>, { populations, projections }: NetworkSpec) {
  if (probe.kind === "voltage") return probe.neurons.length;
  const sizeOf = (name: string) => populations.find((p) => p.name === name)?.size;
  const projection = projections.find((p) => p.name === probe.of);
  if (!projection) return sizeOf(probe.of) ?? 0;
  const [nPre, nPost] = [sizeOf(projection.from) ?? 0, sizeOf(projection.to) ?? 0];
  const perSynapse = probe.kind === "conductance" || probe.variable === "g";
  return perSynapse ? synapsesOf(projection, { populations }) : Math.max(nPre, nPost);
}
