/** Conductances, currents and jumps of v on one neuron. */
import { describe, expect, test } from "vitest";
import { neurons } from "../../../src/core/neuron/index.js";
import type { NeuronModel } from "../../../src/core/neuron/model.js";
import { defaults } from "../../../src/core/params.js";
import { Random } from "../../../src/core/random.js";

const TICK = 0.1e-3;
const model = neurons["lif-mixed"];
const standard = defaults(model.params);

interface Arrival {
  readonly tick: number;
  readonly receptor: number;
  readonly weight: number;
}

function run(of: NeuronModel, change: Record<string, number>, ticks: number, arrivals: readonly Arrival[]) {
  const one = of.create(1, { ...defaults(of.params), ...change }, TICK, "all");
  const buffer = { index: new Int32Array(1), count: 0 };
  const [spikes, v]: [number[], number[]] = [[], []];
  for (let tick = 0; tick < ticks; tick++) {
    for (const a of arrivals) if (a.tick === tick) one.input[a.receptor]![0]! += a.weight;
    one.update(tick, buffer);
    if (buffer.count > 0) spikes.push(tick);
    v.push(one.voltage(0, tick));
  }
  return { spikes, v };
}

test("v follows the equations with all inputs at once: against Euler's method in steps of 20 ns", () => {
  const arrivals = [
    { tick: 1, receptor: 0, weight: 2 },
    { tick: 30, receptor: 1, weight: 3 },
    { tick: 50, receptor: 2, weight: -8e-3 },
    { tick: 80, receptor: 3, weight: 3e-3 },
  ];
  const p = { ...standard, tauE: 3e-3 };
  const { v } = run(model, { tauE: p.tauE, step: 1e-5 }, 200, arrivals);
  let s = { v: p.vRest, e: 0, i: 0, c: 0 };
  const h = TICK / 5000;
  for (let tick = 0; tick < 200; tick++) {
    if (tick > 0)
      for (let k = 0; k < 5000; k++) {
        const dv = p.vRest - s.v + s.e * (p.eExc - s.v) + s.i * (p.eInh - s.v) + s.c;
        s = {
          v: s.v + (h * dv) / p.tauM,
          e: s.e * (1 - h / p.tauE),
          i: s.i * (1 - h / p.tauI),
          c: s.c * (1 - h / p.tauS),
        };
      }
    for (const a of arrivals)
      if (a.tick === tick) {
        const key = (["e", "i", "c", "v"] as const)[a.receptor]!;
        s = { ...s, [key]: s[key] + a.weight };
      }
    // Euler's error: some 10 mV times h / tau, 7e-6 of the fastest.
    expect(Math.abs(v[tick]! - s.v)).toBeLessThan(1e-7);
  }
});

describe("with inputs of one kind alone it is another model", () => {
  // From tick to tick, so that it can be updated at every tick.
  const driven: NeuronModel = {
    ...neurons["lif-exp"],
    create: neurons["lif-exp"].driven as NeuronModel["create"],
  };
  const random = Random.of("mixed");
  const arrivals = (receptor: number, most: number) =>
    Array.from({ length: 300 }, (_, k) => ({ tick: 3 * k + 1, receptor, weight: most * random.uniform() }));
  const alike = { tauM: 10e-3, vRest: -70e-3, vReset: -70e-3, vThreshold: -55e-3, refractory: 2e-3 };

  test("lif-exp, with currents", () => {
    const given = arrivals(0, 12e-3);
    const currents = given.map((a) => ({ ...a, receptor: 2 }));
    const found = run(model, { ...alike, step: 1e-5 }, 1000, currents);
    const exact = run(driven, alike, 1000, given);
    expect(exact.spikes.length).toBeGreaterThan(5);
    expect(found.spikes).toEqual(exact.spikes);
  });
});

test("a jump in the refractory time is lost, one after it is not", () => {
  const first = { tick: 5, receptor: 3, weight: 30e-3 };
  const at = (tick: number) => run(model, {}, 60, [first, { tick, receptor: 3, weight: 30e-3 }]).spikes;
  expect(at(15)).toEqual([6]);
  expect(at(30)).toEqual([6, 31]);
});
