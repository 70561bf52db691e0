import { grouped } from "../../../core/written.js";
import { cutMeasures } from "../../cut-waveforms.js";
import { type Measure, measure } from "../../measure.js";
import { stateSymbol } from "../../synapse-state.js";
import type { ChoiceMetrics } from "./result.js";

/** Scores by what they are taken from, in the order of the report. */
export const SCORES = {
  final: "last trials",
  beforeReversal: "last before the reversal",
  all: "all trials",
} as const;

/** What learning by reward measures: fractions of right choices first. */
export function choiceMeasures(m: ChoiceMetrics): Measure[] {
  const { start, end, unit = "S" } = m.conductance;
  return [
    ...scores(m),
    measure("omissions", "1", m.omissions, "trials without an answer"),
    measure("meanSignal", "1", m.meanSignal, "mean signal after choices"),
    ...(m.latency === null ? [] : [measure("timeToFirstSpike", "s", m.latency, "time to the first spike")]),
    measure("inputSpikesPerTrial", "1", m.inputSpikesPerTrial, "input spikes per trial"),
    measure("choiceSpikesPerTrial", "1", m.choiceSpikesPerTrial, "spikes of the choosing neurons per trial"),
    ...cutMeasures(m.cutWaveforms),
    ...end.flatMap((row, s) =>
      row.flatMap((g, c) => [
        measure(
          `conductance.${s}-${c}`,
          unit,
          g,
          `mean ${stateSymbol(unit)} of stimulus ${s} to choice ${c}`,
        ),
        measure(`conductanceChange.${s}-${c}`, unit, g - start[s]![c]!, `its change`),
      ]),
    ),
  ];
}

function scores({ accuracy, accuracyCI95, window, trials }: ChoiceMetrics): Measure[] {
  const cases = { ...window, all: trials };
  return (Object.keys(SCORES) as (keyof typeof SCORES)[]).flatMap((key): Measure[] => {
    const value = accuracy[key];
    const interval = accuracyCI95[key];
    if (value === null || interval === null) return [];
    return [
      {
        name: `accuracy.${key}`,
        unit: "1",
        value,
        interval,
        cases: `n = ${grouped(cases[key])} trials`,
        doc: SCORES[key],
      },
    ];
  });
}
