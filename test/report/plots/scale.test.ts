import { expect, test } from "vitest";
import { axisUnit, conductance, grouped, percent, signed } from "../../../src/report/plots/scale.js";

test("an axis takes the prefix that writes its largest value between 1 and 1000", () => {
  expect(axisUnit(0.35, "s")).toEqual({ factor: 1e3, name: "ms" });
  expect(axisUnit(-22e-3, "s").name).toBe("ms");
  expect(axisUnit(160e-9, "s").name).toBe("ns");
  expect(axisUnit(20, "s")).toEqual({ factor: 1, name: "s" });
  expect(axisUnit(0, "V").name).toBe("V");
});

test("a value that misses a power of ten by rounding alone is written as that power", () => {
  expect(axisUnit(1e-3 * (1 - 2 ** -52), "s").name).toBe("ms");
});

test("conductances are written in nS up to five digits", () => {
  expect(conductance(1e-6)).toBe("1,000 nS");
  expect(conductance(25e-6)).toBe("25 µS");
});

test("changes carry their sign, and small ones do not become zero", () => {
  expect([0, 6.125, -10.763, 123.4, -1e-4].map(signed)).toEqual(["0", "+6.13", "−10.8", "+123", "−1e−4"]);
});

test("shares and counts are written for reading", () => {
  expect(percent(0.8664)).toBe("86.6 %");
  expect(grouped(78400)).toBe("78,400");
  expect(grouped(12.305)).toBe("12.31");
});
