import { grouped } from "../../../core/written.js";
import { readoutKey, readouts } from "../../../readout/index.js";
import { further } from "../../further-projections.js";
import { extrapolations } from "../../guards.js";
import type { Kind } from "../../kind.js";
import { allWiringArrays } from "../../sparse.js";
import { trialNetwork } from "../../trial-network.js";
import { type ClassifyFacts, classifyFacts, classifyFactsShape } from "./facts.js";
import { classifyMeasures } from "./measures.js";
import { mainOf, mismatch } from "./mismatch.js";
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
  outline: ({ network, output, train, label, test }) => {
    const { size = 0 } = network.populations.find(({ name }) => name === output) ?? {};
    const passes = train.epochs === 1 ? "" : ` ${train.epochs} times`;
    return `${grouped(size)} neurons learn ${grouped(train.images)} images${passes}, labels from ${grouped(label.images)}, test on ${grouped(test.images)}`;
  },
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
    shapes: ({ sparse, others, nPre, nPost, metrics }) => {
      const { [mainOf({ sparse, others })]: listed } = sparse ?? {};
      const synapses = listed ? [listed.indices.length] : [nPre, nPost];
      return [synapses, [metrics.neurons], [metrics.neurons]];
    },
    further: ({ others, sparse, thetas = {} }) => ({
      ...further(others),
      ...Object.fromEntries(
        Object.entries(thetas).map(([name, values]) => [`theta-${name}`, { shape: [values.length], values }]),
      ),
      ...allWiringArrays(sparse, mainOf({ sparse, others })),
    }),
  },
  frozen: {
    mismatch,
    evaluate: (spec, { conductance, theta, others, thetas }, options) =>
      evaluate(
        spec,
        { conductance, theta, ...(others ? { others } : {}), ...(thetas ? { thetas } : {}) },
        options,
      ),
    answers: frozenAnswers,
  },
};
