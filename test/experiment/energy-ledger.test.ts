import { expect, test } from "vitest";
import { devices } from "../../src/core/device/index.js";
import { forms } from "../../src/core/waveform/index.js";
import { energyLedger, perCorrectAnswer } from "../../src/experiment/kinds/classify/energy-ledger.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";

type Part = Pick<ClassifySpec, "gain" | "network" | "presentation" | "physics">;
const spec = (device: keyof typeof devices, form: keyof typeof forms, end = 0.2): ClassifySpec => {
  const { pre, post } = forms[form];
  const part = {
    gain: { schedule: "amplitude", end },
    network: { tick: pre.t.at(-1)! / 40 },
    presentation: { duration: pre.t.at(-1)! * 17.5 },
    physics: { device: devices[device].create({}), pre, post, alphaPre: 1, alphaPost: 1 },
  } as unknown as Part;
  return part as ClassifySpec;
};
const counted = { perImage: { lonePre: 1000, lonePost: 10, paired: 2 }, presentations: 50, accuracy: 0.8 };

test("an image, a run and a right answer: one ledger", () => {
  const e = energyLedger(spec("eis-ysz7", "box-over-ramp-ns"), counted)!;
  expect(e.model).toBe("circuit");
  expect(e.perRun / e.perImage.total).toBeCloseTo(50, 9);
  expect(e.perCorrectAnswer / e.perImage.total).toBeCloseTo(1.25, 9);
  const { lonePre, lonePost, paired } = e.perEvent;
  expect(e.perImage.total).toBeCloseTo(1000 * lonePre.total + 10 * lonePost.total + 2 * paired.total, 20);
  expect(e.latency).toBeCloseTo(3.5e-6, 12);
});

test("a falling amplitude saves post energy, not pre energy", () => {
  const falling = energyLedger(spec("eis-ysz7", "box-over-ramp-ns"), counted)!.perEvent;
  const constant = energyLedger(spec("eis-ysz7", "box-over-ramp-ns", 1), counted)!.perEvent;
  expect(falling.lonePost.total).toBeLessThan(constant.lonePost.total);
  expect(falling.lonePre.total).toBeCloseTo(constant.lonePre.total, 25);
});

test("a stated technology says so, and its time is that of its programming event", () => {
  const e = energyLedger(spec("rram", "box-over-ramp"), counted)!;
  expect(e.model).toBe("stated");
  expect(e.source).toMatch(/assumed/);
  expect(e.latency).toBeCloseTo((0.35 * 1e-6) / 22e-3, 12);
});

test("the ideal device has no energy", () => {
  expect(energyLedger(spec("ideal", "box-over-ramp"), counted)).toBeNull();
});

test("where no answer was right there is no energy of one, and words say so", () => {
  const e = energyLedger(spec("eis-ysz7", "box-over-ramp-ns"), { ...counted, accuracy: 0 })!;
  expect(JSON.parse(JSON.stringify(e)).perCorrectAnswer).toBe(null);
  expect(perCorrectAnswer(e)).toBe("no energy per correct answer, since no test image was answered rightly");
  expect(perCorrectAnswer({ perCorrectAnswer: 2e-3 })).toBe("2 mJ per correct answer");
});
