import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parseYaml } from "../../src/config/yaml.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import type { ExperimentSpec } from "../../src/experiment/kinds/index.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { loadExperimentText, packageRoot } from "../../src/node/config.js";
import { CLASSIFY, load, loadWithPictures, refusal, SIMULATE } from "./small.js";

const experiments = readdirSync(join(packageRoot, "experiments"), { recursive: true, encoding: "utf8" })
  // Device and waveform files lie beside the experiments that name them.
  .filter((file) => file.endsWith(".yaml") && !/-(device|waves)\.yaml$/.test(file))
  .map((file) => join(packageRoot, "experiments", file));

/** A spec's numbers as text: parts are made anew at every load, and pictures are known by their hash. */
function numbersOf(spec: ExperimentSpec): string {
  return JSON.stringify(spec.kind === "classify" ? { ...spec, dataset: spec.dataset.hash } : spec);
}

describe.each(experiments.map((file) => [relative(packageRoot, file), file]))("%s", (_, file) => {
  test("says its question, source, expected result and run time, and loads", async () => {
    const written = parseYaml(readFileSync(file, "utf8"), file).value as Record<string, unknown>;
    const { document } = await loadWithPictures(readFileSync(file, "utf8"), file);
    // A file that extends another may share its source.
    for (const key of ["question", "expected", "runtime"]) expect(written[key], key).toMatch(/\w/);
    expect(document.source).toMatch(/\w/);
  });

  test("names the schema for editors by the right path", () => {
    const first = readFileSync(file, "utf8").split("\n")[0]!;
    const path = /^# yaml-language-server: \$schema=(.*)$/.exec(first)?.[1];
    expect(resolve(dirname(file), path ?? "")).toBe(join(packageRoot, "schema", "experiment.schema.json"));
  });

  test("is the same experiment when its resolved form is loaded", async () => {
    const first = await loadWithPictures(readFileSync(file, "utf8"), file);
    const elsewhere = join("runs", "anywhere", "config.resolved.yaml");
    const second = await loadWithPictures(first.resolvedYaml, elsewhere);
    expect(second.resolvedYaml).toBe(first.resolvedYaml);
    expect(numbersOf(second.spec)).toBe(numbersOf(first.spec));
  });
});

test("the pictures are those that the config names", async () => {
  const { spec } = await loadExperimentText(CLASSIFY, join(packageRoot, "experiments", "x.yaml"));
  expect((spec as ClassifySpec).dataset).toMatchObject({ name: "mnist-10k", classes: 10 });
  expect((spec as ClassifySpec).dataset.hash).toBe(
    ((await load(CLASSIFY)).spec as ClassifySpec).dataset.hash,
  );
});

test("quantities become SI numbers, names become parts, and what is left out gets its default", async () => {
  const { spec } = await load(CLASSIFY);
  const { network, homeostasis, presentation, physics, gain } = spec as ClassifySpec;
  expect(network.tick).toBe(0.5e-3);
  expect(network.populations.map((p) => [p.name, p.size])).toEqual([
    ["input", 784],
    ["output", 10],
  ]);
  expect(network.populations[1]!.neuron!.values.tauM).toBe(50e-3);
  expect(network.projections[0]!.synapse!.name).toBe("eis");
  expect(network.projections[1]).toMatchObject({ delay: 0.5e-3, weight: 20 });
  expect(homeostasis).toMatchObject({
    // auto: 7.5 mV * 10 neurons / 20 presentations
    thetaPlus: 3.75e-3,
    servoGain: 0.005e-3,
    tauTheta: Number.POSITIVE_INFINITY,
  });
  expect(presentation).toMatchObject({ duration: 0.35, retryStep: 0.5 });
  expect(gain).toEqual({ schedule: "amplitude", start: 1, end: 0.2 });
  expect(physics!.device).toMatchObject({ gMax: 4000e-9, bounds: "soft" });
});

test("EIS and ideal synapses differ in one key of the same network", async () => {
  const { spec } = await load(CLASSIFY, ["network.projections.feedforward.synapse=trace-stdp"]);
  const { network, physics } = spec as ClassifySpec;
  expect(network.projections[0]!.synapse!.name).toBe("trace-stdp");
  expect(physics).toBeUndefined();
});

test("waveforms can be given knot by knot", async () => {
  const knots =
    '{pre: [["0 ms", "3 V"], ["20 ms", "0 V"]], post: [["0 ms", "10 V"], ["10 ms", "10 V"], ["10 ms", "-9 V"], ["22 ms", "-9 V"]]}';
  const { spec } = await load(CLASSIFY, [`network.projections.feedforward.synapses.eis.waveforms=${knots}`]);
  const { pre, post } = (spec as ClassifySpec).physics!;
  expect([...pre.t]).toEqual([0, 20e-3]);
  expect([...post.v]).toEqual([10, 10, -9, -9]);
});

test("a source can be driven by a schedule of times", async () => {
  const { spec } = await load(SIMULATE, ['sources.input={model: times, times: [["1 ms", "3 ms"], []]}']);
  expect(Object.keys((spec as SimulateSpec).sources)).toEqual(["input"]);
  expect(await refusal(SIMULATE, ['sources.input={model: times, times: [["1 ms"]]}'])).toMatch(
    /sources\.input\.times: has times for 1 neurons; accepted: one list for each of the 2/,
  );
});

test("probes have the defaults of their kind", async () => {
  const { spec } = await load(SIMULATE, ["probes=[{kind: voltage, of: output}, {kind: counts, of: input}]"]);
  expect((spec as SimulateSpec).probes).toEqual([
    { kind: "voltage", of: "output", neurons: [0], every: 1e-3 },
    { kind: "counts", of: "input" },
  ]);
});
