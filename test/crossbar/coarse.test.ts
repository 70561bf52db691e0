import { expect, test } from "vitest";
import { forms } from "../../src/core/waveform/index.js";
import { scale } from "../../src/core/waveform/piecewise-linear.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import { crossbar, device, play } from "./playing.js";

const { pre, post } = forms["box-over-ramp"];
const at = (volts: number, form: EisSpec["form"]) =>
  crossbar(1, 1, { pre: scale(pre, { volts }), post: scale(post, { volts }), form });

test("events that single precision rounds by more than a hundredth are told, with what keeps them", () => {
  expect(at(1, "lumped").coarse).toBeUndefined();
  const weak = at(0.25, "lumped");
  expect(weak.coarse).toMatch(
    /^conductances are kept in single precision, whose rounding is [\d.]+ % of the largest change by one event \(.* S\): many small changes need form "ordered"$/,
  );
  // Double precision is enough for them, and nothing has to be said where nothing moves.
  expect(at(0.25, "ordered").coarse).toBeUndefined();
  expect(at(0, "lumped").coarse).toBeUndefined();
});

test("what is told is so: many events of which the lumped form loses a part that the ordered one keeps", () => {
  const volts = 0.15;
  const trains = { pre: [[]], post: [Array.from({ length: 40 }, (_, k) => 60 * k)] };
  const [fast, exact] = (["lumped", "ordered"] as const).map((form) => {
    const synapses = at(volts, form);
    const before = synapses.state[0]!;
    for (let k = 0; k < 3; k++) play(synapses, trains, 2500);
    return synapses.state[0]! - before;
  });
  expect(Math.abs(exact!)).toBeGreaterThan(0);
  expect(Math.abs(exact!)).toBeLessThan(1e-3 * device.gMax);
  expect(Math.abs(fast! - exact!) / Math.abs(exact!)).toBeGreaterThan(0.01);
  expect(at(volts, "lumped").coarse).toBeDefined();
});
