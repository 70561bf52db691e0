import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { type Technology, technologies } from "../../../src/core/device/technologies.js";
import { Random } from "../../../src/core/random.js";
import { deltaTimes } from "../../../src/core/stdp/curve.js";
import { operatingPoints } from "../../../src/core/stdp/operating-points.js";
import { type VariabilityRequest, variabilityStudy } from "../../../src/core/stdp/variability.js";
import { stdpWindow } from "../../../src/core/stdp/window.js";
import { forms } from "../../../src/core/waveform/index.js";

const point = operatingPoints["100ms"];
const { pre, post } = forms[point.form];
const request: VariabilityRequest = {
  rate: devices[point.device].create({}).rate,
  pre,
  post,
  deltaT: deltaTimes(point.span, 81),
  d2d: 0,
  c2c: 0,
  independentPolarity: false,
  devices: 3,
  random: Random.of("variability"),
};

test("without variability every device shows the STDP curve itself, and the metric is the misfit", () => {
  const study = variabilityStudy(request);
  const curve = stdpWindow(request);
  for (const { change, byMean } of study.curves) {
    expect(change).toEqual(curve);
    expect(byMean).toBe(study.misfitByMean);
  }
  expect([study.n, study.p]).toEqual([74, 10]);
  expect([study.expectedByMean, study.d2dSeen]).toEqual([0, 0]);
});

describe.each(Object.entries<Technology>(technologies))("fig. 7d: 200 devices of %s", (name, t) => {
  const study = variabilityStudy({ ...request, d2d: t.d2d.high, c2c: t.c2c.high, devices: 200 });

  // Means over 200 devices have a standard error of 1 %; the misfit (0.9 %) adds in quadrature to c2c of 5 %.
  test("the metric is what c2c leads one to expect, whatever d2d is", () => {
    expect(study.byMean / Math.hypot(study.expectedByMean, study.misfitByMean)).toBeGreaterThan(0.95);
    expect(study.byMean / Math.hypot(study.expectedByMean, study.misfitByMean)).toBeLessThan(1.05);
    expect(study.expectedByMean / study.simpleByMean).toBeCloseTo(1, 1);
    expect(study.unfittedByMean).toBeCloseTo(0.798 * t.c2c.high, 4);
  });

  test("the spread of the devices' sizes is d2d", () => {
    expect(Math.abs(study.d2dSeen / t.d2d.high - 1)).toBeLessThan(0.15);
  });

  test(
    name === "EIS" ? "it is below the paper's 5 % by either normaliser" : "it is above 5 % of the mean",
    () => {
      if (name === "EIS") {
        expect(study.byMean).toBeLessThan(0.05);
        expect(study.byPeak).toBeLessThan(0.02);
      } else expect(study.byMean).toBeGreaterThan(0.05);
    },
  );
});

test.each(Object.entries(operatingPoints))("EIS stays below 5 %% at %s", (_, at) => {
  const study = variabilityStudy({
    ...request,
    rate: devices[at.device].create({}).rate,
    pre: forms[at.form].pre,
    post: forms[at.form].post,
    deltaT: deltaTimes(at.span, 81),
    d2d: 0.06,
    c2c: 0.05,
    devices: 100,
  });
  expect(study.byMean).toBeLessThan(0.05);
  expect(study.byMean / study.byPeak).toBeGreaterThan(3.5);
});

test("with polarities that vary apart the two arms differ in size, device by device", () => {
  const ratios = (independentPolarity: boolean) =>
    variabilityStudy({ ...request, d2d: 0.4, independentPolarity, devices: 20 }).curves.map(
      ({ change }) => -change[80 - 36]! / change[36]!,
    );
  for (const r of ratios(false)) expect(r).toBeCloseTo(1, 9);
  expect(Math.max(...ratios(true)) / Math.min(...ratios(true))).toBeGreaterThan(2);
});

test("what is no study is refused by name", () => {
  expect(() => variabilityStudy({ ...request, d2d: -1 })).toThrow("d2d is -1");
  expect(() => variabilityStudy({ ...request, c2c: Number.NaN })).toThrow("c2c is NaN");
  expect(() => variabilityStudy({ ...request, devices: 0 })).toThrow("devices is 0");
});
