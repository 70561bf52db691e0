import { describe, expect, test } from "vitest";
import { LAST_TICK, offGrid, wholeTicks } from "../../src/core/ticks.js";

test("a time on the grid is its number of ticks, however it was written", () => {
  expect(wholeTicks(0.35, 0.5e-3)).toBe(700);
  expect(wholeTicks(0.3, 0.1)).toBe(3);
  // 1e10 ticks: the two roundings of decimal text are 2e-6 ticks by then.
  expect(wholeTicks(1000.0000001, 1e-7)).toBe(10_000_000_001);
});

test("a time between two ticks is refused with the nearest that are accepted", () => {
  expect(offGrid(0.7e-3, 0.5e-3)).toBe(
    "is not a whole number of ticks; accepted: multiples of 500 µs, nearest 500 µs and 1 ms",
  );
  expect(offGrid(0.2e-3, 0.5e-3, 1)).toMatch(/nearest 500 µs$/);
  expect(offGrid(0, 0.5e-3, 1)).toMatch(/nearest 500 µs$/);
  expect(() => wholeTicks(0.7e-3, 0.5e-3)).toThrow("700 µs is not a whole number of ticks");
});

describe("counts beyond 2^52", () => {
  test("are refused with the longest time that is counted", () => {
    expect(offGrid(0.5, 1e-18)).toMatch(/^is 5\.00e\+17 ticks of 1 as.* accepted: at most 4\.5 ms/);
    expect(offGrid(Number.POSITIVE_INFINITY, 1)).toMatch(/^is Infinity ticks/);
  });

  test("below them even the last tick and its neighbour are told apart", () => {
    expect(wholeTicks(LAST_TICK, 1)).toBe(LAST_TICK);
    expect(wholeTicks(LAST_TICK - 1, 1)).toBe(LAST_TICK - 1);
  });
});
