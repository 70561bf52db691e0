import { join } from "node:path";
import { expect, test } from "vitest";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { loadExperiment, loadExperimentText } from "../../src/node/config.js";
import { folderWith, SIMULATE } from "./small.js";

const ENCODER = `
export const doc = "every neuron at every tenth tick";
export const params = { offset: { unit: "1", default: 3, min: 0, doc: "first tick", source: "a test" } };
export const needsValues = false;
export const create = ({ offset }) => ({
  encode({ size, ticks, boost }) {
    const spikes = [];
    for (let t = offset; t < ticks; t += Math.round(10 / boost)) for (let i = 0; i < size; i++) spikes.push([t, i]);
    return { tick: Float64Array.from(spikes, (s) => s[0]), index: Int32Array.from(spikes, (s) => s[1]), count: spikes.length };
  },
});
`;

const DEVICE = `
const v0 = 0.5, a = 1e-12;
export default {
  doc: "a sinh law", rateSource: "a test",
  params: {
    gMin: { unit: "S", default: 1e-7, doc: "smallest", source: "a test" },
    gMax: { unit: "S", default: 4e-6, doc: "largest", source: "a test" },
  },
  create: ({ gMin, gMax }) => ({
    name: "mine", gMin, g0: 1e-6, gMax, bounds: "soft", beta: 1, d2d: 0, c2c: 0,
    rate: { vOc: 0, rate: (v) => SIGN a * Math.sinh(v / v0), antiderivative: (v) => a * v0 * (Math.cosh(v / v0) - 1) },
  }),
};
`;

const own = (encoder: string) => SIMULATE.replace("{model: regular, period: 50 ms}", encoder);

test("an encoder of the user's own drives a network, with its params checked by its own table", async () => {
  const folder = folderWith({
    "mine.mjs": ENCODER,
    "x.yaml": own("{module: ./mine.mjs, offset: 4}"),
    "y.yaml": own("{module: ./mine.mjs, ofset: 4}"),
  });
  const { spec } = await loadExperiment(join(folder, "x.yaml"));
  const { metrics } = await runExperiment(spec);
  // 2000 ticks of 0.5 ms, two neurons at every tenth.
  expect(metrics).toMatchObject({ spikes: { input: 400 } });
  await expect(loadExperiment(join(folder, "y.yaml"))).rejects.toThrow(
    /unknown key "ofset" \(did you mean "offset"\?\)/,
  );
});

test("the resolved form finds the module from any folder", async () => {
  const folder = folderWith({ "mine.mjs": ENCODER, "x.yaml": own("{module: ./mine.mjs}") });
  const { resolvedYaml } = await loadExperiment(join(folder, "x.yaml"));
  const again = await loadExperimentText(resolvedYaml, join("elsewhere", "config.resolved.yaml"));
  expect(again.resolvedYaml).toBe(resolvedYaml);
});

const plastic = SIMULATE.replace(
  "weight: 10 mV",
  "synapse: mine, synapses: {mine: {model: eis, device: {module: ./device.mjs}, params: {gMax: 5 uS}, waveforms: box-over-ramp, readGain: 5 mV}}",
);

test("a device of the user's own passes the conformance checks and is used", async () => {
  const folder = folderWith({ "device.mjs": DEVICE.replace("SIGN", "+"), "x.yaml": plastic });
  const { spec } = await loadExperiment(join(folder, "x.yaml"));
  expect((spec as SimulateSpec).physics!.device).toMatchObject({ name: "mine", gMax: 5e-6 });
});

test("a device that breaks the rules is refused with what it breaks", async () => {
  const folder = folderWith({ "device.mjs": DEVICE.replace("SIGN", "-"), "x.yaml": plastic });
  await expect(loadExperiment(join(folder, "x.yaml"))).rejects.toThrow(
    /synapses\.mine\.device\.module: .*does not conform: /,
  );
});

test.each([
  ["is not there", {}, /there is no module .*mine\.mjs/],
  ["does not parse", { "mine.mjs": "export const = 3" }, /cannot be imported: /],
  [
    "lacks its exports",
    { "mine.mjs": "export const doc = 'x'; export const params = {}; export const create = 3;" },
    /is no encoder: export "create" must be a function, not 3[\s\S]*"needsValues" must be true or false/,
  ],
  [
    "has parameters without a source",
    { "mine.mjs": ENCODER.replace(', source: "a test"', "") },
    /export "params" must be a table of parameters/,
  ],
])("a module that %s is refused", async (_, files, message) => {
  const folder = folderWith({ ...files, "x.yaml": own("{module: ./mine.mjs}") });
  await expect(loadExperiment(join(folder, "x.yaml"))).rejects.toThrow(message);
});
