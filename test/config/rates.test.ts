import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { branches, parseRates } from "../../src/config/rate-file.js";
import type { WindowsSpec } from "../../src/experiment/kinds/figure/spec.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { loadExperiment, loadExperimentText, packageRoot } from "../../src/node/config.js";

const FIG = join(packageRoot, "experiments", "papers", "huang-2025-fig4a.yaml");
const NETWORK = join(packageRoot, "experiments", "smoke", "two-neurons-ns.yaml");
const CSV = "voltage_V,rate_S_per_s\n-3,-4e-8\n-1,-1e-12\n0.5,1e-13\n2,5e-9\n4,3e-7\n";

const folder = mkdtempSync(join(tmpdir(), "spikion-rates-"));
const csv = join(folder, "rates.csv");
writeFileSync(csv, CSV);
const deviceOf = async (set: string[]) => {
  const { spec } = await loadExperiment(FIG, { set });
  return (spec as WindowsSpec).device;
};
const refusal = async (set: string[], file = FIG) => {
  const error = await loadExperiment(file, { set }).catch((e: Error) => e);
  expect((error as Error).name).toBe("ConfigError");
  return (error as Error).message;
};

test("device.rate takes a CSV file; the device keeps its other numbers", async () => {
  const device = await deviceOf([`device.rate=${csv}`]);
  expect(device).toMatchObject({ name: "eis-ysz14", rateSource: csv });
  expect(device.rate.rate(2)).toBe(5e-9);
  expect(device.rate.rate(-3)).toBe(-4e-8);
  expect(device.g0).toBe(1e-6);
});

test("a relative file is looked for beside the document that names it", async () => {
  const text = `extends: ${FIG}\ndevice: {rate: rates.csv}\n`;
  const { spec } = await loadExperimentText(text, join(folder, "mine.yaml"));
  expect((spec as WindowsSpec).device.rate.rate(4)).toBe(3e-7);
});

test("the resolved config holds the rows themselves: it gives the same experiment without the file", async () => {
  const { resolvedYaml, spec } = await loadExperiment(FIG, { set: [`device.rate=${csv}`] });
  expect(resolvedYaml).toMatch(/law: table/);
  const again = await loadExperimentText(resolvedYaml, join(folder, "elsewhere", "config.yaml"));
  for (const v of [-5, -1, -0.2, 0.3, 1.7, 6])
    expect((again.spec as WindowsSpec).device.rate.rate(v)).toBe((spec as WindowsSpec).device.rate.rate(v));
});

test("a law by name has the device's thickness, and its own numbers may be given", async () => {
  const thin = await deviceOf(["device={preset: eis-ysz7, rate: hopping-butler-volmer}"]);
  const thick = await deviceOf(["device.rate=hopping-butler-volmer"]);
  expect(thin.rate.rate(4) / thick.rate.rate(4)).toBeGreaterThan(5);
  const warm = await deviceOf(["device.rate={law: hopping-butler-volmer, temperature: 323.15 K}"]);
  expect(warm.rate.rate(4) / thick.rate.rate(4)).toBeCloseTo(4.69, 2);
});

test("synapses of a network take rates of one's own too", async () => {
  const path = "network.projections.feedforward.synapses.eis.device";
  const { spec } = await loadExperiment(NETWORK, { set: [`${path}={preset: eis-ysz7, rate: ${csv}}`] });
  expect((spec as SimulateSpec).physics!.device.rate.rate(4)).toBe(3e-7);
});

describe("what cannot be used is refused with file and path", () => {
  const bad = join(folder, "bad.csv");
  test.each([
    [
      "a row of the wrong sign",
      CSV.replace("-1e-12", "1e-12"),
      /device\.rate: .*bad\.csv: the rate at -1 V is 1e-12/,
    ],
    ["a row at 0 V", CSV.replace("0.5,1e-13", "0,0"), /device\.rate: .*is a row at 0 V.*its line 4/],
    ["another header", CSV.replace("rate_S_per_s", "rate"), /accepted: voltage_V,rate_S_per_s/],
  ])("a file with %s", async (_, content, message) => {
    writeFileSync(bad, content);
    expect(await refusal([`device.rate=${bad}`])).toMatch(message);
  });

  test.each([
    [
      "a file that is not there",
      "device.rate=./none.csv",
      /device\.rate: .*none\.csv: there is no such file/,
    ],
    [
      "an unknown law",
      "device.rate=sinch",
      /device\.rate\.law: "sinch" is not a rate law; .*did you mean "sinh"/,
    ],
    ["an unknown preset", "device={preset: eis-ysz1}", /device\.preset: .*"eis-ysz14"/],
    ["an unknown key", "device={prest: eis-ysz14}", /unknown key "prest" \(did you mean "preset"\?\)/],
    [
      "a temperature in volts",
      "device.rate={law: hopping-butler-volmer, temperature: 3 V}",
      /temperature: "3 V" has unit "V" where a temperature/,
    ],
    [
      "rows that do not ascend",
      "device.rate={law: table, voltage: [-1 V, -2 V, 1 V, 2 V], rate: [-1 nS/s, -2 nS/s, 1 nS/s, 2 nS/s]}",
      /device\.rate: -2 V comes after -1 V/,
    ],
    [
      "rows without a partner",
      "device.rate={law: table, voltage: [-2 V, -1 V, 1 V, 2 V], rate: [-1 nS/s, -2 nS/s, 1 nS/s, 2 nS/s, 3 nS/s]}",
      /has 5 rates for 4 voltages/,
    ],
  ])("%s", async (_, set, message) => {
    expect(await refusal([set])).toMatch(message);
  });
});

test("each row that is wrong is told once, and nothing else of the table", async () => {
  const rows = (voltage: string, rate: string) =>
    `device.rate={law: table, voltage: [${voltage}], rate: [${rate}]}`;
  const told = async (set: string) => (await refusal([set])).match(/device\.rate/g)?.length;
  expect(await told(rows("-1 V, -2 V, 1 V, 2 V", "-1 nS/s, -2 nS/s, 1 nS/s, 2 nS/s"))).toBe(1);
  expect(await told(rows("-2 V, -1 V, 1 V, 2 V", "2 nS/s, 1 nS/s, 1 nS/s, 2 nS/s"))).toBe(2);
  expect(await told(rows("-2 V, -1 V, 1 V", "-2 nS/s, -1 nS/s, 1 nS/s, 2 nS/s"))).toBe(1);
});

test("rows become two branches, magnitudes outwards", () => {
  expect(branches(parseRates(CSV, "x.csv"))).toEqual({
    voltage: [0.5, 2, 4],
    positive: [1e-13, 5e-9, 3e-7],
    negativeVoltage: [1, 3],
    negative: [1e-12, 4e-8],
  });
});

test("comments, empty lines, a byte order mark and other line ends are no rows", () => {
  const text = `\uFEFF# measured\r\n${CSV.replaceAll("\n", "\r\n")}\r\n`;
  expect(parseRates(text, "x.csv")).toEqual(parseRates(CSV, "x.csv"));
});
