/** Memory that a simulation asks for. */
import type { Need } from "../../../core/size.js";
import type { NetworkSpec } from "../../../network/spec.js";
import { checkpointNeeds, networkNeeds, sliceNeeds, spikeNeeds, synapsesOf } from "../../network-needs.js";
import type { ProbeSpec, SimulateSpec } from "./spec.js";

/** A recorded number while it is written: in a list that doubles, as an array, and in its file. */
const RECORDED_BYTES = 32;

/** What grows with the network, the duration and the probes. */
export function simulateNeeds({
  network,
  duration,
  sources,
  probes,
  kernel,
  checkpoint,
}: SimulateSpec): Need[] {
  return [
    ...networkNeeds(network),
    ...checkpointNeeds(network, checkpoint),
    ...sliceNeeds(kernel, network),
    ...spikeNeeds(sources, network, Math.round(duration / network.tick)),
    ...probes.map((probe, k) => probeNeed(probe, `probes.${k}`, network, duration, sources)),
  ];
}

function probeNeed(
  probe: ProbeSpec,
  path: string,
  network: NetworkSpec,
  duration: number,
  sources: SimulateSpec["sources"],
): Need {
  // On disk: memory holds what comes between two looks.
  if ("keep" in probe && probe.keep === "disk")
    return { path, what: "a recording on disk", bytes: 0, change: "" };
  const change = "Choose a longer every, a shorter duration or less to watch, or keep: disk";
  if (!("every" in probe)) {
    // Of sources it is known before; neurons answer as they do.
    const size = network.populations.find((p) => p.name === probe.of)?.size ?? 0;
    const ticks = Math.round(duration / network.tick);
    const spikes = sources[probe.of]?.expected?.({ size, tick: network.tick }, ticks) ?? 0;
    const bytes = probe.kind === "spikes" ? RECORDED_BYTES * spikes : 0;
    return {
      path,
      what: `some ${spikes.toPrecision(3)} recorded spikes at ${RECORDED_BYTES} bytes each`,
      bytes,
      change: "Choose a shorter duration, a lower rate, kind: counts or keep: disk",
    };
  }
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
  if (probe.kind === "rate") return 1;
  if (probe.kind === "histogram") return probe.bins;
  if (probe.kind === "voltage") return probe.neurons.length;
  if (probe.kind === "state" && probe.neurons) return probe.neurons.length;
  const sizeOf = (name: string) => populations.find((p) => p.name === name)?.size;
  const projection = projections.find((p) => p.name === probe.of);
  if (!projection) return sizeOf(probe.of) ?? 0;
  const [nPre, nPost] = [sizeOf(projection.from) ?? 0, sizeOf(projection.to) ?? 0];
  const perSynapse = probe.kind === "conductance" || probe.variable === "g";
  return perSynapse ? synapsesOf(projection, { populations }) : Math.max(nPre, nPost);
}
