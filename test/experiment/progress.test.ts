/** What runs tell of how far they are: each phase comes to its own end, and none goes back. */
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Progress } from "../../src/experiment/options.js";
import { runExperiment } from "../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";

const FEW = ["devices=30", "kernel.tfjs={backend: cpu, tau: 5 ms}", "deltaT.count=5"];
const TRAINS = ["train.pairsUp=3", "train.pairsDown=2", "pulses.count=3"];
const CHOICE = ["trials=12", "reward.reversal=8", "score.trials=4"];
const CLASSIFY = ["train.images=100", "label.images=50", "test.images=50"];
/** Phases with their unit and total. */
const RUNS: readonly (readonly [file: string, set: readonly string[], phases: readonly string[]])[] = [
  ["studies/dopamine-reward", CHOICE, ["trials: 12 trials"]],
  ["studies/dopamine-reward", [...CHOICE, "reward.follows=shuffled"], ["trials: 24 trials"]],
  ["smoke/two-neurons-ns", ["duration=1 us"], ["simulate: 100 %"]],
  ["papers/huang-2025-fig4a", [], ["draw: 1 devices"]],
  ["studies/montecarlo-window", FEW, ["draw: 30 devices", "draw: 1 devices"]],
  ["smoke/mnist-tiny", CLASSIFY, ["train: 100 images", "label: 50 images", "test: 50 images"]],
];

test.each(RUNS)("%s with %j", async (file, set, phases) => {
  const { spec } = await loadExperiment(join(packageRoot, "experiments", `${file}.yaml`), { set: [...set] });
  const told: Progress[] = [];
  await runExperiment(spec, { progress: (progress) => void told.push({ ...progress }) });
  const seen = new Map<string, number>();
  for (const { phase, unit = "images", done, total } of told) {
    const key = `${phase}: ${total} ${unit}`;
    expect(done, key).toBeGreaterThanOrEqual(seen.get(key) ?? 0);
    expect(done, key).toBeLessThanOrEqual(total);
    seen.set(key, done);
  }
  for (const key of phases) expect([...seen.keys()]).toContain(key);
  for (const key of phases)
    expect(`${key}, ${seen.get(key)} done`).toBe(`${key}, ${/\d+/.exec(key)![0]} done`);
});

test.each(["pulses", "cycle"])("a Monte Carlo of a %s counts every device of every step", async (measure) => {
  const file = join(packageRoot, "experiments/studies/montecarlo-window.yaml");
  const { spec } = await loadExperiment(file, { set: [...FEW, ...TRAINS, `measure=${measure}`] });
  const told: string[] = [];
  await runExperiment(spec, { progress: ({ done, total }) => void told.push(`${done} of ${total}`) });
  expect(told).toContain("0 of 1");
  expect(told.at(-1)).toBe("1 of 1");
  await expect(`${told.join("\n")}\n`).toMatchFileSnapshot(`../golden/results/progress-${measure}.txt`);
});
