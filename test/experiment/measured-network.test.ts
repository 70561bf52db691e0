/** From the pulses that come with the program to a network that has learned, in one go: what docs/devices.md shows. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deviceYaml } from "../../src/config/write-device.js";
import type { ClassifyResult } from "../../src/experiment/kinds/classify/result.js";
import { runExperiment } from "../../src/experiment/run.js";
import { fitDevice } from "../../src/fit/fit.js";
import { prepare } from "../../src/fit/prepare.js";
import { rateLaw } from "../../src/fit/rate-law.js";
import { readDeviceFile, readPulses, readWaveformFile } from "../../src/node/config.js";
import { spikion } from "../cli/spikion.js";
import { spec } from "./bars.js";

test("pulses give a device file and voltages for it, whose network learns where bars are", async () => {
  const { pulses, files } = readPulses("experiments/devices/pulses.csv", {});
  const fit = fitDevice(prepare(pulses));
  const folder = mkdtempSync(join(tmpdir(), "measured-"));
  const file = join(folder, "mine.yaml");
  writeFileSync(file, deviceYaml(fit, rateLaw(fit, "table"), "table", files, "eis-ysz14", "mine"));
  const device = readDeviceFile(file);
  expect(device.label).toBe("mine");
  // Voltages that are solved for another device teach nothing here: post spikes would depress too much.
  const waves = join(folder, "waves.yaml");
  expect((await spikion("rescale", "box-over-ramp", "--to", file, "--out", waves)).code).toBe(0);
  const { pre, post } = readWaveformFile(waves);
  const readGain = 0.4 / (device.gMax - device.gMin);
  const { metrics } = (await runExperiment(
    spec({}, 0, { device, pre, post, readGain, c2c: device.c2c }),
  )) as ClassifyResult;
  // Without d2d: with the fitted 14 % one of nine neurons may win all, which says nothing of the device.
  // Three places, so that 1/3 is chance; the preset's own device comes to more than 0.9.
  expect(metrics.accuracy.classMean).toBeGreaterThan(0.8);
});
