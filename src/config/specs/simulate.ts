/** From a document of kind "simulate" to its spec. */
import type { ProbeSpec, SimulateSpec } from "../../experiment/kinds/simulate/spec.js";
import { quoteAll } from "../errors.js";
import { type NetworkValue, neuronsOf, plasticOf, sourcesOf } from "../schema/network.js";
import type { ProbeValue, SimulateValue } from "../schema/simulate.js";
import { didYouMean } from "../suggest.js";
import type { Building } from "./building.js";
import { buildKernel } from "./kernel.js";
import { buildNetworkSpec } from "./network.js";
import type { ProblemList } from "./problems.js";
import { buildSources } from "./sources.js";
import { onGrid } from "./ticks.js";
import { refuseOfPictures } from "./unused.js";

export function buildSimulate(value: SimulateValue, { files, parts, problems }: Building): SimulateSpec {
  const network = buildNetworkSpec(value.network, files, problems);
  refuseOfPictures("simulate", value.network, problems);
  const names = sourcesOf(value.network);
  const sources = buildSources(
    value.sources,
    names,
    value.network,
    "a source population",
    parts,
    problems,
    files,
  );
  const physics = [...network.physics.values()][0];
  onGrid(value.duration, value.network.tick, "duration", problems, { least: 1 });
  return {
    kind: "simulate",
    ...(value.checkpoint === "none" ? {} : { checkpoint: value.checkpoint.every }),
    seed: value.seed,
    network: network.spec,
    duration: value.duration,
    sources,
    probes: value.probes.map((probe, k) => buildProbe(probe, value.network, `probes.${k}`, problems)),
    kernel: buildKernel(value.kernel, value.network.tick, problems),
    ...(physics ? { physics } : {}),
    ...(network.physics.size > 1 ? { physicsOf: Object.fromEntries(network.physics) } : {}),
  };
}

/** What each probe can be of. */
const WATCHED: Readonly<
  Record<ProbeValue["kind"], { readonly what: string; names(network: NetworkValue): string[] }>
> = {
  spikes: { what: "population", names: ({ populations }) => Object.keys(populations) },
  counts: { what: "population", names: ({ populations }) => Object.keys(populations) },
  voltage: { what: "population of neurons", names: neuronsOf },
  rate: { what: "population", names: ({ populations }) => Object.keys(populations) },
  conductance: { what: "plastic projection", names: plasticOf },
  histogram: { what: "plastic projection", names: plasticOf },
  state: {
    what: "population of neurons or plastic projection",
    names: (network) => [...neuronsOf(network), ...plasticOf(network)],
  },
};

function buildProbe(
  probe: ProbeValue,
  network: NetworkValue,
  path: string,
  problems: ProblemList,
): ProbeSpec {
  const { what, names } = WATCHED[probe.kind];
  const accepted = names(network);
  if (!accepted.includes(probe.of))
    problems.add(
      `${path}.of`,
      `"${probe.of}" is not a ${what}; accepted: ${quoteAll(accepted)}${didYouMean(probe.of, accepted)}`,
    );
  if ("every" in probe) onGrid(probe.every, network.tick, `${path}.every`, problems, { least: 1 });
  if (probe.kind === "state" && probe.neurons && !Object.hasOwn(network.populations, probe.of))
    problems.add(`${path}.neurons`, `"${probe.of}" is a projection; accepted: a population, or leave it out`);
  else if ("neurons" in probe && probe.neurons) {
    const size = network.populations[probe.of]?.size ?? Number.POSITIVE_INFINITY;
    for (const n of probe.neurons.filter((n) => n >= size))
      problems.add(`${path}.neurons`, `"${probe.of}" has no neuron ${n}; accepted: 0 to ${size - 1}`);
  }
  return probe;
}
