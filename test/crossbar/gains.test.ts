import { expect, test } from "vitest";
import { dense } from "../../src/core/connectivity/index.js";
import { Random } from "../../src/core/random.js";
import { drawGains, EventNoise } from "../../src/crossbar/gains.js";

test("c2c factors have mean 1 and the asked standard deviation, for every row and every event", () => {
  const noise = new EventNoise(0.05, Random.of("c2c"));
  const events = 300;
  const rows = 784;
  let sum = 0;
  let squares = 0;
  for (let event = 0; event < events; event++)
    for (let i = 0; i < rows; i++) {
      const x = noise.factor(event, i) - 1;
      sum += x;
      squares += x * x;
    }
  const n = events * rows;
  expect(Math.abs(sum / n)).toBeLessThan((4 * 0.05) / Math.sqrt(n));
  expect(Math.abs(Math.sqrt(squares / n) / 0.05 - 1)).toBeLessThan(4 / Math.sqrt(2 * n));
});

test.each([0.05, 0.3, 0.6, 1, 2])("c2c of %d: a million factors have mean 1 and that deviation", (c2c) => {
  const noise = new EventNoise(c2c, Random.of("c2c"));
  const [events, rows] = [1000, 1000];
  let [sum, squares] = [0, 0];
  for (let event = 0; event < events; event++)
    for (let i = 0; i < rows; i++) {
      const x = noise.factor(event, i) - 1;
      sum += x;
      squares += x * x;
    }
  const n = events * rows;
  // Five standard errors; kurtosis is 10 at most.
  expect(Math.abs(sum / n)).toBeLessThan((5 * c2c) / Math.sqrt(n));
  expect(Math.abs(Math.sqrt(squares / n - (sum / n) ** 2) / c2c - 1)).toBeLessThan(
    (5 * Math.sqrt(9 / 4)) / Math.sqrt(n),
  );
});

test("a factor depends on event and row alone, and never changes an event's sign", () => {
  const noise = new EventNoise(2, Random.of("c2c"));
  const first = noise.factor(17, 33);
  for (let k = 0; k < 100; k++) expect(noise.factor(k, k)).toBeGreaterThanOrEqual(0);
  expect(noise.factor(17, 33)).toBe(first);
  expect(noise.factor(18, 33)).not.toBe(first);
  expect(
    new Set(Array.from({ length: 64 }, (_, i) => new EventNoise(0.05, Random.of("x")).factor(3, i))).size,
  ).toBe(64);
});

test("without c2c every factor is exactly 1", () => {
  expect(new EventNoise(0, Random.of("c2c")).factor(5, 5)).toBe(1);
});

test("d2d factors are lognormal with mean 1 and the asked relative spread", () => {
  const { up, down } = drawGains(dense(200, 100), 0.4, true, Random.of("d2d"))!;
  for (const side of [up, down]) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < 200; i++)
      for (let j = 0; j < 100; j++) {
        const x = side[i * 112 + j]!;
        sum += x;
        squares += (x - 1) ** 2;
      }
    expect(Math.abs(sum / 20_000 - 1)).toBeLessThan((4 * 0.4) / Math.sqrt(20_000));
    expect(Math.abs(Math.sqrt(squares / 20_000) / 0.4 - 1)).toBeLessThan(0.05);
  }
});

test("potentiation and depression may have spreads of their own; without any there are no gains", () => {
  const { up, down } = drawGains(dense(200, 100), { ltp: 0, ltd: 0.3 }, false, Random.of("d2d"))!;
  expect(new Set(up)).toEqual(new Set([1]));
  const variance = down.reduce((sum, x) => sum + (x - 1) ** 2, 0) / 20_000;
  expect(Math.abs(Math.sqrt(variance) / 0.3 - 1)).toBeLessThan(0.05);
  expect(drawGains(dense(2, 2), { ltp: 0, ltd: 0 }, true, Random.of("d2d"))).toBeUndefined();
});

test("one number for both polarities draws what it always did", () => {
  const shared = drawGains(dense(3, 2), 0.2, false, Random.of("d2d"))!;
  expect(shared.down).toBe(shared.up);
  // Of the stream's first three numbers, before polarities could have spreads of their own.
  const first = [0.7233582139015198, 1.027693748474121, 0.699399471282959];
  expect([...shared.up.slice(0, 2)]).toEqual(first.slice(0, 2));
  const apart = drawGains(dense(3, 2), 0.2, true, Random.of("d2d"))!;
  expect([apart.up[0], apart.down[0], apart.up[1]]).toEqual(first);
});
