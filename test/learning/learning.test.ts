import { expect, test } from "vitest";
import { dense } from "../../src/core/connectivity/index.js";
import { devices } from "../../src/core/device/index.js";
import { neurons } from "../../src/core/neuron/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { buildPairTables } from "../../src/core/stdp/pair-tables.js";
import { forms } from "../../src/core/waveform/index.js";
import { atGain, type GainSchedule, gainSchedules } from "../../src/crossbar/gain.js";
import { geometric } from "../../src/learning/gain.js";
import { Homeostasis } from "../../src/learning/homeostasis.js";
import { normaliseColumns } from "../../src/learning/normalisation.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";

const tick = 0.5e-3;
const spec = {
  nuPre: 0.01,
  nuPost: 0.1,
  tauPre: 20e-3,
  tauPost: 20e-3,
  tauPost2: 0,
  wMax: 1,
  init: { from: 0.5, to: 0.5 },
  readGain: 1,
};
const synapses = (change = {}) =>
  traceStdp({ ...spec, ...change }).create({ wiring: dense(3, 2), tick, random: Random.of("t") });

test("trace STDP raises by the pre trace at a post spike and lowers by the post trace at a pre spike", () => {
  const s = synapses();
  s.pre(0, 0);
  s.post(1, 20);
  expect(s.state[1]).toBeCloseTo(0.5 + 0.1 * Math.exp(-10 / 20), 6);
  s.pre(2, 60);
  expect(s.state[s.wiring.find(2, 1)]).toBeCloseTo(0.5 - 0.01 * Math.exp(-20 / 20), 6);
  expect(s.state[0]).toBe(0.5);
});

test("many small changes add up: 2,000 pairs at rates that single precision would lose", () => {
  for (const nuPost of [1e-7, 2e-8, 1e-12]) {
    const s = synapses({ nuPre: 0, nuPost });
    for (let pair = 0; pair < 2000; pair++) {
      s.pre(0, 400 * pair);
      s.post(0, 400 * pair + 4);
    }
    // Each addition is rounded by half of 1.1e-16 at most. What is left of a trace after 200 ms is below 5e-5 of it.
    const alone = 2000 * nuPost * Math.exp(-2 / 20);
    expect(Math.abs(s.state[0]! - 0.5 - alone)).toBeLessThan(5e-5 * alone + 2000 * 1.1e-16);
  }
});

test("a rate far below the weight depresses as it should, too", () => {
  const s = synapses({ nuPre: 1e-9, nuPost: 0 });
  for (let pair = 0; pair < 1000; pair++) {
    s.post(0, 400 * pair);
    s.pre(0, 400 * pair + 4);
  }
  const alone = 1000 * 1e-9 * Math.exp(-2 / 20);
  expect(Math.abs(0.5 - s.state[0]! - alone)).toBeLessThan(5e-5 * alone + 1000 * 1.1e-16);
});

test("a trace counts to its end, and takes no memory for it: ticks of 1 ns and a trace of 20 ms", () => {
  const make = traceStdp({ ...spec, nuPost: 1 });
  const s = make.create({ wiring: dense(1, 1), tick: 1e-9, random: Random.of("t") });
  s.state[0] = 0;
  s.pre(0, 0);
  s.post(0, 400e6);
  // 20 time constants; 1e-15 relative: rounding of the exponent.
  expect(s.state[0]! / Math.exp(-20)).toBeCloseTo(1, 13);
});

test("the triplet form needs an earlier post spike", () => {
  const s = synapses({ tauPost2: 40e-3 });
  s.pre(0, 0);
  s.post(0, 10);
  expect(s.state[0]).toBe(0.5);
  s.post(0, 30);
  expect(s.state[0]).toBeCloseTo(0.5 + 0.1 * Math.exp(-15 / 20) * Math.exp(-10 / 40), 6);
});

test("ideal weights stay in 0 .. wMax", () => {
  const s = synapses({ nuPre: 1, nuPost: 1 });
  s.pre(0, 0);
  s.post(0, 1);
  expect(s.state[0]).toBe(1);
  s.pre(1, 2);
  expect(s.state[s.wiring.find(1, 0)]).toBe(0);
});

test("normalisation gives every column the same sum and keeps its proportions", () => {
  const s = synapses({ init: { from: 0.1, to: 0.9 } });
  const before = [s.state[0]! / s.state[s.wiring.find(1, 0)]!, s.state[1]! / s.state[s.wiring.find(1, 1)]!];
  normaliseColumns(s, 7);
  for (let j = 0; j < 2; j++) {
    let sum = 0;
    for (let i = 0; i < 3; i++) sum += s.state[s.wiring.find(i, j)]!;
    expect(sum).toBeCloseTo(7, 5);
    expect(s.state[j]! / s.state[s.wiring.find(1, j)]!).toBeCloseTo(before[j]!, 5);
  }
});

test("mean-free homeostasis raises the winner and lowers all by the mean; the servo moves all alike", () => {
  const population = neurons["lif-cond"].create(4, defaults(neurons["lif-cond"].params), tick, "all");
  const start = population.theta![0]!;
  const rule = {
    thetaPlus: 1e-3,
    thetaPlusEnd: 0.1,
    meanFree: true,
    servoGain: 1e-4,
    servoCap: 40,
    targetSpikes: 12,
    tauTheta: Number.POSITIVE_INFINITY,
  };
  const homeostasis = new Homeostasis(rule, population);
  homeostasis.begin(0);
  population.theta![0]! += population.thetaPlus! * 8;
  homeostasis.end(8, 0.35, Int32Array.of(8, 0, 0, 0));
  const mean = (population.theta![0]! + 3 * population.theta![1]!) / 4;
  // 8 spikes are 4 under the target: all fall by 0.4 mV, the mean by nothing else.
  expect(mean - start).toBeCloseTo(-0.4e-3, 8);
  expect(population.theta![0]! - population.theta![1]!).toBeCloseTo(8e-3, 8);
  homeostasis.begin(1);
  expect(population.thetaPlus).toBeCloseTo(1e-4, 12);
});

test("balanced at each place, neurons lose the mean rise of their own place alone", () => {
  // Two features at two places: neurons 0 and 2 share one, 1 and 3 the other.
  const population = neurons["lif-cond"].create(4, defaults(neurons["lif-cond"].params), tick, "all");
  const start = population.theta![0]!;
  const none = { servoGain: 0, servoCap: 40, targetSpikes: 12, tauTheta: Number.POSITIVE_INFINITY };
  const homeostasis = new Homeostasis(
    { thetaPlus: 1e-3, thetaPlusEnd: 1, meanFree: true, places: 2, ...none },
    population,
  );
  homeostasis.begin(0);
  population.theta![0]! += population.thetaPlus! * 8;
  homeostasis.end(8, 0.35, Int32Array.of(8, 0, 0, 0));
  const moved = Array.from(population.theta!, (theta) => Math.round((theta - start) * 1e6));
  expect(moved).toEqual([4000, 0, -4000, 0]);
});

test("the gain schedule falls geometrically from 1 to its end", () => {
  expect(geometric(0.2, 0)).toBe(1);
  expect(geometric(0.2, 0.5)).toBeCloseTo(Math.sqrt(0.2), 12);
  expect(geometric(0.2, 1)).toBeCloseTo(0.2, 12);
});

const preset = devices["eis-ysz14"];
const device = preset.create(defaults(preset.params));
const { pre, post } = forms["box-over-ramp"];
const request = { rate: device.rate, pre, post, alphaPre: 1, alphaPost: 1, tick };

test("lower amplitudes scale potentiation and depression of every pair alike, by 2.29 V for a gain of 0.2", () => {
  const lowered = atGain(request, "amplitude", 0.2);
  expect(lowered.factor).toBe(1);
  expect(post.v[0]! - lowered.post.v[0]!).toBeCloseTo(2.29, 2);
  const full = buildPairTables(request);
  const less = buildPairTables({ ...request, post: lowered.post });
  for (const age of [1, 8, 20]) {
    const at = (age + full.nPost) * full.stride + full.nPost;
    expect(less.p[at]! / full.p[at]!).toBeCloseTo(0.2, 2);
    expect(less.d[at]! / full.d[at]!).toBeCloseTo(0.2, 2);
  }
});

test("the duty schedule has the post voltage on for that share of every tick", () => {
  const chopped = atGain(request, "duty", 0.25);
  const full = buildPairTables(request);
  const less = buildPairTables({ ...request, post: chopped.post });
  const at = full.nPre + full.nPost; // V_post alone: constant within each phase
  const end = at * full.stride + full.nPost;
  expect(less.p[end]! / full.p[end]!).toBeCloseTo(0.25, 6);
  expect(less.d[end]! / full.d[end]!).toBeCloseTo(0.25, 6);
});

test("a gain of 1 is the post waveform as it is, whatever the schedule", () => {
  for (const schedule of Object.keys(gainSchedules) as GainSchedule[]) {
    const { post: same, factor } = atGain(request, schedule, 1);
    expect(same, schedule).toBe(post);
    expect(factor).toBe(1);
  }
});

test("the balance of box-over-ramp: P, D and fixed points of the design", () => {
  const t = buildPairTables(request);
  const nS = (table: Float64Array, age: number) =>
    table[(Math.min(age, t.nPre) + t.nPost) * t.stride + t.nPost]! * 1e9;
  expect(nS(t.p, 1)).toBeCloseTo(59.2, 1);
  expect(nS(t.p, 8)).toBeCloseTo(40.9, 1);
  expect(nS(t.p, t.nPre)).toBeCloseTo(12.3, 1);
  const fixedPoint = (age: number) => {
    const up = nS(t.p, age) / 3000;
    const down = nS(t.d, age) / 950;
    return up / (up + down);
  };
  expect(fixedPoint(t.nPre)).toBeCloseTo(0.134, 3);
  expect(fixedPoint(1)).toBeCloseTo(0.5125, 3);
});
