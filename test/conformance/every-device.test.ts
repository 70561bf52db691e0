import { describe, expect, test } from "vitest";
import { type Device, deviceProblems, devices, withBounds } from "../../src/core/device/index.js";
import { outOfBounds, type Param } from "../../src/core/params.js";

describe.each(Object.entries(devices))("%s", (_, preset) => {
  test("it passes as it is, with hard bounds, and with any vOc and beta it accepts", () => {
    expect(deviceProblems(preset.create({}))).toEqual([]);
    expect(deviceProblems(withBounds(preset.create({}), "hard"))).toEqual([]);
    for (const vOc of [-0.3, -0.17])
      for (const beta of [0.5, 2, 5]) expect(deviceProblems(preset.create({ vOc, beta }))).toEqual([]);
  });

  test("every number has a doc, a source, and a default inside its own bounds", () => {
    expect(preset.doc && preset.rateSource).not.toBe("");
    for (const param of Object.values<Param>(preset.params)) {
      expect(param.doc).not.toBe("");
      expect(param.source).toMatch(/^Huang 2025, |^assumed: /);
      expect(outOfBounds(param, param.default)).toBeUndefined();
    }
  });
});

const good = devices["eis-ysz14"].create({});
const { rate } = good;
const law = (change: Partial<Device["rate"]>): Partial<Device> => ({ rate: { ...rate, ...change } });

describe("a broken device is reported:", () => {
  test.each<[string, Partial<Device>, RegExp]>([
    ["a conductance that is not a number", { gMin: Number.NaN }, /gMin is NaN/],
    ["gMin above g0", { gMin: 2000e-9 }, /gMin < g0 < gMax is needed/],
    ["a negative spread", { c2c: -0.1 }, /c2c is -0.1/],
    ["bounds of an unknown kind", { bounds: "firm" as "soft" }, /bounds is "firm"/],
    ["a vOc that is not finite", law({ vOc: Number.NaN }), /vOc is NaN/],
    ["a rate that is not 0 at vOc", law({ rate: (v) => rate.rate(v) + 1e-12 }), /r\(vOc\) is/],
    ["a rate of the wrong sign", law({ rate: (v) => -rate.rate(v) }), /it must be above 0 above vOc/],
    [
      "a rate that ignores extraction",
      law({ rate: (v) => Math.max(0, rate.rate(v)) }),
      /it must be below 0 below vOc/,
    ],
    ["a rate that falls with voltage", law({ rate: (v) => (v > 6 ? 1e-9 : rate.rate(v)) }), /\|r\| falls/],
    [
      "a rate that is NaN far out",
      law({ rate: (v) => (v > 50 ? Number.NaN : rate.rate(v)) }),
      /not a number at 100 V/,
    ],
    [
      "an infinite rate within 12 V",
      law({ rate: (v) => (v > 10 ? Number.POSITIVE_INFINITY : rate.rate(v)) }),
      /must be finite/,
    ],
    [
      "an antiderivative of something else",
      law({ antiderivative: (v) => 1.01 * rate.antiderivative(v) }),
      /the integral of r is/,
    ],
    [
      "an antiderivative from another voltage",
      law({ antiderivative: (v) => rate.antiderivative(v) + 1e-9 }),
      /R\(vOc\) is/,
    ],
    ["an antiderivative below 0", law({ antiderivative: (v) => -rate.antiderivative(v) }), /R is below 0/],
    [
      "a range too narrow for its numbers",
      { gMin: 1, g0: 1 + 2 ** -52, gMax: 1 + 2 ** -51 },
      /has no effect/,
    ],
  ])("%s", (_, change, message) => {
    expect(deviceProblems({ ...good, ...change }).join("\n")).toMatch(message);
  });
});
