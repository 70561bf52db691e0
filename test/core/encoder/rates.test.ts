import { describe, expect, test } from "vitest";
import { encoders, timesEncoder } from "../../../src/core/encoder/index.js";
import type { Encoder } from "../../../src/core/encoder/model.js";
import { Random } from "../../../src/core/random.js";

const tick = 0.5e-3;
const request = (size: number, ticks: number, values?: ArrayLike<number>, boost = 1) => ({
  size,
  ticks,
  tick,
  boost,
  random: Random.of("rates"),
  ...(values ? { values } : {}),
});
/** Four standard deviations of a Poisson count. */
const near = (count: number, mean: number) =>
  expect(Math.abs(count - mean)).toBeLessThan(4 * Math.sqrt(mean) + 1);
const perNeuron = (train: { index: Int32Array; count: number }, size: number) => {
  const counts = new Array<number>(size).fill(0);
  for (let s = 0; s < train.count; s++) counts[train.index[s]!]!++;
  return counts;
};

test("poisson-total spends the same total on thin and bright pictures, in proportion to the values", () => {
  const encoder = encoders["poisson-total"].create({ totalRate: 10e3 });
  for (const values of [
    [10, 20, 30, 0],
    [100, 200, 250, 0],
  ]) {
    const scaled = encoder.encode(
      request(
        100,
        20_000,
        Array.from({ length: 100 }, (_, i) => values[i % 4]!),
      ),
    );
    near(scaled.count, 10e3 * 10);
    const counts = perNeuron(scaled, 100);
    near(counts[0]!, (1e5 * values[0]!) / (25 * (values[0]! + values[1]! + values[2]!)));
    expect(counts[3]).toBe(0);
  }
});

test("a retry's boost multiplies the rate", () => {
  const encoder = encoders.poisson.create({ maxRate: 63.75 });
  const values = new Uint8Array(50).fill(255);
  near(encoder.encode(request(50, 20_000, values)).count, 63.75 * 10 * 50);
  near(encoder.encode(request(50, 20_000, values, 1.5)).count, 1.5 * 63.75 * 10 * 50);
});

test("gaps follow the geometric law of independent ticks", () => {
  const { tick: at, count } = encoders["poisson-rate"].create({ rate: 200 }).encode(request(1, 200_000));
  const p = 200 * tick;
  const gaps = Array.from({ length: count - 1 }, (_, s) => at[s + 1]! - at[s]!);
  for (const k of [1, 2, 5, 10]) {
    const share = gaps.filter((g) => g > k).length / gaps.length;
    expect(Math.abs(share - (1 - p) ** k)).toBeLessThan(4 * Math.sqrt(0.25 / gaps.length));
  }
});

test("correlated neurons have the rate and the pairwise correlation asked for, the others none", () => {
  const ticks = 400_000;
  const encoder = encoders.correlated.create({
    rate: 20,
    groupSize: 2,
    correlatedGroups: 1,
    correlation: 0.5,
  });
  const train = encoder.encode(request(4, ticks));
  const counts = perNeuron(train, 4);
  for (const c of counts) near(c, 20 * ticks * tick);
  const sets = [0, 1, 2, 3].map(
    (i) => new Set([...train.tick.subarray(0, train.count)].filter((_, s) => train.index[s] === i)),
  );
  const together = (a: number, b: number) => [...sets[a]!].filter((t) => sets[b]!.has(t)).length;
  const p = 20 * tick;
  const correlation = (a: number, b: number) => (together(a, b) / ticks - p * p) / (p * (1 - p));
  // Some 2,000 common spikes: their standard error is 2 %.
  expect(Math.abs(correlation(0, 1) - 0.5)).toBeLessThan(0.04);
  expect(Math.abs(correlation(2, 3))).toBeLessThan(0.02);
});

test("regular and given times fall on their ticks", () => {
  const regular = encoders.regular.create({ period: 10e-3, start: 5e-3 }).encode(request(2, 60));
  expect([...regular.tick.slice(0, regular.count)]).toEqual([10, 10, 30, 30, 50, 50]);
  const given = timesEncoder([[3e-3, 1e-3], [2e-3]]).encode(request(2, 60));
  expect([...given.tick.slice(0, given.count)]).toEqual([2, 4, 6]);
  expect([...given.index.slice(0, given.count)]).toEqual([0, 1, 0]);
});

test("times that cannot be spikes are refused", () => {
  expect(() => timesEncoder([[-1]])).toThrow("accepted: finite times from 0 s");
});

test("recorded spikes of a neuron that fall on one tick are one spike, and are counted", () => {
  const encoder = timesEncoder([[10.021e-3, 10.187e-3, 40e-3], [10.1e-3]]);
  const train = encoder.encode(request(2, 60));
  expect([...train.tick.slice(0, train.count)]).toEqual([20, 20]);
  expect([...train.index.slice(0, train.count)]).toEqual([0, 1]);
  expect(encoder.notice?.({ size: 2, tick }, 60)).toBe(
    "1 of 4 spikes falls on a tick (500 µs) on which the neuron spikes already, and is merged with that spike; a shorter tick keeps them apart; " +
      "1 of 4 spikes is at or after the end (30 ms) and left out",
  );
  expect(encoder.notice?.({ size: 2, tick: 1e-6 }, 60_000)).toBeUndefined();
});

describe("more than one spike per neuron and tick is refused", () => {
  const misfit = (encoder: Encoder, size = 10) => encoder.misfit?.({ size, tick });

  test.each([
    ["poisson-rate", { rate: 5e3 }],
    ["correlated", { rate: 5e3, groupSize: 1, correlatedGroups: 0, correlation: 0 }],
    ["poisson", { maxRate: 5e3 }],
  ] as const)("%s, with the fastest rate that is accepted", (name, values) => {
    expect(misfit(encoders[name].create(values as never))).toMatch(
      /ate of 5 kHz is 2\.50 spikes per tick of 500 µs, .* accepted: up to 2 kHz, or a shorter tick/,
    );
  });

  test("one spike on every tick is accepted", () => {
    expect(misfit(encoders["poisson-rate"].create({ rate: 2e3 }))).toBeUndefined();
    expect(misfit(encoders.regular.create({ period: tick, start: 0 }))).toBeUndefined();
  });

  test("a total that the neurons cannot give between them", () => {
    expect(misfit(encoders["poisson-total"].create({ totalRate: 20e3 }))).toBeUndefined();
    expect(misfit(encoders["poisson-total"].create({ totalRate: 21e3 }))).toMatch(/mean rate of 10 neurons/);
  });

  test("a period below the tick, or between two ticks", () => {
    expect(misfit(encoders.regular.create({ period: 0.4e-3, start: 0 }))).toMatch(
      /period of 400 µs is shorter than a tick \(500 µs\).* accepted: at least 500 µs/,
    );
    expect(misfit(encoders.regular.create({ period: 0.7e-3, start: 0 }))).toMatch(/nearest 500 µs and 1 ms/);
    expect(misfit(encoders.regular.create({ period: 1e-3, start: 0.2e-3 }))).toMatch(
      /start of 200 µs is not/,
    );
  });
});
