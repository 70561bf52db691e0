import { expect, test } from "vitest";
import { create, params } from "../../../src/core/neuron/lif-exp.js";
import { defaults } from "../../../src/core/params.js";
import { Random } from "../../../src/core/random.js";

const p = defaults(params);
const TICK = 1e-4;
type Numbers = typeof p;
/** Arrivals: tick, neuron, receptor, weight. */
type Arrival = readonly [tick: number, neuron: number, receptor: 0 | 1, weight: number];

/** Spikes "tick:neuron", driven as the engine does: at arrivals and at nextTick() alone. */
function events(
  n: number,
  values: Numbers,
  tick: number,
  end: number,
  arrivals: readonly Arrival[],
): string[] {
  const neurons = create(n, values, tick, "all");
  const spikes = { index: new Int32Array(n), count: 0 };
  const fired: string[] = [];
  for (let next = 0; ; ) {
    const arrival = arrivals[next]?.[0] ?? Number.POSITIVE_INFINITY;
    const now = Math.min(arrival, neurons.nextTick());
    if (now > end) return fired;
    for (; arrivals[next]?.[0] === now; next++) {
      const [, i, receptor, weight] = arrivals[next]!;
      neurons.input[receptor]![i] = neurons.input[receptor]![i]! + weight;
    }
    neurons.update(now, spikes);
    for (let s = 0; s < spikes.count; s++) fired.push(`${now}:${spikes.index[s]}`);
  }
}

/**
 * The same by brute force: every neuron at every tick, by the one-tick propagator of the linear equations
 * (a sum of many Euler steps would do, but this is exact but for rounding). Needs tauE, tauI unequal to tauM.
 */
function everyTick(n: number, q: Numbers, tick: number, end: number, arrivals: readonly Arrival[]): string[] {
  const pM = Math.exp(-tick / q.tauM);
  const pE = Math.exp(-tick / q.tauE);
  const pI = Math.exp(-tick / q.tauI);
  const mE = (q.tauE / (q.tauE - q.tauM)) * (pE - pM);
  const mI = (q.tauI / (q.tauI - q.tauM)) * (pI - pM);
  const v = new Float64Array(n);
  const iE = new Float64Array(n);
  const iI = new Float64Array(n);
  const freeAt = new Float64Array(n);
  const fired: string[] = [];
  let next = 0;
  for (let t = 0; t <= end; t++) {
    for (let i = 0; i < n; i++) {
      if (t === 0) continue;
      v[i] = t <= freeAt[i]! ? q.vReset - q.vRest : v[i]! * pM + iE[i]! * mE - iI[i]! * mI;
      iE[i] = iE[i]! * pE;
      iI[i] = iI[i]! * pI;
      if (v[i]! < q.vThreshold - q.vRest) continue;
      fired.push(`${t}:${i}`);
      v[i] = q.vReset - q.vRest;
      freeAt[i] = t + Math.round(q.refractory / tick);
    }
    for (; arrivals[next]?.[0] === t; next++) {
      const [, i, receptor, weight] = arrivals[next]!;
      const current = receptor === 0 ? iE : iI;
      current[i] = current[i]! + Math.fround(weight);
    }
  }
  return fired;
}

/** Random arrivals at both receptors, in time order, strong enough for spikes well after inputs. */
function randomArrivals(random: Random, n: number, end: number, each: number, weight: number): Arrival[] {
  const list: Arrival[] = [];
  for (let i = 0; i < n; i++)
    for (let k = 0; k < each; k++)
      list.push([random.below(end), i, random.uniform() < 0.6 ? 0 : 1, weight * random.uniform()]);
  return list.sort((a, b) => a[0] - b[0]);
}

const timeConstants = [
  [10e-3, 2e-3, 2e-3],
  [10e-3, 2e-3, 5e-3],
  [10e-3, 5e-3, 2e-3],
  [5e-3, 20e-3, 8e-3],
  [5e-3, 8e-3, 20e-3],
  [10e-3, 10.0001e-3, 3e-3],
] as const;
for (const [tauM, tauE, tauI] of timeConstants) {
  test(`spikes are those of stepping every tick, both receptors active (tauM ${tauM}, tauE ${tauE}, tauI ${tauI} s)`, () => {
    const random = Random.of("lif-exp", tauM * 1e7, tauE * 1e7, tauI * 1e7);
    const values = { ...p, tauM, tauE, tauI };
    const arrivals = randomArrivals(random, 20, 10000, 300, (60e-3 * 10e-3) / tauE);
    const fired = events(20, values, TICK, 10500, arrivals);
    expect(fired.length).toBeGreaterThan(100);
    expect(fired).toEqual(everyTick(20, values, TICK, 10500, arrivals));
  });
}

test("a state that falls first and crosses the threshold later is foreseen", () => {
  // Fast strong inhibition hides a slow excitation; one input only, the spike comes long after it.
  const values = { ...p, tauE: 50e-3, tauI: 1e-3 };
  const arrivals: Arrival[] = [
    [0, 0, 0, 30e-3],
    [0, 0, 1, 200e-3],
  ];
  const fired = events(1, values, TICK, 3000, arrivals);
  expect(fired.length).toBeGreaterThan(0);
  expect(Number(fired[0]!.split(":")[0])).toBeGreaterThan(100);
  expect(fired).toEqual(everyTick(1, values, TICK, 3000, arrivals));
});

test("an excursion of a few ticks over the threshold, before slow inhibition wins, is not missed", () => {
  const values = { ...p, tauE: 4e-3, tauI: 40e-3, refractory: 0 };
  const arrivals = (slow: number): Arrival[] => [
    [0, 0, 0, 110e-3],
    [0, 0, 1, slow],
  ];
  // The strongest inhibition that still lets it spike, by bisection over brute force.
  let [spikes, silent] = [0, 110e-3];
  for (let k = 0; k < 40; k++) {
    const middle = (spikes + silent) / 2;
    if (everyTick(1, values, TICK, 3000, arrivals(middle)).length > 0) spikes = middle;
    else silent = middle;
  }
  // 1e-6: far above the rounding of weights, so that the two can be told apart; the excursion lasts some ticks.
  expect(events(1, values, TICK, 3000, arrivals(spikes * (1 - 1e-6)))).toHaveLength(1);
  expect(events(1, values, TICK, 3000, arrivals(silent * (1 + 1e-6)))).toHaveLength(0);
});

test("with tauE equal to tauM one input makes the alpha function, maximum w/e at tauM", () => {
  const neurons = create(1, { ...p, tauE: p.tauM }, TICK, "all");
  neurons.input[0]![0] = 10e-3;
  neurons.update(0, { index: new Int32Array(1), count: 0 });
  const w = 10e-3;
  for (const k of [1, 50, 100, 400]) {
    const x = (k * TICK) / p.tauM;
    expect(neurons.voltage(0, k) - p.vRest).toBeCloseTo(w * x * Math.exp(-x), 15);
  }
});

test("v hardly changes as tauE passes through tauM", () => {
  const at = (tauE: number) => {
    const neurons = create(1, { ...p, tauE }, TICK, "all");
    neurons.input[0]![0] = 10e-3;
    neurons.update(0, { index: new Int32Array(1), count: 0 });
    return neurons.voltage(0, 120);
  };
  for (const relative of [1e-15, 1e-12, 1e-9, 1e-6]) {
    // dv/dtauE is of the order of w/tauE: a relative change of tauE moves v by less than 10 mV times it, and rounding.
    expect(Math.abs(at(p.tauM * (1 + relative)) - at(p.tauM))).toBeLessThan(10e-3 * relative + 1e-16);
  }
});

test("a spike comes at the first tick over threshold, neither before nor after", () => {
  const neurons = create(1, p, TICK, "all");
  const spikes = { index: new Int32Array(1), count: 0 };
  neurons.input[0]![0] = 0.3;
  neurons.update(0, spikes);
  const due = neurons.nextTick();
  expect(neurons.voltage(0, due - 1)).toBeLessThan(p.vThreshold);
  expect(neurons.voltage(0, due)).toBeGreaterThanOrEqual(p.vThreshold);
  neurons.update(due, spikes);
  expect(spikes.count).toBe(1);
});

test("v exactly at the threshold at a tick spikes at that tick, be it the first, one on the way or the maximum", () => {
  // vRest = 0: then what voltage() gives is what is compared, to the last bit.
  const rest = { ...p, vRest: 0, vReset: -10e-3 };
  const started = (vThreshold: number) => {
    const neurons = create(1, { ...rest, vThreshold }, TICK, "all");
    neurons.input[0]![0] = 0.12;
    neurons.update(0, { index: new Int32Array(1), count: 0 });
    return neurons;
  };
  const silent = started(1);
  const course = Array.from({ length: 200 }, (_, k) => silent.voltage(0, k));
  const highest = course.indexOf(Math.max(...course));
  expect(highest).toBeGreaterThan(10);
  for (let k = 1; k <= highest; k++) expect(started(course[k]!).nextTick()).toBe(k);
});

test("inhibition that arrives before a predicted spike calls it off", () => {
  const neurons = create(1, p, TICK, "all");
  const spikes = { index: new Int32Array(1), count: 0 };
  neurons.input[0]![0] = 0.12;
  neurons.update(0, spikes);
  expect(neurons.nextTick()).toBeLessThan(Number.POSITIVE_INFINITY);
  neurons.input[1]![0] = 0.2;
  neurons.update(2, spikes);
  expect(neurons.nextTick()).toBe(Number.POSITIVE_INFINITY);
});

test("nanosecond ticks foresee a spike ten million ticks ahead in the same way", () => {
  const arrivals: Arrival[] = [[0, 0, 0, 0.12]];
  const coarse = Number(events(1, p, 1e-4, 1e4, arrivals)[0]!.split(":")[0]) * 1e-4;
  const fine = Number(events(1, p, 1e-9, 1e9, arrivals)[0]!.split(":")[0]) * 1e-9;
  expect(fine).toBeLessThanOrEqual(coarse);
  expect(coarse - fine).toBeLessThan(1e-4); // the coarse one waits for its next tick
});

test("of two that cross at one tick the higher spikes, the loser at the next tick", () => {
  const neurons = create(2, p, 1e-3, "one-per-step");
  const spikes = { index: new Int32Array(2), count: 0 };
  neurons.input[0]!.set([0.3, 0.31]);
  neurons.update(0, spikes);
  const due = neurons.nextTick();
  neurons.update(due, spikes);
  expect([...spikes.index.subarray(0, spikes.count)]).toEqual([1]);
  expect(neurons.nextTick()).toBe(due + 1);
  neurons.update(due + 1, spikes);
  expect([...spikes.index.subarray(0, spikes.count)]).toEqual([0]);
});
