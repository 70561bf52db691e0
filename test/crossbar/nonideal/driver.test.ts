import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.js";
import { forms } from "../../../src/core/waveform/index.js";
import { waveform } from "../../../src/core/waveform/piecewise-linear.js";
import type { EisSpec } from "../../../src/crossbar/eis-spec.js";
import { openBackend } from "../../../src/crossbar/kernels/tfjs-backend.js";
import type { Crossbar } from "../../../src/crossbar/model.js";
import type { AlphaCourse } from "../../../src/crossbar/modulation.js";
import { PostAmplitudes } from "../../../src/crossbar/nonideal/driver-amplitude.js";
import { StartJitter, startWait } from "../../../src/crossbar/nonideal/driver-timing.js";
import { bruteForceOf, type Start } from "../brute-force.js";
import { crossbar, device, play, randomTrains, singleEvents, type Trains, tick } from "../playing.js";

const mean = (x: readonly number[]) => x.reduce((a, b) => a + b, 0) / x.length;
function deviation(x: readonly number[]): number {
  const middle = mean(x);
  return Math.sqrt(mean(x.map((v) => (v - middle) ** 2)));
}

describe("amplitudes of post waveforms", () => {
  const draw = (amplitude: number, amplitudeSpread: number, n = 1) =>
    PostAmplitudes.draw(n, { amplitude, amplitudeSpread }, Random.of("amplitudes"))!;
  const amplitudeOf = (a: PostAmplitudes, j: number, event: number) => a.factors[a.levelOf(j, event)]!;

  test("have mean 1 and the given relative deviation over events: the grid adds none", () => {
    const a = draw(0.02, 0);
    const seen = Array.from({ length: 40_000 }, (_, event) => amplitudeOf(a, 0, event));
    expect(Math.abs(mean(seen) - 1)).toBeLessThan((4 * 0.02) / 200);
    expect(Math.abs(deviation(seen) / 0.02 - 1)).toBeLessThan(0.015);
  });

  test.each([
    [0.05, 0],
    [0, 0.05],
    [0.06, 0.08],
  ])(
    "a million of amplitude %d and spread %d have mean 1 and that deviation, to five standard errors",
    (jitter, own) => {
      const [drivers, events] = [1000, 1000];
      const a = draw(jitter, own, own === 0 ? 1 : drivers * events);
      const total = Math.hypot(jitter, own);
      let [sum, squares] = [0, 0];
      for (let k = 0; k < drivers * events; k++) {
        const x = amplitudeOf(a, own === 0 ? 0 : k, k) - 1;
        sum += x;
        squares += x * x;
      }
      const n = drivers * events;
      expect(Math.abs(sum / n)).toBeLessThan((5 * total) / Math.sqrt(n));
      expect(Math.abs(Math.sqrt(squares / n - (sum / n) ** 2) / total - 1)).toBeLessThan(
        5 / Math.sqrt(2 * n),
      );
    },
  );

  test("have the given deviation between drivers, and each driver always the same", () => {
    const a = draw(0, 0.02, 10_000);
    const seen = Array.from({ length: 10_000 }, (_, j) => amplitudeOf(a, j, 5));
    expect(Math.abs(deviation(seen) / 0.02 - 1)).toBeLessThan(0.03);
    for (const j of [0, 1, 2]) expect(amplitudeOf(a, j, 99)).toBe(seen[j]);
  });

  test("are functions of neuron and event, on 17 levels of which the first is exact", () => {
    const a = draw(0.01, 0.02, 3);
    const first = a.levelOf(1, 17);
    for (let event = 0; event < 50; event++) a.levelOf(0, event);
    expect(a.levelOf(1, 17)).toBe(first);
    expect(a.factors).toHaveLength(17);
    expect(a.factors[0]).toBe(1);
    const reach = 4 * Math.sqrt(0.01 ** 2 + 0.02 ** 2);
    expect(Math.max(...a.factors)).toBeCloseTo(1 + reach, 12);
    expect(Math.min(...a.factors)).toBeCloseTo(1 - reach, 12);
  });

  test("that are all exact are none", () => {
    expect(PostAmplitudes.draw(3, { amplitude: 0, amplitudeSpread: 0 }, Random.of("x"))).toBeUndefined();
  });

  test("are refused where every level's tables would not fit", () => {
    expect(() => draw(0.01, 0).checkSize(1_000_000)).toThrow(/17000000 table entries.*choose a longer tick/);
  });
});

describe("starts of waveforms", () => {
  const draw = (timing: number, timingSpread: number, n = 1) =>
    StartJitter.draw(n, n, { timing, timingSpread }, 1, Random.of("starts"))!;

  test("keep their mean and have the given deviation, plus that of the rounding", () => {
    const jitter = draw(2, 0);
    // So many that some are drawn beyond four deviations, which are cut to them.
    const seen = Array.from({ length: 400_000 }, (_, at) => jitter.post(0, at));
    expect(jitter.wait).toBe(8);
    expect(Math.abs(mean(seen) - 8)).toBeLessThan((4 * 2) / 632);
    expect(Math.abs(deviation(seen) / Math.sqrt(4 + 1 / 12) - 1)).toBeLessThan(0.02);
    expect(seen.reduce((a, b) => Math.min(a, b))).toBe(0);
    expect(seen.reduce((a, b) => Math.max(a, b))).toBe(16);
  });

  test("of one driver are always early or late by the same, where that is all there is", () => {
    const jitter = draw(0, 3, 10_000);
    const seen = Array.from({ length: 10_000 }, (_, i) => jitter.pre(i, 7) - jitter.wait);
    expect(Math.abs(deviation(seen) / Math.sqrt(9 + 1 / 12) - 1)).toBeLessThan(0.03);
    for (const i of [0, 1, 2]) expect(jitter.pre(i, 1000) - jitter.wait).toBe(seen[i]);
  });

  test("vary apart on both sides, and are functions of neuron and tick", () => {
    const jitter = draw(5, 0, 2);
    const at = Array.from({ length: 2000 }, (_, t) => t);
    const [pre, post] = [at.map((t) => jitter.pre(0, t)), at.map((t) => jitter.post(0, t))];
    const shared = mean(pre.map((x, k) => (x - jitter.wait) * (post[k]! - jitter.wait)));
    expect(Math.abs(shared / 25)).toBeLessThan(4 / Math.sqrt(2000));
    expect(at.map((t) => jitter.pre(0, t))).toEqual(pre);
    expect(at.map((t) => jitter.pre(1, t))).not.toEqual(pre);
  });

  test("that are exact wait for nothing; so small a jitter that rounding leaves none is refused", () => {
    expect(startWait({ timing: 0, timingSpread: 0 }, tick)).toBe(0);
    expect(StartJitter.draw(1, 1, {}, tick, Random.of("x"))).toBeUndefined();
    expect(startWait({ timing: 0.2e-3 }, tick)).toBe(2);
    expect(() => startWait({ timing: 0.02e-3 }, tick)).toThrow(
      /0\.0400 ticks are all rounded to none; accepted: 0 s, or a standard deviation of at least 0\.125 ticks/,
    );
  });
});

/** The streams that a crossbar of `playing.ts` gives its drivers. */
const drivers = Random.of("synapses").split("non-ideal").split("driver");

/** When and how high the waveforms of all post spikes are, per column, as drawn for this crossbar. */
function perturbed(
  { pre, post }: Trains,
  values: Readonly<Record<string, number>>,
  leads: { pre: number; post: number },
) {
  const jitter = StartJitter.draw(pre.length, post.length, values, tick, drivers.split("timing"));
  const amplitudes = PostAmplitudes.draw(post.length, values, drivers.split("amplitude"));
  const ascending = (a: Start, b: Start) => a.tick - b.tick;
  const rows = pre.map((spikes, i) =>
    spikes.map((t) => ({ tick: t + leads.pre + (jitter?.pre(i, t) ?? 0) })).sort(ascending),
  );
  // Post events are numbered in the order of their starts over all columns; of one tick in that of their spikes.
  const all = post
    .flatMap((spikes, j) =>
      spikes.map((t) => ({ j, spike: t, tick: t + 1 + leads.post + (jitter?.post(j, t) ?? 0) })),
    )
    .sort((a, b) => a.tick - b.tick || a.spike - b.spike || a.j - b.j)
    .map((s, event) => ({
      ...s,
      volts: amplitudes ? amplitudes.factors[amplitudes.levelOf(s.j, event)]! : 1,
    }));
  const columns = post.map((_, j) => all.filter((s) => s.j === j));
  return { rows, columns };
}

function leadsOf({ pre, post }: Pick<EisSpec, "pre" | "post">) {
  const lead = Math.max(0, -pre.t[0]!, -post.t[0]!);
  return { pre: Math.round((lead + pre.t[0]!) / tick), post: Math.round((lead + post.t[0]!) / tick) };
}

const ticks = 20_000;
const trains = randomTrains(6, 3, ticks, "trains");
const range = device.gMax - device.gMin;
const amplitude = { amplitude: 0.02, amplitudeSpread: 0.01 };
const timing = { timing: 1e-3, timingSpread: 0.5e-3 };
/** Up and down ramps that begin 2 ms before their spike, 20 ms long. */
const ramps = (volts: number) =>
  waveform([
    [-2e-3, 0],
    [0, volts],
    [8e-3, 0],
    [8e-3, -volts],
    [18e-3, 0],
  ]);
const ramp = { pre: ramps(3), post: ramps(9) };
const cases: [name: string, driver: Readonly<Record<string, number>>, change: Partial<EisSpec>][] = [
  ["amplitudes", amplitude, {}],
  ["amplitudes of a ramp, whose effect on P depends on the pre spike's age", amplitude, ramp],
  ["starts", timing, {}],
  ["starts of waveforms with a lead", timing, ramp],
  ["both, and soft bounds of exponent 2", { ...amplitude, ...timing }, { device: { ...device, beta: 2 } }],
];

describe.each(cases)("drivers that vary: %s", (_, driver, change) => {
  const { pre, post } = forms["box-over-ramp"];
  const spec = { device, pre, post, tick, ...change };

  test("the ordered form equals brute-force integration of the perturbed voltages to 1e-9 of the range", () => {
    const ordered = crossbar(6, 3, { ...change, nonIdeal: { driver } });
    const before = Float64Array.from(ordered.state);
    play(ordered, trains, ticks);
    const leads = leadsOf(spec);
    const { rows, columns } = perturbed(trains, driver, leads);
    const exact = perturbed(trains, {}, leads);
    let most = 0;
    for (let i = 0; i < 6; i++)
      for (let j = 0; j < 3; j++) {
        const at = ordered.wiring.find(i, j);
        const { g } = bruteForceOf(spec, before[at]!, rows[i]!, columns[j]!);
        expect(Math.abs(ordered.state[at]! - g) / range).toBeLessThan(1e-9);
        const ideal = bruteForceOf(spec, before[at]!, exact.rows[i]!, exact.columns[j]!);
        most = Math.max(most, Math.abs(ideal.g - g) / range);
      }
    // Exact drivers would have led elsewhere.
    expect(most).toBeGreaterThan(1e-3);
  });

  test("so it does while alphas move, for waveforms under way too", () => {
    const random = Random.of("alphas");
    const changes = [0, ...Array.from({ length: 300 }, () => 1 + random.below(ticks - 1))];
    const alphas = [...new Set(changes)]
      .sort((a, b) => a - b)
      .map((t) => ({ tick: t, pre: 0.6 + 0.3 * random.below(3), post: -1.1 + 0.55 * random.below(5) }));
    const schedule = (side: "pre" | "post"): AlphaCourse => ({
      kind: "schedule",
      at: alphas.map((a) => a.tick * tick),
      value: alphas.map((a) => a[side]),
    });
    const modulation = { pre: schedule("pre"), post: schedule("post") };
    const ordered = crossbar(6, 3, { ...change, nonIdeal: { driver }, modulation });
    const before = Float64Array.from(ordered.state);
    play(ordered, trains, ticks);
    const { rows, columns } = perturbed(trains, driver, leadsOf(spec));
    for (let i = 0; i < 6; i++)
      for (let j = 0; j < 3; j++) {
        const at = ordered.wiring.find(i, j);
        const { g } = bruteForceOf({ ...spec, alphas }, before[at]!, rows[i]!, columns[j]!);
        expect(Math.abs(ordered.state[at]! - g) / range).toBeLessThan(1e-9);
      }
  });

  test("the lumped form stays within 5 % of the largest step for each post event", () => {
    const fast = crossbar(1, 1, { ...change, nonIdeal: { driver }, form: "lumped" });
    const slow = crossbar(1, 1, { ...change, nonIdeal: { driver } });
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
    const fast = crossbar(6, 3, { ...change, nonIdeal: { driver }, form: "lumped" });
    play(fast, trains, ticks);
    expect(fast.check!()!.maxDifference).toBeLessThan(0.01);
  });

  test("a crossbar restored between presentations goes on to the same bits", () => {
    const make = () => crossbar(6, 3, { ...change, nonIdeal: { driver }, form: "lumped" });
    const whole = make();
    const first = make();
    const second = make();
    play(whole, trains, 1000);
    play(whole, trains, 1000);
    play(first, trains, 1000);
    second.restore(first.save(), 1000);
    playFrom(second, trains, 1000);
    expect(second.state).toEqual(whole.state);
  });
});

/** As `play`, by a clock that already shows `begin`. */
function playFrom(synapses: Crossbar, { pre, post }: Trains, begin: number): void {
  for (let t = 0; t < 1000; t++) {
    synapses.settle(begin + t);
    for (const [i, spikes] of pre.entries()) if (spikes.includes(t)) synapses.pre(i, begin + t);
    for (const [j, spikes] of post.entries()) if (spikes.includes(t)) synapses.post(j, begin + t);
  }
  synapses.finish(begin + 1000);
  synapses.flush();
}

test("1 % more amplitude makes more of a pair by what the rate law's slope says, exponentially in volts", () => {
  const pair = { pre: [[100]], post: [[120]] };
  const change = (volts: number) => {
    const { pre, post } = forms["ltp-only"];
    const scaled = { t: post.t, v: post.v.map((v) => v * volts) };
    const synapses = crossbar(1, 1, { pre, post: scaled });
    const before = synapses.state[0]!;
    play(synapses, pair, 2000);
    return synapses.state[0]! - before;
  };
  const most = Math.max(...forms["ltp-only"].post.v) / 2;
  // The 14 nm table doubles every half volt: d ln P is at most 2 ln 2 / V times the largest change of the gate voltage.
  const slope = Math.log(change(1.01) / change(1));
  expect(slope).toBeGreaterThan(0.5 * 2 * Math.LN2 * 0.01 * most);
  expect(slope).toBeLessThan(1.3 * 2 * Math.LN2 * 0.01 * most);
});

test.each(["ordered", "lumped"] as const)(
  "%s: waveforms that start after the last tick count whole",
  (form) => {
    const shown = randomTrains(12, 6, 300, "to the end");
    const late = {
      pre: shown.pre.map((t) => [...t, 298, 299]),
      post: shown.post.map((t) => [...t, 298, 299]),
    };
    const change = { form, nonIdeal: { driver: { timing: 4e-3 } } };
    const [ended, waited] = [300, 500].map((ticks) => {
      const synapses = crossbar(12, 6, change);
      play(synapses, late, ticks);
      return synapses;
    });
    // A device at V_oc = 0 does not move while nothing is applied.
    expect(ended!.state).toEqual(waited!.state);
    expect(ended!.disturb).toEqual(waited!.disturb);
  },
);

test("drivers without deviations leave the bits as they are", () => {
  const none = { amplitude: 0, amplitudeSpread: 0, timing: 0, timingSpread: 0 };
  const plain = crossbar(6, 3, { form: "lumped", c2c: 0.05 });
  const exact = crossbar(6, 3, { form: "lumped", c2c: 0.05, nonIdeal: { driver: none } });
  for (const synapses of [plain, exact]) play(synapses, trains, 2000);
  expect(exact.state).toEqual(plain.state);
  expect(exact.disturb).toEqual(plain.disturb);
});

test("a neuron that holds its waveform holds it from its late start on", () => {
  const fast = crossbar(6, 3, { nonIdeal: { driver: timing }, overlap: "hold", form: "lumped" });
  play(fast, trains, 4000);
  expect(fast.check!()!.maxDifference).toBeLessThan(0.01);
});

test("slice by slice, drivers that vary come to the same", async () => {
  const backend = await openBackend("cpu");
  const shown = randomTrains(4, 2, 600, "slices");
  const driver = { ...amplitude, ...timing };
  const sliced = crossbar(4, 2, { nonIdeal: { driver }, form: "lumped" }, { backend, tau: 0.125e-3 });
  play(sliced, shown, 600);
  expect(sliced.check!()!.maxDifference).toBeLessThan(2e-5);
  expect(sliced.check!()!.events).toBeGreaterThan(100);
});
