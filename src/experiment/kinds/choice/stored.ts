/** What the files of a choice run must be like to be read again. */

import { cutCountsShape } from "../../cut-waveforms.js";
import { plasticityChecksShape } from "../../plasticity-checks.js";
import {
  count,
  flag,
  float32s,
  float64s,
  holding,
  int32s,
  list,
  map,
  nullable,
  number,
  object,
  optional,
  pair,
  text,
  word,
} from "../../shape.js";
import { panels } from "../../stored.js";
import { stateUnitShape } from "../../synapse-state.js";
import type { ChoiceMetrics, ChoiceResult, Trials } from "./result.js";

const table = list(list(number));
const interval = pair(number);

export const choiceMetricsShape = object<ChoiceMetrics>({
  kind: word("choice"),
  trials: count,
  omissions: count,
  follows: text,
  accuracy: object({ final: number, beforeReversal: nullable(number), all: number }),
  accuracyCI95: object({ final: interval, beforeReversal: nullable(interval), all: interval }),
  window: object({ final: count, beforeReversal: count }),
  reversal: nullable(count),
  chance: number,
  meanSignal: number,
  latency: nullable(number),
  conductance: holding(
    object<ChoiceMetrics["conductance"]>({ start: table, end: table, unit: stateUnitShape }),
    ({ start, end }) =>
      start.length === end.length && start.every((row, s) => row.length === end[s]!.length)
        ? undefined
        : "start and end differ in size",
  ),
  inputSpikesPerTrial: number,
  choiceSpikesPerTrial: number,
  seconds: number,
  cutWaveforms: cutCountsShape,
  plasticityChecks: plasticityChecksShape,
  weightsSha256: text,
  seed: text,
  interrupted: flag,
  extrapolation: optional(list(text)),
});

const trials = object<Trials>({
  stimulus: int32s,
  choice: int32s,
  right: int32s,
  signal: float64s,
  latency: float64s,
  conductance: float64s,
});

export const choiceDetailsShape = object<Omit<ChoiceResult, "metrics" | "conductance">>({
  kind: word("choice"),
  trials,
  panels,
  conductanceUnit: stateUnitShape,
  nPre: count,
  nPost: count,
  others: optional(map(float32s)),
});
