import { expect, test } from "vitest";
import { philox, Random } from "../../src/core/random.js";

test("Philox4x32-10 gives the published words for counter 0 and key 0", () => {
  const out = new Uint32Array(4);
  philox(out, 0, 0, 0, 0, 0, 0);
  expect([...out]).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
});

test("Philox4x32-10 gives the published words for all bits set", () => {
  const out = new Uint32Array(4);
  const f = 0xffffffff;
  philox(out, f, f, f, f, f, f);
  expect([...out]).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
});

test("the same seed and path give the same numbers, others do not", () => {
  const draw = (r: Random) => Array.from({ length: 8 }, () => r.bits());
  expect(draw(Random.of("1", "a", 3))).toEqual(draw(Random.of("1", "a", 3)));
  const streams = [
    ["1", "a", 3],
    ["2", "a", 3],
    ["1", "b", 3],
    ["1", "a", 4],
    ["1", "a3"],
    ["1", "a", "3"],
  ] as const;
  const first = streams.map(([seed, ...path]) => draw(Random.of(seed, ...path)).join());
  expect(new Set(first).size).toBe(streams.length);
});

test("what was drawn from a stream does not change the streams split off it", () => {
  const quiet = Random.of("1");
  const busy = Random.of("1");
  for (let k = 0; k < 100; k++) busy.bits();
  expect(busy.split("x").bits()).toBe(quiet.split("x").bits());
});

test("uniform numbers have mean 1/2 and variance 1/12, normal ones 0 and 1", () => {
  const n = 100_000;
  const random = Random.of("moments");
  const moments = (draw: () => number) => {
    const values = Array.from({ length: n }, draw);
    const mean = values.reduce((a, b) => a + b, 0) / n;
    return { mean, variance: values.reduce((a, b) => a + (b - mean) ** 2, 0) / n };
  };
  const uniform = moments(() => random.uniform());
  // Four standard errors of each estimate.
  expect(Math.abs(uniform.mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
  expect(Math.abs(uniform.variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / n));
  const normal = moments(() => random.normal());
  expect(Math.abs(normal.mean)).toBeLessThan(4 / Math.sqrt(n));
  expect(Math.abs(normal.variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
});

test("below(n) reaches every value equally often", () => {
  const random = Random.of("dice");
  const counts = new Array<number>(6).fill(0);
  for (let k = 0; k < 60_000; k++) counts[random.below(6)]!++;
  const chiSquare = counts.reduce((sum, c) => sum + (c - 10_000) ** 2 / 10_000, 0);
  expect(chiSquare).toBeLessThan(20.5); // 0.999 quantile at 5 degrees of freedom
});

test("a permutation holds every index once and is not the identity", () => {
  const order = Random.of("p").permutation(1000);
  expect(new Set(order).size).toBe(1000);
  expect([...order].some((x, k) => x !== k)).toBe(true);
});
