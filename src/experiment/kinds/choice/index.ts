import { grouped } from "../../../core/written.js";
import { cutNotices } from "../../cut-waveforms.js";
import { sourceNotices } from "../../encoding.js";
import { further } from "../../further-projections.js";
import type { Kind } from "../../kind.js";
import { sentence } from "../../text.js";
import { trialNetwork } from "../../trial-network.js";
import { type ChoiceFacts, choiceFacts, choiceFactsShape } from "./facts.js";
import { choiceMeasures, SCORES } from "./measures.js";
import { choiceNeeds, choiceTicks } from "./needs.js";
import { choiceKeyFigures, choicePicture, choiceProtocol } from "./page.js";
import type { ChoiceResult } from "./result.js";
import { runChoice } from "./run.js";
import type { ChoiceSpec } from "./spec.js";
import { choiceDetailsShape, choiceMetricsShape } from "./stored.js";
import { choiceSummary } from "./summary.js";

export const choice: Kind<ChoiceSpec, ChoiceResult, ChoiceFacts> = {
  doc: "show stimuli, let a population choose, and tell its synapses by a signal whether it was right",
  run: runChoice,
  outline: ({ trials, stimuli, choice }) =>
    `${grouped(trials)} trials, ${stimuli.count} stimuli, ${choice.count} choices`,
  needs: choiceNeeds,
  tryOut: ({ network, seed }) => void trialNetwork(network, seed),
  ticks: choiceTicks,
  notices: ({ sources, network, stimuli }) => sourceNotices(sources, network, stimuli.duration),
  measures: choiceMeasures,
  compared: Object.keys(SCORES),
  columns: ["accuracy.beforeReversal", "accuracy.final"],
  summary: choiceSummary,
  page: {
    facts: choiceFacts,
    keyFigures: choiceKeyFigures,
    protocol: choiceProtocol,
    panels: choicePicture,
    notices: ({ metrics }) => cutNotices(metrics.cutWaveforms).map(sentence),
  },
  step: "trial",
  stored: { metrics: choiceMetricsShape, details: choiceDetailsShape, facts: choiceFactsShape },
  weights: {
    arrays: ["conductance"],
    shapes: ({ nPre, nPost }) => [[nPre, nPost]],
    further: ({ others }) => further(others),
  },
};
