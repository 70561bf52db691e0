import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";

const ionic = Object.entries(devices).filter(([name]) => name.startsWith("eis-"));

describe.each(ionic)("%s", (name, preset) => {
  test("its defaults are 50, 1000 and 4000 nS, soft, with the paper's variability", () => {
    expect(preset.create({})).toMatchObject({
      name,
      gMin: 50e-9,
      g0: 1000e-9,
      gMax: 4000e-9,
      beta: 1,
      bounds: "soft",
      d2d: 0.06,
      c2c: 0.05,
    });
    expect(preset.create({}).rate.vOc).toBe(0);
  });

  test("values given replace the defaults, the others stay", () => {
    const device = preset.create({ gMax: 2000e-9, vOc: -0.1 });
    expect(device.gMax).toBe(2000e-9);
    expect(device.rate.vOc).toBe(-0.1);
    expect(device.gMin).toBe(50e-9);
  });

  test.each([
    ["a conductance that is not a number", { gMin: Number.NaN }, /gMin is not a finite number/],
    ["a negative spread", { d2d: -0.1 }, /d2d is below 0/],
    ["a vOc outside the paper's range", { vOc: -0.5 }, /vOc is below -0.3 V/],
    ["a g0 above gMax", { g0: 5000e-9 }, /gMin < g0 < gMax is needed/],
  ])("%s is refused by name", (_, values, message) => {
    expect(() => preset.create(values)).toThrow(RangeError);
    expect(() => preset.create(values)).toThrow(message);
  });
});

test("14 nm holds the paper's ratios: 60 from 2 to 4 V, 1000 from 2 to 6 V", () => {
  const { rate } = devices["eis-ysz14"].create({}).rate;
  expect(rate(4) / rate(2)).toBeCloseTo(60, 9);
  expect(rate(6) / rate(2)).toBeCloseTo(1000, 9);
});

test("the thinner electrolyte is the faster one wherever the field decides", () => {
  const [thick, thin] = [devices["eis-ysz14"].create({}).rate, devices["eis-ysz7"].create({}).rate];
  for (const v of [2, 4, 8, 12, -2, -4, -8, -12]) expect(thin.rate(v) / thick.rate(v)).toBeGreaterThan(1);
});
