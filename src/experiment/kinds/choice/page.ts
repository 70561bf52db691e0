/** The words of a choice run's report. */
import { formatQuantity } from "../../../core/units.js";
import { grouped, percent } from "../../../core/written.js";
import { cutRows } from "../../cut-waveforms.js";
import { plasticityRows } from "../../plasticity-checks.js";
import { pageValue, stateName } from "../../synapse-state.js";
import { code, type Row, type Text } from "../../text.js";
import type { ChoiceFacts } from "./facts.js";
import type { ChoiceMetrics, ChoiceResult } from "./result.js";
import { FOLLOWS_DOCS } from "./spec.js";

export function choiceKeyFigures(m: ChoiceMetrics): Row[] {
  const { start, end, unit } = m.conductance;
  return [
    [
      "trials",
      `${grouped(m.trials)}, ${grouped(m.omissions)} of them without an answer and counted as wrong; chance is ${percent(m.chance)}`,
    ],
    [
      "contingency",
      m.reversal === null ? "the same throughout" : `reversed from trial ${grouped(m.reversal)} on`,
    ],
    ["signal after a choice", `follows ${m.follows}; mean ${m.meanSignal.toFixed(3)}`],
    [
      "time to the first spike",
      m.latency === null ? "no neuron fired" : `${formatQuantity(m.latency, "s")} in the mean`,
    ],
    [
      "spikes per trial",
      `${grouped(m.inputSpikesPerTrial)} in, ${grouped(m.choiceSpikesPerTrial)} of the choosing neurons`,
    ],
    ...end.map(
      (row, s): Row => [
        `mean ${stateName(unit)} of stimulus ${s}`,
        row
          .map(
            (g, c) =>
              `to choice ${c}: ${pageValue(start[s]![c]!, unit)} at the start, ${pageValue(g, unit)} at the end`,
          )
          .join("; "),
      ],
    ),
    ...cutRows(m.cutWaveforms),
    ...plasticityRows(m.plasticityChecks),
    ["seed", [code(m.seed), " (n = 1 run: intervals are those of its trials, not of seeds)"]],
    ["weights", ["sha256 ", code(m.weightsSha256)]],
  ];
}

/** The course of a trial. */
export function choiceProtocol(_: ChoiceMetrics, facts: ChoiceFacts): Text[] {
  const { stimuli, choice, reward, physics } = facts;
  const s = (t: number) => formatQuantity(t, "s");
  const hz = (rate: number) => formatQuantity(rate, "Hz");
  const last = reward.reversal === Number.POSITIVE_INFINITY ? "" : " until the reversal";
  const right = reward.contingency.map((c, stimulus) => `${stimulus} is choice ${c}`).join(", for ");
  const answer =
    choice.by === "first"
      ? `The pool of neurons that fires first is the choice, and ends the stimulus; after ${s(stimuli.duration)} without a spike there is none.`
      : `The pool with most spikes in ${s(stimuli.duration)} is the choice.`;
  return [
    `A trial begins with all neurons at rest and no voltage on any line. One of ${stimuli.count} stimuli, drawn at random, is shown: its inputs fire at ${hz(stimuli.rate)}, all others at ${hz(stimuli.background)} (Poisson).`,
    `${answer} Right for stimulus ${right}${last}.`,
    `${s(reward.delay)} after the end of the stimulus ${reward.signal} takes its value for ${s(reward.duration)}: ${reward.rewarded} or ${reward.unrewarded}; ${FOLLOWS_DOCS[reward.follows]}.`,
    ...(physics?.moving === undefined
      ? []
      : [
          `${physics.moving}. Devices keep no trace of past spikes: what ${reward.signal} acts on are the waveforms that run while it is there.`,
        ]),
  ];
}

/** Learning curve, conductances and rules as one picture. */
export function choicePicture({ metrics, panels }: ChoiceResult) {
  return {
    id: "choices",
    title: `Choices, ${stateName(metrics.conductance.unit)}s${panels.length > 2 ? " and rules" : ""}`,
    caption: `(a) Fraction of right choices in blocks of trials with 95 % Wilson intervals, n = ${metrics.trials} trials, trials without an answer counted as wrong. (b) Mean ${stateName(metrics.conductance.unit)} of the synapses from each stimulus' inputs to each choice's neurons after every trial.${panels.length > 2 ? " (c) Net change by one pair of spikes at each value of the signal, integrated exactly, at G = G₀." : ""}`,
  };
}
