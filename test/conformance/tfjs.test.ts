import { describe, expect, test } from "vitest";
import { withBounds } from "../../src/core/device/state.js";
import { shift } from "../../src/core/waveform/piecewise-linear.js";
import { openBackend } from "../../src/crossbar/kernels/tfjs-backend.js";
import type { Slicing } from "../../src/crossbar/slicing.js";
import { backendName, openTensors } from "../tensor-backend.js";
import { type Case, course, device, post, tilted } from "./course.js";

const backend = await openTensors();
const sliced = (tau: number): Slicing => ({ backend, tau });
const choice = (tau: number) => ({ tfjs: { backend: backendName, tau } });
const TAUS = [0.5e-3, 0.25e-3] as const;

/**
 * Against the reference: the lumped form, which applies a post spike's potentiation before its depression. What that
 * costs (its own shadow check says how much) is the floor of this comparison; the shadow check of the sliced synapses is
 * against the ordered form and has none.
 */
const varied = { d2d: 0.2, c2c: 0.2, independentPolarity: true };
// Few pictures: spike trains are the same until a difference of 1e-6 of the range decides a threshold.
const small = { nPre: 40, nPost: 12, images: 3, ticks: 100 };
const cases: [name: string, c: Case][] = [
  ["devices alike", small],
  ["devices that vary in both ways", { ...small, synapse: varied, schedule: "amplitude" }],
  ["sizes that fill no vector", { ...small, nPre: 51, nPost: 37, synapse: varied }],
  ["a single neuron and a single input", { nPre: 1, nPost: 1, images: 5, rate: 2e3 }],
  ["devices that drift at rest", { ...small, synapse: { device: tilted, ...varied } }],
  ["a post waveform that begins 3 ms after its spike", { ...small, synapse: { post: shift(post, 3e-3) } }],
  [
    "bounds of their own in every device",
    { ...small, synapse: { ...varied, nonIdeal: { range: { gMin: 0.3, gMax: 0.2 } } } },
  ],
  [
    "drivers whose amplitudes vary",
    { ...small, synapse: { nonIdeal: { driver: { amplitude: 0.03, amplitudeSpread: 0.01 } } } },
  ],
  ["drivers whose starts vary", { ...small, synapse: { nonIdeal: { driver: { timing: 0.5e-3 } } } }],
  ["hard bounds", { ...small, images: 2, synapse: { device: withBounds(device, "hard") } }],
  ["a rest, and neurons that do not return to rest", { ...small, rest: 37, reset: false }],
];

describe.each(cases)("tfjs against the reference: %s", (_, c) => {
  test("the same spikes; conductances approach the exact ones with the square of tau", () => {
    const reference = course("reference", c);
    const runs = TAUS.map((tau) => course(choice(tau), c, sliced(tau)));
    const range = device.gMax - device.gMin;
    for (const run of runs) {
      expect(run.used).toBe("tfjs");
      expect(run.inputs).toEqual(reference.inputs);
      expect(run.spikes).toEqual(reference.spikes);
      expect(run.theta).toEqual(reference.theta);
      let largest = 0;
      for (const [x, g] of run.state.entries())
        largest = Math.max(largest, Math.abs(g - reference.state[x]!) / range);
      // The sliced ones' error at half a millisecond, and the lumped form's, on synapses that were not sampled.
      expect(largest).toBeLessThan(2e-3);
    }
    const errors = runs.map((run) => run.check.maxDifference);
    // Single precision of the changes leaves some 1e-8 of the range.
    for (const [k, error] of errors.entries()) expect(error).toBeLessThan(2e-4 / 4 ** k + 2e-7);
    if (errors[1]! > 1e-6) expect(Math.log2(errors[0]! / errors[1]!)).toBeGreaterThan(1.7);
  });
});

test("order of convergence with tau is 2, and the same on both backends that npm ci brings", async () => {
  const c: Case = { nPre: 30, nPost: 4, images: 2 };
  const cpu = await openBackend("cpu");
  const errors = (where: Slicing["backend"]) =>
    [0.5e-3, 0.25e-3, 0.125e-3].map(
      (tau) => course(choice(tau), c, { backend: where, tau }).check.rmsDifference,
    );
  const found = errors(backend);
  for (const k of [0, 1]) {
    const order = Math.log2(found[k]! / found[k + 1]!);
    expect(order).toBeGreaterThan(1.8);
    expect(order).toBeLessThan(2.2);
  }
  // Their exponentials differ in the last digits.
  for (const [k, error] of errors(cpu).entries()) expect(Math.abs(error - found[k]!)).toBeLessThan(1e-7);
});
