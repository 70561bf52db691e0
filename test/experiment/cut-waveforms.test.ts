import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { devices } from "../../src/core/device/index.js";
import { forms } from "../../src/core/waveform/index.js";
import { CutWaveforms } from "../../src/crossbar/cut-waveforms.js";
import { cutNotices, lossByCut } from "../../src/experiment/cut-waveforms.js";
import type { SimulateResult } from "../../src/experiment/kinds/simulate/result.js";
import { runExperiment } from "../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";
import { spec } from "./bars.js";

/** The coincidence study, whose V_post is 22 ms long, with a neuron as fast as its input drives it. */
async function simulated(set: string[]) {
  const file = join(packageRoot, "experiments", "studies", "coincidence.yaml");
  const { spec } = await loadExperiment(file, { set: ["duration=2 s", ...set] });
  const said: string[] = [];
  const result = (await runExperiment(spec, { notice: (text) => said.push(text) })) as SimulateResult;
  return { metrics: result.metrics, said };
}

const SYNAPSE = "network.projections.feedforward.synapses.eis";
const FAST = [`${SYNAPSE}.init={from: 100 %, to: 100 %}`];

test("a waveform is cut short by a start before its end, not by one at its end or after all have ended", () => {
  const cut = new CutWaveforms({ nPre: 1, nPost: 2 }, { nPre: 4, nPost: 10 }, { pre: 0, post: 1 });
  for (const [j, tick] of [
    [0, 5],
    [1, 9],
    [0, 14], // before 15
    [0, 24], // at the end
    [1, 19],
  ] as const)
    cut.postStart(j, tick);
  for (const tick of [0, 4, 7, 8]) cut.preStart(0, tick);
  expect(cut.count).toEqual({ posts: 5, cut: 1, pres: 4, cutPres: 2 });
  cut.finish();
  cut.postStart(0, 25);
  cut.preStart(0, 9);
  expect(cut.count).toEqual({ posts: 6, cut: 1, pres: 5, cutPres: 2 });
});

test("pre waveforms that a fast input cuts short are counted and told", async () => {
  const slow = ["sources={input: {model: regular, period: 200 ms}}"];
  const { metrics, said } = await simulated(slow);
  const { pres, cutPres } = metrics.cutWaveforms!.feedforward!;
  expect([pres, cutPres]).toEqual([metrics.spikes.input, 0]);
  expect(said.filter((text) => text.includes("pre waveforms"))).toEqual([]);
  const fast = await simulated(["sources={input: {model: regular, period: 10 ms}}"]);
  const counted = fast.metrics.cutWaveforms!.feedforward!;
  // Of every input all but the last.
  expect(counted.cutPres).toBe(counted.pres! - 40);
  expect(fast.said).toContainEqual(
    expect.stringMatching(
      /% of the pre waveforms of "feedforward" were cut short by the neuron's next spike/,
    ),
  );
  const held = await simulated([
    "sources={input: {model: regular, period: 10 ms}}",
    `${SYNAPSE}.overlap=hold`,
  ]);
  expect(held.metrics.cutWaveforms!.feedforward!.cutPres).toBe(0);
});

test("a neuron that fires faster than its waveform is long is told of, with restart; with hold nothing is cut", async () => {
  const { metrics, said } = await simulated(FAST);
  const { posts, cut } = metrics.cutWaveforms!.feedforward!;
  expect(posts).toBe(metrics.spikes.output);
  expect(cut / posts).toBeGreaterThan(0.5);
  expect(said).toContainEqual(
    expect.stringMatching(
      /% of the post waveforms of "feedforward" were cut short by the neuron's next spike/,
    ),
  );
  const held = await simulated([...FAST, `${SYNAPSE}.overlap=hold`]);
  expect(held.metrics.cutWaveforms!.feedforward!.cut).toBe(0);
  expect(held.said.filter((text) => text.includes("cut short"))).toEqual([]);
});

test("both kernels count the same waveforms of a training, late starts too", async () => {
  for (const nonIdeal of [{}, { driver: { timing: 5e-3 } }]) {
    const counts = await Promise.all(
      (["wasm", "reference"] as const).map(async (kernel) => {
        const { metrics } = await runExperiment(
          spec({ kernel, train: { images: 40, epochs: 1 } }, 0, { nonIdeal } as never),
        );
        expect(metrics.kernel).toBe(kernel);
        return metrics.cutWaveforms;
      }),
    );
    expect(counts[0]).toEqual(counts[1]);
    const { posts, pres, cutPres } = counts[0]!.feedforward!;
    expect(posts).toBeGreaterThan(100);
    expect(pres).toBeGreaterThan(1000);
    expect(cutPres).toBeGreaterThan(100);
  }
});

test("a simulation in the lumped form says how far it is from full order; an exact one has nothing to say", async () => {
  const { metrics } = await simulated([`${SYNAPSE}.form=lumped`]);
  expect(metrics.plasticityChecks!.feedforward!.synapses).toBe(32);
  expect(metrics.plasticityChecks!.feedforward!.maxDifference).toBeLessThan(0.05);
  expect((await simulated([])).metrics.plasticityChecks).toEqual({});
});

test("up to a twentieth of cut waveforms is not worth a word", () => {
  expect(cutNotices({ a: { posts: 100, cut: 5 }, b: { posts: 0, cut: 0 } })).toEqual([]);
  expect(cutNotices({ a: { posts: 100, cut: 6 } })).toHaveLength(1);
  expect(cutNotices({ a: { posts: 100, cut: 6, pres: 100, cutPres: 6 } })).toHaveLength(2);
  expect(cutNotices({ a: { posts: 100, cut: 0, pres: 100, cutPres: 5 } })).toEqual([]);
});

describe("where inputs are Poisson trains of pictures, cut V_pre are told if their end would have changed something", () => {
  const device = devices["eis-ysz14"].create({});
  const alphas = { alphaPre: 1, alphaPost: 1 };
  const { pre, post } = forms["box-over-ramp"];
  const physics = { device, pre, post, ...alphas };

  test("a V_pre below the device's threshold loses nothing, one that compensates itself does", () => {
    expect(lossByCut(physics)).toBeLessThan(1e-5);
    expect(lossByCut({ ...forms.antisymmetric, device, ...alphas })).toBeGreaterThan(0.01);
    // Twice the voltage: 3 V at the gate conduct.
    expect(lossByCut({ ...physics, alphaPre: 2 })).toBeGreaterThan(100 * lossByCut(physics));
  });

  test("so the quickstart's own voltages say nothing, and the count stays in the metrics", async () => {
    const said: string[] = [];
    const short = { train: { images: 20, epochs: 1 }, label: { images: 5 }, physics };
    const { metrics } = await runExperiment(spec(short), { notice: (text) => said.push(text) });
    const { pres, cutPres, preLoss } = metrics.cutWaveforms!.feedforward!;
    expect(cutPres! / pres!).toBeGreaterThan(0.1);
    expect(preLoss).toBe(lossByCut(physics));
    expect(said.filter((text) => text.includes("pre waveforms"))).toEqual([]);
    const counts = { feedforward: { posts: 10, cut: 0, pres: pres!, cutPres: cutPres! } };
    expect(cutNotices({ feedforward: { ...counts.feedforward, preLoss: 0.2 } })).toHaveLength(1);
    expect(cutNotices(counts)).toHaveLength(1);
  });
});
