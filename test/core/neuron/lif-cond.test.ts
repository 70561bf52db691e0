import { expect, test } from "vitest";
import { create, params } from "../../../src/core/neuron/lif-cond.js";
import type { Winner } from "../../../src/core/neuron/model.js";
import { defaults } from "../../../src/core/params.js";
import { Random } from "../../../src/core/random.js";

const p = defaults(params);
const TICK = p.dt;
const f = Math.fround;

function population(n: number, winner: Winner = "all", values = p, tick = TICK) {
  const neurons = create(n, values, tick, winner);
  const buffer = { index: new Int32Array(n), count: 0 };
  const step = (t: number) => {
    neurons.update(t, buffer);
    return [...buffer.index.subarray(0, buffer.count)];
  };
  return { neurons, step };
}

test("every step is the stated formula, each operation rounded to single precision in the stated order", () => {
  const values = { ...p, eExc: 10e-3, vThreshold: 1 };
  const { neurons, step } = population(1, "all", values);
  const random = Random.of("lif-cond");
  const a = f(p.dt / p.tauM);
  const [dE, dI] = [f(Math.exp(-p.dt / p.tauE)), f(Math.exp(-p.dt / p.tauI))];
  let [v, gE, gI] = [f(p.vRest), 0, 0];
  for (let t = 0; t < 2000; t++) {
    const wE = random.uniform() < 0.1 ? f(random.uniform()) : 0;
    const wI = random.uniform() < 0.01 ? 20 : 0;
    neurons.input[0]![0] = wE;
    neurons.input[1]![0] = wI;
    step(t);
    if (t % 32 === 0 && gE < 1e-20) gE = 0;
    if (t % 32 === 0 && gI < 1e-20) gI = 0;
    gE = f(f(gE * dE) + wE);
    gI = f(f(gI * dI) + wI);
    const drive = f(f(f(p.vRest) + f(gE * f(10e-3))) + f(gI * f(p.eInh)));
    v = f(f(v + f(a * drive)) / f(f(1 + f(a * f(1 + gI))) + f(a * gE)));
    expect(neurons.voltage(0, t)).toBe(v);
  }
});

test("with a small step v follows the closed form of a constant conductance", () => {
  // tauE so long that one input is a constant g: v -> (vRest + g eExc) / (1 + g) with time constant tauM / (1 + g).
  const values = { ...p, dt: 1e-5, tauE: 1e6, vThreshold: 1 };
  const { neurons, step } = population(1, "all", values, 1e-5);
  neurons.input[0]![0] = 0.5;
  for (let t = 0; t < 5000; t++) step(t);
  const end = p.vRest / 1.5;
  const expected = end + (p.vRest - end) * Math.exp((-0.05 * 1.5) / p.tauM);
  // First-order method: error about dt/tauM of the way gone (22 mV), and 5000 roundings of 4e-9 V.
  expect(Math.abs(neurons.voltage(0, 5000) - expected)).toBeLessThan(1e-5);
});

test("inhibition of any strength leaves v between the reversal potentials", () => {
  const { neurons, step } = population(1);
  neurons.input[1]![0] = 1e6;
  for (let t = 0; t < 20; t++) {
    step(t);
    expect(neurons.voltage(0, t)).toBeLessThan(p.vRest);
    expect(neurons.voltage(0, t)).toBeGreaterThanOrEqual(Math.fround(p.eInh));
  }
});

test("inputs between steps wait for the next step", () => {
  const { neurons, step } = population(1, "all", p, p.dt / 5);
  step(0);
  expect(neurons.nextTick()).toBe(5);
  const before = neurons.voltage(0, 0);
  neurons.input[0]![0] = 1;
  step(2);
  expect(neurons.input[0]![0]).toBe(1);
  expect(neurons.voltage(0, 2)).toBe(before);
  step(5);
  expect(neurons.input[0]![0]).toBe(0);
  expect(neurons.voltage(0, 5)).toBeGreaterThan(before + 1e-4);
});

test("the grid of steps starts at the tick of the last reset", () => {
  const { neurons, step } = population(1, "all", p, p.dt / 5);
  step(0);
  neurons.reset(103);
  expect(neurons.nextTick()).toBe(103);
  step(103);
  expect(neurons.nextTick()).toBe(108);
});

test("v exactly at the threshold is not over it", () => {
  // Powers of two, and dt / tauM one of them: every operation of a step at rest is exact.
  const exact = {
    ...p,
    vRest: -(2 ** -4),
    vThreshold: -(2 ** -3),
    thetaStart: 2 ** -3,
    tauM: 128 * p.dt,
    eExc: 0,
  };
  const { neurons, step } = population(1, "all", exact);
  neurons.theta![0] = 2 ** -4;
  expect(step(0)).toEqual([]);
  expect(neurons.voltage(0, 0)).toBe(exact.vRest);
  neurons.theta![0] = 2 ** -4 * (1 - 2 ** -20);
  expect(step(1)).toEqual([0]);
});

test("nor is what an input lifts to it: with a = 1 and gE = 2, -1/16 V to -1/32 V", () => {
  const exact = { ...p, vRest: -(2 ** -4), vReset: -(2 ** -4), tauM: p.dt, eExc: 0 };
  const lifted = (vThreshold: number, thetaStart: number) => {
    const { neurons, step } = population(1, "all", { ...exact, vThreshold, thetaStart });
    neurons.input[0]![0] = 2;
    return step(0).length;
  };
  for (const [vThreshold, theta] of [
    [-(2 ** -5), 0],
    [-(2 ** -4), 2 ** -5],
    [-(2 ** -2), 7 * 2 ** -5],
  ] as const) {
    expect(lifted(vThreshold, theta)).toBe(0);
    // Some steps of single precision lower.
    expect(lifted(vThreshold - 2 ** -24, theta)).toBe(1);
  }
});

test("a neuron is refractory for its time and spikes again at the step after it", () => {
  const { neurons, step } = population(1);
  const fired: number[] = [];
  for (let t = 0; t < 23; t++) {
    neurons.input[0]![0] = 1000;
    if (step(t).length > 0) fired.push(t);
  }
  expect(fired).toEqual([0, 11, 22]); // 5 ms are ten steps
});

test("each spike raises theta by thetaPlus, which reset keeps, and a higher theta stops the neuron", () => {
  const { neurons, step } = population(2);
  neurons.thetaPlus = 1e-3;
  neurons.input[0]![0] = 1000;
  expect(step(0)).toEqual([0]);
  neurons.reset(1);
  expect(neurons.theta![0]).toBeCloseTo(p.thetaStart + 1e-3, 8); // single precision
  expect(neurons.theta![1]).toBeCloseTo(p.thetaStart, 8);
  neurons.theta![0] = 1;
  neurons.input[0]!.fill(1000);
  expect(step(1)).toEqual([1]);
});

test("under one-per-step the neuron furthest over its own threshold spikes and the others keep v", () => {
  const { neurons, step } = population(3, "one-per-step");
  neurons.theta![1] = p.thetaStart - 5e-3;
  neurons.input[0]!.fill(1000);
  expect(step(0)).toEqual([1]);
  expect(neurons.voltage(0, 0)).toBeGreaterThan(-52e-3);
  expect(step(1)).toEqual([0]);
  expect(step(2)).toEqual([2]);
});

test("with two places the neuron furthest over its threshold spikes at each, and the others keep v", () => {
  // Planes 0 to 2 of two places: neurons 0, 2, 4 and 1, 3, 5.
  const { neurons, step } = population(6, { places: 2 });
  neurons.theta![2] = p.thetaStart - 5e-3;
  neurons.theta![5] = p.thetaStart - 5e-3;
  neurons.input[0]!.fill(1000);
  expect(step(0)).toEqual([2, 5]);
  expect(neurons.voltage(0, 0)).toBeGreaterThan(-52e-3);
  expect(step(1)).toEqual([0, 1]);
  expect(step(2).sort()).toEqual([3, 4]);
});

test("a conductance below the smallest kept is let go at the next look, long before it is a denormal", () => {
  const { neurons, step } = population(1);
  neurons.input[0]![0] = 1;
  // e^-1/2 a step: below 1e-20 after 93 steps, a denormal after 175 if nothing were done.
  for (let t = 0; t < 400; t++) step(t);
  const kept = (neurons as unknown as { gE: Float32Array }).gE[0];
  expect(kept).toBe(0);
});

test("a step that is not a whole number of ticks is refused with both numbers", () => {
  expect(() => create(1, p, 0.3e-3, "all")).toThrow(
    /dt of 500 µs is not a whole number of ticks; accepted: multiples of 300 µs, nearest 300 µs and 600 µs/,
  );
  expect(() => create(1, p, 1e-3, "all")).toThrow(RangeError);
});

test("leaving out a step is refused rather than computed wrongly", () => {
  const { step } = population(1);
  expect(() => step(3)).toThrow(/due at 0/);
});
