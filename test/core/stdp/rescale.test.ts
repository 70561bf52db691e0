import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { gateVoltage } from "../../../src/core/stdp/gate.js";
import { integrateWaveform } from "../../../src/core/stdp/integrate.js";
import { rescale } from "../../../src/core/stdp/rescale.js";
import { forms, scale, type Waveform } from "../../../src/core/waveform/index.js";

const slow = forms["box-over-ramp"];
const rate = devices["eis-ysz14"].create({}).rate;
const integrals = (law: typeof rate, pre: Waveform, post: Waveform, age: number) =>
  integrateWaveform(law, gateVoltage(pre, 0, post, age, 1, 1));

describe.each([
  ["box-over-ramp-us", "eis-ysz14", 1e-3],
  ["box-over-ramp-ns", "eis-ysz7", 1e-5],
] as const)("%s", (form, device, time) => {
  const target = devices[device].create({}).rate;
  const solved = rescale({ rate, ...slow, tick: 0.5e-3, target, time });

  test("has the solved amplitudes, to a tenth of a millivolt", () => {
    for (const side of ["pre", "post"] as const)
      for (const [k, v] of solved[side].v.entries())
        expect(Math.abs(forms[form][side].v[k]! - v)).toBeLessThan(1e-4);
  });

  test("moves the conductance as the slow voltages do, at every age of the pre spike, within 0.1 %", () => {
    for (const age of [0.5e-3, 4e-3, 10e-3, 16e-3]) {
      const before = integrals(rate, slow.pre, slow.post, age);
      const after = integrals(target, forms[form].pre, forms[form].post, age * time);
      expect(after.p / before.p).toBeCloseTo(1, 3);
      expect(after.d / before.d).toBeCloseTo(1, 3);
    }
  });
});

test("a spike alone keeps its P and D exactly", () => {
  const target = devices["eis-ysz7"].create({}).rate;
  const { post } = rescale({ rate, ...slow, tick: 0.5e-3, target, time: 1e-5 });
  const silent = scale(slow.pre, { volts: 0 });
  const before = integrals(rate, silent, slow.post, 0);
  const after = integrals(target, scale(silent, { time: 1e-5 }), post, 0);
  expect(after.p / before.p).toBeCloseTo(1, 9);
  expect(after.d / before.d).toBeCloseTo(1, 9);
});

test("a speed that no voltage reaches is refused, naming the amplitude", () => {
  expect(() => rescale({ rate, ...slow, tick: 0.5e-3, target: rate, time: 1e-20 })).toThrow(
    /V_post > 0: no amplitude/,
  );
});
