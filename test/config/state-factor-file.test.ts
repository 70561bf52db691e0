/** State factors from CSV files, wherever `params.stateFactor` is written. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { chosenDevice, loadExperiment, readDeviceFile } from "../../src/node/config.js";

const folder = mkdtempSync(join(tmpdir(), "state-factor-"));
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const SMALL = "experiments/smoke/two-neurons-ns.yaml";
const AT = "network.projections.feedforward.synapses.eis";
const both = write(
  "both.csv",
  "# f over G\nconductance_S,f_plus,f_minus\n5e-8,1.5,0\n1e-6,1,1\n4e-6,0,1.2\n",
);
const plus = write("plus.csv", "conductance_S,factor\n5e-8,1.5\n1e-6,1\n4e-6,0\n");

test("one file for both signs, one for each, or rows: all are the same device", async () => {
  const rows =
    "{plus: {conductance: [50 nS, 1 uS, 4 uS], factor: [1.5, 1, 0]}, minus: {conductance: [50 nS, 1 uS, 4 uS], factor: [0, 1, 1.2]}}";
  const device = (value: string) => chosenDevice({}, [`params.stateFactor=${value}`]);
  const [file, written] = [await device(both), await device(rows)];
  expect(file.tables).toEqual(written.tables);
  const one = await device(`{plus: ${plus}}`);
  expect(one.tables!.plus).toEqual(written.tables!.plus);
  expect(one.tables!.minus).toBeUndefined();
});

test("paths are looked for from where they are written: a device file, an experiment", async () => {
  const file = write("device.yaml", "params: {stateFactor: both.csv}\n");
  expect(readDeviceFile(file).tables!.minus!.f[0]).toBe(0);
  const { spec, resolvedYaml } = await loadExperiment(SMALL, { set: [`${AT}.device=${file}`] });
  expect((spec as SimulateSpec).physics!.device.tables!.plus).toBeDefined();
  // The run's folder holds the rows, and where they came from.
  expect(resolvedYaml).toMatch(/stateFactor:\s+plus:\s+file: both\.csv\s+conductance:/);
});

test.each([
  ["none.csv", /none\.csv.*there is no such file/],
  [write("names.csv", "conductance_S,f\n1e-6,1\n"), /unknown column "f"; accepted: "conductance_S"/],
  [write("half.csv", "conductance_S\n1e-6\n2e-6\n"), /lacks columns; accepted: f_plus or f_minus/],
  [write("text.csv", "conductance_S,f_plus\n1e-6,one\n"), /row 2, column f_plus/],
  [write("below.csv", "conductance_S,f_plus\n-1e-6,1\n"), /column conductance_S/],
  [
    write("rise.csv", "conductance_S,f_plus\n5e-8,0.5\n1e-6,1\n"),
    /stateFactor\.plus: has 1 at .* after 0\.5 .*factors that fall/,
  ],
])("%s is refused in words", async (file, message) => {
  await expect(chosenDevice({}, [`params.stateFactor=${file}`])).rejects.toThrow(message);
});
