/** Neurons without a closed form, against Euler's method in steps a thousand times shorter than a tick. */
import { describe, expect, test } from "vitest";
import { neurons } from "../../../src/core/neuron/index.js";
import type { NeuronModel } from "../../../src/core/neuron/model.js";
import { stepsOf } from "../../../src/core/neuron/stepped.js";
import { defaults } from "../../../src/core/params.js";

const TICK = 0.1e-3;

interface Input {
  readonly tick: number;
  readonly receptor: number;
  readonly weight: number;
}

/** Ticks of the spikes of one neuron, and v at every tick. */
function run(
  model: NeuronModel,
  { current = 0, ...change }: Record<string, number>,
  ticks: number,
  inputs: readonly Input[] = [],
) {
  const one = model.create(1, { ...defaults(model.params), ...change }, TICK, "all");
  one.current![0] = current;
  const buffer = { index: new Int32Array(1), count: 0 };
  const [spikes, v]: [number[], number[]] = [[], []];
  for (let tick = 0; tick < ticks; tick++) {
    for (const input of inputs.filter((each) => each.tick === tick))
      one.input[input.receptor]![0]! += input.weight;
    one.update(tick, buffer);
    if (buffer.count > 0) spikes.push(tick);
    v.push(one.voltage(0, tick));
  }
  return { spikes, v };
}

interface State {
  v: number;
  w: number;
  iE: number;
  iI: number;
}

/** The same by Euler's method: slopes of v and w, what a spike does, where it is counted. */
function slowly(
  ticks: number,
  inputs: readonly Input[],
  state: State,
  slopes: (s: State) => readonly [dv: number, dw: number],
  spiked: (s: State) => void,
  peak: number,
  tau: readonly [number, number],
  take: (s: State, input: Input) => void,
  refractoryTicks = 0,
) {
  const STEPS = 1000;
  const dt = TICK / STEPS;
  const [spikes, v]: [number[], number[]] = [[], []];
  let until = 0;
  for (let tick = 0; tick < ticks; tick++) {
    const held = tick <= until;
    for (let s = 0; s < STEPS && tick > 0; s++) {
      const [dv, dw] = slopes(state);
      if (!held && state.v < peak) state.v = Math.min(peak, state.v + dt * dv);
      state.w += dt * dw;
      state.iE -= (dt * state.iE) / tau[0];
      state.iI -= (dt * state.iI) / tau[1];
    }
    if (!held && state.v >= peak) {
      spiked(state);
      until = tick + refractoryTicks;
      spikes.push(tick);
    }
    for (const input of inputs.filter((each) => each.tick === tick)) take(state, input);
    v.push(state.v);
  }
  return { spikes, v };
}

/** Steps so short that only the equations can differ. */
const FINE = { step: 1e-6 };

/** Each spike at the same tick or the next: Euler's error moves it by a tenth of a tick or so. */
function expectSame(found: ReturnType<typeof run>, expected: ReturnType<typeof run>, least: number): void {
  expect(found.spikes).toHaveLength(expected.spikes.length);
  expect(found.spikes.length).toBeGreaterThanOrEqual(least);
  for (const [k, tick] of found.spikes.entries())
    expect(Math.abs(tick - expected.spikes[k]!)).toBeLessThanOrEqual(1);
  // Far from spikes, where v rises by up to 10 V/s: a tick more or less is 1 mV.
  const near = (tick: number) => expected.spikes.some((at) => tick >= at - 20 && tick <= at + 20);
  for (const [tick, v] of found.v.entries())
    if (!near(tick)) expect(Math.abs(v - expected.v[tick]!)).toBeLessThan(1e-3);
}

describe("adex", () => {
  const p = { ...defaults(neurons.adex.params), current: 0 };
  const reference = (change: Partial<typeof p>, ticks: number, inputs: readonly Input[]) => {
    const q = { ...p, ...change };
    return slowly(
      ticks,
      inputs,
      { v: q.vRest, w: 0, iE: 0, iI: 0 },
      ({ v, w, iE, iI }) => [
        (q.vRest -
          v +
          q.deltaT * Math.exp((Math.min(v, q.vPeak) - q.vThreshold) / q.deltaT) -
          w +
          iE -
          iI +
          q.current) /
          q.tauM,
        (q.a * (v - q.vRest) - w) / q.tauW,
      ],
      (s) => {
        s.v = q.vReset;
        s.w += q.b;
      },
      q.vPeak,
      [q.tauE, q.tauI],
      (s, { receptor, weight }) => {
        if (receptor === 0) s.iE += weight;
        else s.iI += weight;
      },
      Math.round(q.refractory / TICK),
    );
  };

  test.each([
    ["adapts to a constant current", { current: 1 / 30 }, []],
    ["bursts where it is reset above threshold", { current: 0.8 / 30, vReset: -47.4e-3 }, []],
    ["holds v for its refractory time", { current: 2 / 30, refractory: 3e-3 }, []],
    [
      "takes currents of both signs",
      {},
      [
        { tick: 5, receptor: 0, weight: 0.12 },
        { tick: 12, receptor: 1, weight: 0.02 },
        { tick: 100, receptor: 0, weight: 0.2 },
        { tick: 700, receptor: 0, weight: 0.3 },
      ],
    ],
  ] as const)("%s", (_, change, inputs) => {
    expectSame(run(neurons.adex, { ...change, ...FINE }, 1000, inputs), reference(change, 1000, inputs), 2);
  });

  test("spikes follow each other more slowly as w grows", () => {
    const { spikes } = run(neurons.adex, { current: 1 / 30 }, 5000);
    const gaps = spikes.slice(1).map((tick, k) => tick - spikes[k]!);
    expect(gaps[1]!).toBeGreaterThan(gaps[0]!);
    expect(gaps.at(-1)!).toBeGreaterThan(1.5 * gaps[0]!);
  });

  test("a current below (1 + a) (vThreshold - vRest - deltaT + deltaT ln(1 + tauM / tauW)) makes no lasting spikes, one above it does", () => {
    // The rheobase where the resting state is lost by an Andronov-Hopf bifurcation: Touboul and Brette (2008).
    const rheobase =
      (1 + p.a) * (p.vThreshold - p.vRest - p.deltaT + p.deltaT * Math.log(1 + p.tauM / p.tauW)) +
      p.deltaT * (p.a - p.tauM / p.tauW);
    // Switching it on may make one: the last half second counts.
    const lasting = (current: number) =>
      run(neurons.adex, { current }, 10_000).spikes.filter((tick) => tick > 5000).length;
    expect(lasting(0.97 * rheobase)).toBe(0);
    expect(lasting(1.03 * rheobase)).toBeGreaterThan(0);
  });

  test("a peak below the threshold is refused", () => {
    const create = () => neurons.adex.create(1, { ...p, vPeak: -60e-3 }, TICK, "all");
    expect(create).toThrow("must be below vPeak (-0.06 V)");
  });
});

describe("izhikevich", () => {
  const p = { ...defaults(neurons.izhikevich.params), current: 0 };
  const reference = (change: Partial<typeof p>, ticks: number, inputs: readonly Input[]) => {
    const q = { ...p, ...change };
    // Of 0.04 v^2 + 5 v + 140 - u, u = b v.
    const rest = (-(5 - q.b) - Math.sqrt((5 - q.b) ** 2 - 4 * 0.04 * 140)) / 0.08;
    const mV = 1e-3;
    return slowly(
      ticks,
      inputs,
      { v: rest * mV, w: q.b * rest * mV, iE: 0, iI: 0 },
      ({ v, w }) => {
        const x = Math.min(v / mV, 30);
        return [0.04 * x * x + 5 * x + 140 - w / mV + q.current / mV, q.a * (q.b * v - w)];
      },
      (s) => {
        s.v = q.c;
        s.w += q.d;
      },
      30 * mV,
      [1, 1],
      (s, { weight }) => {
        s.v += weight;
      },
    );
  };
  // Slopes of v above are in mV per ms, which is V per s.

  test.each([
    ["regular spiking", { current: 10e-3 }, []],
    ["fast spiking", { current: 10e-3, a: 100, d: 2e-3 }, []],
    ["chattering", { current: 10e-3, c: -50e-3, d: 2e-3 }, []],
    [
      "jumps of v",
      {},
      [
        { tick: 10, receptor: 0, weight: 20e-3 },
        { tick: 900, receptor: 0, weight: 8e-3 },
        { tick: 905, receptor: 0, weight: 12e-3 },
      ],
    ],
  ] as const)("%s", (_, change, inputs) => {
    expectSame(
      run(neurons.izhikevich, { ...change, ...FINE }, 1000, inputs),
      reference(change, 1000, inputs),
      2,
    );
  });

  test("a neuron without a rest (b = 0.25 has none) starts at the bottom of its parabola and stays finite", () => {
    const { v } = run(neurons.izhikevich, { b: 0.3 }, 2000);
    expect(v.every(Number.isFinite)).toBe(true);
  });
});

test.each([
  ["adex", { current: 2 / 30, refractory: 3e-3 }],
  ["adex", { current: 0.8 / 30, vReset: -47.4e-3 }],
  ["izhikevich", { current: 10e-3, a: 100, d: 2e-3 }],
  ["izhikevich", { current: 10e-3, c: -50e-3, d: 2e-3 }],
] as const)(
  "%s: the default step moves no spike of the first tenth of a second by more than 0.2 ms",
  (name, change) => {
    const [usual, fine] = [{}, FINE].map((step) => run(neurons[name], { ...change, ...step }, 1000).spikes);
    expect(usual).toHaveLength(fine!.length);
    for (const [k, tick] of usual!.entries()) expect(Math.abs(tick - fine![k]!)).toBeLessThanOrEqual(2);
  },
);

test("a tick is cut into equal steps, none longer than asked for", () => {
  expect(stepsOf(1e-3, 0.1e-3)).toBe(10);
  expect(stepsOf(1e-3, 0.3e-3)).toBe(4);
  expect(stepsOf(0.05e-3, 0.1e-3)).toBe(1);
});
