import { describe, expect, test } from "vitest";
import { dense } from "../../../src/core/connectivity/index.js";
import { depress, potentiate, withBounds } from "../../../src/core/device/state.js";
import { Random } from "../../../src/core/random.js";
import { forms } from "../../../src/core/waveform/index.js";
import type { EisSpec } from "../../../src/crossbar/eis-spec.js";
import { openBackend } from "../../../src/crossbar/kernels/tfjs-backend.js";
import type { Crossbar } from "../../../src/crossbar/model.js";
import { drawRange, inCommonRange, ownDevice } from "../../../src/crossbar/nonideal/range.js";
import { bruteForce } from "../brute-force.js";
import { crossbar, device, play, randomTrains, singleEvents, tick, tilted } from "../playing.js";

const { gMin, g0, gMax } = device;
const values = { gMin: 0.2, gMax: 0.15 };
const layout = dense(200, 100);
const drawn = (spread: { gMin: number; gMax: number }) =>
  drawRange(device, layout, spread, Random.of("range"))!;
/** Of the synapses, without padding. */
const unpadded = (x: Float32Array) => [...x].filter((_, at) => at % 112 < 100);
const mean = (x: readonly number[]) => x.reduce((a, b) => a + b, 0) / x.length;

/** Own bounds of the synapses of a small crossbar. */
function ownOf(synapses: Crossbar, i: number, j: number) {
  const at = synapses.wiring.find(i, j);
  const { low, high } = synapses.bounds!.own!;
  return { ...device, gMin: low[at]!, gMax: high[at]! };
}

test("bounds have the technology's as mean and the given relative spread, and are drawn apart", () => {
  const { low, high } = drawn(values);
  const relative = [unpadded(low).map((g) => g / gMin - 1), unpadded(high).map((g) => g / gMax - 1)];
  for (const [k, sigma] of [0.2, 0.15].entries()) {
    // Four standard errors of 20,000 draws; none is drawn again at such spreads.
    expect(Math.abs(mean(relative[k]!))).toBeLessThan((4 * sigma) / Math.sqrt(20_000));
    expect(Math.abs(Math.sqrt(mean(relative[k]!.map((x) => x * x))) / sigma - 1)).toBeLessThan(0.03);
  }
  const product = mean(relative[0]!.map((x, k) => x * relative[1]![k]!));
  expect(Math.abs(product / (0.2 * 0.15))).toBeLessThan(4 / Math.sqrt(20_000));
});

test("a spread is lognormal: ln has the standard deviation sqrt(ln(1 + sigma^2)), and nothing is below 0", () => {
  const logs = unpadded(drawn({ gMin: 0.5, gMax: 0 }).low).map(Math.log);
  const middle = mean(logs);
  const deviation = Math.sqrt(mean(logs.map((x) => (x - middle) ** 2)));
  expect(Math.abs(deviation / Math.sqrt(Math.log(1.25)) - 1)).toBeLessThan(0.02);
});

test("however wide the spread, every bound keeps a tenth of the technology's distance from G0", () => {
  const { low, high } = drawn({ gMin: 1, gMax: 1 });
  const near = [unpadded(low), unpadded(high)] as const;
  expect(near[0].reduce((a, b) => Math.max(a, b))).toBeLessThanOrEqual(g0 - 0.0999 * (g0 - gMin));
  expect(near[1].reduce((a, b) => Math.min(a, b))).toBeGreaterThanOrEqual(g0 + 0.0999 * (gMax - g0));
  expect(near[1].reduce((a, b) => Math.min(a, b))).toBeLessThan(g0 + 0.11 * (gMax - g0));
});

test.each([0.05, 0.3, 0.6, 1])(
  "a spread of %d leaves the technology's number the mean, though bounds are drawn again",
  (sigma) => {
    const n = 500 * 400;
    const wide = drawRange(device, dense(500, 400), { gMin: sigma, gMax: sigma }, Random.of("wide"))!;
    for (const [bound, own] of [
      [gMin, wide.low],
      [gMax, wide.high],
    ] as const) {
      const relative = [...own].map((g) => g / bound);
      const deviation = Math.sqrt(mean(relative.map((x) => (x - 1) ** 2)));
      // Five standard errors; kurtosis as of a lognormal without bounds, which is more.
      const w = 1 + sigma * sigma;
      const kurtosis = w ** 4 + 2 * w ** 3 + 3 * w * w - 3;
      expect(Math.abs(mean(relative) - 1)).toBeLessThan((5 * sigma) / Math.sqrt(n));
      expect(Math.abs(deviation / sigma - 1)).toBeLessThan(
        (5 * Math.sqrt((kurtosis - 1) / 4)) / Math.sqrt(n),
      );
    }
  },
);

test("one bound's draws do not depend on the other's spread; without spread all devices are alike", () => {
  expect(drawn({ gMin: 0.2, gMax: 0 }).low).toEqual(drawn(values).low);
  expect(new Set(drawn({ gMin: 0.2, gMax: 0 }).high)).toEqual(new Set([Math.fround(gMax)]));
  expect(drawRange(device, layout, { gMin: 0, gMax: 0 }, Random.of("range"))).toBeUndefined();
});

test("at G0 every device has the technology's rate, and at its own bound none", () => {
  const at = ownDevice(device, drawn(values));
  const small = 1e-15;
  for (const x of [0, 1, 57, 1000]) {
    expect((potentiate(at(x), g0, small) - g0) / small).toBeCloseTo(1, 3);
    expect((g0 - depress(at(x), g0, small)) / small).toBeCloseTo(1, 3);
    const own = { ...at(x) };
    expect(potentiate(own, own.gMax, 1e-7)).toBe(own.gMax);
    expect(depress(own, own.gMin, 1e-7)).toBe(own.gMin);
  }
});

test.each([
  ["linear", device],
  ["of exponent 2", { ...device, beta: 2 }],
  ["hard", withBounds(device, "hard")],
])("in the common range a device moves as in its own: bounds %s", (_, common) => {
  const own = { ...common, gMin: 80e-9, gMax: 3000e-9 };
  const { scale, up, down } = inCommonRange(common, own);
  const into = (g: number) => common.gMin + scale * (g - own.gMin);
  for (const g of [100e-9, g0, 2500e-9]) {
    expect(potentiate(common, into(g), up * 2e-7) / into(potentiate(own, g, 2e-7))).toBeCloseTo(1, 12);
    expect(depress(common, into(g), down * 2e-7) / into(depress(own, g, 2e-7))).toBeCloseTo(1, 12);
  }
});

const nonIdeal = { range: values };
const ticks = 20_000;
const trains = randomTrains(6, 3, ticks, "trains");

test("a synapse starts at a fraction of its own range", () => {
  const synapses = crossbar(6, 3, { nonIdeal, init: { from: 0.25, to: 0.25 } });
  for (let i = 0; i < 6; i++)
    for (let j = 0; j < 3; j++) {
      const own = ownOf(synapses, i, j);
      const fraction = (synapses.state[synapses.wiring.find(i, j)]! - own.gMin) / (own.gMax - own.gMin);
      expect(fraction).toBeCloseTo(0.25, 12);
    }
});

const cases: [name: string, change: Partial<EisSpec>][] = [
  ["linear soft bounds", {}],
  ["antisymmetric with a lead", { pre: forms.antisymmetric.pre, post: forms.antisymmetric.post }],
  ["soft bounds of exponent 2", { device: { ...device, beta: 2 } }],
  ["hard bounds", { device: withBounds(device, "hard") }],
  ["V_oc = -0.2 V", { device: tilted }],
];

describe.each(cases)("own bounds: %s", (_, change) => {
  test("the ordered form equals brute-force integration with the synapse's own bounds", () => {
    const ordered = crossbar(6, 3, { ...change, nonIdeal });
    const before = Float64Array.from(ordered.state);
    play(ordered, trains, ticks);
    const { pre, post } = { ...forms["box-over-ramp"], ...change };
    let most = 0;
    for (let i = 0; i < 6; i++)
      for (let j = 0; j < 3; j++) {
        const at = ordered.wiring.find(i, j);
        const { gMin: low, gMax: high } = ownOf(ordered, i, j);
        const own = { ...(change.device ?? device), gMin: low, gMax: high };
        const request = { device: own, pre, post, tick };
        const exact = bruteForce(request, before[at]!, trains.pre[i]!, trains.post[j]!);
        // A device with V_oc != 0 drifts before its first event, which brute force leaves out.
        const tolerance = own.rate.vOc === 0 ? 1e-9 : 1e-8;
        expect(Math.abs(ordered.state[at]! - exact.g) / (gMax - gMin)).toBeLessThan(tolerance);
        const common = bruteForce(
          { ...request, device: change.device ?? device },
          before[at]!,
          trains.pre[i]!,
          trains.post[j]!,
        );
        most = Math.max(most, Math.abs(common.g - exact.g) / (gMax - gMin));
      }
    // With the technology's bounds it would be something else.
    expect(most).toBeGreaterThan(1e-3);
  });

  test("the lumped form stays within 5 % of the largest step for each post event", () => {
    const fast = crossbar(1, 1, { ...change, nonIdeal, form: "lumped" });
    const slow = crossbar(1, 1, { ...change, nonIdeal });
    const start = fast.state[0]!;
    let largest = 0;
    let worst = 0;
    for (const event of singleEvents(40)) {
      fast.state[0] = start;
      slow.state[0] = start;
      play(fast, event, 400);
      play(slow, event, 400);
      largest = Math.max(largest, Math.abs(slow.state[0]! - start));
      worst = Math.max(worst, Math.abs(fast.state[0]! - slow.state[0]!));
    }
    expect(largest).toBeGreaterThan(0);
    expect(worst / largest).toBeLessThan(0.05);
  });

  test("over thousands of spikes the lumped form follows, in the run's own check too", () => {
    const fast = crossbar(6, 3, { ...change, nonIdeal, form: "lumped" });
    play(fast, trains, ticks);
    // As with common bounds; hard ones do not forget what the lumping leaves.
    expect(fast.check!()!.maxDifference).toBeLessThan(0.01);
  });
});

test("the ledgers of the two forms agree with own bounds, as with common ones", () => {
  const fast = crossbar(20, 4, { nonIdeal, form: "lumped" });
  const slow = crossbar(20, 4, { nonIdeal });
  const shown = randomTrains(20, 4, 4000, "ledger");
  play(fast, shown, 4000);
  play(slow, shown, 4000);
  for (const key of ["lonePre", "lonePost", "paired"] as const)
    expect(Math.abs(fast.disturb![key] / slow.disturb![key] - 1)).toBeLessThan(0.05);
});

test("slice by slice, devices with bounds of their own come to the same", async () => {
  const backend = await openBackend("cpu");
  const shown = randomTrains(4, 2, 600, "slices");
  const sliced = crossbar(4, 2, { nonIdeal, form: "lumped" }, { backend, tau: 0.125e-3 });
  play(sliced, shown, 600);
  // Order 2 in tau; single precision of a change leaves some 1e-8.
  expect(sliced.check!()!.maxDifference).toBeLessThan(2e-5);
  expect(sliced.check!()!.events).toBeGreaterThan(100);
});

test("a spread of 0 leaves the bits as they are", () => {
  const plain = crossbar(6, 3, { form: "lumped", d2d: 0.1 });
  const none = crossbar(6, 3, { form: "lumped", d2d: 0.1, nonIdeal: { range: { gMin: 0, gMax: 0 } } });
  for (const synapses of [plain, none]) play(synapses, trains, 2000);
  expect(none.state).toEqual(plain.state);
  expect(none.disturb).toEqual(plain.disturb);
});

test("stuck devices are at their own bounds, and retention relaxes to the own smallest conductance", () => {
  const stuck = crossbar(6, 3, { nonIdeal: { ...nonIdeal, stuck: { on: 0.5, off: 0.5 } } });
  const aged = crossbar(6, 3, { nonIdeal: { ...nonIdeal, retention: { tau: 1, hold: 0 } } });
  const before = aged.state.slice();
  aged.age!(1);
  for (let i = 0; i < 6; i++)
    for (let j = 0; j < 3; j++) {
      const at = stuck.wiring.find(i, j);
      const own = ownOf(stuck, i, j);
      expect([own.gMin, own.gMax]).toContain(stuck.state[at]);
      expect((aged.state[at]! - own.gMin) / (before[at]! - own.gMin)).toBeCloseTo(Math.exp(-1), 10);
    }
});
