import { describe, expect, test } from "vitest";
import { dense } from "../../src/core/connectivity/index.js";
import type { Device } from "../../src/core/device/model.js";
import { depress, potentiate, withBounds } from "../../src/core/device/state.js";
import { Random } from "../../src/core/random.js";
import { scaledRate } from "../../src/core/rate/scaled.js";
import { integrateWaveform } from "../../src/core/stdp/integrate.js";
import { buildPairTables } from "../../src/core/stdp/pair-tables.js";
import { forms } from "../../src/core/waveform/index.js";
import { scale, waveform } from "../../src/core/waveform/piecewise-linear.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import { drawGains } from "../../src/crossbar/gains.js";
import { openBackend } from "../../src/crossbar/kernels/tfjs-backend.js";
import { bruteForce } from "./brute-force.js";
import { crossbar, device, play, randomTrains, synapsesOn, tick, tilted } from "./playing.js";

const { pre, post } = forms["box-over-ramp"];
const bothWays = waveform([
  [0, 7],
  [6e-3, 7],
  [6e-3, -7],
  [12e-3, -7],
]);
const range = device.gMax - device.gMin;
const backend = await openBackend("cpu");
const slicing = (tau: number) => ({ backend, tau });
const [nPre, nPost] = [6, 3];
const tables = buildPairTables({ rate: device.rate, pre, post, alphaPre: 1, alphaPost: 1, tick });

/** One factor on the rate of each device, as a crossbar of `playing.ts` draws it. */
function gainsOf(d2d: number) {
  return drawGains(dense(nPre, nPost), d2d, false, Random.of("synapses").split("d2d"))!.up;
}

describe("devices that differ in rate", () => {
  const ticks = 3000;
  const trains = randomTrains(nPre, nPost, ticks, "differ");
  test.each<[string, Partial<EisSpec>, number | undefined, number]>([
    ["ordered", { form: "ordered" }, undefined, 1e-9],
    // Order 2 in tau: 2e-5 at an eighth of a millisecond, and times the factor of the fastest device here.
    ["sliced", {}, 0.125e-3, 4e-5],
    // Its V_pre alone moves a device up and down again, which a post spike or the next V_pre cuts in two.
    ["sliced, strong V_pre", { pre: bothWays }, 0.125e-3, 4e-5],
  ])("%s: each equals brute-force integration of V_G(t) at its own rate", (_, change, tau, tolerance) => {
    const synapses = crossbar(nPre, nPost, { ...change, d2d: 0.5 }, tau ? slicing(tau) : undefined);
    const before = synapses.state.slice();
    const own = gainsOf(0.5);
    play(synapses, trains, ticks);
    for (let i = 0; i < nPre; i++)
      for (let j = 0; j < nPost; j++) {
        const at = synapses.wiring.find(i, j);
        const { pre: v, post: w } = { ...forms["box-over-ramp"], ...change };
        const terminals = {
          device: { ...device, rate: scaledRate(device.rate, own[at]!) },
          pre: v,
          post: w,
          tick,
        };
        const exact = bruteForce(terminals, before[at]!, trains.pre[i]!, trains.post[j]!);
        expect(Math.abs(synapses.state[at]! - exact.g) / range).toBeLessThan(tolerance);
      }
  });

  test.each<[string, Partial<EisSpec>, number | undefined, number]>([
    ["ordered", { form: "ordered" }, undefined, 1e-12],
    ["lumped", { form: "lumped" }, undefined, 1e-6],
    ["sliced", {}, 0.5e-3, 1e-12],
  ])("%s: without a spike each drifts at its own rate", (_, change, tau, tolerance) => {
    const more = { ...change, device: tilted, d2d: 0.5 };
    const synapses = crossbar(nPre, nPost, more, tau ? slicing(tau) : undefined);
    const before = synapses.state.slice();
    const own = gainsOf(0.5);
    // Three years, in which V_oc = -0.2 V moves a device by some percent.
    const rest = 2e11;
    synapses.finish(rest);
    synapses.flush();
    const moved = tilted.rate.rate(0) * rest * tick;
    let most = 0;
    for (let k = 0; k < nPre * nPost; k++) {
      const at = synapses.wiring.nth(k);
      const [g, x] = [before[at]!, own[at]! * moved];
      const exact = x > 0 ? potentiate(tilted, g, x) : depress(tilted, g, -x);
      expect(Math.abs(synapses.state[at]! - exact) / range).toBeLessThan(tolerance);
      most = Math.max(most, Math.abs(exact - g) / range);
    }
    expect(most).toBeGreaterThan(0.01);
  });
});

describe("a post waveform counts when it ends, neither a tick earlier nor later", () => {
  test.each<[string, Partial<EisSpec>, number | undefined]>([
    ["lumped", { form: "lumped" }, undefined],
    ["sliced", {}, 0.5e-3],
  ])("%s", (_, change, tau) => {
    const synapses = crossbar(1, 1, change, tau ? slicing(tau) : undefined);
    synapses.pre(0, 100);
    synapses.post(0, 110);
    synapses.settle(111);
    const before = synapses.state[0]!;
    const end = 111 + tables.nPost;
    expect(synapses.nextTick()).toBe(end);
    synapses.settle(end - 1);
    expect(synapses.state[0]).toBe(before);
    synapses.settle(end);
    expect(Math.abs(synapses.state[0]! - before) / range).toBeGreaterThan(1e-3);
  });

  test("sliced: of two that start a tick apart each is moved at its own end", () => {
    const synapses = crossbar(1, 2, {}, slicing(0.5e-3));
    synapses.pre(0, 100);
    synapses.post(0, 110);
    synapses.settle(111);
    synapses.post(1, 111);
    synapses.settle(112);
    const before = synapses.state.slice();
    synapses.settle(111 + tables.nPost);
    expect(synapses.state[0]).not.toBe(before[0]);
    expect(synapses.state[1]).toBe(before[1]);
    synapses.settle(112 + tables.nPost);
    expect(synapses.state[1]).not.toBe(before[1]);
  });
});

/** Post waveforms that meet V_pre, each once per synapse, straight from the spikes. */
function pairsOf(trains: ReturnType<typeof randomTrains>): number {
  const runs = (spikes: number[], delay: number, length: number) =>
    spikes.map((t, k) => {
      const start = t + delay;
      return { start, end: Math.min(start + length, (spikes[k + 1] ?? Infinity) + delay) };
    });
  const rows = trains.pre.map((spikes) => runs(spikes, tables.preLead, tables.nPre));
  const columns = trains.post.flatMap((spikes) => runs(spikes, 1 + tables.postLead, tables.nPost));
  let pairs = 0;
  for (const event of columns)
    for (const row of rows) if (row.some((r) => r.start < event.end && r.end > event.start)) pairs++;
  return pairs;
}

test("every form counts a pair once, however many V_pre it meets", () => {
  const trains = randomTrains(nPre, nPost, 2000, "pairs");
  const wanted = pairsOf(trains);
  expect(wanted).toBeGreaterThan(200);
  for (const change of [{ form: "ordered" }, { form: "lumped" }] as const) {
    const synapses = crossbar(nPre, nPost, change);
    play(synapses, trains, 2000);
    expect(synapses.disturb!.pairs).toBe(wanted);
  }
  const sliced = crossbar(nPre, nPost, {}, slicing(0.5e-3));
  play(sliced, trains, 2000);
  expect(sliced.disturb!.pairs).toBe(wanted);
});

describe("in the lumped form a post event potentiates before it depresses", () => {
  const strong = scale(post, { volts: 1.6 });
  const alone = integrateWaveform(device.rate, scale(strong, { volts: 0.5 }));

  test.each<[string, Device, number]>([
    // Single precision.
    ["linear soft bounds", device, 1e-6],
    ["soft bounds of exponent 2", { ...device, beta: 2 }, 1e-6],
    ["hard bounds", withBounds(device, "hard"), 1e-6],
  ])("%s", (_, own, tolerance) => {
    const synapses = synapsesOn(dense(1, 1), {
      form: "lumped",
      device: own,
      post: strong,
      init: { from: 0.9, to: 0.9 },
    });
    const g = synapses.state[0]!;
    synapses.post(0, 10);
    synapses.finish(200);
    synapses.flush();
    const first = depress(own, potentiate(own, g, alone.p), alone.d);
    const other = potentiate(own, depress(own, g, alone.d), alone.p);
    expect(Math.abs(synapses.state[0]! - first) / range).toBeLessThan(tolerance);
    expect(Math.abs(other - first) / range).toBeGreaterThan(100 * tolerance);
  });
});
