import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import { deviceYaml } from "../../src/config/write-device.js";
import { labelOf } from "../../src/core/device/index.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { physicsFacts } from "../../src/experiment/physics-facts.js";
import { fitDevice } from "../../src/fit/fit.js";
import { prepare } from "../../src/fit/prepare.js";
import { rateLaw } from "../../src/fit/rate-law.js";
import { chosenDevice, loadExperiment, loadExperimentText, readDeviceFile } from "../../src/node/config.js";
import { simulate, TRUTH } from "../fit/simulate.js";

const folder = mkdtempSync(join(tmpdir(), "device-file-"));
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const SMALL = "experiments/smoke/two-neurons-ns.yaml";
const AT = "network.projections.feedforward.synapses.eis";

const fit = fitDevice(
  prepare(
    simulate(TRUTH, { devices: 2, voltages: [2, -2, 3, -3], trains: 1, length: 12, step: 0.05 }, "file"),
  ),
);
const files = [{ name: "p.csv", sha256: "abc" }];
const fitted = write("fitted.yaml", deviceYaml(fit, rateLaw(fit, "table"), "table", files, "eis-ysz14"));

test("what a fit writes is a device with the fitted numbers, rates and sources", () => {
  const device = readDeviceFile(fitted);
  expect(device.gMax / fit.likeliest.gMax).toBeCloseTo(1, 5);
  expect(device.beta / fit.likeliest.betaPlus).toBeCloseTo(1, 5);
  expect(device.betaMinus! / fit.likeliest.betaMinus).toBeCloseTo(1, 5);
  for (const [k, { voltage }] of fit.rates.entries())
    expect(device.rate.rate(voltage) / fit.likeliest.rates[k]!).toBeCloseTo(1, 4);
  expect(device.sources!.gMax).toMatch(/^fitted: p\.csv \(sha256 abc\); 95 %: .* to /);
  expect(device.rateSource).toMatch(/fitted: p\.csv/);
});

test("an experiment takes it by its path; what stands beside it goes before; the run needs no file", async () => {
  const set = [`${AT}.device=${fitted}`, `${AT}.params.c2c=0.2`];
  const { spec, document } = await loadExperiment(SMALL, { set });
  const { device } = (spec as SimulateSpec).physics!;
  expect(device.betaMinus! / fit.likeliest.betaMinus).toBeCloseTo(1, 5);
  expect(device.c2c).toBe(0.2);
  expect(JSON.stringify(document)).toContain("sha256 abc");
});

test("exponents may be one for each sign in any config", async () => {
  const { spec } = await loadExperiment(SMALL, { set: [`${AT}.params.beta={plus: 1.5, minus: 0.5}`] });
  const { device } = (spec as SimulateSpec).physics!;
  expect([device.beta, device.betaMinus]).toEqual([1.5, 0.5]);
});

const TABLES = "{plus: {conductance: [50 nS, 1 uS, 4 uS], factor: [1.5, 1, 0]}}";

test("state factors may be tables, in a device file and in any config", async () => {
  const file = write("tables.yaml", `params: {stateFactor: ${TABLES}}\nsources: {stateFactor: measured}\n`);
  for (const set of [`${AT}.device=${file}`, `${AT}.params.stateFactor=${TABLES}`]) {
    const { spec } = await loadExperiment(SMALL, { set: [set] });
    const { tables } = (spec as SimulateSpec).physics!.device;
    // Over the distance to gMax in units of that of G0.
    expect([...tables!.plus!.u]).toEqual([0, 1, 3950 / 3000].map((u) => expect.closeTo(u, 12)));
    expect([...tables!.plus!.f]).toEqual([0, 1, 1.5]);
    expect(tables!.minus).toBeUndefined();
  }
  expect(readDeviceFile(file).sources!.stateFactor).toBe("measured");
});

for (const [name, text, message] of [
  [
    "a state factor that is not 1 at G0",
    `params: {g0: 2 uS, stateFactor: ${TABLES}}\n`,
    /params.stateFactor.plus: is 0.6667 at G0 .*accepted: 1 there/,
  ],
  [
    "a state factor of two lengths",
    "params: {stateFactor: {plus: {conductance: [50 nS, 1 uS], factor: [1]}}}\n",
    /stateFactor.plus/,
  ],
  [
    "an unknown key",
    "preset: eis-ysz14\nparms: {}\n",
    /parms: unknown key "parms" in a device file; accepted: "name"/,
  ],
  ["an unknown preset", "preset: eis\n", /preset: .*"eis-ysz14"/],
  ["an unknown number", "params: {gMx: 1 uS}\n", /unknown key "gMx" \(did you mean "gMax"\?\)/],
  ["a range that is none", "params: {gMin: 2 uS}\n", /gMin < g0 < gMax is needed/],
  ["one exponent of two", "params: {beta: {plus: 1}}\n", /beta/],
  ["a list", "- 1\n", /got a list of 1|accepted: a (device file|mapping)/],
] as const)
  test(`a device file with ${name} is refused in words`, () => {
    const file = write("bad.yaml", text);
    expect(() => readDeviceFile(file)).toThrow(ConfigError);
    expect(() => readDeviceFile(file)).toThrow(message);
  });

test("a device file that is not there is named with where it was looked for", async () => {
  await expect(loadExperiment(SMALL, { set: [`${AT}.device=none.yaml`] })).rejects.toThrow(
    /there is no device file "none.yaml"; looked for/,
  );
});

test("a path that a setting of a sweep names is looked for beside the experiment's file too", async () => {
  write("rates.csv", "voltage_V,rate_S_per_s\n-4,-3e-7\n-2,-5e-9\n2,5e-9\n4,3e-7\n");
  write(
    "waves.yaml",
    'pre: [["0 ns", "3 V"], ["20 ns", "0 V"]]\npost: [["0 ns", "6 V"], ["20 ns", "0 V"]]\n',
  );
  const text = readFileSync(SMALL, "utf8");
  const load = (set: string) =>
    loadExperimentText(text, join(folder, "mine.yaml"), { set: [`${AT}.${set}`] });
  const physics = async (set: string) => ((await load(set)).spec as SimulateSpec).physics!;
  expect((await physics("device=fitted.yaml")).device.betaMinus).toBeDefined();
  expect((await physics("device={rate: rates.csv}")).device.rate.rate(4)).toBe(3e-7);
  expect((await physics("waveforms=waves.yaml")).post.v[0]).toBe(6);
});

test("a device is shown by the name that its file gives it, or by its path; its preset is still known", async () => {
  const named = readDeviceFile(write("n.yaml", "name: my device\npreset: eis-ysz7\n"));
  expect([labelOf(named), named.name]).toEqual(["my device", "eis-ysz7"]);
  const path = write("unnamed.yaml", "preset: eis-ysz7\n");
  expect(labelOf(readDeviceFile(path))).toBe(path);
  const { spec } = await loadExperiment(SMALL, { set: [`${AT}.device=${join(folder, "n.yaml")}`] });
  expect(physicsFacts((spec as SimulateSpec).physics!).device).toBe("my device");
});

test("other rates for a device file have a source of their own", async () => {
  const rates = write("rates.csv", "voltage_V,rate_S_per_s\n-4,-3e-7\n-2,-5e-9\n2,5e-9\n4,3e-7\n");
  const device = await chosenDevice({ device: fitted, rates });
  expect(device.rate.rate(4)).toBe(3e-7);
  expect(device.rateSource).toBe(rates);
  expect(device.betaMinus! / fit.likeliest.betaMinus).toBeCloseTo(1, 5);
});
