import { expect, test } from "vitest";
import { Random } from "../../src/core/random.js";
import { components } from "../../src/metrics/components.js";

/** Sets of 6 draws and 5 seeds whose components are known. */
function sets(first: number, count = 300) {
  const random = Random.of("components");
  return Array.from({ length: count }, () => {
    const seeds = Array.from({ length: 5 }, () => 0.3 * random.normal());
    return components(
      Array.from({ length: 6 }, () => {
        const draw = first * random.normal();
        return seeds.map((seed) => 7 + draw + seed + 0.4 * random.normal());
      }),
    );
  });
}

test("what draws and seeds scatter is told apart, on average right", () => {
  const all = sets(1);
  const mean = (f: (c: (typeof all)[number]) => number) => all.reduce((s, c) => s + f(c), 0) / all.length;
  // Standard errors of these means over 300 sets: 0.04 and 0.01.
  expect(mean((c) => c.first ** 2)).toBeCloseTo(1, 0);
  expect(mean((c) => c.second ** 2)).toBeCloseTo(0.25, 1);
  expect(mean((c) => c.mean)).toBeCloseTo(7, 0);
});

test.each([0.2, 1])("the 95 %% interval of a component of %f holds it in about 95 of 100", (first) => {
  const inside = sets(first).filter(({ firstCI95: [low, high] }) => low <= first && first <= high).length;
  expect(inside / 300).toBeGreaterThan(0.91);
});

test("without an effect of draws nothing is left to them on the low side", () => {
  expect(sets(0).filter((c) => c.firstCI95[0] === 0).length / 300).toBeGreaterThan(0.93);
});

test("one draw or one seed tells nothing", () => {
  expect(() => components([[1, 2]])).toThrow(/1 x 2 values/);
  expect(() => components([[1], [2]])).toThrow(RangeError);
});
