import { describe, expect, test } from "vitest";
import { type Estimated, fitDevice, fitJson } from "../../src/fit/fit.js";
import { FitError, prepare } from "../../src/fit/prepare.js";
import { type Protocol, rateAt, simulate, TRUTH } from "./simulate.js";

const small: Protocol = {
  devices: 4,
  voltages: [2.5, -2.5, 3.5, -3.5],
  trains: 2,
  length: 15,
  step: 0.04,
};
/** Three half widths of the 95 % interval: a right estimate is outside once in ten million. */
function nearTruth({ value, ci95: [low, high] }: Estimated, truth: number): void {
  expect(value).not.toBeNull();
  expect(Math.abs(value! - truth)).toBeLessThan(3 * Math.max((high ?? value!) - value!, value! - (low ?? 0)));
}

test("exponents, bounds, scatter and rates of simulated devices are found, within a few per cent", () => {
  const fit = fitDevice(prepare(simulate(TRUTH, small, "found")));
  for (const [estimated, truth, within] of [
    [fit.betaPlus, TRUTH.betaPlus, 0.05],
    [fit.betaMinus, TRUTH.betaMinus, 0.05],
    [fit.gMin, TRUTH.gMin, 0.2],
    [fit.gMax, TRUTH.gMax, 0.02],
    [fit.c2c, TRUTH.c2c, 0.2],
    [fit.readNoise, TRUTH.readNoise, 0.2],
  ] as const) {
    nearTruth(estimated, truth);
    expect(estimated.value! / truth).toBeGreaterThan(1 - within);
    expect(estimated.value! / truth).toBeLessThan(1 + within);
  }
  for (const rate of fit.rates) nearTruth(rate, rateAt(TRUTH, fit.g0, rate.voltage));
  expect(fit.d2d.ci95[0]!).toBeLessThan(TRUTH.d2d);
  expect(fit.d2d.ci95[1]!).toBeGreaterThan(TRUTH.d2d);
});

test("bad reads are told apart: they move no number, and their share is said", () => {
  const clean = fitDevice(prepare(simulate(TRUTH, small, "bad")));
  const bad = fitDevice(prepare(simulate(TRUTH, { ...small, outliers: 0.04 }, "bad")));
  expect(bad.outliers).toBeGreaterThan(0.015);
  expect(bad.outliers).toBeLessThan(0.08);
  expect(clean.outliers).toBeLessThan(0.01);
  for (const name of ["betaPlus", "betaMinus", "gMax"] as const) nearTruth(bad[name], TRUTH[name]);
  expect(bad.c2c.value! / TRUTH.c2c).toBeLessThan(1.3);
});

test("one read between two pulses serves both, and is no less right", () => {
  const fit = fitDevice(prepare(simulate(TRUTH, { ...small, shared: true }, "shared")));
  for (const name of ["betaPlus", "betaMinus", "gMax", "c2c", "readNoise"] as const)
    nearTruth(fit[name], TRUTH[name]);
});

test("one device tells nothing of the spread between devices: no value and no limits", () => {
  const { d2d, devices } = fitDevice(prepare(simulate(TRUTH, { ...small, devices: 1 }, "one")));
  expect(devices).toBe(1);
  expect(d2d).toEqual({ value: null, ci95: [null, null] });
});

test("without read noise the noise gets a bound above, not a number", () => {
  const { readNoise, betaPlus } = fitDevice(
    prepare(simulate({ ...TRUTH, readNoise: 0 }, small, "without noise")),
  );
  nearTruth(betaPlus, TRUTH.betaPlus);
  expect(readNoise.ci95[0]).toBeNull();
  expect(readNoise.ci95[1]!).toBeLessThan(1e-9);
});

test("a polarity that was not measured has no numbers", () => {
  const raising = { ...small, devices: 2, voltages: [2.5, 3.5], setTo: [0.05, 0.6] as const };
  const fit = fitDevice(prepare(simulate(TRUTH, raising, "raising")));
  expect(fit.betaMinus).toEqual({ value: null, ci95: [null, null] });
  expect(fit.gMin).toEqual({ value: null, ci95: [null, null] });
  expect(fit.betaPlus.value).not.toBeNull();
});

test("the line for programs has the numbers, and no others than finite ones and null", () => {
  const line = fitJson(fitDevice(prepare(simulate(TRUTH, { ...small, devices: 2 }, "line"))));
  const read = JSON.parse(line) as Record<string, { value: number; ci95: number[] }>;
  expect(Object.keys(read)).toEqual(
    expect.arrayContaining([
      "betaPlus",
      "betaMinus",
      "gMin",
      "gMax",
      "c2c",
      "d2d",
      "readNoise",
      "rates",
      "devices",
      "pulses",
    ]),
  );
  expect(read.betaPlus!.ci95[0]!).toBeLessThan(read.betaPlus!.value);
  expect(line).not.toContain("\n");
});

test("voltages of the other sign convention are refused in words", () => {
  const turned = simulate(TRUTH, { ...small, devices: 2 }, "turned").map((p) => ({
    ...p,
    voltage: -p.voltage,
  }));
  expect(() => prepare(turned)).toThrow(FitError);
  expect(() => prepare(turned)).toThrow(/change the signs/);
});

describe("a device whose steps depend little on its state", () => {
  const staircase: Protocol = {
    devices: 4,
    voltages: [4, -4],
    trains: 3,
    length: 50,
    step: 0.03,
    shared: true,
  };

  test("has its exponents and bounds found where pulses reach these", () => {
    const truth = { ...TRUTH, betaPlus: 0.2, betaMinus: 0.3 };
    const fit = fitDevice(prepare(simulate(truth, staircase, "nearly linear")));
    for (const name of ["betaPlus", "betaMinus", "gMin", "gMax", "c2c", "readNoise"] as const)
      nearTruth(fit[name], truth[name]);
    expect(fit.outliers).toBeLessThan(0.001);
  });

  test("has exponents near 0 where it is linear, with limits above alone", () => {
    const truth = { ...TRUTH, betaPlus: 0, betaMinus: 0 };
    const fit = fitDevice(prepare(simulate(truth, staircase, "linear")));
    for (const beta of [fit.betaPlus, fit.betaMinus]) {
      expect(beta.value).toBeNull();
      expect(beta.ci95[0]).toBeNull();
      expect(beta.ci95[1]).toBeLessThan(0.02);
    }
    for (const name of ["gMin", "gMax", "c2c"] as const) nearTruth(fit[name], truth[name]);
  });

  test("has no bound that no pulse was stopped by", () => {
    const truth = { ...TRUTH, betaPlus: 0, betaMinus: 0 };
    // Pulses raise as far as gMax, and lower by six tenths of the range, not as far as gMin.
    const inner: Protocol = { ...staircase, step: 0.012 };
    const fit = fitDevice(prepare(simulate(truth, inner, "b0 stair 3")));
    expect(fit.gMin.ci95[0]).toBeNull();
    expect(fit.gMin.ci95[1]).toBeGreaterThan(truth.gMin);
    nearTruth(fit.gMax, truth.gMax);
  });
});
