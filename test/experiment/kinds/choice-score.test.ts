import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { ChoiceSpec } from "../../../src/experiment/kinds/choice/spec.js";
import { ChoiceTask } from "../../../src/experiment/kinds/choice/task.js";
import { runExperiment } from "../../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../../src/node/config.js";

let study: ChoiceSpec;
beforeAll(async () => {
  const { spec } = await loadExperiment(join(packageRoot, "experiments/studies/dopamine-reward.yaml"));
  if (spec.kind !== "choice") throw new Error("another kind");
  study = spec;
});
const reversed = (): ChoiceSpec => ({
  ...study,
  trials: 60,
  window: 15,
  reward: { ...study.reward, reversal: 40 },
});

describe("a reversal", () => {
  test("holds from its own trial on: the one before is still judged by the old contingency", () => {
    const task = new ChoiceTask(reversed());
    const { contingency } = study.reward;
    for (const [stimulus, choice] of contingency.entries()) {
      expect([task.rightFor(stimulus, 0), task.rightFor(stimulus, 39)]).toEqual([choice, choice]);
      const other = (choice + 1) % study.choice.count;
      expect([task.rightFor(stimulus, 40), task.rightFor(stimulus, 59)]).toEqual([other, other]);
    }
  });

  test("parts the scores: the last trials before it, the last of the run, and all", async () => {
    const { metrics, trials } = await runExperiment(reversed());
    const { contingency } = study.reward;
    const right = Array.from(trials.choice, (choice, k) => {
      const first = contingency[trials.stimulus[k]!]!;
      return choice === (k < 40 ? first : (first + 1) % study.choice.count) ? 1 : 0;
    });
    expect([...trials.right]).toEqual(right);
    const share = (from: number, to: number) =>
      right.slice(from, to).reduce((sum: number, x) => sum + x, 0) / (to - from);
    expect(metrics.accuracy).toEqual({
      beforeReversal: share(25, 40),
      final: share(45, 60),
      all: share(0, 60),
    });
    expect(metrics.window).toEqual({ final: 15, beforeReversal: 15 });
    // The score of all trials tells the trial of the reversal from its neighbours.
    expect(metrics.reversal).toBe(40);
  });

  test("that has just begun has only its own trials for the final score", async () => {
    const { metrics } = await runExperiment({ ...reversed(), trials: 44 });
    expect(metrics.window).toEqual({ final: 4, beforeReversal: 15 });
  });

  test("that has not come leaves one score", async () => {
    const { metrics } = await runExperiment({ ...reversed(), trials: 40 });
    expect(metrics.accuracy.beforeReversal).toBeNull();
    expect(metrics.window).toEqual({ final: 15, beforeReversal: 0 });
  });
});
