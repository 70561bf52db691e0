/** What the files of a simulation must be like to be read again. */

import { cutCountsShape } from "../../cut-waveforms.js";
import { plasticityChecksShape } from "../../plasticity-checks.js";
import {
  count,
  flag,
  float32s,
  float64s,
  int32s,
  list,
  map,
  nullable,
  number,
  object,
  optional,
  text,
  variants,
  word,
} from "../../shape.js";
import { sparseShape } from "../../sparse.js";
import { stateUnitShape } from "../../synapse-state.js";
import type { HeldRecord, ProbeRecord, SimulateMetrics, SimulateResult, StreamedRecord } from "./result.js";

export const simulateMetricsShape = object<SimulateMetrics>({
  kind: word("simulate"),
  duration: number,
  ticks: count,
  events: count,
  seconds: number,
  spikes: map(count),
  conductance: map(
    object<SimulateMetrics["conductance"][string]>({
      start: list(nullable(number)),
      end: list(nullable(number)),
      unit: stateUnitShape,
    }),
  ),
  cutWaveforms: cutCountsShape,
  plasticityChecks: plasticityChecksShape,
  inTypeScript: optional(list(text)),
  threads: optional(count),
  sharedPart: optional(number),
  weightsSha256: text,
  seed: text,
  interrupted: flag,
  extrapolation: optional(list(text)),
});

type RecordOf<K extends ProbeRecord["kind"]> = Extract<ProbeRecord, { kind: K }>;

const heldShapes = {
  spikes: object<RecordOf<"spikes">>({
    kind: word("spikes"),
    of: text,
    size: count,
    time: float64s,
    index: int32s,
  }),
  counts: object<RecordOf<"counts">>({ kind: word("counts"), of: text, counts: int32s }),
  rate: object<RecordOf<"rate">>({
    kind: word("rate"),
    of: text,
    every: number,
    time: float64s,
    value: float64s,
  }),
  histogram: object<RecordOf<"histogram">>({
    kind: word("histogram"),
    of: text,
    unit: stateUnitShape,
    edges: float64s,
    time: float64s,
    value: float64s,
  }),
  voltage: object<RecordOf<"voltage">>({
    kind: word("voltage"),
    of: text,
    neurons: list(count),
    time: float64s,
    value: float64s,
  }),
  conductance: object<RecordOf<"conductance">>({
    kind: word("conductance"),
    of: text,
    nPre: count,
    nPost: count,
    first: optional(int32s),
    unit: stateUnitShape,
    time: float64s,
    value: float64s,
  }),
  state: object<RecordOf<"state">>({
    kind: word("state"),
    of: text,
    variable: text,
    unit: text,
    width: count,
    neurons: optional(list(count)),
    time: float64s,
    value: float64s,
  }),
};

const record = variants<ProbeRecord>("kind", {
  ...heldShapes,
  streamed: object<StreamedRecord>({
    kind: word("streamed"),
    record: variants<HeldRecord>("kind", heldShapes),
    rows: count,
    arrays: list(text),
  }),
});

export const simulateDetailsShape = object<Omit<SimulateResult, "metrics" | "conductance">>({
  kind: word("simulate"),
  records: list(record),
  conductanceUnit: stateUnitShape,
  others: optional(map(float32s)),
  sparse: optional(map(sparseShape)),
  nPre: count,
  nPost: count,
});
