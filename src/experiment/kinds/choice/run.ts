/**
 * Learning by reward: stimuli are shown one after the other, a population chooses, and a signal that all synapses hear
 * after each choice may say whether it was right. Devices have no trace of their own: the signal acts on waveforms that
 * run while it is there, so these must come late enough (see docs/neuromodulation.md).
 */
import { packedSingle, wholeRows } from "../../../core/connectivity/index.js";
import { wilson95 } from "../../../metrics/interval.js";
import { yieldToEvents } from "../../../platform/yield.js";
import { masterStream } from "../../../seed.js";
import { cutCounts, cutNotices, physicsByName } from "../../cut-waveforms.js";
import { checkNetwork } from "../../finite.js";
import { concatenated, conductancesOf, furtherCrossbars } from "../../further-projections.js";
import { precisionWarnings } from "../../guards.js";
import { weightsSha256 } from "../../hash.js";
import { InterruptedError } from "../../interrupted.js";
import { Observer } from "../../observe.js";
import { sayOneThread } from "../../one-thread.js";
import type { Progress, RunOptions } from "../../options.js";
import { plasticityChecks } from "../../plasticity-checks.js";
import { stateUnit } from "../../synapse-state.js";
import { choicePanels } from "./panels.js";
import type { ChoiceMetrics, ChoiceResult, Trials } from "./result.js";
import type { ChoiceSpec } from "./spec.js";
import { ChoiceTask } from "./task.js";

/** Trials, or ms where that is sooner, between two progress reports, at each of which the run may be stopped. */
const PROGRESS_INTERVAL = 10;
const LONGEST_SILENCE = 200;

export async function runChoice(spec: ChoiceSpec, options: RunOptions): Promise<ChoiceResult> {
  const started = performance.now();
  const yoked = spec.reward.follows === "shuffled";
  const values = yoked ? await shuffledValues(spec, options) : undefined;
  const task = new ChoiceTask(spec, options.threads);
  for (const coarse of precisionWarnings(task.network)) options.notice?.(coarse);
  sayOneThread(task.engine.oneThread, options);
  try {
    const before = task.means();
    await play(task, spec, options, values, yoked ? spec.trials : 0);
    if (task.log.done === 0) throw new InterruptedError("the first trial");
    const result = conclude(task, spec, before, {
      seconds: (performance.now() - started) / 1000,
      interrupted: options.signal?.aborted ?? false,
    });
    for (const said of cutNotices(result.metrics.cutWaveforms)) options.notice?.(said);
    return result;
  } finally {
    task.engine.release();
  }
}

/** What the signal is in trial k, by what it follows. @param values  for `shuffled` */
export function signalRule({ reward }: ChoiceSpec, values?: Float64Array) {
  const { follows, rewarded, unrewarded } = reward;
  switch (follows) {
    case "reward":
      return (right: boolean) => (right ? rewarded : unrewarded);
    case "inverted":
      return (right: boolean) => (right ? unrewarded : rewarded);
    case "nothing":
      return () => rewarded;
    case "shuffled":
      return (_right: boolean, k: number) => values![k]!;
  }
}

async function play(
  task: ChoiceTask,
  spec: ChoiceSpec,
  options: RunOptions,
  values: Float64Array | undefined,
  doneBefore: number,
): Promise<void> {
  const signalOf = signalRule(spec, values);
  const total = doneBefore + spec.trials;
  const observer = new Observer(options.observe, task.network, task.population);
  let reported = performance.now();
  while (task.log.done < spec.trials && !options.signal?.aborted) {
    task.trial(signalOf);
    checkNetwork(task.network, task.engine.now);
    const { done } = task.log;
    if (observer.due(done, spec.trials))
      await observer.after(done, spec.trials, task.counts, task.engine.sharedBy);
    const now = performance.now();
    if (done % PROGRESS_INTERVAL !== 0 && done !== spec.trials && now - reported < LONGEST_SILENCE) continue;
    reported = now;
    options.progress?.({ phase: "trials", unit: "trials", done: doneBefore + done, total });
    await yieldToEvents();
  }
}

/** The signals of a run that followed reward, in random order: as many of each value, and none that means anything. */
async function shuffledValues(spec: ChoiceSpec, options: RunOptions): Promise<Float64Array> {
  const followed = { ...spec, reward: { ...spec.reward, follows: "reward" as const } };
  const task = new ChoiceTask(followed, options.threads);
  const total = 2 * spec.trials;
  const { observe: _, ...unobserved } = options;
  const told = { ...unobserved, progress: (p: Progress) => options.progress?.({ ...p, total }) };
  await play(task, followed, told, undefined, 0).finally(() => task.engine.release());
  const { signal } = task.log.trials();
  const order = masterStream(spec.seed, "shuffled").permutation(spec.trials);
  return Float64Array.from(order, (k) => signal[k] ?? spec.reward.unrewarded);
}

function conclude(
  task: ChoiceTask,
  spec: ChoiceSpec,
  before: readonly number[],
  run: { readonly seconds: number; readonly interrupted: boolean },
): ChoiceResult {
  const { crossbar, network, log } = task;
  task.engine.flush();
  const conductance = packedSingle(crossbar.wiring, crossbar.state);
  const others = conductancesOf(furtherCrossbars(network, spec.plastic));
  const thetas = network.populations.flatMap((p) => (p.neurons?.theta ? [...p.neurons.theta] : []));
  const trials = log.trials();
  const metrics: ChoiceMetrics = {
    kind: "choice",
    trials: log.done,
    omissions: trials.choice.filter((c) => c < 0).length,
    follows: spec.reward.follows,
    ...scores(task, spec),
    meanSignal: mean(trials.signal) ?? 0,
    latency: mean(trials.latency.filter((s) => !Number.isNaN(s))),
    conductance: { start: table(before, spec), end: table(task.means(), spec), unit: stateUnit(crossbar) },
    inputSpikesPerTrial: log.inputSpikes / Math.max(1, log.done),
    choiceSpikesPerTrial: log.choiceSpikes / Math.max(1, log.done),
    seconds: run.seconds,
    cutWaveforms: cutCounts(network, physicsByName(spec)),
    plasticityChecks: plasticityChecks(network),
    weightsSha256: weightsSha256(concatenated([conductance, ...Object.values(others)]), thetas),
    seed: spec.seed,
    interrupted: run.interrupted,
  };
  return {
    kind: "choice",
    metrics,
    trials,
    panels: choicePanels(spec, metrics, trials),
    conductance,
    conductanceUnit: stateUnit(crossbar),
    nPre: wholeRows(crossbar.wiring).nPre,
    nPost: crossbar.wiring.nPost,
    ...(Object.keys(others).length > 0 ? { others } : {}),
  };
}

function scores({ log }: ChoiceTask, { reward, window, choice }: ChoiceSpec) {
  const { done } = log;
  const score = (from: number, to: number) => {
    const n = to - from;
    const right = log.right(from, to);
    return { n, share: n > 0 ? right / n : 0, ci: n > 0 ? wilson95(right, n) : ([0, 1] as [number, number]) };
  };
  const reversed = done > reward.reversal;
  // Before the reversal is over, its last trials are those of the run.
  const final = score(Math.max(reversed ? reward.reversal : 0, done - window), done);
  const earlier = reversed ? score(Math.max(0, reward.reversal - window), reward.reversal) : undefined;
  const all = score(0, done);
  return {
    accuracy: { final: final.share, beforeReversal: earlier?.share ?? null, all: all.share },
    accuracyCI95: { final: final.ci, beforeReversal: earlier?.ci ?? null, all: all.ci },
    window: { final: final.n, beforeReversal: earlier?.n ?? 0 },
    reversal: reward.reversal === Number.POSITIVE_INFINITY ? null : reward.reversal,
    chance: 1 / choice.count,
  };
}

/** [stimulus][choice] from one row after the other. */
function table(flat: readonly number[], { stimuli, choice }: ChoiceSpec): number[][] {
  return Array.from({ length: stimuli.count }, (_, s) =>
    flat.slice(s * choice.count, (s + 1) * choice.count),
  );
}

function mean(values: Trials["latency"]): number | null {
  return values.length > 0 ? values.reduce((sum, x) => sum + x, 0) / values.length : null;
}
