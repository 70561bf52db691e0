/** What a classification asks for, in memory, ticks and volts, and what it tells before it runs. Its pictures are there already. */
import { valuesOf } from "../../../core/front/model.js";
import type { Need } from "../../../core/size.js";
import { formatQuantity } from "../../../core/units.js";
import { physicsAt } from "../../gain-at.js";
import { checkpointNeeds, networkNeeds, sliceNeeds, spikeNeeds } from "../../network-needs.js";
import type { PhysicsSpec } from "../../physics.js";
import { absentClasses, absentNotices } from "./absent-classes.js";
import { WINDOW } from "./monitor.js";
import { KEPT_BYTES } from "./pictures.js";
import { binsOf, type ClassifySpec, presentationsOf, shownFor } from "./spec.js";
import { presentationsIn, stagesOf } from "./stages.js";

/** Of a spike per tick and input that a read by matrix products has room for. */
const READ_BYTES = 4;

export function classifyNeeds(spec: ClassifySpec): Need[] {
  const { network, kernel, presentation, encoder, input } = spec;
  // The longest showing decides.
  const { path, seconds } = longest(spec);
  const ticks = Math.round(seconds / network.tick);
  const lines = network.populations.reduce((sum, p) => sum + p.size, 0);
  const reads = typeof kernel === "object" && kernel.tfjs.read === "matmul";
  const shown = spec.train.images + spec.label.images + spec.test.images;
  const values = spec.front ? shown * valuesOf(spec.front.end.shape) : 0;
  return [
    {
      path: "front",
      what: `what the front end makes of ${shown} pictures`,
      bytes: Math.min(KEPT_BYTES, values * Float32Array.BYTES_PER_ELEMENT),
      change: "Choose fewer images",
    },
    ...networkNeeds(network),
    ...checkpointNeeds(network, spec.checkpoint),
    ...learningNeeds(spec),
    ...sliceNeeds(kernel, network),
    ...spikeNeeds({ [input]: encoder }, network, ticks).map((need) => ({
      ...need,
      path,
      bytes: need.bytes * (1 + presentation.retryMax * presentation.retryStep),
      change: "Choose a shorter presentation, a lower rate or fewer retries",
    })),
    {
      path,
      what: `${ticks} ticks of a picture that are read at once`,
      bytes: reads ? READ_BYTES * ticks * lines : 0,
      change: "Choose a shorter presentation, or kernel.tfjs.read: events",
    },
  ];
}

/** Sums of answers by neuron and class, some at a time; a point of the learning curve. */
const ANSWER_BYTES = 48;
const POINT_BYTES = 128;
/** Of a neuron that answers, while it is gathered and fitted; and how many do, about. */
const FITTED_BYTES = 48;
const ANSWERED = 50;

/** What is kept of answers, and of the course of a training. */
function learningNeeds(spec: ClassifySpec): Need[] {
  const { network, output, dataset } = spec;
  const neurons = network.populations.find((p) => p.name === output)?.size ?? 0;
  const fitted = spec.label.fit && spec.label.fit.length > 0 ? neurons * binsOf(spec) : 0;
  const ridge = spec.label.fit?.includes("ridge") ? 8 * fitted ** 2 : 0;
  const points = Math.floor(presentationsOf(spec) / WINDOW);
  return [
    {
      path: `network.populations.${output}.size`,
      what: `answers of ${neurons} neurons to ${dataset.classes} classes`,
      bytes: ANSWER_BYTES * neurons * dataset.classes,
      change: "Choose fewer neurons",
    },
    {
      path: "train.epochs",
      what: `a learning curve of ${points.toPrecision(3)} points`,
      bytes: POINT_BYTES * points,
      change: "Choose fewer passes",
    },
    {
      path: "label.fit",
      what: `answers of ${fitted} numbers each to ${spec.label.images} images`,
      bytes: FITTED_BYTES * ANSWERED * spec.label.images * Math.min(1, fitted) + ridge,
      change: "Choose fewer neurons, fewer label.bins or fewer label.images",
    },
  ];
}

function longest(spec: ClassifySpec): { readonly path: string; readonly seconds: number } {
  return [
    { path: "presentation.duration", seconds: shownFor(spec, "train") },
    { path: "label.duration", seconds: shownFor(spec, "label") },
    { path: "test.duration", seconds: shownFor(spec, "test") },
  ].reduce((most, other) => (other.seconds > most.seconds ? other : most));
}

/** What homeostasis: auto took, and classes without images. */
export function classifyNotices(spec: ClassifySpec): string[] {
  return [...automatic(spec), ...untrained(spec), ...absentNotices(absentClasses(spec))];
}

/** Plastic projections that no layer trains. */
function untrained({ train, network }: ClassifySpec): string[] {
  const { layers } = train;
  if (!layers) return [];
  const named = new Set(layers.flatMap(({ projections }) => projections));
  const left = network.projections.filter(({ name, synapse }) => synapse && !named.has(name));
  return left.map(({ name }) => `train.layers: "${name}" is in no layer: its synapses stay as they start`);
}

function automatic(spec: ClassifySpec): string[] {
  if (!spec.automaticHomeostasis) return [];
  const { thetaPlus, thetaPlusEnd, servoGain, targetSpikes } = spec.homeostasis;
  const neurons = spec.network.populations.find(({ name }) => name === spec.output)?.size ?? 0;
  const volts = (v: number) => formatQuantity(v, "V", 3);
  return [
    `homeostasis: auto takes thetaPlus ${volts(thetaPlus)}, thetaPlusEnd ${thetaPlusEnd}, servoGain ${volts(servoGain)} and targetSpikes ${targetSpikes} for ${neurons} neurons and ${adapting(spec)} training presentations`,
  ];
}

/** Presentations in which thresholds of the output adapt. */
function adapting(spec: ClassifySpec): number {
  return presentationsIn(stagesOf(spec), presentationsOf(spec), ({ adapts }) => adapts.has(spec.output));
}

/** The spec with the highest voltages of its training: what gates reach follows from them. */
export function highest(spec: ClassifySpec): Pick<ClassifySpec, "physics" | "physicsOf"> {
  const gain = { ...spec.gain, tick: spec.network.tick };
  const most = Math.max(gain.start ?? 1, gain.end);
  if (most === 1) return spec;
  const at = (physics: PhysicsSpec) => physicsAt(physics, gain, most).physics;
  return {
    ...(spec.physics ? { physics: at(spec.physics) } : {}),
    ...(spec.physicsOf
      ? { physicsOf: Object.fromEntries(Object.entries(spec.physicsOf).map(([name, p]) => [name, at(p)])) }
      : {}),
  };
}

/** Ticks of the training without its retries. */
export function classifyTicks(spec: ClassifySpec) {
  const { network, presentation } = spec;
  const each = (presentation.duration + presentation.rest) / network.tick;
  return { path: "train.epochs", ticks: presentationsOf(spec) * each };
}
