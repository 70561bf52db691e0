/**
 * Unsupervised learning of labelled pictures, in the manner of Diehl & Cook 2015: train without labels, freeze,
 * label neurons on training images, test. Test images are touched in the last phase only.
 */
import { packedSingle } from "../../../core/connectivity/index.js";
import { openSlicing } from "../../../engine/slicing.js";
import { checkConductances, checkMetrics, checkTheta } from "../../finite.js";
import { precisionWarnings } from "../../guards.js";
import { sayOneThread } from "../../one-thread.js";
import type { RunOptions } from "../../options.js";
import type { FrozenPhase, Trained } from "../../split-pass.js";
import { conclude } from "./conclude.js";
import { answers, frozenPass } from "./frozen.js";
import { runningMonitor } from "./monitor.js";
import { ProtocolGuard } from "./protocol-guard.js";
import type { ClassifyResult } from "./result.js";
import { freeze, openSession } from "./session.js";
import type { ClassifySpec } from "./spec.js";
import { train } from "./train.js";

export async function runClassify(spec: ClassifySpec, options: RunOptions): Promise<ClassifyResult> {
  const slicing = await openSlicing(spec.kernel ?? "auto", spec.network, options.backends);
  const session = openSession(spec, options, new ProtocolGuard(spec), slicing);
  sayOneThread(session.presenter.oneThread, options);
  const monitor = runningMonitor(session.presenter.counts.length, spec.dataset.classes);
  for (const coarse of precisionWarnings(session.presenter.engine.network)) options.notice?.(coarse);
  try {
    const { wiring, state } = session.crossbar;
    const start = packedSingle(wiring, state);
    const totals = await train(session, monitor);
    if (totals.images === 0 && spec.train.images > 0)
      options.notice?.(
        "interrupted before the first training image: the scores are those of the network as it was drawn",
      );
    return await conclude(session, totals, monitor, start);
  } finally {
    session.presenter.engine.release?.();
    await options.helpers?.stop();
  }
}

/** Label and test what an earlier run has learned; nothing learns. */
export async function evaluate(
  spec: ClassifySpec,
  trained: Trained,
  options: RunOptions = {},
): Promise<ClassifyResult> {
  const slicing = await openSlicing(spec.kernel ?? "auto", spec.network, options.backends);
  const session = openSession(spec, options, new ProtocolGuard(spec), slicing);
  sayOneThread(session.presenter.oneThread, options);
  freeze(session, trained);
  checkConductances(session.crossbar, "conductance");
  for (const [name, crossbar] of session.others) checkConductances(crossbar, `conductance-${name}`);
  checkTheta(trained.theta);
  for (const [name, theta] of Object.entries(trained.thetas ?? {})) checkTheta(theta, `theta-${name}`);
  const none = {
    images: 0,
    seconds: 0,
    inputSpikes: 0,
    postSpikes: 0,
    retries: 0,
    spikes: new Float64Array(0),
  };
  try {
    const result = await conclude(session, none, runningMonitor(trained.theta.length, spec.dataset.classes));
    checkMetrics(result.metrics);
    return result;
  } finally {
    session.presenter.engine.release?.();
    await options.helpers?.stop();
  }
}

/**
 * For a helper: takes what was trained, once, and from then answers for parts of frozen passes as `runExperiment` would
 * itself.
 */
export function frozenAnswers(spec: ClassifySpec) {
  const session = openSession(spec, {});
  const passes = { label: frozenPass(spec, "label"), test: frozenPass(spec, "test") };
  return (trained: Trained) => {
    freeze(session, trained);
    return (phase: FrozenPhase, from: number, to: number) =>
      answers(spec, session.presenter, passes[phase], from, to);
  };
}
