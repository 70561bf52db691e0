/** Memory that a network's description asks for, before anything of it is made. */
import type { Encoder } from "../core/encoder/model.js";
import type { Need } from "../core/size.js";
import type { KernelChoice } from "../engine/create.js";
import { endsOf, ruleOf } from "../network/build.js";
import type { NetworkSpec, ProjectionSpec } from "../network/spec.js";
import type { CheckpointInterval } from "./checkpointing.js";

/** Counts, buffers and what models keep of a neuron, about; of a source neuron only the first two. */
const NEURON_BYTES = 128;
const SOURCE_BYTES = 16;
/** Of a synapse that a list holds: its target, and its place in the list of the target's column. */
const LISTED_BYTES = 16;
/** Of a fixed synapse that has its own weight: while it is drawn or read, and for good. */
const OWN_WEIGHT_BYTES = 16;
/** Of a plastic synapse of a model that says nothing. */
const PLASTIC_BYTES = 8;
/** Of a plastic synapse's state at the start and at the end, and in weights.npz. */
const RESULT_BYTES = 12;
/** Of an input to come. */
const WAITING_BYTES = 4;
/** A spike while it is drawn and sorted: both forms in buffers that double, and a copy. */
const SPIKE_BYTES = 60;

/** Populations, synapses and inputs to come. */
export function networkNeeds({ tick, populations, projections }: NetworkSpec): Need[] {
  return [
    ...populations.map((p): Need => {
      const each = p.neuron ? NEURON_BYTES : SOURCE_BYTES;
      return {
        path: `network.populations.${p.name}.size`,
        what: `the ${p.size} neurons of "${p.name}" at some ${each} bytes each`,
        bytes: each * p.size,
        change: "Choose fewer neurons",
      };
    }),
    ...projections.flatMap((p) => projectionNeeds(p, populations, tick)),
  ];
}

/** Synapses of a projection in the mean; of a rule that says nothing none. */
export function synapsesOf(p: ProjectionSpec, { populations }: Pick<NetworkSpec, "populations">): number {
  const { model, values } = ruleOf(p);
  const sizeOf = (name: string) => populations.find((each) => each.name === name)?.size ?? 0;
  const [nPre, nPost] = [sizeOf(p.from), sizeOf(p.to)];
  if (nPre === 0 || nPost === 0) return 0;
  const ends = endsOf(p, { populations });
  return model.problem?.(nPre, nPost, values, ends) ? 0 : (model.expected?.(nPre, nPost, values, ends) ?? 0);
}

function projectionNeeds(p: ProjectionSpec, populations: NetworkSpec["populations"], tick: number): Need[] {
  const path = `network.projections.${p.name}`;
  const sizeOf = (name: string) => populations.find((each) => each.name === name)?.size ?? 0;
  const [nPre, nPost] = [sizeOf(p.from), sizeOf(p.to)];
  const count = synapsesOf(p, { populations });
  const spread = p.delayMax === undefined ? 0 : Math.round((p.delayMax - p.delay) / tick);
  const full = count === nPre * nPost;
  const own = p.synapse ? RESULT_BYTES + (p.synapse.bytesPerSynapse ?? PLASTIC_BYTES) : 0;
  const listed = (p.synapse || spread > 0) && !full ? LISTED_BYTES : 0;
  const drawn = typeof p.rule === "object" && Object.keys(p.rule.values).length > 0 ? LISTED_BYTES : 0;
  const given = (p.weights ? OWN_WEIGHT_BYTES : 0) + (p.weights || p.starts || p.delays ? LISTED_BYTES : 0);
  const each = own + Math.max(listed, drawn, given) + (spread > 0 ? 2 * WAITING_BYTES : 0);
  return [
    {
      path,
      what: `the ${Math.round(count)} synapses of "${p.name}" at some ${each} bytes each`,
      bytes: each * count,
      change: "Choose fewer neurons, or a rule with fewer synapses",
    },
    {
      path: `${path}.synapses`,
      what: `tables of every pair of spikes of "${p.name}"`,
      bytes: p.synapse?.bytesBesides?.(tick) ?? 0,
      change: "Choose a longer tick, shorter waveforms or fewer projections",
    },
    {
      path: `${path}.delay`,
      what: `inputs to come of "${p.name}" in ${spread} ticks`,
      bytes: spread > 0 && !p.synapse ? WAITING_BYTES * spread * nPost : 0,
      change: "Choose a smaller range of delays, or a longer tick",
    },
  ];
}

/** What a checkpoint copies of plastic synapses, and its file before it is written. */
export function checkpointNeeds(network: NetworkSpec, checkpoint: CheckpointInterval | undefined): Need[] {
  if (!checkpoint) return [];
  const bytes = network.projections.reduce((sum, p) => {
    const each = p.synapse ? (p.synapse.bytesPerSynapse ?? PLASTIC_BYTES) : 0;
    return sum + 2 * each * synapsesOf(p, network);
  }, 0);
  return [
    { path: "checkpoint", what: "a checkpoint", bytes, change: "Choose fewer neurons, or no checkpoints" },
  ];
}

/** Spikes that sources give in a train of that many ticks, all of which are drawn before they are played. */
export function spikeNeeds(
  sources: Readonly<Record<string, Encoder>>,
  { tick, populations }: NetworkSpec,
  ticks: number,
): Need[] {
  return Object.entries(sources).map(([name, encoder]) => {
    const size = populations.find((p) => p.name === name)?.size ?? 0;
    const spikes = encoder.expected?.({ size, tick }, ticks) ?? 0;
    return {
      path: `sources.${name}`,
      what: `some ${spikes.toPrecision(3)} spikes of "${name}" at ${SPIKE_BYTES} bytes each`,
      bytes: SPIKE_BYTES * spikes,
      change: "Choose a shorter time, a lower rate or fewer neurons",
    };
  });
}

/** Voltages of the slices of a tick, of all lines, and the cuts between them. */
export function sliceNeeds(kernel: KernelChoice | undefined, { tick, populations }: NetworkSpec): Need[] {
  if (typeof kernel !== "object") return [];
  const slices = Math.ceil(tick / kernel.tfjs.tau);
  const lines = populations.reduce((sum, p) => sum + p.size, 0);
  return [
    {
      path: "kernel.tfjs.tau",
      what: `${slices.toPrecision(3)} slices of a tick`,
      bytes: slices * (48 + 4 * lines),
      change: "Choose longer slices",
    },
  ];
}
