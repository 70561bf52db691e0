import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { SavedError } from "../../src/core/saved.js";
import type { ChoiceResult } from "../../src/experiment/kinds/choice/result.js";
import { signalRule } from "../../src/experiment/kinds/choice/run.js";
import type { ChoiceSpec } from "../../src/experiment/kinds/choice/spec.js";
import { ChoiceTask } from "../../src/experiment/kinds/choice/task.js";
import { runExperiment } from "../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";
import { measuresOf } from "../../src/sweep/measures.js";
import { bruteForce } from "../crossbar/brute-force.js";

const file = join(packageRoot, "experiments/studies/dopamine-reward.yaml");
let study: ChoiceSpec;
beforeAll(async () => {
  const { spec } = await loadExperiment(file);
  if (spec.kind !== "choice") throw new Error("another kind");
  study = spec;
});

type Change = Partial<Omit<ChoiceSpec, "reward">> & { reward?: Partial<ChoiceSpec["reward"]> };
/** The study without its reversal, shorter. */
const short = ({ reward, ...change }: Change = {}): ChoiceSpec => ({
  ...study,
  trials: 160,
  window: 60,
  ...change,
  reward: { ...study.reward, reversal: Number.POSITIVE_INFINITY, ...reward },
});
const run = (change: Change = {}): Promise<ChoiceResult> => runExperiment(short(change));

describe("experiments/studies/dopamine-reward, shortened", () => {
  test("the right choices are learned where dopamine follows reward, and the wrong ones where it is inverted", async () => {
    const { accuracy, accuracyCI95, omissions } = (await run()).metrics;
    expect(accuracy.final).toBeGreaterThan(0.8);
    expect(accuracyCI95.final[0]).toBeGreaterThan(0.5);
    expect(omissions).toBe(0);
    const inverted = (await run({ reward: { follows: "inverted" } })).metrics;
    expect(inverted.accuracyCI95.final[1]).toBeLessThan(0.5);
  });

  test("it is learned in the synapses: those of a stimulus to its right choice grow, to the wrong one they do not", async () => {
    const { start, end } = (await run()).metrics.conductance;
    for (const s of [0, 1]) {
      expect(end[s]![s]! - start[s]![s]!).toBeGreaterThan(300e-9);
      expect(end[s]![1 - s]! - start[s]![1 - s]!).toBeLessThan(0);
    }
  });

  test("a reversed contingency is learned anew", async () => {
    const { accuracy, reversal, window } = (await run({ trials: 600, reward: { reversal: 200 } })).metrics;
    expect(reversal).toBe(200);
    expect(window).toEqual({ final: 60, beforeReversal: 60 });
    expect(accuracy.beforeReversal).toBeGreaterThan(0.8);
    expect(accuracy.final).toBeGreaterThan(0.8);
  });

  test("dopamine that comes when all waveforms are over teaches nothing: right or wrong, to the bit", async () => {
    const late = { delay: 0.4, duration: 0.05 };
    const followed = await run({ trials: 40, reward: late });
    const inverted = await run({ trials: 40, reward: { ...late, follows: "inverted" } });
    expect(inverted.conductance).toEqual(followed.conductance);
    const inTime = await run({ trials: 40 });
    expect(inTime.conductance).not.toEqual(followed.conductance);
  });

  test("shuffled dopamine has the values of the run that followed reward, in another order", async () => {
    const followed = await run();
    const shuffled = await run({ reward: { follows: "shuffled" } });
    expect([...shuffled.trials.signal].sort()).toEqual([...followed.trials.signal].sort());
    expect(shuffled.trials.signal).not.toEqual(followed.trials.signal);
    expect(shuffled.metrics.meanSignal).toBe(followed.metrics.meanSignal);
  });

  test("constant dopamine is the rewarded value after every trial", async () => {
    const { signal } = (await run({ trials: 20, reward: { follows: "nothing" } })).trials;
    expect([...new Set(signal)]).toEqual([study.reward.rewarded]);
  });
});

test("the latency and the signal of a run are the means of its trials, be it one", async () => {
  const meanOf = (x: readonly number[]) => x.reduce((sum, each) => sum + each, 0) / x.length;
  for (const trials of [1, 20]) {
    const { metrics, trials: log } = await run({ trials, window: 1 });
    const latencies = [...log.latency].filter((s) => !Number.isNaN(s));
    expect(latencies.length).toBeGreaterThan(0);
    expect(metrics.latency).toBeCloseTo(meanOf(latencies), 12);
    expect(metrics.meanSignal).toBeCloseTo(meanOf([...log.signal]), 12);
  }
});

test("the same seed gives the same bits, another seed others", async () => {
  const [one, again, other] = [
    await run({ trials: 30 }),
    await run({ trials: 30 }),
    await run({ trials: 30, seed: "2" }),
  ];
  expect(again.trials).toEqual(one.trials);
  expect(again.metrics.weightsSha256).toBe(one.metrics.weightsSha256);
  expect(other.metrics.weightsSha256).not.toBe(one.metrics.weightsSha256);
});

test("trials go on from what was saved to the same bits, and a longer run begins like a shorter one", () => {
  const spec = short({ trials: 40 });
  const signalOf = signalRule(spec);
  const whole = new ChoiceTask(spec);
  for (let k = 0; k < 25; k++) whole.trial(signalOf);
  const saved = whole.save();
  const resumed = new ChoiceTask(spec);
  resumed.restore(saved);
  const longer = new ChoiceTask({ ...spec, trials: 80 });
  for (let k = 0; k < 40; k++) longer.trial(signalOf);
  for (const task of [whole, resumed]) while (task.log.done < 40) task.trial(signalOf);
  expect(resumed.log.trials()).toEqual(whole.log.trials());
  expect(resumed.crossbar.state).toEqual(whole.crossbar.state);
  expect(longer.log.trials()).toEqual(whole.log.trials());
  expect(resumed.save()).toEqual(whole.save());
  expect(() => new ChoiceTask(short({ trials: 10 })).restore(saved)).toThrow(SavedError);
});

test("what a trial does to each synapse is V_G(t) of its spikes and its dopamine, integrated by brute force", async () => {
  const variability = "network.projections.feedforward.synapses.eis.variability";
  const { spec: alike } = await loadExperiment(file, {
    set: [`${variability}.d2d=0`, `${variability}.c2c=0`, "trials=12", "reward.reversal=none"],
  });
  const spec = alike as ChoiceSpec;
  const task = new ChoiceTask(spec);
  const { device, pre, post } = spec.physics!;
  const { tick } = spec.network;
  const spikes = { pre: [] as [number, number][], post: [] as [number, number][] };
  const alphas = [{ tick: 0, pre: 1, post: 0 }];
  const { crossbar, engine } = task;
  const seen = { pre: crossbar.pre.bind(crossbar), post: crossbar.post.bind(crossbar) };
  for (const side of ["pre", "post"] as const)
    crossbar[side] = (i, t) => {
      spikes[side].push([i, t]);
      seen[side](i, t);
    };
  const set = engine.setSignal.bind(engine);
  engine.setSignal = (name, x) => {
    alphas.push({ tick: engine.now, pre: 1, post: x });
    set(name, x);
  };
  const length = (w: typeof pre) => Math.round((w.t.at(-1)! - w.t[0]!) / tick);
  /** Ticks of a neuron's spikes, without those that find its waveform running. */
  const held = (side: "pre" | "post", neuron: number) => {
    const kept: number[] = [];
    const n = length(side === "pre" ? pre : post);
    for (const [i, t] of spikes[side]) if (i === neuron && !(t < kept.at(-1)! + n)) kept.push(t);
    return kept;
  };
  for (let k = 0; k < 12; k++) {
    const before = Float64Array.from(crossbar.state);
    spikes.pre.length = 0;
    spikes.post.length = 0;
    task.trial(signalRule(spec));
    for (let i = 0; i < crossbar.wiring.nPre; i++)
      for (let j = 0; j < crossbar.wiring.nPost; j++) {
        const at = crossbar.wiring.find(i, j);
        const trains = [held("pre", i), held("post", j)] as const;
        if (trains[0].length + trains[1].length === 0) continue;
        const { g } = bruteForce({ device, pre, post, tick, alphas }, before[at]!, ...trains);
        expect(Math.abs(crossbar.state[at]! - g) / (device.gMax - device.gMin)).toBeLessThan(1e-9);
      }
  }
  expect(new Set(alphas.map((a) => a.post))).toEqual(new Set([0, 1, -1]));
});

test("a choice by most spikes waits for the end of the stimulus", async () => {
  const first = await run({ trials: 30 });
  const most = await run({ trials: 30, choice: { ...study.choice, by: "most" } });
  // 2 x 20 inputs of 40 and 2 Hz for 100 ms, against the time to the first spike.
  expect(most.metrics.inputSpikesPerTrial).toBeGreaterThan(70);
  expect(first.metrics.inputSpikesPerTrial).toBeLessThan(50);
  expect(first.metrics.choiceSpikesPerTrial).toBeLessThan(1.5);
  expect(most.metrics.choiceSpikesPerTrial).toBeGreaterThan(2);
});

test("a trial that nobody answers is wrong, and counted", async () => {
  const silent = await run({
    trials: 12,
    stimuli: { ...study.stimuli, rate: 1e-9, background: 0 },
    sources: { noise: { encode: () => ({ tick: new Float64Array(0), index: new Int32Array(0), count: 0 }) } },
  });
  expect(silent.metrics.omissions).toBe(12);
  expect(silent.metrics.accuracy.all).toBe(0);
  expect(silent.metrics.latency).toBeNull();
  expect([...new Set(silent.trials.choice)]).toEqual([-1]);
});

test("a run that is stopped says so, with the figures until then", async () => {
  const stop = new AbortController();
  const { metrics, trials } = await runExperiment(short(), {
    signal: stop.signal,
    progress: ({ done }) => done === 20 && stop.abort(),
  });
  expect(metrics.interrupted).toBe(true);
  expect(metrics.trials).toBe(20);
  expect(trials.choice).toHaveLength(20);
});

test("a sweep compares accuracies and conductances, and nothing that depends on the clock", async () => {
  const { metrics } = await run({ trials: 30 });
  const measures = measuresOf(metrics);
  const names = measures.map((m) => m.name);
  expect(names).toContain("accuracy.final");
  expect(names).toContain("conductance.0-1");
  expect(names).not.toContain("accuracy.beforeReversal");
  expect(measuresOf({ ...metrics, seconds: 1e3 })).toEqual(measures);
});

test("stimuli and choices are whole groups: a pair without synapses would have a mean conductance of none", () => {
  const three = { ...study.stimuli, count: 3 };
  expect(() => new ChoiceTask(short({ stimuli: three }))).toThrow(
    /groups of \d+ neurons are not of equal size/,
  );
});
