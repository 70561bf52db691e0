import { describe, expect, test } from "vitest";
import { deviceProblems, devices, withRate } from "../../../src/core/device/index.js";
import { defaults, outOfBounds } from "../../../src/core/params.js";
import {
  ANCHORS,
  anchorFit,
  sinhFits,
  sinhSqrtVoltageFor,
  sinhVoltageFor,
} from "../../../src/core/rate/anchors.js";
import { rates } from "../../../src/core/rate/index.js";

describe.each(Object.entries(rates))("rate law %s", (_, model) => {
  test("a device with it passes the conformance checks of devices", () => {
    for (const vOc of [0, -0.3]) {
      const device = withRate(devices["eis-ysz14"].create({}), model.create({}, vOc), "test");
      expect(deviceProblems(device)).toEqual([]);
    }
  });

  test("every number has a doc, a source, and a default inside its own bounds", () => {
    for (const p of Object.values(model.params)) {
      expect(p.doc && p.source).not.toBe("");
      expect(outOfBounds(p, p.default)).toBeUndefined();
    }
  });

  test("it is 5 nS/s at 2 V, odd about vOc, zero there, and rises outwards", () => {
    for (const vOc of [0, -0.2]) {
      const law = model.create(defaults(model.params), vOc);
      expect(law.rate(vOc + 2) / 5e-9).toBeCloseTo(1, 9);
      // An integer: comparing to -0 is no use.
      expect(Math.abs(law.rate(vOc))).toBe(0);
      expect(law.antiderivative(vOc)).toBe(0);
      for (let x = 0.1; x < 12; x += 0.1) {
        expect(-law.rate(vOc - x) / law.rate(vOc + x)).toBeCloseTo(1, 9);
        expect(law.rate(vOc + x)).toBeGreaterThan(law.rate(vOc + x - 0.1));
      }
    }
  });

  test("its antiderivative is the integral of the rate", () => {
    const law = model.create({}, -0.1);
    for (const [a, b] of [
      [-0.1, 0.4],
      [1, 3],
      [-5, -2],
    ] as const) {
      // Midpoints in u with v = a + (b - a) u^2: a root at a is integrated as well as a straight line.
      const n = 20_000;
      let sum = 0;
      for (let k = 0; k < n; k++) {
        const u = (k + 0.5) / n;
        sum += (law.rate(a + (b - a) * u * u) * 2 * u * (b - a)) / n;
      }
      expect((law.antiderivative(b) - law.antiderivative(a)) / sum).toBeCloseTo(1, 6);
    }
  });
});

test("held to 60x, one sinh gives 3599x at 6 V and sinh of a root 1389x; only the series model gives 1000x", () => {
  const ratios = Object.entries(rates).map(([name, model]) => [
    name,
    anchorFit(name, "", model.create({}, 0)).ratios.map(Math.round),
  ]);
  expect(ratios).toEqual([
    ["hopping-butler-volmer", [60, 1000]],
    ["sinh", [60, 3599]],
    ["sinh-sqrt", [60, 1389]],
  ]);
});

test("the laws' default voltages are the solutions for 60x", () => {
  expect(rates.sinh.params.voltage.default / sinhVoltageFor(60)).toBeCloseTo(1, 12);
  expect(rates["sinh-sqrt"].params.voltage.default / sinhSqrtVoltageFor(60)).toBeCloseTo(1, 12);
});

test("no v0 brings a one-parameter law within 20 % of both anchors for sinh, within 10 % for its root", () => {
  const fits = sinhFits();
  expect(fits.map((f) => `${f.law}: ${f.heldTo}`)).toHaveLength(6);
  const both = fits.filter((f) => f.heldTo.startsWith("both"));
  const worst = both.map((f) => Math.max(...f.deviations.map(Math.abs)));
  expect(worst[0]).toBeGreaterThan(0.2);
  expect(worst[1]).toBeGreaterThan(0.1);
  // Those held to one anchor hold it.
  for (const [k, { ratio }] of ANCHORS.entries())
    for (const f of fits.filter((f) => f.heldTo.startsWith(`${ratio}x`)))
      expect(Math.abs(f.deviations[k]!)).toBeLessThan(1e-6);
});
