import { beforeAll, expect, test } from "vitest";
import { VALIDATION_IMAGES } from "../../src/experiment/kinds/classify/frozen.js";
import type { ClassifyResult } from "../../src/experiment/kinds/classify/result.js";
import { evaluate, frozenAnswers } from "../../src/experiment/kinds/classify/run.js";
import { runExperiment } from "../../src/experiment/run.js";
import type { Helpers } from "../../src/experiment/split-pass.js";
import { measuresOf } from "../../src/sweep/measures.js";
import { bars, CLASSES, dataset, spec } from "./bars.js";

let result: ClassifyResult;
beforeAll(async () => {
  result = await runExperiment(spec());
});

test("without labels in training the network tells three kinds of pictures apart", () => {
  expect(result.metrics.accuracy.classMean).toBeGreaterThan(0.9);
  expect(result.metrics.testImages).toBe(120);
  expect(result.confusion.flat().reduce((a, b) => a + b, 0)).toBe(120);
});

test("events are those of the training: one image has some, none has none", async () => {
  const one = await runExperiment(spec({ train: { images: 1, epochs: 1 } }));
  const { events, inputSpikesPerImage } = one.metrics;
  // Each input spike starts V_pre at every synapse of its row.
  expect(events!.lonePre + events!.paired).toBeCloseTo(inputSpikesPerImage! * one.nPost, 6);
  const none = await runExperiment(spec({ train: { images: 0, epochs: 1 } }));
  expect(none.metrics.events).toBe(null);
});

test("the same seed gives the same bits, another seed others", async () => {
  expect((await runExperiment(spec())).metrics.weightsSha256).toBe(result.metrics.weightsSha256);
  expect((await runExperiment(spec({ seed: "2" }))).metrics.weightsSha256).not.toBe(
    result.metrics.weightsSha256,
  );
});

test("variability of the devices changes the weights, reproducibly", async () => {
  const varied = await runExperiment(spec({}, 0.2));
  expect(varied.metrics.weightsSha256).not.toBe(result.metrics.weightsSha256);
  expect((await runExperiment(spec({}, 0.2))).metrics.weightsSha256).toBe(varied.metrics.weightsSha256);
  expect(varied.metrics.plasticityCheck!.maxDifference).toBeLessThan(0.01);
});

test("the test pass depends neither on training images' labels nor on how many are labelled after", async () => {
  const shuffled = {
    ...dataset,
    train: { ...dataset.train, labels: dataset.train.labels.map((c) => (c + 1) % CLASSES) },
  };
  const other = await runExperiment(spec({ dataset: shuffled }));
  expect(other.metrics.weightsSha256).toBe(result.metrics.weightsSha256);
  // Labels one off: the same network now answers the next class, and is wrong wherever it was right.
  expect(other.metrics.accuracy.classMean).toBeLessThan(0.1);
});

test("another read-out changes the confusion matrix, not the accuracies or the network", async () => {
  const trained = { conductance: result.conductance, theta: result.theta };
  const other = await evaluate(
    spec({ test: { split: "test", images: 120, readout: "log-likelihood" } }),
    trained,
  );
  expect(other.metrics.accuracy).toEqual(result.metrics.accuracy);
  const right = other.confusion.reduce((sum, row, c) => sum + row[c]!, 0);
  expect(right / 120).toBeCloseTo(result.metrics.accuracy.logLikelihood, 12);
});

test("a frozen re-test of the learned weights gives the same accuracy and leaves them as they are", async () => {
  const again = await evaluate(spec(), { conductance: result.conductance, theta: result.theta });
  expect(again.metrics.accuracy).toEqual(result.metrics.accuracy);
  expect(again.metrics.weightsSha256).toBe(result.metrics.weightsSha256);
  expect(again.metrics.trainImages).toBe(0);
  expect(again.metrics.inputSpikesPerImage).toBeNull();
  expect(measuresOf(again.metrics).map((m) => m.name)).not.toContain("retriesPerImage");
  expect(again.metrics.plasticityCheck).toBeNull();
  expect(again.metrics.disturb).toBeNull();
});

test("the lumped form's accumulated difference is measured in the run and small", () => {
  const check = result.metrics.plasticityCheck!;
  expect(check.synapses).toBe(32);
  expect(check.events).toBeGreaterThan(1000);
  expect(check.maxDifference).toBeGreaterThan(0);
  expect(check.maxDifference).toBeLessThan(0.01);
});

test("without reset between pictures, what a pass answers still does not depend on what was shown before it", async () => {
  const { presentation } = spec();
  const few = { train: { images: 40, epochs: 1 }, test: { split: "test" as const, images: 30 } };
  const held = spec({ ...few, presentation: { ...presentation, reset: false } });
  const whole = await runExperiment(held);
  const again = await evaluate(held, { conductance: whole.conductance, theta: whole.theta });
  expect(again.confusion).toEqual(whole.confusion);
  expect(again.meanCounts).toEqual(whole.meanCounts);
  expect(again.raster).toEqual(whole.raster);
});

test("an abort ends the run with what there is", async () => {
  const controller = new AbortController();
  const progress = () => controller.abort();
  const cut = await runExperiment(spec(), { progress, signal: controller.signal });
  expect(cut.metrics.interrupted).toBe(true);
  expect(cut.metrics.trainImages).toBeLessThan(300);
  expect(cut.metrics.trainImages).toBeGreaterThan(0);
});

test("the validation split is the end of the training images, and they are then kept out of training", () => {
  expect(VALIDATION_IMAGES).toBe(10_000);
  const large = { ...dataset, train: bars(VALIDATION_IMAGES + 60, "large") };
  return runExperiment(
    spec({
      dataset: large,
      train: { images: 1000, epochs: 1 },
      label: { images: 1000 },
      test: { split: "validation", images: 50 },
    }),
  ).then(({ metrics }) => {
    expect(metrics.testSplit).toBe("validation");
    expect(metrics.trainImages).toBe(60);
    expect(metrics.labelImages).toBe(60);
    expect(metrics.testImages).toBe(50);
  });
});

/** Enough pictures for helpers. */
const wide = spec({ label: { images: 400 } });

/** One that answers from a network of its own, and what it was told in which order. */
function helpers() {
  const told: string[] = [];
  const frozen = frozenAnswers(wide);
  const fake: Helpers = {
    prepare: () => void told.push("prepare"),
    start: (trained) => {
      told.push("start");
      const answer = frozen(trained);
      return [
        {
          ready: Promise.resolve(),
          answers: async (phase, from, to) => {
            told.push(phase);
            return answer(phase, from, to);
          },
        },
      ];
    },
    stop: async () => void told.push("stop"),
  };
  return { fake, told };
}

test("helpers are told before training ends, answer for both passes and are let go; the result is the same", async () => {
  const { fake, told } = helpers();
  const helped = await runExperiment(wide, { helpers: fake });
  const order = told.filter((what, k) => what !== told[k - 1]);
  expect(order).toEqual(["prepare", "start", "label", "test", "stop"]);
  const alone = await runExperiment(wide);
  expect(helped.metrics.accuracy).toEqual(alone.metrics.accuracy);
  expect(helped.meanCounts).toEqual(alone.meanCounts);
  expect(helped.metrics.weightsSha256).toBe(alone.metrics.weightsSha256);
});

test("helpers are let go where a run fails", async () => {
  const { fake, told } = helpers();
  const progress = () => {
    if (told.length > 0) throw new Error("disk full");
  };
  await expect(runExperiment(wide, { helpers: fake, progress })).rejects.toThrow("disk full");
  expect(told).toEqual(["prepare", "stop"]);
});
