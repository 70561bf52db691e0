import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { technologies } from "../../../src/core/device/technologies.js";

const eis = devices["eis-ysz14"].create({});
const place = ({ gMin, g0, gMax }: { gMin: number; g0: number; gMax: number }) => (g0 - gMin) / (gMax - gMin);

describe.each([
  ["rram", "RRAM"],
  ["pcm", "PCM"],
  ["ftj", "FTJ"],
  ["fefet", "FeFET"],
] as const)("%s", (name, technology) => {
  const device = devices[name].create({});
  const stated = technologies[technology];

  test("its range and variability are those of the comparison table, marks kept", () => {
    expect([device.gMin, device.gMax]).toEqual([stated.conductance.low, stated.conductance.high]);
    expect([device.d2d, device.c2c]).toEqual([stated.d2d.high, stated.c2c.high]);
    expect(devices[name].params.d2d.source).toBe(stated.d2d.source);
    expect(devices[name].params.gMin.source).toMatch(/^assumed: /);
    expect(device.stated).toBe(stated);
  });

  test("an event moves it by the same fraction of its range as the ionic synapse", () => {
    for (const v of [2, 5, -5])
      expect(device.rate.rate(v) / (device.gMax - device.gMin)).toBeCloseTo(
        eis.rate.rate(v) / (eis.gMax - eis.gMin),
        12,
      );
    expect(place(device)).toBeCloseTo(place(eis), 5);
  });
});

test("the ideal device is the ionic synapse without spread", () => {
  const ideal = devices.ideal.create({});
  expect(ideal).toMatchObject({ gMin: eis.gMin, g0: eis.g0, gMax: eis.gMax, d2d: 0, c2c: 0 });
  for (const v of [-6, -1, 3]) expect(ideal.rate.rate(v)).toBe(eis.rate.rate(v));
});

test("a range of one's own scales the borrowed law with it, and a wrong one is refused by name", () => {
  const wide = devices.rram.create({ gMin: 0, g0: 50e-6, gMax: 198e-6 });
  expect(wide.rate.rate(5) / devices.rram.create({}).rate.rate(5)).toBeCloseTo(2, 12);
  expect(() => devices.rram.create({ g0: 1 })).toThrow(/gMin < g0 < gMax is needed/);
  expect(() => devices.rram.create({ c2c: -1 })).toThrow(/c2c is below 0/);
});
