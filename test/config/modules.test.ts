import { join } from "node:path";
import { expect, test } from "vitest";
import { families, familyAt, familyNames } from "../../src/config/families.js";
import type { ClassifyResult } from "../../src/experiment/kinds/classify/result.js";
import type { ProbeRecord, SimulateResult } from "../../src/experiment/kinds/simulate/result.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { loadExperiment, loadExperimentText, openExperiment } from "../../src/node/config.js";
import { readoutKey } from "../../src/readout/index.js";
import { DEVICE, ENCODER, NEURON, NON_IDEALITY, RATE, READOUT, RULE, WAVEFORM } from "./own-parts.js";
import { CLASSIFY, folderWith, SIMULATE } from "./small.js";

const encoded = (encoder: string) => SIMULATE.replace("{model: regular, period: 50 ms}", encoder);
const plastic = (device: string, waveforms = "box-over-ramp") =>
  SIMULATE.replace(
    "weight: 10 mV",
    `synapse: mine, synapses: {mine: {model: eis, ${device}, waveforms: ${waveforms}, readGain: 5 mV}}`,
  );

/** The spec of an experiment that lies beside a module `mine.mjs`. */
const loaded = async (module: string, text: string) =>
  (await loadExperiment(join(folderWith({ "mine.mjs": module, "x.yaml": text }), "x.yaml")))
    .spec as SimulateSpec;

test("an encoder of the user's own drives a network, with its params checked by its own table", async () => {
  const { metrics } = await runExperiment(await loaded(ENCODER, encoded("{module: ./mine.mjs, offset: 4}")));
  // 2000 ticks of 0.5 ms, two neurons at every tenth.
  expect(metrics).toMatchObject({ spikes: { input: 400 } });
  await expect(loaded(ENCODER, encoded("{module: ./mine.mjs, ofset: 4}"))).rejects.toThrow(
    /unknown key "ofset" \(did you mean "offset"\?\)/,
  );
});

test("the resolved form finds the module from any folder", async () => {
  const folder = folderWith({ "mine.mjs": ENCODER, "x.yaml": encoded("{module: ./mine.mjs}") });
  const { resolvedYaml } = await loadExperiment(join(folder, "x.yaml"));
  const again = await loadExperimentText(resolvedYaml, join("elsewhere", "config.resolved.yaml"), {
    modules: { allow: "all" },
  });
  expect(again.resolvedYaml).toBe(resolvedYaml);
});

test("a neuron of the user's own is driven, with its params checked by its own table", async () => {
  const own = (params: string) =>
    SIMULATE.replace("neuron: lif", `neuron: {module: ./mine.mjs}, params: {${params}}`).replace(
      "receptor: delta",
      "receptor: input",
    );
  const { metrics } = await runExperiment(await loaded(NEURON, own("threshold: 35 mV")));
  // 20 times 2 spikes of 10 mV: the fourth spike passes 35 mV, so every second pair does.
  expect(metrics).toMatchObject({ spikes: { input: 40, output: 10 } });
  await expect(loaded(NEURON, own("threshold: -1 mV"))).rejects.toThrow(/threshold: "-1 mV" is out of range/);
});

test("neurons of the user's own that differ are drawn from the run's seed", async () => {
  const drawing = NEURON.replace("tick, winner)", "tick, winner, random)")
    .replace(
      "const v =",
      "const limits = Float64Array.from({ length: n }, () => threshold * (1 + 5 * random.uniform()));\n  const v =",
    )
    .replace("v[i] >= threshold", "v[i] >= limits[i]")
    .concat("export const heterogeneous = true;\n");
  const spikes = async (seed: number) => {
    const text = SIMULATE.replace("size: 1, neuron: lif", "size: 20, neuron: {module: ./mine.mjs}");
    const { records } = (await runExperiment(
      await loaded(
        drawing,
        `${text.replace("delta", "input")}seed: ${seed}\nprobes: [{kind: counts, of: output}]`,
      ),
    )) as SimulateResult;
    return [...(records[0] as Extract<ProbeRecord, { kind: "counts" }>).counts];
  };
  const first = await spikes(1);
  expect(new Set(first).size).toBeGreaterThan(1);
  expect(await spikes(1)).toEqual(first);
  expect(await spikes(2)).not.toEqual(first);
});

test("a device of the user's own passes the conformance checks and is used", async () => {
  const { physics } = await loaded(
    DEVICE.replace("SIGN", "+"),
    plastic("device: {module: ./mine.mjs}, params: {gMax: 5 uS}"),
  );
  expect(physics!.device).toMatchObject({ name: "mine", gMax: 5e-6 });
});

test("a device that breaks the rules is refused with what it breaks", async () => {
  await expect(loaded(DEVICE.replace("SIGN", "-"), plastic("device: {module: ./mine.mjs}"))).rejects.toThrow(
    /synapses\.mine\.device\.module: .*does not conform: /,
  );
});

test("a rate law of the user's own moves a preset, from its V_oc on", async () => {
  const { physics } = await loaded(
    RATE,
    plastic("device: {preset: eis-ysz7, rate: {module: ./mine.mjs, cube: 2 nS/s}}, params: {vOc: -0.1 V}"),
  );
  const { rate, gMax, rateSource } = physics!.device;
  expect(rate.rate(1.9)).toBeCloseTo(16e-9, 20);
  expect(gMax).toBe(4e-6);
  expect(rateSource).toMatch(/mine\.mjs: a test$/);
});

test("waveforms of the user's own come as knots in SI units", async () => {
  const { physics } = await loaded(WAVEFORM, plastic("device: eis-ysz14", "{module: ./mine.mjs}"));
  expect(physics!.pre).toEqual({ t: Float64Array.of(0, 10e-3), v: Float64Array.of(3, 3) });
  expect(physics!.post.v).toEqual(Float64Array.of(4, 4, -4, -4));
});

test("a departure of the user's own acts beside ours, under any name that is not taken", async () => {
  const effects = (nonIdeal: string) =>
    plastic(`device: ideal, nonIdeal: ${nonIdeal}, init: {from: 0.5, to: 0.5}`);
  const startOf = async (nonIdeal: string) => {
    const { records } = (await runExperiment(
      await loaded(NON_IDEALITY, `${effects(nonIdeal)}\nprobes: [{kind: conductance, of: drive}]`),
    )) as SimulateResult;
    return (records[0] as Extract<ProbeRecord, { kind: "conductance" }>).value[1]!;
  };
  const [plain, changed] = [await startOf("{}"), await startOf("{weak: {module: ./mine.mjs, start: 1 uS}}")];
  expect(changed).toBeCloseTo(1e-6, 12);
  expect(plain).not.toBeCloseTo(1e-6, 12);
  await expect(startOf("{weak: {module: ./mine.mjs, strat: 1 uS}}")).rejects.toThrow(
    /nonIdeal\.weak\.strat: unknown key "strat" \(did you mean "start"\?\)/,
  );
  await expect(startOf("{noise: {module: ./mine.mjs}}")).rejects.toThrow(
    /noise\.module: unknown key "module"/,
  );
});

test.each([
  ["mine.mjs", "mine"],
  ["classMean.mjs", "ownClassMean"],
  ["my best.one.mjs", "myBestOne"],
])("a read-out of the user's own in %s is scored beside ours, as %s", async (file, key) => {
  const text = CLASSIFY.replace("test: {", `test: {readout: {module: "./${file}"}, `);
  const path = join(folderWith({ [file]: READOUT, "x.yaml": text }), "x.yaml");
  const { spec } = await loadExperiment(path, { set: ["extends=experiments/quickstart.yaml"] });
  const { metrics, confusion } = (await runExperiment(spec)) as ClassifyResult;
  expect(Object.keys(metrics.accuracy)).toEqual(["classMean", "confidence", "logLikelihood", key]);
  expect(readoutKey(metrics.confusionReadout)).toBe(key);
  const right = confusion.reduce((sum, row, c) => sum + row[c]!, 0);
  expect((metrics.accuracy as Record<string, number>)[key]).toBe(right / metrics.testImages);
});

test("a rule of the user's own connects a network, with its params checked by its own table", async () => {
  const ring = (rule: string, size = 4) =>
    SIMULATE.replace("input: {size: 2}", "input: {size: 4}")
      .replace("size: 1", `size: ${size}`)
      .replace("rule: all-to-all", `rule: ${rule}`)
      .replace("weight: 10 mV", "weight: 20 mV")
      .replace("{model: regular, period: 50 ms}", "{model: times, times: [[0.1 s], [], [], []]}");
  const spikes = async (rule: string) => {
    const text = `${ring(rule)}probes: [{kind: counts, of: output}]\n`;
    const { records } = (await runExperiment(await loaded(RULE, text))) as SimulateResult;
    return [...(records[0] as Extract<ProbeRecord, { kind: "counts" }>).counts];
  };
  expect(await spikes("{module: ./mine.mjs}")).toEqual([0, 1, 0, 0]);
  expect(await spikes("{module: ./mine.mjs, reach: 2}")).toEqual([0, 1, 1, 0]);
  await expect(loaded(RULE, ring("{module: ./mine.mjs, reach: 0}"))).rejects.toThrow(/rule\.reach: /);
  await expect(loaded(RULE, ring("{module: ./mine.mjs, reech: 1}"))).rejects.toThrow(/did you mean "reach"/);
  await expect(loaded(RULE, ring("{module: ./mine.mjs}", 13))).rejects.toThrow(
    /drive\.rule: a ring of such sizes is none/,
  );
});

test("a figure draws waveforms of the user's own with their common factor", async () => {
  const figure = (factor: string) =>
    `kind: figure\nfigure: windows\ndevice: eis-ysz14\ncurves: [{waveforms: {module: ./mine.mjs}${factor}}]\n`;
  const factorOf = async (text: string) =>
    ((await loaded(WAVEFORM, text)) as unknown as { curves: { factor: number }[] }).curves[0]!.factor;
  expect(await factorOf(figure(""))).toBe(0.5);
  expect(await factorOf(figure(", factor: 0.7"))).toBe(0.7);
});

const COMMON = "export const doc = 'x'; export const params = {}; ";
test.each([
  ["does not parse", "export const = 3", /mine\.mjs cannot be imported: /],
  ["throws", "throw new Error('not today\\nat all')", /mine\.mjs cannot be imported: not today \(line/],
  ["throws nothing", "throw undefined", /mine\.mjs cannot be imported: undefined/],
  ["exports null", "export default null", /mine\.mjs is not an encoder: it exports no object/],
  ["exports a number", "export default 3", /mine\.mjs is not an encoder: it exports no object/],
  [
    "lacks its exports",
    `${COMMON}export const create = 3;`,
    /is not an encoder: export "create" must be a function, not 3[\s\S]*"needsValues" must be true or false/,
  ],
  [
    "has parameters without a source",
    ENCODER.replace(', source: "a test"', ""),
    /export "params" must be a table of parameters/,
  ],
  [
    "cannot be created",
    `${COMMON}export const needsValues = false; export const create = () => { throw null; };`,
    /does not conform: throws with its defaults: null/,
  ],
  [
    "makes something else",
    `${COMMON}export const needsValues = false; export const create = () => 7;`,
    /does not conform: throws with its defaults: encoder\.encode is not a function/,
  ],
])("a module that %s is refused in words", async (_, module, message) => {
  await expect(loaded(module, encoded("{module: ./mine.mjs}"))).rejects.toThrow(message);
});

test.each([
  ["is not there", encoded("{module: ./none.mjs}"), /sources\.input\.module: there is no module .*none\.mjs/],
  [
    "is of another family",
    plastic("device: {module: ./mine.mjs}"),
    /device\.module: .*mine\.mjs is not a device: export "rateSource" must be text, not nothing/,
  ],
  [
    "stands where no part can",
    `${SIMULATE}\nprobes: {module: ./mine.mjs}`,
    /probes: got a mapping with "module"; accepted: a list/,
  ],
])("a module that %s is refused in words", async (_, text, message) => {
  await expect(loaded(ENCODER, text)).rejects.toThrow(message);
});

test("waveforms that do not ascend are refused in words", async () => {
  const text = plastic("device: eis-ysz14", "{module: ./mine.mjs}");
  await expect(loaded(WAVEFORM.replace("[[0, 3]", "[[1, 3]"), text)).rejects.toThrow(
    /waveforms\.module: .*mine\.mjs does not conform: pre: knot 1 at 0\.01 s comes after one at 1 s/,
  );
});

test("each family's places lead back to it, whatever the user's names", () => {
  for (const name of familyNames)
    for (const place of families[name].places) {
      expect(familyAt(place.replaceAll("*", "mine"))).toBe(name);
      expect(familyAt(`${place.replaceAll("*", "mine")}.deeper`)).not.toBe(name);
    }
  expect(familyAt("network")).toBeUndefined();
});

test.each([
  ["encoder", encoded("{module: ./mine.mjs, offset: 4}")],
  ["neuron", SIMULATE.replace("neuron: lif", "neuron: {module: ./mine.mjs}, params: {threshold: 35 mV}")],
  ["device", plastic("device: {module: ./mine.mjs}, params: {gMax: 5 uS}")],
  ["rate", plastic("device: {preset: eis-ysz7, rate: {module: ./mine.mjs, cube: 2 nS/s}}")],
  ["waveform", plastic("device: eis-ysz14", "{module: ./mine.mjs}")],
  ["departure", plastic("device: ideal, nonIdeal: {weak: {module: ./mine.mjs, start: 1 uS}}")],
  ["rule", SIMULATE.replace("rule: all-to-all", "rule: {module: ./mine.mjs, reach: 2}")],
  ["plot", `${SIMULATE}plots: [{module: ./mine.mjs}]\n`],
  [
    "read-out",
    CLASSIFY.replace("extends: ", "extends: experiments/").replace(
      "test: {",
      "test: {readout: {module: ./mine.mjs}, ",
    ),
  ],
])("checked without its code, a config with a %s of the user's own has no false problem", async (_, text) => {
  const path = join(folderWith({ "mine.mjs": "throw new Error('it ran')" }), "x.yaml");
  const { unread } = await openExperiment(text, path, { allow: "none" }).check();
  expect(unread).toMatchObject([{ path: path.replace("x.yaml", "mine.mjs"), sha256: expect.any(String) }]);
  const wrong = `${text}\nsped: 3\n`;
  await expect(openExperiment(wrong, path, { allow: "none" }).check()).rejects.toThrow(/unknown key "sped"/);
});
