import { expect, test } from "vitest";
import { oneMinusExpMinus } from "../../src/core/elementary.js";
import { Random } from "../../src/core/random.js";
import { lnSingle, normalOf, oneMinusExpMinusSingle, uniformSingle } from "../../src/core/single.js";

/** Three units in the last place of a float. */
const TOLERANCE = 3 * 2 ** -23;

test("1 - e^-x agrees with double precision to three units in the last place, from tiny to large x", () => {
  let worst = 0;
  for (let x = 1e-12; x < 200; x *= 1.01) {
    const single = Math.fround(x);
    worst = Math.max(worst, Math.abs(oneMinusExpMinusSingle(single) / oneMinusExpMinus(single) - 1));
  }
  expect(worst).toBeLessThan(TOLERANCE);
  for (let x = -5; x < 0; x += 0.013) {
    const single = Math.fround(x);
    worst = Math.max(worst, Math.abs(oneMinusExpMinusSingle(single) / oneMinusExpMinus(single) - 1));
  }
  expect(worst).toBeLessThan(TOLERANCE);
  expect(oneMinusExpMinusSingle(0)).toBe(0);
  expect(oneMinusExpMinusSingle(1e9)).toBe(1);
});

test("ln agrees with double precision, relative to 1 + |ln x|", () => {
  let worst = 0;
  for (let x = 1e-30; x < 1e30; x *= 1.003) {
    const single = Math.fround(x);
    worst = Math.max(worst, Math.abs(lnSingle(single) - Math.log(single)) / (1 + Math.abs(Math.log(single))));
  }
  expect(worst).toBeLessThan(TOLERANCE);
  expect(lnSingle(1)).toBe(0);
});

test("uniform numbers lie in (0, 1], the largest word giving 1 and the smallest 2^-24", () => {
  expect(uniformSingle(0xffffffff)).toBe(1);
  expect(uniformSingle(0)).toBe(2 ** -24);
});

test("the two normals of a word have mean 0, variance 1, kurtosis 3 and do not go together", () => {
  const random = Random.of("normals");
  const n = 200_000;
  const sums = { one: 0, two: 0, four: 0, product: 0 };
  for (let k = 0; k < n; k++) {
    const word = random.bits();
    const cosine = normalOf(word, false);
    const sine = normalOf(word, true);
    for (const x of [cosine, sine]) {
      sums.one += x;
      sums.two += x * x;
      sums.four += x ** 4;
    }
    sums.product += cosine * sine;
  }
  // Four standard errors of each: var(x) = 1, var(x^2) = 2, var(x^4) = 96, var(xy) = 1.
  const error = (variance: number, samples: number) => 4 * Math.sqrt(variance / samples);
  expect(Math.abs(sums.one / (2 * n))).toBeLessThan(error(1, 2 * n));
  expect(Math.abs(sums.two / (2 * n) - 1)).toBeLessThan(error(2, 2 * n));
  expect(Math.abs(sums.four / (2 * n) - 3)).toBeLessThan(error(96, 2 * n));
  expect(Math.abs(sums.product / n)).toBeLessThan(error(1, n));
});

test("the tails of the normals are those of the law: beyond 3 sigma 0.27 %", () => {
  const random = Random.of("tails");
  const n = 300_000;
  let beyond = 0;
  for (let k = 0; k < n; k++) if (Math.abs(normalOf(random.bits(), k % 2 === 0)) > 3) beyond++;
  const expected = 0.0026998 * n;
  expect(Math.abs(beyond - expected)).toBeLessThan(4 * Math.sqrt(expected));
});
