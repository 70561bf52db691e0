/** The fields of an experiment of kind "classify": a labelled data set is learned without its labels, then tested. */
import { type GainSchedule, gainSchedules } from "../../crossbar/gain.js";
import { sharings } from "../../learning/shared-weights.js";
import { type FittedName, fittedReadouts } from "../../readout/fitted/index.js";
import { STANDARD_READOUT } from "../../readout/index.js";
import { byForm, either, noneOr } from "../fields/either.js";
import type { Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { list } from "../fields/list.js";
import { namedPartOr } from "../fields/parts.js";
import { flag, name, whole, word, words } from "../fields/plain.js";
import { quantity } from "../fields/quantity.js";
import { named } from "../fields/variants.js";
import { checkpoint } from "./checkpoint.js";
import { dataset } from "./dataset.js";
import { encoder } from "./encoder.js";
import { front } from "./front.js";
import { kernel } from "./kernel.js";
import { labels } from "./labels.js";
import { network } from "./network.js";

const SCHEDULES = Object.keys(gainSchedules) as GainSchedule[];

/** Largest gain.start (chosen): some 6.6 V more on the 14 nm device, where 1 V doubles the effect. */
const MOST_GAIN = 100;

const presentation = {
  duration: quantity("s", { min: 0, open: true }, "time with input, per picture").default("350 ms"),
  rest: quantity("s", { min: 0 }, "time without input after it").default("0 ms"),
  reset: flag("whether neurons go back to rest between pictures").default(true),
  retryBelow: whole(0, "output spikes under which a picture is shown again").default(5),
  retryMax: whole(0, "times it is shown again at most").default(3),
  retryStep: quantity("1", { min: 0 }, "retry k has 1 + k * retryStep times the rates").default(0.5),
};

/** Time that the pictures of a frozen pass are shown. */
const frozenDuration = (pass: string) =>
  either([word("as-trained"), quantity("s", { min: 0, open: true })], {
    accepted: 'as-trained, or a time like "700 ms"',
    doc: `time with input, per picture of the ${pass} pass; as-trained: presentation.duration`,
  }).default("as-trained");

const fraction = (doc: string) => quantity("1", { min: 0, max: 1, open: true }, doc);

const homeostasis = {
  thetaPlus: either([word("auto"), quantity("V", { min: 0 }, "rise of a neuron's threshold at its spike")], {
    accepted: 'auto, or a voltage like "0.05 mV"',
    doc: "rise of a neuron's threshold at its spike; auto: 7.5 mV x neurons / training presentations, at least 0.05 mV",
  }).default("auto"),
  thetaPlusEnd: fraction("what thetaPlus has fallen to at the end").default(0.05),
  meanFree: flag("subtract the mean rise after every picture").default(true),
  balance: words(
    ["population", "place"],
    "neurons whose mean rise meanFree subtracts: of the population (if left out), or of each row and column",
  ).optional(),
  servoGain: quantity("V", { min: 0 }, "common rise per spike above the target").default("0.005 mV"),
  servoCap: quantity("1", { min: 0 }, "spikes that the servo sees at most").default(40),
  targetSpikes: quantity("1", { min: 0 }, "spikes per picture that the servo aims at").default(12),
  tauTheta: noneOr(
    quantity("s", { min: 0, open: true }),
    "time constant of the threshold's decay, or none",
  ).as((tau) => (tau === "none" ? Number.POSITIVE_INFINITY : tau)),
};

const adapting = byForm(
  [group(homeostasis), word("auto")],
  "how thresholds adapt; auto: by the numbers of neurons and training presentations, see docs/learning.md",
  "auto, or a mapping of keys to values",
);

/** Projections that learn together. */
const layer = {
  projections: list(name("a plastic projection"), { min: 1, max: 32, doc: "those that learn together" }),
  images: whole(1, "distinct training images; all of the training where left out").optional(),
  epochs: whole(1, "passes over them; those of the training where left out").optional(),
};

const columnSum = quantity(
  "1",
  { min: 0, open: true },
  "sum of each neuron's weights, restored after every picture",
);

export const classify = group({
  kind: word("classify", "learn a labelled data set without labels, then test"),
  ...labels,
  network,
  input: name("the source population that shows the pictures").default("input"),
  output: name("the population that is read").default("output"),
  plastic: name("the plastic projection that the report is about; others learn too").default("feedforward"),
  kernel: kernel(
    ["auto", "wasm", "reference"],
    "what does the arithmetic, to the same bits; auto: wasm, whole presentations at once where that fits; wasm: those or nothing",
  ),
  dataset,
  front,
  encoder,
  presentation: group(presentation).default({}),
  train: group({
    images: whole(0, "distinct training images").default(60_000),
    epochs: whole(1, "passes over them").default(1),
    layers: list(byForm([name("a plastic projection"), group(layer)]), {
      min: 1,
      max: 32,
      doc: "what is trained one after the other, the rest frozen; all at once where left out",
    }).optional(),
  }).default({}),
  gain: group({
    schedule: words(
      SCHEDULES,
      "how the effect of an event shrinks; ideal is a factor no circuit here provides",
    ).default("amplitude"),
    start: quantity(
      "1",
      { min: 0, max: MOST_GAIN, open: true },
      "effect of an event when training starts; above 1: amplitudes of V_post above the written ones",
    ).default(1),
    end: fraction("what it has fallen to at the end of training").default(0.2),
  }).default({}),
  homeostasis: adapting.default({}),
  homeostasisOf: named(
    "population",
    adapting,
    "the same for populations that are not read, by name; thresholds of those that are left out stay",
  ).optional(),
  sharing: named(
    "projection",
    words(
      ["none", ...sharings],
      "none; or an ideal: equal weights at all places, or with ON and OFF exchanged for half of the features",
    ),
    "projections of windows whose weights all places share, by name",
  ).optional(),
  normalisation: noneOr(group({ columnSum }), "weight normalisation: none, or {columnSum: 78.4}"),
  checkpoint: checkpoint("images"),
  label: group({
    images: whole(1, "training images that label the neurons").default(10_000),
    duration: frozenDuration("labelling"),
    fit: list(words(Object.keys(fittedReadouts) as FittedName[], "a read-out that is fitted"), {
      max: 8,
      doc: "supervised read-outs that are fitted to the answers to labelling images and scored beside the votes",
    }).optional(),
    bins: whole(1, "equal parts of a presentation in which fitted read-outs count spikes apart", {
      max: 100,
    }).optional(),
  }).default({}),
  test: group({
    split: words(
      ["test", "validation"],
      "validation: the last 10,000 training images, then kept out of training",
    ).default("test"),
    images: whole(1, "test images").default(10_000),
    duration: frozenDuration("test"),
    readout: namedPartOr(
      "readouts",
      Object.keys(fittedReadouts),
      "a read-out",
      "the read-out whose decisions the confusion matrix shows, one of label.fit too; all are scored",
    ).default(STANDARD_READOUT),
  }).default({}),
});

export type ClassifyValue = Value<typeof classify>;
