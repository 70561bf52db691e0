/** The experiment document, of either kind. */
import * as z from "zod";
import { type ReadoutName, readouts } from "../../readout/index.js";
import type { Parts } from "../parts.js";
import { isPlainMap } from "../yaml.js";
import { checkpointSchema } from "./checkpoint.js";
import { choiceShape } from "./choice.js";
import { datasetSchema } from "./dataset.js";
import { encoderSchema } from "./encoder.js";
import { came, flag, name, quantity, text, whole, words } from "./fields.js";
import { figureSchema } from "./figure.js";
import { kernelSchema } from "./kernel.js";
import { networkSchema } from "./network.js";
import { below, EDITOR, namedMap, oneOf, type Shape } from "./one-of.js";

export const SCHEDULE_DOCS = {
  amplitude: "both polarities of V_post are lowered in the course of training",
  constant: "every event has its full effect throughout",
  duty: "V_post is on for a falling fraction of every tick",
  ideal: "a factor on every change, which no circuit here provides",
};
const SCHEDULES = Object.keys(SCHEDULE_DOCS) as ["amplitude", "constant", "duty", "ideal"];

/** The schema for this very document; for EDITOR, of every document. */
export function experimentSchema(parts: Parts, raw: unknown) {
  if (isPlainMap(raw) && raw.kind === "figure") return figureSchema(parts, raw, labels());
  const kinds = oneOf(
    "kind",
    "a kind of experiment",
    [
      {
        name: "classify",
        doc: "learn a labelled data set without labels, then test",
        shape: classify(parts, raw),
      },
      {
        name: "simulate",
        doc: "drive a network with generated spikes and watch it",
        shape: simulate(parts, raw),
      },
      {
        name: "choice",
        doc: "show stimuli, let a population choose, and tell its synapses by a signal whether it was right",
        shape: { ...common(parts, raw), ...choiceShape(parts, raw) },
      },
      { name: "figure", doc: "draw a figure of device physics", shape: {} },
    ],
    raw,
  );
  if (raw !== EDITOR) return kinds;
  const networks = (kinds as unknown as z.ZodUnion<readonly z.ZodType[]>).options.slice(0, 3);
  const figures = figureSchema(parts, EDITOR, labels()) as unknown as z.ZodUnion<readonly z.ZodType[]>;
  return z.union([...networks, ...figures.options]);
}

/** What the four texts and the seed of every experiment are. */
function labels(): Shape {
  return {
    name: text("name of the experiment; the file's where left out").optional(),
    question: text("what the run shall answer").optional(),
    source: text("where question and numbers come from").optional(),
    expected: text("what it should print").optional(),
    runtime: text("how long it takes").optional(),
    seed: z
      .union([z.string().min(1).max(200), z.int()], {
        error: (issue) => came(issue, "text or a whole number"),
      })
      .default("1")
      .meta({ description: "name of the run's random streams" }),
  };
}

function common(parts: Parts, raw: unknown): Shape {
  return { ...labels(), network: networkSchema(parts, below(raw, "network")) };
}

function classify(parts: Parts, raw: unknown): Shape {
  return {
    ...common(parts, raw),
    input: name("the source population that shows the pictures").default("input"),
    output: name("the population that is read").default("output"),
    plastic: name("the projection that learns").default("feedforward"),
    kernel: kernelSchema(
      ["auto", "wasm", "reference"],
      "what does the arithmetic, to the same bits; auto: wasm where it fits",
    ).default("auto"),
    dataset: datasetSchema(below(raw, "dataset")),
    encoder: encoderSchema(parts, below(raw, "encoder")),
    presentation: z
      .strictObject({
        duration: quantity("s", { min: 0, open: true }, "time with input, per picture").default("350 ms"),
        rest: quantity("s", { min: 0 }, "time without input after it").default("0 ms"),
        reset: flag("whether neurons go back to rest between pictures").default(true),
        retryBelow: whole(0, "output spikes under which a picture is shown again").default(5),
        retryMax: whole(0, "times it is shown again at most").default(3),
        retryStep: quantity("1", { min: 0 }, "retry k has 1 + k * retryStep times the rates").default(0.5),
      })
      .prefault({}),
    train: z
      .strictObject({
        images: whole(0, "distinct training images").default(60_000),
        epochs: whole(1, "passes over them").default(1),
      })
      .prefault({}),
    gain: z
      .strictObject({
        schedule: words(
          SCHEDULES,
          "how the effect of an event shrinks; ideal is a factor no circuit here provides",
        ).default("amplitude"),
        end: quantity(
          "1",
          { min: 0, max: 1, open: true },
          "what it has fallen to at the end of training",
        ).default(0.2),
      })
      .prefault({}),
    homeostasis: z
      .strictObject({
        thetaPlus: quantity("V", { min: 0 }, "rise of a neuron's threshold at its spike").default("0.05 mV"),
        thetaPlusEnd: quantity(
          "1",
          { min: 0, max: 1, open: true },
          "what thetaPlus has fallen to at the end",
        ).default(0.05),
        meanFree: flag("subtract the mean rise after every picture").default(true),
        servoGain: quantity("V", { min: 0 }, "common rise per spike above the target").default("0.005 mV"),
        servoCap: quantity("1", { min: 0 }, "spikes that the servo sees at most").default(40),
        targetSpikes: quantity("1", { min: 0 }, "spikes per picture that the servo aims at").default(12),
        tauTheta: noneOr(
          quantity("s", { min: 0, open: true }),
          "time constant of the threshold's decay, or none",
        ),
      })
      .prefault({}),
    normalisation: noneOr(
      z.strictObject({
        columnSum: quantity(
          "1",
          { min: 0, open: true },
          "sum of each neuron's weights, restored after every picture",
        ),
      }),
      "weight normalisation: none, or {columnSum: 78.4}",
    ),
    checkpoint: checkpointSchema("images"),
    label: z
      .strictObject({ images: whole(1, "training images that label the neurons").default(10_000) })
      .prefault({}),
    test: z
      .strictObject({
        split: words(
          ["test", "validation"],
          "validation: the last 10,000 training images, then kept out of training",
        ).default("test"),
        images: whole(1, "test images").default(10_000),
        readout: words(
          Object.keys(readouts) as [ReadoutName, ...ReadoutName[]],
          "the read-out whose decisions the confusion matrix shows; all are scored",
        ).default("class-mean"),
      })
      .prefault({}),
  };
}

function noneOr(schema: z.ZodType, doc: string) {
  const error = (issue: { input?: unknown }) => came(issue, doc);
  return z
    .union([z.literal("none", { error }), schema], { error })
    .default("none")
    .meta({ description: doc });
}

function simulate(parts: Parts, raw: unknown): Shape {
  return {
    ...common(parts, raw),
    duration: quantity("s", { min: 0, open: true }, "simulated time"),
    sources: namedMap(below(raw, "sources"), "source population", (encoder) => encoderSchema(parts, encoder)),
    probes: probesSchema(below(raw, "probes")).default([]),
    kernel: kernelSchema(["auto", "reference"], "what does the arithmetic; auto: reference").default("auto"),
    checkpoint: checkpointSchema("ticks"),
  };
}

/** Each probe has the schema that its own kind asks for. */
function probesSchema(raw: unknown): z.ZodType {
  if (!Array.isArray(raw) || raw.length === 0) return z.array(probeSchema(EDITOR)).max(100);
  const [first, ...others] = raw.map((probe) => probeSchema(probe));
  return z.tuple([first!, ...others]);
}

function probeSchema(raw: unknown) {
  const of = (what: string) => name(what);
  const every = (value: string) =>
    quantity("s", { min: 0, open: true }, "time between samples").default(value);
  return oneOf(
    "kind",
    "a probe",
    [
      { name: "spikes", doc: "times of all spikes", shape: { of: of("a population") } },
      { name: "counts", doc: "spikes per neuron", shape: { of: of("a population") } },
      {
        name: "voltage",
        doc: "membrane potentials",
        shape: {
          of: of("a population"),
          neurons: z.array(whole(0, "index of a neuron")).min(1).max(1000).default([0]),
          every: every("1 ms"),
        },
      },
      {
        name: "conductance",
        doc: "conductances of a plastic projection",
        shape: { of: of("a projection"), every: every("100 ms") },
      },
    ],
    raw,
  );
}
