import { describe, expect, test } from "vitest";
import * as lifAlpha from "../../../src/core/neuron/lif-alpha.js";
import { defaults } from "../../../src/core/params.js";

const TICK = 0.1e-3;
const standard = defaults(lifAlpha.params);
type P = typeof standard & { readonly current?: number };

/** Potential above rest, tick by tick, after weights at tick 0. */
function course(change: Partial<P>, weights: readonly [number, number], ticks: number): number[] {
  const values = { ...standard, ...change };
  const neurons = lifAlpha.create(1, values, TICK, "all");
  neurons.current![0] = change.current ?? 0;
  const spikes = { index: new Int32Array(1), count: 0 };
  const found: number[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    if (tick === 0) for (const r of [0, 1]) neurons.input[r]![0] = weights[r]!;
    neurons.update(tick, spikes);
    found.push(neurons.voltage(0, tick) - values.vRest);
  }
  return found;
}

/** The same by Euler steps of a thousandth of a tick, as an average of two orders: its error falls with the step. */
function slowly(
  { tauM, tauE, tauI, current: constant = 0 }: P,
  [wE, wI]: readonly [number, number],
  ticks: number,
): number[] {
  const steps = 400;
  const h = TICK / steps;
  const alpha = (t: number, tau: number) => Math.E * (t / tau) * Math.exp(-t / tau);
  let u = 0;
  const found = [0];
  for (let tick = 0; tick + 1 < ticks; tick++) {
    for (let s = 0; s < steps; s++) {
      const t = tick * TICK + s * h;
      const current = (x: number) => wE * alpha(x, tauE) - wI * alpha(x, tauI) + constant;
      const half = u + ((h / 2) * (current(t) - u)) / tauM;
      u += (h * (current(t + h / 2) - half)) / tauM;
    }
    found.push(u);
  }
  return found;
}

describe("v follows the equations", () => {
  test.each<[string, Partial<P>, [number, number]]>([
    ["excitation", {}, [5e-3, 0]],
    ["excitation and inhibition of other time constants", { tauE: 1e-3, tauI: 7e-3 }, [9e-3, 4e-3]],
    ["the membrane's time constant that of the current", { tauE: 10e-3 }, [5e-3, 0]],
    ["nearly that of the current", { tauE: 10e-3 * (1 + 1e-9) }, [5e-3, 0]],
    ["a current much faster than a tick", { tauE: 0.02e-3 }, [5e-3, 0]],
    ["a negative weight, and a constant current", { current: 3e-3 }, [-5e-3, 0]],
  ])("%s", (_, change, weights) => {
    const exact = course(change, weights, 120);
    const steps = slowly({ ...standard, ...change }, weights, 120);
    // Midpoint steps of h: (h/tau)^2 of 5 mV, the fastest tau being 80 h.
    const most = change.tauE === 0.02e-3 ? 1e-7 : 1e-10;
    for (const [k, u] of exact.entries()) expect(Math.abs(u - steps[k]!)).toBeLessThan(most);
  });
});

test("a membrane a thousand times faster than a tick follows its current", () => {
  const [tauE, tauM, weight] = [5e-3, 1e-7, 5e-3];
  const found = course({ tauE, tauM }, [weight, 0], 120);
  // It is behind by tauM, in which the current changes by this much at most.
  const most = ((Math.E * weight) / tauE) * tauM;
  for (const [k, u] of found.entries()) {
    const t = k * TICK;
    expect(Math.abs(u - weight * Math.E * (t / tauE) * Math.exp(-t / tauE))).toBeLessThan(1.001 * most);
  }
});

test("a weight is the peak of its current, which is met after tauE", () => {
  const neurons = lifAlpha.create(1, { ...standard, tauE: 2e-3 }, TICK, "all");
  const iE = neurons.variables!.find(({ name }) => name === "iE")!;
  const spikes = { index: new Int32Array(1), count: 0 };
  const current: number[] = [];
  for (let tick = 0; tick < 60; tick++) {
    if (tick === 0) neurons.input[0]![0] = 4e-3;
    neurons.update(tick, spikes);
    current.push("values" in iE ? iE.values[0]! : Number.NaN);
  }
  expect(current.indexOf(Math.max(...current))).toBe(20);
  expect(current[20]).toBeCloseTo(4e-3, 15);
});

test("a neuron that rests above its threshold fires at the period of the equation", () => {
  const values = {
    ...standard,
    tauM: 20e-3,
    vRest: -49e-3,
    vReset: -60e-3,
    vThreshold: -50e-3,
    refractory: 5e-3,
  };
  const neurons = lifAlpha.create(1, values, TICK, "all");
  const spikes = { index: new Int32Array(1), count: 0 };
  const times: number[] = [];
  for (let tick = 0; tick < 2000; tick++) {
    neurons.update(tick, spikes);
    if (spikes.count > 0) times.push(tick);
  }
  const period = Math.ceil((20 * Math.log(11)) / 0.1) + 50;
  expect(times.slice(1).map((t, k) => t - times[k]!)).toEqual(times.slice(1).map(() => period));
  expect(times.length).toBeGreaterThan(3);
});
