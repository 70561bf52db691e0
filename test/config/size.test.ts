import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MOST_BYTES, tooLarge } from "../../src/core/size.js";
import { levelsOf } from "../../src/crossbar/nonideal/driver-amplitude.js";
import { forecast } from "../../src/experiment/forecast.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { checkpointNeeds, networkNeeds } from "../../src/experiment/network-needs.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";
import { CLASSIFY, refusal, SIMULATE } from "./small.js";

/** What a packaged experiment is refused with. */
const refused = (file: string, set: readonly string[]): Promise<string> =>
  loadExperiment(join(packageRoot, "experiments", file), { set }).then(
    () => "",
    (error: Error) => error.message,
  );

const silent = "sources.input={model: times, times: [[], []]}";

describe("what would not fit in memory is refused before it is begun, with its bytes", () => {
  test.each([
    [
      "spikes of a source",
      ["sources.input={model: poisson-rate, rate: 1 kHz}", "duration=1000000 s"],
      /sources\.input: needs 112 GiB \(120,000,000,000 bytes\) for some 2\.00e\+9 spikes .*shorter time/,
    ],
    ["a regular source", ["duration=1e10 s"], /sources\.input: .* spikes of "input"/],
    [
      "neurons",
      ["network.populations.output.size=1000000000"],
      /network\.populations\.output\.size: .* neurons of "output"/,
    ],
    [
      "plastic synapses",
      [
        "network.populations.output.size=10000000",
        "network.populations.input.size=1000",
        "sources.input={model: poisson-rate, rate: 0 Hz}",
        "network.projections.drive={weight: null, synapse: trace-stdp, synapses: {trace-stdp: {readGain: 20 mV}}}",
      ],
      /network\.projections\.drive: needs .* synapses of "drive"/,
    ],
    [
      "synapses that a rule draws",
      [
        "network.populations.output.size=10000000",
        "network.populations.input.size=1000",
        "sources.input={model: poisson-rate, rate: 0 Hz}",
        "network.projections.drive.rule={probability: 0.5}",
      ],
      /network\.projections\.drive: .* 5000000000 synapses of "drive"/,
    ],
    [
      "samples of a probe",
      [silent, "duration=1000000 s", "probes=[{kind: voltage, of: output, every: 0.5 ms}]"],
      /probes\.0: .* 2\.00e\+9 samples of 2 numbers .* longer every/,
    ],
  ])("%s", async (_, set, message) => {
    const said = await refusal(SIMULATE, set);
    expect(said).toMatch(message);
    expect(said).toMatch(/accepted: up to 4 GiB \(4,294,967,296 bytes\) in all\. Choose /);
  });

  test.each([
    ["a picture's spikes", ["presentation.duration=1000000 s"], /presentation\.duration: needs .* spikes/],
    ["ticks of a training", ["train.epochs=1000000000000000"], /train\.epochs: makes .* ticks in all.*2\^52/],
  ])("%s", async (_, set, message) => expect(await refusal(CLASSIFY, set)).toMatch(message));

  test.each([
    [
      "a log of trials",
      "studies/dopamine-reward.yaml",
      ["trials=1000000000"],
      /trials: .* log of 1000000000 trials/,
    ],
    ["a train of pairs", "papers/huang-2025-fig6.yaml", ["train.pairsUp=1000000000"], /train: .* pairs/],
    ["curves", "papers/huang-2025-fig7d.yaml", ["devices=1000000000"], /devices: .* curves of 81 points/],
    [
      "devices",
      "studies/montecarlo-window.yaml",
      ["devices=2000000", "deltaT.count=10001", "kernel.tfjs.tau=2 ms"],
      /devices: needs /,
    ],
    ["slices", "studies/montecarlo-window.yaml", ["kernel.tfjs.tau=1 fs"], /kernel\.tfjs\.tau: .* slices/],
    [
      "slices of pulses",
      "studies/montecarlo-window.yaml",
      ["measure=pulses", "pulses.length=1000 s"],
      /kernel\.tfjs\.tau: .* into 2\.00e\+7 slices/,
    ],
    [
      "tables of pairs",
      "smoke/two-neurons-ns.yaml",
      ["network.tick=1 ps"],
      /tables of every pair .* 763 GiB/,
    ],
    [
      "tables of a curve on ticks",
      "papers/huang-2025-fig4a.yaml",
      ["tick=1 ns"],
      /tick: V_pre lasts 159860000 ticks/,
    ],
  ])("%s of an experiment that comes with spikion", async (_, file, set, message) => {
    expect(await refused(file, set)).toMatch(message);
  });
});

describe("what is beside a network counts with it", () => {
  const EIS = "network.projections.feedforward.synapses.eis";
  const study = async (...set: string[]) => {
    const file = join(packageRoot, "experiments", "studies", "coincidence.yaml");
    return (await loadExperiment(file, { set })).spec as SimulateSpec;
  };
  const tablesOf = ({ network }: SimulateSpec) =>
    networkNeeds(network).find(({ path }) => path === "network.projections.feedforward.synapses")!.bytes;

  test("tables of pairs: by the square of ticks, and for every amplitude of drivers", async () => {
    const spec = await study();
    const [nPre, nPost] = [440, 440];
    const fine = { ...spec, network: { ...spec.network, tick: 22e-3 / nPre } };
    // Two doubles for every distance at every age are the least of it.
    expect(tablesOf(fine)).toBeGreaterThan(16 * (nPre + nPost) * nPre);
    expect(tablesOf(await study(`${EIS}.nonIdeal={driver: {amplitude: 3 %}}`))).toBe(
      levelsOf({ amplitude: 0.03 }) * tablesOf(spec),
    );
  });

  test("tables that fit alone, and not together, are refused with their bytes", async () => {
    const spec = await study();
    const plastic = spec.network.projections.find((p) => p.synapse)!;
    const projections = Array.from({ length: 12 }, (_, k) => ({ ...plastic, name: `p${k}` }));
    const network = { ...spec.network, tick: 22e-3 / 2040, projections };
    const many: SimulateSpec = { ...spec, network, probes: [] };
    const { problem } = forecast(many)!;
    expect(problem).toMatch(/needs .* MiB .* for tables of every pair of spikes of "p0", besides/);
    expect(problem).toMatch(/accepted: up to 4 GiB .* in all\. Choose a longer tick/);
  });

  test("a checkpoint, where one is written", async () => {
    const { network } = await study();
    expect(checkpointNeeds(network, undefined)).toEqual([]);
    const [need] = checkpointNeeds(network, { ticks: 1000 });
    const plastic = network.projections.find((p) => p.synapse)!;
    expect(need!.bytes).toBe(2 * plastic.synapse!.bytesPerSynapse! * 40);
  });

  test("recorded spikes of a source", async () => {
    expect(
      await refusal(SIMULATE, [
        "sources.input={model: poisson-rate, rate: 1 kHz}",
        "duration=30000 s",
        "probes=[{kind: spikes, of: input}]",
      ]),
    ).toMatch(/sources\.input: needs .*, besides .* for some 6\.00e\+7 recorded spikes/);
  });

  test("a learning curve and answers by class", async () => {
    expect(await refusal(CLASSIFY, ["train.epochs=100000000000"])).toMatch(
      /train\.epochs: .* learning curve|ticks in all/,
    );
  });
});

test("so are inputs to come within a range of delays", async () => {
  const set = ["network.projections.drive.delay={from: 0 s, to: 1000000 s}"];
  expect(await refusal(SIMULATE, set)).toMatch(
    /drive\.delay: delays .* need \d+ bytes; accepted: a range of/,
  );
});

test("femtosecond ticks are accepted where nothing grows with them", async () => {
  expect(await refusal(SIMULATE, ["network.tick=1 fs"])).toBe("");
});

test("needs that are too large only together are said at the largest, with the others of note", () => {
  const need = (path: string, bytes: number) => ({ path, what: path, bytes, change: `Less ${path}` });
  const [most, part] = [MOST_BYTES, MOST_BYTES / 2];
  expect(tooLarge([need("a", part), need("b", part)])).toBeUndefined();
  expect(tooLarge([need("a", 0.4 * most), need("b", 0.7 * most), need("c", 1)])).toEqual({
    path: "b",
    problem:
      "needs 2.8 GiB (3,006,477,107 bytes) for b, besides 1.6 GiB (1,717,986,918 bytes) for a; accepted: up to 4 GiB (4,294,967,296 bytes) in all. Less b",
  });
});
