import { readoutKey, readouts } from "../../../readout/index.js";
import { further } from "../../further-projections.js";
import { extrapolations } from "../../guards.js";
import type { Kind } from "../../kind.js";
import { trialNetwork } from "../../trial-network.js";
import { type ClassifyFacts, classifyFacts, classifyFactsShape } from "./facts.js";
import { classifyMeasures } from "./measures.js";
import { classifyNeeds, classifyNotices, classifyTicks, highest } from "./needs.js";
import { classifyKeyFigures, classifyProtocol, classifyNotices as pageNotices } from "./page.js";
import type { ClassifyResult } from "./result.js";
import { evaluate, frozenAnswers, runClassify } from "./run.js";
import { openSession } from "./session.js";
import type { ClassifySpec } from "./spec.js";
import { classifyDetailsShape, classifyMetricsShape } from "./stored.js";
import { classifySummary } from "./summary.js";

export const classify: Kind<ClassifySpec, ClassifyResult, ClassifyFacts> = {
  doc: "learn a labelled data set without labels, then test",
  run: runClassify,
  needs: classifyNeeds,
  // A kernel that is asked for by name may not fit the network.
  tryOut: (spec) => {
    if (spec.kernel === "wasm") openSession(spec, {});
    else trialNetwork(spec.network, spec.seed);
  },
  ticks: classifyTicks,
  notices: classifyNotices,
  extrapolations: (spec) => extrapolations(highest(spec)),
  measures: classifyMeasures,
  compared: Object.keys(readouts).map(readoutKey),
  columns: [
    "energy.perImage",
    "energy.perCorrectAnswer",
    "latency",
    "disturb.lonePre",
    "disturb.lonePost",
    "disturb.paired",
  ],
  summary: classifySummary,
  page: {
    facts: classifyFacts,
    keyFigures: classifyKeyFigures,
    protocol: classifyProtocol,
    notices: pageNotices,
  },
  step: "training image",
  stored: { metrics: classifyMetricsShape, details: classifyDetailsShape, facts: classifyFactsShape },
  weights: {
    arrays: ["conductance", "theta", "label"],
    shapes: ({ nPre, nPost }) => [[nPre, nPost], [nPost], [nPost]],
    further: ({ others }) => further(others),
  },
  frozen: {
    mismatch: ({ input, output, network }, { nPre, nPost }) => {
      const sizeOf = (name: string) => network.populations.find((p) => p.name === name)?.size;
      const [inputs, neurons] = [sizeOf(input), sizeOf(output)];
      return inputs === nPre && neurons === nPost
        ? undefined
        : `was trained with ${nPre} inputs and ${nPost} neurons and cannot be tested with ${inputs} and ${neurons}`;
    },
    evaluate: (spec, { conductance, theta, others }, options) =>
      evaluate(spec, { conductance, theta, ...(others ? { others } : {}) }, options),
    answers: frozenAnswers,
  },
};
