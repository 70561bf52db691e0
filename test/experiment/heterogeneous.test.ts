import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { devices } from "../../src/core/device/index.js";
import { defaults } from "../../src/core/params.js";
import { forms } from "../../src/core/waveform/index.js";
import { waveform } from "../../src/core/waveform/piecewise-linear.js";
import { eisSynapse } from "../../src/crossbar/eis.js";
import type { ClassifyResult } from "../../src/experiment/kinds/classify/result.js";
import { evaluate, frozenAnswers } from "../../src/experiment/kinds/classify/run.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import type { SimulateResult } from "../../src/experiment/kinds/simulate/result.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import type { Trained } from "../../src/experiment/split-pass.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";
import { bruteForce } from "../crossbar/brute-force.js";
import { spec } from "./bars.js";

const device = devices["eis-ysz14"].create(defaults(devices["eis-ysz14"].params));
const range = device.gMax - device.gMin;

describe("one V_pre and two V_post: experiments/studies/heterogeneous-rules", () => {
  let study: SimulateSpec;
  let result: SimulateResult;
  beforeAll(async () => {
    const loaded = await loadExperiment(join(packageRoot, "experiments/studies/heterogeneous-rules.yaml"));
    if (loaded.spec.kind !== "simulate") throw new Error("another kind");
    study = loaded.spec;
    result = await runExperiment(study);
  });

  test("each projection is what its own V_post makes of the same spikes, integrated by brute force", () => {
    const waves = { "to-fusiform": forms.antisymmetric, "to-cartwheel": forms["heterogeneous-b"] };
    const { tick } = study.network;
    const posts = [0, 1, 2, 3].map((s) => Math.round((0.3 + s) / tick));
    for (const [name, { pre, post }] of Object.entries(waves)) {
      const { start, end } = result.metrics.conductance[name]!;
      for (let k = 0; k < 33; k++) {
        const pres = posts.map((t) => t - Math.round((5e-3 * (k - 16)) / tick));
        const { g } = bruteForce({ device, pre, post, tick }, start[k]!, pres, posts);
        expect(Math.abs(end[k]! - g) / range).toBeLessThan(1e-9);
      }
    }
  });

  test("one rule is antisymmetric, the other depresses only", () => {
    const change = (name: string) => {
      const { start, end } = result.metrics.conductance[name]!;
      return end.map((g, k) => g! - start[k]!);
    };
    const fusiform = change("to-fusiform");
    const cartwheel = change("to-cartwheel");
    expect(Math.max(...fusiform.slice(0, 13))).toBeLessThan(-10e-9);
    expect(Math.min(...fusiform.slice(20))).toBeGreaterThan(10e-9);
    expect(Math.max(...cartwheel)).toBeLessThan(0.1e-9);
    expect(cartwheel.indexOf(Math.min(...cartwheel))).toBe(16);
  });

  test("what all projections learned is in the result and in its hash", async () => {
    expect(Object.keys(result.others!)).toEqual(["to-cartwheel"]);
    expect(result.others!["to-cartwheel"]).toHaveLength(33);
    const [first, second, ...rest] = study.network.projections;
    const exchanged = {
      ...study.network,
      projections: [first!, { ...second!, synapse: first!.synapse! }, ...rest],
    };
    const other = await runExperiment({ ...study, network: exchanged });
    expect(other.conductance).toEqual(result.conductance);
    expect(other.metrics.weightsSha256).not.toBe(result.metrics.weightsSha256);
  });

  test("an alpha that follows a schedule in the file does in the run what brute force makes of it", async () => {
    const alpha = "network.projections.to-fusiform.synapses.eis.alphaPost";
    // In the middle of the second volley's waveforms, and between the third and the fourth.
    const schedule = '{"schedule": [["0 s", 1], ["1.32 s", -0.6], ["3 s", 0.5]]}';
    const file = join(packageRoot, "experiments/studies/heterogeneous-rules.yaml");
    const { spec: modulated } = await loadExperiment(file, { set: [`${alpha}=${schedule}`] });
    const { conductance } = (await runExperiment(modulated as SimulateSpec)).metrics;
    expect(conductance["to-cartwheel"]).toEqual(result.metrics.conductance["to-cartwheel"]);
    const { start, end } = conductance["to-fusiform"]!;
    const { tick } = study.network;
    const alphas = [
      { tick: 0, pre: 1, post: 1 },
      { tick: 2640, pre: 1, post: -0.6 },
      { tick: 6000, pre: 1, post: 0.5 },
    ];
    const posts = [0, 1, 2, 3].map((s) => Math.round((0.3 + s) / tick));
    for (let k = 0; k < 33; k++) {
      const pres = posts.map((t) => t - Math.round((5e-3 * (k - 16)) / tick));
      const { g } = bruteForce({ ...forms.antisymmetric, device, tick, alphas }, start[k]!, pres, posts);
      expect(Math.abs(end[k]! - g) / range).toBeLessThan(1e-9);
    }
  });

  test("two projections to one population learn what they learn apart", async () => {
    const projections = study.network.projections.map((p) =>
      p.name === "to-cartwheel" ? { ...p, to: "fusiform" } : p,
    );
    const joint = await runExperiment({ ...study, network: { ...study.network, projections } });
    expect(joint.metrics.conductance).toEqual(result.metrics.conductance);
  });
});

describe("a classification with a second plastic projection to the output", () => {
  /** Bars, with synapses of another V_post beside those that are read. */
  function twoRules(change: Partial<ClassifySpec> = {}): ClassifySpec {
    const base = spec(change);
    const { pre } = forms["box-over-ramp"];
    const post = waveform([
      [0, -9],
      [10e-3, -9],
      [10e-3, 9.2],
      [20e-3, 9.2],
    ]);
    const second = eisSynapse({
      device,
      pre,
      post,
      alphaPre: 1,
      alphaPost: 1,
      form: "lumped",
      overlap: "restart",
      readGain: 0.05 / range,
      init: { from: 0.2, to: 0.3 },
      d2d: 0.06,
      c2c: 0.05,
      independentPolarity: false,
      nonIdeal: { states: { count: 4 } },
    });
    const [forward, ...rest] = base.network.projections;
    const projections = [forward!, { ...forward!, name: "second", synapse: second }, ...rest];
    return { ...base, network: { ...base.network, projections } };
  }

  let result: ClassifyResult;
  let trained: Trained;
  beforeAll(async () => {
    result = await runExperiment(twoRules());
    const { conductance, theta, others } = result;
    trained = { conductance, theta, others: others! };
  });

  test("both learn, and the report says why it goes tick by tick", () => {
    expect(result.metrics.kernelNotice).toContain("one feedforward");
    expect(new Set(result.others!.second).size).toBeGreaterThan(100);
    expect(result.metrics.accuracy.classMean).toBeGreaterThan(0.7);
  });

  test("neither learns in the frozen passes: a second test gives the same", async () => {
    const again = await evaluate(twoRules(), trained);
    expect(again.metrics.accuracy).toEqual(result.metrics.accuracy);
    expect(again.others).toEqual(result.others);
    expect(again.metrics.weightsSha256).toBe(result.metrics.weightsSha256);
  });

  test("helpers answer with both", () => {
    const whole = frozenAnswers(twoRules())(trained)("test", 0, 20);
    const without = frozenAnswers(twoRules())({
      ...trained,
      others: { second: new Float32Array(trained.others!.second!.length).fill(device.gMax) },
    })("test", 0, 20);
    expect(whole).not.toEqual(without);
    expect(() => frozenAnswers(twoRules())({ ...trained, others: {} })).toThrow('no projection "second"');
  });
});
