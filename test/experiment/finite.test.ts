import { describe, expect, test } from "vitest";
import { timesEncoder } from "../../src/core/encoder/index.js";
import { neurons } from "../../src/core/neuron/index.js";
import type { NeuronModel } from "../../src/core/neuron/model.js";
import { defaults } from "../../src/core/params.js";
import { checkMetrics } from "../../src/experiment/finite.js";
import { evaluate } from "../../src/experiment/kinds/classify/run.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";
import { spec } from "./bars.js";

const { lif } = neurons;

/** One source neuron drives one neuron for 10 ms. */
function chain(model: NeuronModel, nuPost = 0.01): SimulateSpec {
  const rule = { nuPre: 0, nuPost, tauPre: 0.02, tauPost: 0.02, tauPost2: 0, wMax: Number.POSITIVE_INFINITY };
  return {
    kind: "simulate",
    seed: "1",
    duration: 10e-3,
    network: {
      tick: 1e-3,
      populations: [
        { name: "a", size: 1 },
        { name: "b", size: 1, neuron: { model, values: defaults(lif.params), winner: "all" } },
      ],
      projections: [
        {
          name: "ab",
          from: "a",
          to: "b",
          rule: "all-to-all",
          receptor: "delta",
          delay: 0,
          synapse: traceStdp({ ...rule, init: { from: 1, to: 1 }, readGain: 20e-3 }),
        },
      ],
    },
    sources: { a: timesEncoder([[1e-3, 5e-3]]) },
    probes: [],
  };
}

describe("a simulation stops where a number is none", () => {
  test("of a neuron model of the user's own", async () => {
    const broken: NeuronModel = {
      ...lif,
      create: (...args) =>
        Object.assign(lif.create(...(args as Parameters<typeof lif.create>)), { voltage: () => Number.NaN }),
    };
    await expect(runExperiment(chain(broken))).rejects.toThrow(
      /the potential of neuron 0 of "b" is NaN at .*s of simulated time/,
    );
  });

  test("of a conductance", async () => {
    await expect(runExperiment(chain(lif, Number.POSITIVE_INFINITY))).rejects.toThrow(
      /synapse \(0, 0\) of "ab" is (Infinity|NaN) at .*s of simulated time; accepted: a finite number/,
    );
  });

  test("but not one in which all are", async () => {
    expect((await runExperiment(chain(lif))).metrics.spikes.b).toBe(2);
  });
});

describe("trained weights are held to the network", () => {
  const small = spec({
    train: { images: 0, epochs: 1 },
    label: { images: 5 },
    test: { split: "test", images: 5 },
  });
  const trained = (g: number, theta = 0) => ({
    conductance: new Float32Array(36 * 9).fill(1e-6).fill(g, 10, 11),
    theta: new Float32Array(9).fill(theta),
  });

  test.each([
    [Number.NaN, /weights\.npz: conductance\[1\]\[1\] is NaN; accepted: .* the range of the device/],
    [1, /weights\.npz: conductance\[1\]\[1\] is 1; accepted: .* to 4 µS/],
    [-1e-6, /conductance\[1\]\[1\] is -/],
  ])("a conductance of %s S is refused", async (g, message) => {
    await expect(evaluate(small, trained(g))).rejects.toThrow(message);
  });

  test("devices that differ are held to the widest of their own bounds", async () => {
    const nonIdeal = { range: { gMin: 0.5, gMax: 0.3 } };
    const wide = { ...spec({ ...small, network: spec({}, 0, { nonIdeal }).network }) };
    // The preset's are 50 nS to 4 µS: some device lies beyond, none by a factor of ten.
    for (const g of [40e-9, 4.4e-6])
      expect((await evaluate(wide, trained(g))).metrics.testImages, `${g} S`).toBe(5);
    for (const g of [1e-9, 40e-6])
      await expect(evaluate(wide, trained(g)), `${g} S`).rejects.toThrow(
        /conductance\[1\]\[1\] is .*; accepted: .* to .*, the range of the device/,
      );
  });

  test("a threshold that is no number is refused, what fits is taken", async () => {
    await expect(evaluate(small, trained(1e-6, Number.NaN))).rejects.toThrow(
      /weights\.npz: theta\[0\] is NaN/,
    );
    expect((await evaluate(small, trained(1e-6))).metrics.testImages).toBe(5);
  });
});

test("metrics that JSON has no word for are refused with their place", () => {
  expect(() => checkMetrics({ a: { b: [1, Number.NaN] } })).toThrow(/^metrics\.a\.b\[1\] is NaN/);
  expect(() =>
    checkMetrics({ a: null, energy: { perCorrectAnswer: Number.POSITIVE_INFINITY } }),
  ).not.toThrow();
});
