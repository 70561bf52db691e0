import { expect, test } from "vitest";
import { create, params } from "../../../src/core/neuron/lif.js";
import { defaults } from "../../../src/core/params.js";

const p = defaults(params);
const TICK = 1e-4;
const TAU = Math.round(p.tauM / TICK); // ticks
const REFRACTORY = Math.round(p.refractory / TICK);
const below = 0.6 * (p.vThreshold - p.vRest); // one is too little for a spike, two are enough
const above = 2 * below;

/** A population and a function that delivers weights to neurons at a tick and tells who spikes. */
function population(n: number, winner: "all" | "one-per-step" = "all", values = p) {
  const neurons = create(n, values, TICK, winner);
  const spikes = { index: new Int32Array(n), count: 0 };
  const at = (tick: number, ...weights: number[]) => {
    neurons.input[0]!.set(weights);
    neurons.update(tick, spikes);
    return [...spikes.index.subarray(0, spikes.count)];
  };
  return { neurons, at };
}

test("a neuron left alone for one tauM keeps 1/e of its depolarisation", () => {
  const { neurons, at } = population(1);
  at(5, below);
  const kept = (neurons.voltage(0, 5 + TAU) - p.vRest) / below;
  expect(kept).toBeCloseTo(Math.exp(-1), 12);
});

test("two inputs below threshold spike together but not ten tauM apart", () => {
  expect(population(1).at(0, 2 * below)).toEqual([0]);
  const { at } = population(1);
  expect(at(0, below)).toEqual([]);
  expect(at(10 * TAU, below)).toEqual([]);
});

test("an input in the refractory time is lost, the same input at its end is not", () => {
  const { neurons, at } = population(1);
  expect(at(0, above)).toEqual([0]);
  expect(at(REFRACTORY - 1, above)).toEqual([]);
  expect(neurons.voltage(0, REFRACTORY)).toBe(p.vReset);
  expect(at(REFRACTORY, above)).toEqual([0]);
});

test("v rests at vReset for the refractory time and only then decays towards vRest", () => {
  const { neurons, at } = population(1, "all", { ...p, vReset: -60e-3 });
  at(0, above);
  expect(neurons.voltage(0, REFRACTORY)).toBe(-60e-3);
  // 1e-15 V: rounding of numbers near 0.07.
  expect(neurons.voltage(0, REFRACTORY + TAU)).toBeCloseTo(p.vRest + 10e-3 * Math.exp(-1), 15);
});

test("an input that lifts v exactly to the threshold makes a spike, one of a ten-thousandth less does not", () => {
  const exactly = p.vThreshold - p.vRest;
  expect(population(1).at(0, exactly)).toEqual([0]);
  expect(population(1).at(0, 0.9999 * exactly)).toEqual([]);
});

test("without refractory time every sufficient input makes a spike", () => {
  const { at } = population(1, "all", { ...p, refractory: 0 });
  expect([at(0, above), at(1, above), at(2, above)]).toEqual([[0], [0], [0]]);
});

test("of several over threshold only the furthest spikes under one-per-step, and the losers keep v", () => {
  const { neurons, at } = population(3, "one-per-step");
  expect(at(0, above, 1.5 * above, above)).toEqual([1]);
  expect(neurons.voltage(0, 0)).toBeGreaterThan(p.vThreshold);
  expect(at(1, 1e-6, 0, 1e-6)).toEqual([0]);
});

test("an inhibitory input counters an excitatory one of the same tick", () => {
  const { neurons, at } = population(1);
  expect(at(0, above - above)).toEqual([]);
  at(1, -below);
  expect(neurons.voltage(0, 1)).toBeCloseTo(p.vRest - below, 15);
});

test("a reset potential at or over the threshold is refused", () => {
  expect(() => create(1, { ...p, vReset: p.vThreshold }, TICK, "all")).toThrow(RangeError);
});
