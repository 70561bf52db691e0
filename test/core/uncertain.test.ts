import { expect, test } from "vitest";
import { Random } from "../../src/core/random.js";
import { correlationFactor, drawOffsets } from "../../src/core/uncertain.js";

const draws = (triangle: number[][], n = 4000) => {
  const factor = correlationFactor(triangle)!;
  const random = Random.of("uncertain");
  const widths = triangle.map((_, k) => ({ below: 1 + k, above: 3 }));
  return Array.from({ length: n }, () => drawOffsets(widths, factor, random));
};

test("2.5 % of the draws lie beyond each limit, however different both sides are", () => {
  const all = draws([[1], [0.8, 1]]);
  for (const k of [0, 1]) {
    // Binomial: 2.5 % of 4000 scatters by 0.25 %.
    expect(all.filter((x) => x[k]! > 3).length / 4000).toBeCloseTo(0.025, 2);
    expect(all.filter((x) => x[k]! < -(1 + k)).length / 4000).toBeCloseTo(0.025, 2);
  }
});

test("draws go together as correlations say, also where one number is another", () => {
  const r = (triangle: number[][]) => {
    const all = draws(triangle).map((x) => x.map((v, k) => (v < 0 ? v / (1 + k) : v / 3)));
    const sum = (f: (x: Float64Array) => number) => all.reduce((s, x) => s + f(x), 0);
    return sum((x) => x[0]! * x[1]!) / Math.sqrt(sum((x) => x[0]! ** 2) * sum((x) => x[1]! ** 2));
  };
  expect(r([[1], [-0.8, 1]])).toBeCloseTo(-0.8, 1);
  expect(r([[1], [1, 1]])).toBeCloseTo(1, 9);
});

test("errors that cannot go together have no factor", () => {
  expect(correlationFactor([[1], [0.9, 1], [0.9, -0.9, 1]])).toBeUndefined();
});
