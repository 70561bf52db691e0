/** The numbers of a run that a sweep compares: those that depend on config and seed alone, never on the clock. */
import type { Unit } from "../core/params.js";
import type { ChoiceMetrics } from "../experiment/kinds/choice/result.js";
import type { ClassifyMetrics } from "../experiment/kinds/classify/result.js";
import type { FigureMetrics } from "../experiment/kinds/figure/result.js";
import type { ExperimentResult } from "../experiment/kinds/index.js";
import type { SimulateMetrics } from "../experiment/kinds/simulate/result.js";

export interface Measure {
  readonly name: string;
  readonly unit: Unit;
  readonly value: number;
}

export function measuresOf(metrics: ExperimentResult["metrics"]): Measure[] {
  switch (metrics.kind) {
    case "classify":
      return classify(metrics);
    case "simulate":
      return simulate(metrics);
    case "choice":
      return choice(metrics);
    case "figure":
      return figure(metrics);
  }
}

function classify(m: ClassifyMetrics): Measure[] {
  const one = (name: string, value: number, unit: Unit = "1"): Measure => ({ name, unit, value });
  return [
    one("accuracy.classMean", m.accuracy.classMean),
    one("accuracy.confidence", m.accuracy.confidence),
    one("accuracy.logLikelihood", m.accuracy.logLikelihood),
    one("silentTestImages", m.silentTestImages),
    one("inputSpikesPerImage", m.inputSpikesPerImage),
    one("postSpikesPerImage", m.postSpikesPerImage),
    one("retriesPerImage", m.retriesPerImage),
    ...(m.disturb
      ? [
          one("disturb.lonePre", m.disturb.lonePre, "S"),
          one("disturb.lonePost", m.disturb.lonePost, "S"),
          one("disturb.paired", m.disturb.paired, "S"),
        ]
      : []),
    ...(m.events
      ? [
          one("events.lonePre", m.events.lonePre),
          one("events.lonePost", m.events.lonePost),
          one("events.paired", m.events.paired),
        ]
      : []),
    ...(m.energy
      ? [
          one("energy.perLonePre", m.energy.perEvent.lonePre.total, "J"),
          one("energy.perLonePost", m.energy.perEvent.lonePost.total, "J"),
          one("energy.perPair", m.energy.perEvent.paired.total, "J"),
          one("energy.perImage", m.energy.perImage.total, "J"),
          one("energy.perImage.divider", m.energy.perImage.divider, "J"),
          one("energy.perImage.capacitor", m.energy.perImage.capacitor, "J"),
          one("energy.perImage.insertion", m.energy.perImage.insertion, "J"),
          one("energy.perRun", m.energy.perRun, "J"),
          one("energy.perCorrectAnswer", m.energy.perCorrectAnswer, "J"),
          one("latency", m.energy.latency, "s"),
        ]
      : []),
  ];
}

function simulate(m: SimulateMetrics): Measure[] {
  return [
    { name: "events", unit: "1", value: m.events },
    ...Object.entries(m.spikes).map(
      ([name, value]): Measure => ({ name: `spikes.${name}`, unit: "1", value }),
    ),
    ...Object.entries(m.conductance).map(
      ([name, { end }]): Measure => ({
        name: `conductance.${name}`,
        unit: "S",
        value: end.reduce((sum, g) => sum + g, 0) / Math.max(1, end.length),
      }),
    ),
  ];
}

function choice(m: ChoiceMetrics): Measure[] {
  const one = (name: string, value: number, unit: Unit = "1"): Measure => ({ name, unit, value });
  const { start, end } = m.conductance;
  return [
    one("accuracy.final", m.accuracy.final),
    ...(m.accuracy.beforeReversal === null
      ? []
      : [one("accuracy.beforeReversal", m.accuracy.beforeReversal)]),
    one("accuracy.all", m.accuracy.all),
    one("omissions", m.omissions),
    one("meanSignal", m.meanSignal),
    ...(m.latency === null ? [] : [one("timeToFirstSpike", m.latency, "s")]),
    one("inputSpikesPerTrial", m.inputSpikesPerTrial),
    one("choiceSpikesPerTrial", m.choiceSpikesPerTrial),
    ...end.flatMap((row, s) =>
      row.flatMap((g, c) => [
        one(`conductance.${s}-${c}`, g, "S"),
        one(`conductanceChange.${s}-${c}`, g - start[s]![c]!, "S"),
      ]),
    ),
  ];
}

function figure({ numbers }: FigureMetrics): Measure[] {
  return numbers.map(({ name, unit, value }) => ({ name, unit, value }));
}
