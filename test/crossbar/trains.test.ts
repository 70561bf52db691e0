import { describe, expect, test } from "vitest";
import { withBounds } from "../../src/core/device/state.js";
import { Random } from "../../src/core/random.js";
import { forms } from "../../src/core/waveform/index.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import { BOOKED_FIRST } from "../../src/crossbar/post-event-ledger.js";
import { bruteForce } from "./brute-force.js";
import { crossbar, device, play, randomTrains, singleEvents, tick, tilted } from "./playing.js";

const cases: [name: string, change: Partial<EisSpec>][] = [
  ["box over ramp", {}],
  ["antisymmetric with a lead of 10 ms", { pre: forms.antisymmetric.pre, post: forms.antisymmetric.post }],
  ["LTP only, post longer than pre", { pre: forms["ltp-only"].pre, post: forms["ltp-only"].post }],
  ["V_oc = -0.2 V", { device: tilted }],
  ["hard bounds", { device: withBounds(device, "hard") }],
  ["soft bounds of exponent 2", { device: { ...device, beta: 2 } }],
];

const ticks = 40_000;
const nPre = 6;
const nPost = 3;
const trains = randomTrains(nPre, nPost, ticks, "trains");

test("the trains of these tests hold thousands of spikes and post neurons that fire inside their own waveform", () => {
  expect([...trains.pre, ...trains.post].flat().length).toBeGreaterThan(2000);
  const refires = trains.post.flatMap((spikes) => spikes.filter((t, k) => k > 0 && t - spikes[k - 1]! < 44));
  expect(refires.length).toBeGreaterThan(300);
});

describe.each(cases)("%s", (_, change) => {
  const spec = {
    device,
    pre: forms["box-over-ramp"].pre,
    post: forms["box-over-ramp"].post,
    tick,
    ...change,
  };
  const range = device.gMax - device.gMin;

  test("the ordered form equals brute-force integration of V_G(t) to 1e-9 of the range", () => {
    const ordered = crossbar(nPre, nPost, { ...change, form: "ordered" });
    const before = Float64Array.from(ordered.state);
    play(ordered, trains, ticks);
    // A device with V_oc != 0 also drifts at rest, here before its first event, which brute force leaves out.
    const tolerance = spec.device.rate.vOc === 0 ? 1e-9 : 1e-8;
    for (let i = 0; i < nPre; i++)
      for (let j = 0; j < nPost; j++) {
        const at = ordered.wiring.find(i, j);
        const exact = bruteForce(spec, before[at]!, trains.pre[i]!, trains.post[j]!);
        expect(Math.abs(ordered.state[at]! - exact.g) / range).toBeLessThan(tolerance);
      }
  });

  test("the lumped form stays within 5 % of the largest step for each post event", () => {
    const events = singleEvents(60);
    let largest = 0;
    let worst = 0;
    const fast = crossbar(1, 1, { ...change, form: "lumped" });
    const slow = crossbar(1, 1, { ...change, form: "ordered" });
    const g0 = fast.state[0]!;
    for (const event of events) {
      fast.state[0] = g0;
      slow.state[0] = g0;
      play(fast, event, 400);
      play(slow, event, 400);
      largest = Math.max(largest, Math.abs(slow.state[0]! - g0));
      worst = Math.max(worst, Math.abs(fast.state[0]! - slow.state[0]!));
    }
    expect(largest).toBeGreaterThan(0);
    expect(worst / largest).toBeLessThan(0.05);
  });
});

test("over thousands of spikes the lumped form does not drift away from the ordered one", () => {
  const fast = crossbar(nPre, nPost, { form: "lumped", d2d: 0.06, c2c: 0.05 });
  const slow = crossbar(nPre, nPost, { form: "ordered", d2d: 0.06, c2c: 0.05 });
  play(fast, trains, ticks);
  play(slow, trains, ticks);
  const range = device.gMax - device.gMin;
  let worst = 0;
  for (let at = 0; at < fast.state.length; at++)
    worst = Math.max(worst, Math.abs(fast.state[at]! - slow.state[at]!) / range);
  // Soft bounds forget: the difference settles where the errors of the last tens of events balance, well under one
  // step (1.5 % of the range for the largest pair).
  expect(worst).toBeLessThan(0.005);
  const check = fast.check!()!;
  expect(check.synapses).toBe(nPre * nPost);
  expect(check.maxDifference).toBeCloseTo(worst, 6);
});

test("a V_pre that moves the device both ways is not saved up until the end of a long presentation", () => {
  const { pre, post } = forms.antisymmetric;
  const dense = { pre: trains.pre, post: trains.post.map(() => []) };
  const fast = crossbar(nPre, nPost, { pre, post, form: "lumped" });
  const slow = crossbar(nPre, nPost, { pre, post, form: "ordered" });
  play(fast, dense, ticks);
  play(slow, dense, ticks);
  const range = device.gMax - device.gMin;
  let worst = 0;
  for (let at = 0; at < fast.state.length; at++)
    worst = Math.max(worst, Math.abs(fast.state[at]! - slow.state[at]!) / range);
  // A spike alone moves 1.4 nS up and down again, 0.04 % of the range; hundreds of them saved up would saturate.
  expect(worst).toBeLessThan(0.002);
});

test("the ledgers of the two forms agree on what lone and paired spikes moved", () => {
  const fast = crossbar(20, 4, { form: "lumped" });
  const slow = crossbar(20, 4, { form: "ordered" });
  const random = Random.of("images");
  for (let image = 0; image < 200; image++) {
    const spikes = (n: number, hertz: number) =>
      Array.from({ length: n }, () =>
        Array.from({ length: 700 }, (_, t) => t).filter(() => random.uniform() < hertz * tick),
      );
    const shown = { pre: spikes(20, 25), post: spikes(4, 3) };
    play(fast, shown, 700);
    play(slow, shown, 700);
  }
  for (const key of ["lonePre", "lonePost", "paired"] as const) {
    expect(slow.disturb![key]).toBeGreaterThan(0);
    // The fast form books intervals to first order in the change within one window (up to 2 % of the range here).
    expect(Math.abs(fast.disturb![key] / slow.disturb![key] - 1)).toBeLessThan(0.03);
  }
  // Pairs are counted, not integrated: the same to the last one.
  expect(fast.disturb!.pairs).toBeGreaterThan(1000);
  expect(fast.disturb!.pairs).toBe(slow.disturb!.pairs);
});

test("frozen synapses do not change", () => {
  const synapses = crossbar(nPre, nPost, { form: "lumped" });
  const before = synapses.state.slice();
  synapses.learning = false;
  play(synapses, trains, 2000);
  expect(synapses.state).toEqual(before);
});

test("beyond the first thousands of events a sample of them stands for all in the ledger", () => {
  const fast = crossbar(10, 8, { form: "lumped" });
  const slow = crossbar(10, 8, { form: "ordered" });
  const random = Random.of("many");
  const spikes = (n: number, hertz: number) =>
    Array.from({ length: n }, () =>
      Array.from({ length: 700 }, (_, t) => t).filter(() => random.uniform() < hertz * tick),
    );
  let events = 0;
  // From here on one event in BOOKED_EVERY is booked: what comes after is compared, as a difference.
  const past = { fast: { ...fast.disturb! }, slow: { ...slow.disturb! } };
  while (events < 3 * BOOKED_FIRST) {
    const shown = { pre: spikes(10, 25), post: spikes(8, 8) };
    play(fast, shown, 700);
    play(slow, shown, 700);
    const before = events;
    events += shown.post.flat().length;
    if (before < BOOKED_FIRST && events >= BOOKED_FIRST) {
      past.fast = { ...fast.disturb! };
      past.slow = { ...slow.disturb! };
    }
  }
  for (const key of ["lonePost", "paired"] as const) {
    const since = (disturb: typeof past.fast, before: typeof past.fast) => disturb[key] - before[key];
    const ratio = since(fast.disturb!, past.fast) / since(slow.disturb!, past.slow);
    // Some 130 sampled events of 10 synapses each, scattering by a factor of one half: three standard errors of that.
    expect(Math.abs(ratio - 1)).toBeLessThan(0.15);
  }
});
