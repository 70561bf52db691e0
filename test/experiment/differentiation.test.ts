import { join } from "node:path";
import { expect, test } from "vitest";
import { dense } from "../../src/core/connectivity/index.js";
import {
  answeringNeurons,
  notLearned,
  unlearnedColumns,
} from "../../src/experiment/kinds/classify/differentiation.js";
import type { ClassifyResult } from "../../src/experiment/kinds/classify/result.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { automaticThetaPlus } from "../../src/learning/homeostasis.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";
import { classifyResult } from "../report/fixture.js";

/** A short training of 100 neurons as a user writes it. */
async function trained(set: string[]) {
  const file = join(packageRoot, "experiments", "quickstart-pixels.yaml");
  const few = ["dataset=mnist-10k", "train.images=1000", "label.images=500", "test.images=500"];
  const { spec } = await loadExperiment(file, { set: [...few, ...set] });
  const said: string[] = [];
  const result = (await runExperiment(spec, { notice: (text) => said.push(text) })) as ClassifyResult;
  return { metrics: result.metrics, said };
}

test("a training of 1,000 images learns by itself, and nothing else is said of it", async () => {
  const { metrics, said } = await trained([]);
  // 75 to 79 % with five seeds; chance is 10 %.
  expect(metrics.accuracy.classMean).toBeGreaterThan(0.65);
  expect(metrics.unlearnedNeurons).toBeLessThanOrEqual(3);
  expect(metrics.answeringNeurons).toBeGreaterThan(70);
  expect(said.filter((text) => text.includes("learned"))).toEqual([]);
});

test("where thresholds rise too slowly to let all neurons learn, that is said, with what to change", async () => {
  const { metrics, said } = await trained(["homeostasis.thetaPlus=0.05 mV"]);
  expect(metrics.accuracy.classMean).toBeLessThan(0.5);
  expect(metrics.unlearnedNeurons).toBeGreaterThan(50);
  expect(metrics.answeringNeurons).toBeLessThan(30);
  expect(said).toContainEqual(
    expect.stringMatching(
      /^\d+ of 100 neurons .* have not learned .* set homeostasis\.thetaPlus to auto \(750 µV here, not 50 µV\); show more training images/,
    ),
  );
});

test("thetaPlus: auto is the usual 0.05 mV in the studies' trainings, to the last bit, and more in short ones", async () => {
  expect(automaticThetaPlus(400, 60_000)).toBe(0.05e-3);
  expect(automaticThetaPlus(1600, 60_000)).toBe(0.2e-3);
  expect(automaticThetaPlus(6400, 60_000)).toBe(0.8e-3);
  expect(automaticThetaPlus(100, 20_000)).toBe(0.05e-3);
  expect(automaticThetaPlus(100, 6000)).toBeCloseTo(0.125e-3, 12);
  expect(automaticThetaPlus(400, 0)).toBeGreaterThan(0);
  const study = join(packageRoot, "experiments", "studies", "mnist-eis-1600.yaml");
  expect(((await loadExperiment(study)).spec as ClassifySpec).homeostasis.thetaPlus).toBe(0.2e-3);
});

test("a column that keeps its start, or a scaled copy of it, has not learned; one with another pattern has", () => {
  // Columns: the same, twice the start, the start turned round.
  const start = [1, 1, 1, 2, 2, 2, 4, 4, 4];
  const end = [1, 2, 4, 2, 4, 2, 4, 8, 1];
  expect(unlearnedColumns(start, end, dense(3, 3))).toBe(2);
});

test("a column that begins with equal values has learned once it has a pattern", () => {
  const start = [0.1, 0.1, 0.1, 0.1];
  expect(unlearnedColumns(start, [0.1, 0.1, 0.1, 0.4], dense(2, 2))).toBe(1);
  expect(unlearnedColumns(start, start, dense(2, 2))).toBe(2);
});

test("the effective number of neurons is n for equal shares and 1 where one answers everything", () => {
  expect(answeringNeurons([1, 1, 2, 0, 0, 2], 2)).toBeCloseTo(3, 12);
  expect(answeringNeurons([0, 0, 5, 3, 0, 0], 2)).toBeCloseTo(1, 12);
  expect(answeringNeurons([0, 0], 2)).toBe(0);
});

test("up to a twentieth of unlearned neurons is no matter, nor is a training that was cut short or none", () => {
  const { metrics } = classifyResult(100);
  const said = (change: object) => notLearned({ ...metrics, ...change }, 0.05e-3);
  expect(said({ unlearnedNeurons: 5 })).toBeUndefined();
  expect(said({ unlearnedNeurons: 6 })).toMatch(/^6 of 100 neurons \(6\.\d+ %\)/);
  expect(said({ unlearnedNeurons: 6, interrupted: true })).toBeUndefined();
  expect(said({ unlearnedNeurons: null, trainPresentations: 0 })).toBeUndefined();
  expect(said({ unlearnedNeurons: undefined })).toBeUndefined();
  expect(said({ unlearnedNeurons: 50, trainPresentations: 300 })).toMatch(
    /show at least 10 training images for each neuron \(1,000 here, not 300\), or take fewer neurons$/,
  );
});
