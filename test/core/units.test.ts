import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Unit } from "../../src/core/params.js";
import { formatQuantity, parseQuantity, QuantityError } from "../../src/core/units.js";

describe("parseQuantity", () => {
  test.each<[string, Unit, number]>([
    ["20 ms", "s", 20e-3],
    ["20ms", "s", 20e-3],
    ["25 uS", "S", 25e-6],
    ["25 µS", "S", 25e-6],
    ["25 μS", "S", 25e-6],
    ["-65 mV", "V", -65e-3],
    ["10 kHz", "Hz", 10e3],
    ["1e-3 V", "V", 1e-3],
    ["14 nm", "m", 14e-9],
    ["3 m", "m", 3],
    ["3 mm", "m", 3e-3],
    ["10 MΩ", "ohm", 10e6],
    ["5 nS/s", "S/s", 5e-9],
    ["293.15 K", "K", 293.15],
    ["6 %", "1", 0.06],
    ["0.06", "1", 0.06],
    [".5", "1", 0.5],
  ])("reads %s as the double that the SI number has", (text, unit, si) => {
    expect(parseQuantity(text, unit)).toBe(si);
  });

  test.each<[string, Unit, RegExp]>([
    ["20", "s", /"20" has no unit; accepted: a time with its unit such as "20 ms"/],
    ["20 mV", "s", /has unit "mV" where a time is needed/],
    ["20 Ms s", "s", /is not a number with a unit/],
    ["NaN s", "s", /is not a number with a unit/],
    ["Infinity V", "V", /is not a number with a unit/],
    ["1e999 V", "V", /too large/],
    ["", "V", /is not a number with a unit/],
    ["6 %", "V", /has unit "%" where a voltage is needed/],
    ["0x10 V", "V", /has unit "x10" where|is not a number/],
  ])("refuses %s for unit %s and says what is accepted", (text, unit, message) => {
    expect(() => parseQuantity(text, unit)).toThrow(QuantityError);
    expect(() => parseQuantity(text, unit)).toThrow(message);
  });

  test("a hostile text of a million digits is refused at once, and not repeated in the message", () => {
    const started = process.cpuUsage();
    expect(() => parseQuantity("1".repeat(1e6), "s")).toThrow(/^"1{24}…" is not a number/);
    // Backtracking would take minutes. Of computing, not of waiting for a busy machine; µs.
    expect(process.cpuUsage(started).user).toBeLessThan(1e6);
  });
});

describe("formatQuantity", () => {
  test.each<[number, Unit, string]>([
    [20e-3, "s", "20 ms"],
    [1234e-9, "S", "1.23 µS"],
    [999.9e-9, "S", "1 µS"],
    [-0.065, "V", "-65 mV"],
    [0, "V", "0 V"],
    [293.15, "K", "293 K"],
    [0.0645, "1", "0.0645"],
    [1e4, "Hz", "10 kHz"],
  ])("writes %d %s as %s", (si, unit, text) => {
    expect(formatQuantity(si, unit)).toBe(text);
  });

  test("what is written exactly is read back bit for bit, whatever the number and unit", () => {
    const units: Unit[] = ["1", "s", "V", "S", "ohm", "Hz", "S/s", "m", "K"];
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(...units),
        (x, unit) => {
          const expected = x === 0 ? 0 : x;
          expect(parseQuantity(formatQuantity(x, unit, "exact"), unit)).toBe(expected);
        },
      ),
    );
  });
});
