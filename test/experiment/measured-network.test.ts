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

/**
 * Nine neurons have no time for the small steps of threshold that suit thousands of pictures: with 0.05 mV one of them wins
 * everything, with some seeds on an ideal device too. Ten times that lets all of them answer.
 */
const homeostasis = { ...spec().homeostasis, thetaPlus: 0.5e-3 };
const short = { train: { images: 200, epochs: 1 }, label: { images: 30 } };

test.each(["power", "table"] as const)(
  "pulses give a device file (state factors: %s) and voltages for it, whose network learns where bars are",
  async (state) => {
    const { pulses, files } = readPulses("experiments/devices/pulses.csv", {});
    const fit = fitDevice(prepare(pulses), state);
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
    const { d2d, c2c, readNoise = 0 } = device;
    expect(d2d).toBeGreaterThan(0.1);
    const { metrics } = (await runExperiment(
      spec({ ...short, homeostasis }, 0, { device, pre, post, readGain, d2d, c2c, readNoise }),
    )) as ClassifyResult;
    // Three places, so that 1/3 is chance.
    expect(metrics.accuracy.classMean).toBeGreaterThan(0.9);
  },
);
