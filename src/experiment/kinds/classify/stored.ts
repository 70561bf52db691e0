/** What the files of a classification must be like to be read again. */

import { cutCountsShape } from "../../cut-waveforms.js";
import { plasticityChecksShape } from "../../plasticity-checks.js";
import {
  bytes,
  count,
  flag,
  float32s,
  float64s,
  int32s,
  list,
  map,
  nullable,
  number,
  numberOrInfinity,
  numberOrNaN,
  object,
  optional,
  pair,
  type Shape,
  text,
  word,
} from "../../shape.js";
import { sparseShape } from "../../sparse.js";
import type { AbsentClasses } from "./absent-classes.js";
import type { EnergyLedger } from "./energy-ledger.js";
import type { ClassifyMetrics, ClassifyResult, Raster, Ties } from "./result.js";

const perEvent = object({ lonePre: number, lonePost: number, paired: number });
const parts = object({ divider: number, capacitor: number, insertion: number, total: number });

const energy = object<EnergyLedger>({
  model: word("circuit", "stated"),
  source: text,
  perEvent: object({ lonePre: parts, lonePost: parts, paired: parts }),
  perImage: parts,
  perRun: number,
  // No answer was right.
  perCorrectAnswer: numberOrInfinity,
  latency: number,
});

export const classifyMetricsShape: Shape<ClassifyMetrics> = object<ClassifyMetrics>({
  kind: word("classify"),
  accuracy: map(number) as Shape<ClassifyMetrics["accuracy"]>,
  accuracyCI95: map(pair(number)) as Shape<ClassifyMetrics["accuracyCI95"]>,
  testSplit: text,
  confusionReadout: text,
  testImages: count,
  labelImages: count,
  trainImages: count,
  trainPresentations: count,
  epochs: count,
  learnedPresentations: optional(count),
  trainImagesPerSecond: number,
  trainSeconds: number,
  labelSeconds: number,
  testSeconds: number,
  inputSpikesPerImage: nullable(number),
  postSpikesPerImage: nullable(number),
  spikesPerImage: optional(map(number)),
  retriesPerImage: nullable(number),
  silentTestImages: count,
  undecidedTestImages: optional(map(count)) as Shape<ClassifyMetrics["undecidedTestImages"]>,
  tiedTestImages: optional(map(object<Ties>({ images: count, right: count }))) as Shape<
    ClassifyMetrics["tiedTestImages"]
  >,
  unlearnedNeurons: optional(nullable(count)),
  answeringNeurons: optional(number),
  cutWaveforms: cutCountsShape,
  furtherPlasticityChecks: plasticityChecksShape,
  weightsSha256: text,
  absentClasses: optional(
    object<AbsentClasses>({
      train: optional(list(text)),
      label: optional(list(text)),
      test: optional(list(text)),
    }),
  ),
  protocol: optional(object({ sharedTestImages: count, frozen: flag })),
  kernel: word("wasm", "reference", "tfjs"),
  kernelNotice: nullable(text),
  threads: optional(count),
  sharedPresentations: optional(number),
  presentationSeconds: optional(object({ alone: number, together: number })),
  disturb: nullable(perEvent),
  events: nullable(perEvent),
  energy: nullable(energy),
  plasticityCheck: nullable(
    object({ synapses: count, events: count, maxDifference: number, rmsDifference: number }),
  ),
  gainSchedule: text,
  neurons: count,
  seed: text,
  interrupted: flag,
  extrapolation: optional(list(text)),
});

const raster = object<Raster>({
  duration: number,
  inputTime: float64s,
  inputIndex: int32s,
  outputTime: float64s,
  outputIndex: int32s,
  label: number,
  pixels: bytes,
});

type Kept = Omit<ClassifyResult, "metrics" | "conductance" | "theta" | "label">;

export const classifyDetailsShape = object<Kept>({
  kind: word("classify"),
  rows: count,
  cols: count,
  classNames: list(text),
  nPre: count,
  nPost: count,
  conductanceUnit: word("S", "1"),
  others: optional(map(float32s)),
  sparse: optional(map(sparseShape)),
  thetas: optional(map(float32s)),
  meanCounts: float64s,
  confusion: list(list(count)),
  history: object({
    images: list(number),
    accuracy: list(numberOrNaN),
    postSpikes: list(number),
    thetaMean: list(number),
  }),
  raster: nullable(raster),
});
