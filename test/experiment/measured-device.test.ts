import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { deviceYaml } from "../../src/config/write-device.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { fitDevice } from "../../src/fit/fit.js";
import { prepare } from "../../src/fit/prepare.js";
import { rateLaw } from "../../src/fit/rate-law.js";
import { loadExperiment, readPulses } from "../../src/node/config.js";

const PULSES = "experiments/devices/pulses.csv";

test("the worked example: what the pulses give is the device file beside them, and holds the truth", () => {
  const { pulses, files } = readPulses(PULSES, {});
  const fit = fitDevice(prepare(pulses));
  expect(fit.devices).toBe(6);
  // What the pulses were simulated with; these intervals hold it (that of read noise ends 1 % short).
  for (const [
    {
      ci95: [low, high],
    },
    truth,
  ] of [
    [fit.betaPlus, 1.4],
    [fit.betaMinus, 0.8],
    [fit.gMin, 60e-9],
    [fit.gMax, 3600e-9],
    [fit.c2c, 0.05],
    [fit.d2d, 0.1],
  ] as const) {
    expect(low!).toBeLessThan(truth);
    expect(high!).toBeGreaterThan(truth);
  }
  const written = deviceYaml(fit, rateLaw(fit, "table"), "table", files, "eis-ysz14", "my-device");
  expect(readFileSync("experiments/devices/my-device.yaml", "utf8")).toBe(written);
});

test("the experiment beside it runs on that device", async () => {
  const { spec } = await loadExperiment("experiments/devices/from-pulses.yaml", {
    set: ["dataset=mnist-10k", "train.images=60", "label.images=40", "test.images=40"],
  });
  const { device } = (spec as ClassifySpec).physics!;
  expect(device.beta).toBeCloseTo(1.4, 1);
  expect(device.betaMinus).toBeCloseTo(0.8, 1);
  expect(device.rate.rate(4)).toBeCloseTo(1.029e-7, 9);
});
