import { describe, expect, test } from "vitest";
import { dense } from "../../src/core/connectivity/index.js";
import { devices } from "../../src/core/device/index.js";
import { withBounds } from "../../src/core/device/state.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { buildPairTables } from "../../src/core/stdp/pair-tables.js";
import { forms } from "../../src/core/waveform/index.js";
import { eisSynapse } from "../../src/crossbar/eis.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import type { Crossbar } from "../../src/crossbar/model.js";
import { type AlphaCourse, type AlphaSignal, alphaOf, extremes } from "../../src/crossbar/modulation.js";
import { TablesByAlpha } from "../../src/crossbar/tables-by-alpha.js";
import { bruteForce } from "./brute-force.js";

const tick = 0.5e-3;
const preset = devices["eis-ysz14"];
const device = preset.create(defaults(preset.params));
const tilted = preset.create({ ...defaults(preset.params), vOc: -0.2 });
const range = device.gMax - device.gMin;
const { pre, post } = forms["box-over-ramp"];

const plain: EisSpec = {
  device,
  pre,
  post,
  alphaPre: 1,
  alphaPost: 1,
  form: "ordered",
  overlap: "restart",
  readGain: 1,
  init: { from: 0.05, to: 0.6 },
  d2d: 0,
  c2c: 0,
  independentPolarity: false,
};
const nPre = 4;
const nPost = 3;
const ticks = 20_000;
const random = Random.of("modulation");
const create = (change: Partial<EisSpec>): Crossbar =>
  eisSynapse({ ...plain, ...change }).create({
    wiring: dense(nPre, nPost),
    tick,
    random: Random.of("synapses"),
  });

const train = () => {
  const p = 100 ** random.uniform() * tick;
  return Array.from({ length: ticks }, (_, t) => t).filter(() => random.uniform() < p);
};
const trains = {
  pre: Array.from({ length: nPre }, train),
  post: Array.from({ length: nPost }, train),
};

/** Some 300 changes at random ticks, most while waveforms are under way, between 15 pairs of values. */
const changeTicks = [0, ...Array.from({ length: 300 }, () => 1 + random.below(ticks - 1))]
  .sort((a, b) => a - b)
  .filter((t, k, all) => t !== all[k - 1]);
const alphas = changeTicks.map((t) => ({
  tick: t,
  pre: 0.6 + 0.3 * random.below(3),
  post: -1.1 + 0.55 * random.below(5),
}));
const schedule = (side: "pre" | "post"): AlphaCourse => ({
  kind: "schedule",
  at: alphas.map((a) => a.tick * tick),
  value: alphas.map((a) => a[side]),
});
const follow = (signal: string, change: Partial<AlphaSignal> = {}): AlphaSignal => ({
  kind: "signal",
  signal,
  start: 0,
  offset: 0,
  factor: 1,
  step: 0.01,
  ...change,
});

/** As the engine would: settle, signals, arrivals, then post spikes of the same tick. */
function play(synapses: Crossbar, at: (t: number) => void = () => {}): void {
  const rows = trains.pre.map((spikes) => new Set(spikes));
  const columns = trains.post.map((spikes) => new Set(spikes));
  for (let t = 0; t < ticks; t++) {
    at(t);
    if (synapses.nextTick() <= t) synapses.settle(t);
    for (const [i, spikes] of rows.entries()) if (spikes.has(t)) synapses.pre(i, t);
    for (const [j, spikes] of columns.entries()) if (spikes.has(t)) synapses.post(j, t);
  }
  synapses.finish(ticks);
}

/** Largest difference from V_G(t) integrated with the given alphas, as a fraction of the range. */
function worst(synapses: Crossbar, before: ArrayLike<number>, change: Partial<EisSpec>, used: typeof alphas) {
  let most = 0;
  for (let i = 0; i < nPre; i++)
    for (let j = 0; j < nPost; j++) {
      const at = synapses.wiring.find(i, j);
      const terminals = { ...plain, ...change, tick, alphas: used };
      const { g } = bruteForce(terminals, before[at]!, trains.pre[i]!, trains.post[j]!);
      most = Math.max(most, Math.abs(synapses.state[at]! - g) / range);
    }
  return most;
}

const cases: [name: string, change: Partial<EisSpec>][] = [
  ["box over ramp", {}],
  ["antisymmetric with a lead of 10 ms", { pre: forms.antisymmetric.pre, post: forms.antisymmetric.post }],
  ["LTP only, post longer than pre", { pre: forms["ltp-only"].pre, post: forms["ltp-only"].post }],
  ["V_oc = -0.2 V", { device: tilted }],
  ["hard bounds", { device: withBounds(device, "hard") }],
  ["soft bounds of exponent 2", { device: { ...device, beta: 2 } }],
];

describe.each(cases)("%s", (_, { pre: p = pre, post: q = post, device: d = device }) => {
  const change = { pre: p, post: q, device: d };

  test("alphas that change during waveforms equal brute-force integration of V_G(t) to 1e-9 of the range", () => {
    const synapses = create({ ...change, modulation: { pre: schedule("pre"), post: schedule("post") } });
    const before = Float64Array.from(synapses.state);
    play(synapses);
    // As for constant alphas: brute force leaves out the drift of V_oc != 0 before the first event.
    expect(worst(synapses, before, change, alphas)).toBeLessThan(d.rate.vOc === 0 ? 1e-9 : 1e-8);
  });
});

test("alphas that came one tick late would be seen to be wrong", () => {
  const synapses = create({ modulation: { pre: schedule("pre"), post: schedule("post") } });
  const before = Float64Array.from(synapses.state);
  play(synapses);
  const late = alphas.map((a) => ({ ...a, tick: a.tick === 0 ? 0 : a.tick + 1 }));
  expect(worst(synapses, before, {}, late)).toBeGreaterThan(1e-5);
});

test("a signal that is set at the ticks of a schedule does what the schedule does, to the bit", () => {
  const onGrid = alphas.map((a) => ({ ...a, post: alphaOf(follow("dopamine"), a.post) }));
  const scheduled = create({
    modulation: {
      post: { kind: "schedule", at: onGrid.map((a) => a.tick * tick), value: onGrid.map((a) => a.post) },
    },
  });
  const following = create({ modulation: { post: follow("dopamine") } });
  play(scheduled);
  play(following, (t) => {
    const change = alphas.find((a) => a.tick === t);
    if (change) following.setSignal!("dopamine", change.post, t);
    if (change) following.setSignal!("serotonin", -change.post, t);
  });
  expect(following.state).toEqual(scheduled.state);
});

test("an alpha is offset + factor * signal on its grid", () => {
  expect(alphaOf(follow("s", { offset: 0.5, factor: -2 }), 0.2)).toBeCloseTo(0.1, 12);
  expect(alphaOf(follow("s", { step: 0.25 }), 0.4)).toBe(0.5);
});

test("a schedule of one constant is that constant, to the bit", () => {
  const scheduled = create({
    modulation: { post: { kind: "schedule", at: [0, 1, 2.5], value: [0.5, 0.5, 0.5] } },
  });
  const constant = create({ alphaPost: 0.5 });
  play(scheduled);
  play(constant);
  expect(scheduled.state).toEqual(constant.state);
});

test("a conductance is read in the middle of a waveform as if the run ended there", () => {
  const synapses = create({ modulation: { post: schedule("post") } });
  const seen: number[] = [];
  play(synapses, (t) => {
    if (t % 500 !== 0) return;
    const g = synapses.conductance(synapses.wiring.find(1, 1), t);
    expect(synapses.conductance(synapses.wiring.find(1, 1), t)).toBe(g);
    seen.push(g);
  });
  const unseen = create({ modulation: { post: schedule("post") } });
  play(unseen);
  expect(new Set(seen).size).toBeGreaterThan(10);
  expect(synapses.state).toEqual(unseen.state);
});

test("waveforms that complete after the end do so under the alphas of the end", () => {
  const one = create({ modulation: { post: { kind: "schedule", at: [0, 1], value: [1, -1] } } });
  const other = create({ alphaPost: 1 });
  for (const synapses of [one, other]) {
    synapses.pre(0, 1995);
    synapses.post(0, 1999);
    synapses.finish(1999);
  }
  expect(one.state).toEqual(other.state);
});

test("frozen synapses follow their alphas without moving, and go on where they would have been", () => {
  const modulation = { post: schedule("post") };
  const frozen = create({ modulation, device: tilted });
  const before = frozen.state.slice();
  frozen.learning = false;
  play(frozen);
  expect(frozen.state).toEqual(before);
  expect(frozen.nextTick()).toBe(Number.POSITIVE_INFINITY);
});

test.each([137, 1000, 5003, 9_999, 10_000, 10_001])(
  "at tick %i a crossbar goes on from what was saved, under way and between two alphas",
  (middle) => {
    const modulation = { post: schedule("post") };
    const whole = create({ modulation });
    const half = create({ modulation });
    const run = (synapses: Crossbar, from: number, to: number) => {
      for (let t = from; t < to; t++) {
        if (synapses.nextTick() <= t) synapses.settle(t);
        for (const [i, spikes] of trains.pre.entries()) if (spikes.includes(t)) synapses.pre(i, t);
        for (const [j, spikes] of trains.post.entries()) if (spikes.includes(t)) synapses.post(j, t);
      }
    };
    run(whole, 0, middle);
    half.restore(whole.save(), middle);
    for (const synapses of [whole, half]) {
      run(synapses, middle, 14_000);
      synapses.finish(14_000);
    }
    expect(half.state).toEqual(whole.state);
  },
);

test("what cannot be is refused in words", () => {
  const post = (course: AlphaCourse, change: Partial<EisSpec> = {}) =>
    expect(() => create({ ...change, modulation: { post: course } }));
  post({ kind: "schedule", at: [0, 2, 1], value: [0, 0, 0] }).toThrow("1 s comes after 2 s");
  post({ kind: "schedule", at: [1], value: [0] }).toThrow("begins at 1 s; accepted: 0 s");
  post({ kind: "schedule", at: [0], value: [3] }).toThrow("alpha is 3; accepted: -2 to 2");
  post(follow("dopamine", { offset: 5 })).toThrow('signal "dopamine" of 0 gives an alpha of 5');
  post(follow("dopamine"), { form: "lumped" }).toThrow('the form "lumped" has constant alphas');
  const synapses = create({ modulation: { post: follow("dopamine") } });
  expect(() => synapses.setSignal!("dopamine", 7, 0)).toThrow("accepted: -2 to 2");
});

test("a value that one side refuses leaves the other as it was", () => {
  const modulation = { pre: follow("dopamine", { offset: 0.5 }), post: follow("dopamine", { factor: 2 }) };
  const synapses = create({ modulation });
  const before = synapses.save().arrays.alphas;
  expect(() => synapses.setSignal!("dopamine", 1.2, 0)).toThrow("accepted: -2 to 2");
  expect(synapses.save().arrays.alphas).toEqual(before);
});

test("tables are kept by their bytes: the least room still serves, by making them anew", () => {
  const make = (alphaPre: number, alphaPost: number) =>
    [buildPairTables({ rate: device.rate, pre, post, alphaPre, alphaPost, tick })] as const;
  const [table] = make(1, 1);
  const both = table.p.byteLength + table.d.byteLength;
  for (const [room, again] of [
    [2 * both, true],
    [1.5 * both, false],
  ] as const) {
    const tables = new TablesByAlpha(make, room);
    const first = tables.of(1, 1);
    tables.of(1, 0.5);
    expect(tables.of(1, 1) === first).toBe(again);
    expect(tables.of(1, 1)).toEqual(first);
  }
});

test("the extremes of an alpha are those of its schedule, or of a signal between -1 and 1", () => {
  expect(extremes({ kind: "schedule", at: [0, 1], value: [0.5, -1.5] })).toEqual([-1.5, 0.5]);
  expect(extremes(follow("dopamine", { offset: 0.5, factor: 1 }))).toEqual([-0.5, 1.5]);
});
