/** Memory and ticks that a classification asks for. Its pictures are there already. */
import { valuesOf } from "../../../core/front/model.js";
import type { Need } from "../../../core/size.js";
import { checkpointNeeds, networkNeeds, sliceNeeds, spikeNeeds } from "../../network-needs.js";
import { WINDOW } from "./monitor.js";
import { KEPT_BYTES } from "./pictures.js";
import type { ClassifySpec } from "./spec.js";

/** Of a spike per tick and input that a read by matrix products has room for. */
const READ_BYTES = 4;

export function classifyNeeds(spec: ClassifySpec): Need[] {
  const { network, kernel, presentation, encoder, input } = spec;
  const ticks = Math.round(presentation.duration / network.tick);
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
      path: "presentation.duration",
      bytes: need.bytes * (1 + presentation.retryMax * presentation.retryStep),
      change: "Choose a shorter presentation, a lower rate or fewer retries",
    })),
    {
      path: "presentation.duration",
      what: `${ticks} ticks of a picture that are read at once`,
      bytes: reads ? READ_BYTES * ticks * lines : 0,
      change: "Choose a shorter presentation, or kernel.tfjs.read: events",
    },
  ];
}

/** Sums of answers by neuron and class, some at a time; a point of the learning curve. */
const ANSWER_BYTES = 48;
const POINT_BYTES = 128;

/** What is kept of answers, and of the course of a training. */
function learningNeeds({ network, output, dataset, train }: ClassifySpec): Need[] {
  const neurons = network.populations.find((p) => p.name === output)?.size ?? 0;
  const points = Math.floor((train.images * train.epochs) / WINDOW);
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
  ];
}

/** Ticks of the training without its retries. */
export function classifyTicks({ network, presentation, train }: ClassifySpec) {
  const each = (presentation.duration + presentation.rest) / network.tick;
  return { path: "train.epochs", ticks: train.images * train.epochs * each };
}
