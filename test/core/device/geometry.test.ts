import { expect, test } from "vitest";
import { devices, potentiate, withAspect, withRate } from "../../../src/core/device/index.js";
import { rates } from "../../../src/core/rate/index.js";
import { scaledRate } from "../../../src/core/rate/scaled.js";
import { stdpWindow } from "../../../src/core/stdp/window.js";
import { forms } from "../../../src/core/waveform/index.js";

const square = devices["eis-ysz14"].create({});
const wide = devices["eis-ysz14"].create({ width: 6e-6, length: 3e-6 });

test("conductances and rates go with width over length", () => {
  for (const key of ["gMin", "g0", "gMax"] as const) expect(wide[key] / square[key]).toBeCloseTo(2, 14);
  for (const v of [-6, -2, 0.3, 4]) expect(wide.rate.rate(v) / square.rate.rate(v)).toBeCloseTo(2, 14);
  expect(wide.rate.antiderivative(5) / square.rate.antiderivative(5)).toBeCloseTo(2, 14);
});

test("the relative change by a spike pair does not depend on the aspect ratio", () => {
  const change = (device: typeof square) => {
    const [s] = stdpWindow({ rate: device.rate, ...forms.antisymmetric, deltaT: Float64Array.of(16e-3) });
    return potentiate(device, device.g0, s!) / device.g0;
  };
  expect(change(wide) / change(square)).toBeCloseTo(1, 13);
});

test("only the ratio counts: 40 um x 40 um is a square like 3 um x 3 um", () => {
  const large = devices["eis-ysz14"].create({ width: 40e-6, length: 40e-6 });
  expect(large.g0).toBe(square.g0);
  expect(withAspect(square, 1)).toBe(square);
});

test("a device takes another rate law and keeps its bounds; the law's source goes with it", () => {
  const law = rates.sinh.create({}, 0);
  const device = withRate(square, law, "by hand");
  expect(device).toMatchObject({ gMin: square.gMin, gMax: square.gMax, rateSource: "by hand" });
  expect(device.rate.rate(6)).toBe(law.rate(6));
});

test("a law times a constant is that constant times its rate and its integral, at the same vOc", () => {
  const law = rates.sinh.create({}, -0.1);
  const tripled = scaledRate(law, 3);
  expect(tripled.vOc).toBe(-0.1);
  expect(tripled.rate(3)).toBe(3 * law.rate(3));
  expect(tripled.antiderivative(-3)).toBe(3 * law.antiderivative(-3));
});
