import { describe, expect, test } from "vitest";
import { csrOfRows, dense, each, packed, type Wiring } from "../../src/core/connectivity/index.js";
import { withBounds } from "../../src/core/device/state.js";
import { Random } from "../../src/core/random.js";
import { forms } from "../../src/core/waveform/index.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import { addRows, addSparseRows } from "../../src/crossbar/kernels/reference.js";
import { openBackend } from "../../src/crossbar/kernels/tfjs-backend.js";
import type { Crossbar } from "../../src/crossbar/model.js";
import { normaliseColumns } from "../../src/learning/normalisation.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";
import { bruteForce } from "./brute-force.js";
import {
  device,
  fullLists,
  play,
  randomTrains,
  singleEvents,
  sparseLists,
  synapsesOn,
  tick,
  tilted,
} from "./playing.js";

const antisymmetric = { pre: forms.antisymmetric.pre, post: forms.antisymmetric.post };
const range = device.gMax - device.gMin;
const [nPre, nPost, ticks] = [24, 17, 3000];
const trains = randomTrains(nPre, nPost, ticks, "sparse");
const full = fullLists(nPre, nPost);
const varied = { d2d: 0.3, c2c: 0.2, independentPolarity: true };
const ownBounds = { range: { gMin: 0.3, gMax: 0.2 } };

/** All that a run leaves, without padding. */
function outcome(synapses: Crossbar) {
  const { wiring, state, disturb } = synapses;
  return { state: packed(wiring, state), disturb: { ...disturb }, check: synapses.check?.() };
}

describe.each<[string, Partial<EisSpec>]>([
  ["devices alike", {}],
  ["devices that vary in both ways", varied],
  [
    "bounds of their own, stuck devices, open-circuit voltages that differ",
    {
      ...varied,
      nonIdeal: { ...ownBounds, stuck: { on: 0.1, off: 0.1 }, openCircuit: { sigma: 0.02 } },
    },
  ],
  [
    "drivers that vary in amplitude and start",
    {
      nonIdeal: { driver: { amplitude: 0.02, amplitudeSpread: 0.01, timing: 1.5e-3 } },
    },
  ],
  ["waveforms that hold, with a lead", { ...antisymmetric, overlap: "hold" }],
  ["devices that drift at rest", { device: tilted }],
  ["hard bounds", { device: withBounds(device, "hard") }],
])("lists that hold every synapse come to the same bits as the full wiring: %s", (_, change) => {
  test.each(["lumped", "ordered"] as const)("%s form", (form) => {
    const [listed, padded] = [full, dense(nPre, nPost)].map((wiring) => {
      const synapses = synapsesOn(wiring, { ...change, form });
      for (let picture = 0; picture < 3; picture++) play(synapses, trains, ticks);
      synapses.age!(0.5);
      return synapses;
    });
    expect(outcome(listed!)).toEqual(outcome(padded!));
    expect(listed!.state).not.toEqual(synapsesOn(full, { ...change, form }).state);
  });
});

test("so do devices moved slice by slice, to the rounding of sums in another order", async () => {
  const slicing = { backend: await openBackend("cpu"), tau: 0.25e-3 };
  const shown = randomTrains(8, 5, 600, "slices");
  const [listed, padded] = [fullLists(8, 5), dense(8, 5)].map((wiring) => {
    const synapses = synapsesOn(wiring, { ...varied, nonIdeal: ownBounds }, slicing);
    play(synapses, shown, 600);
    return outcome(synapses);
  });
  for (const [x, g] of listed!.state.entries())
    expect(Math.abs(g - padded!.state[x]!) / range).toBeLessThan(1e-7);
  expect(listed!.disturb.pairs).toBe(padded!.disturb.pairs);
});

describe("a random third of the synapses", () => {
  const sparse = sparseLists(nPre, nPost, 0.3, "third");
  const long = 20_000;
  const spikes = randomTrains(nPre, nPost, long, "long");

  test("there are rows and columns of many and of few", () => {
    const degrees = Array.from({ length: nPost }, (_, j) => sparse.inDegree(j));
    expect(Math.min(...degrees)).toBeLessThan(5);
    expect(Math.max(...degrees)).toBeGreaterThan(8);
    expect(sparse.count).toBeGreaterThan(80);
  });

  test.each<[string, Partial<EisSpec>]>([
    ["box over ramp", {}],
    ["antisymmetric with a lead of 10 ms", antisymmetric],
    ["soft bounds of exponent 2", { device: { ...device, beta: 2 } }],
  ])("ordered, %s: brute-force integration of V_G(t) to 1e-9 of the range", (_, change) => {
    const synapses = synapsesOn(sparse, { ...change, form: "ordered" });
    const before = synapses.state.slice();
    play(synapses, spikes, long);
    const { pre, post } = { ...forms["box-over-ramp"], ...change };
    const spec = { device: change.device ?? device, pre, post, tick };
    each(sparse, (at, i, j) => {
      const exact = bruteForce(spec, before[at]!, spikes.pre[i]!, spikes.post[j]!);
      expect(Math.abs(synapses.state[at]! - exact.g) / range).toBeLessThan(1e-9);
    });
  });

  test("a synapse does not notice which others there are, in either form", () => {
    for (const form of ["ordered", "lumped"] as const) {
      const alone = synapsesOn(sparse, { form, init: { from: 0.3, to: 0.3 }, c2c: 0.2 });
      const among = synapsesOn(dense(nPre, nPost), { form, init: { from: 0.3, to: 0.3 }, c2c: 0.2 });
      play(alone, trains, ticks);
      play(among, trains, ticks);
      each(sparse, (at, i, j) => {
        expect(alone.state[at]).toBe(among.state[among.wiring.find(i, j)]);
      });
    }
  });

  test("lumped: each post event within 5 % of the largest step", () => {
    const one = csrOfRows(3, [[], [2]]);
    const start = synapsesOn(one, { form: "lumped" }).state[0]!;
    let largest = 0;
    let worst = 0;
    const [fast, slow] = (["lumped", "ordered"] as const).map((form) => synapsesOn(one, { form }));
    for (const { pre, post } of singleEvents(60)) {
      for (const synapses of [fast!, slow!]) {
        synapses.state[0] = start;
        play(synapses, { pre: [[], ...pre], post: [[], [], ...post] }, 400);
      }
      largest = Math.max(largest, Math.abs(slow!.state[0]! - start));
      worst = Math.max(worst, Math.abs(fast!.state[0]! - slow!.state[0]!));
    }
    expect(worst / largest).toBeLessThan(0.05);
  });

  test("lumped: its own check follows a sample, and stays as near as on a full wiring", () => {
    const synapses = synapsesOn(sparse, { ...varied, form: "lumped" });
    play(synapses, spikes, long);
    const check = synapses.check!()!;
    expect(check.synapses).toBe(32);
    expect(check.events).toBeGreaterThan(1000);
    expect(check.maxDifference).toBeLessThan(0.005);
  });
});

describe("where sparse synapses cannot be", () => {
  const sparse = sparseLists(6, 4, 0.5, "few");
  test.each([
    ["line", { line: { resistance: 1 } }],
    ["adc", { adc: { bits: 8 } }],
  ])("%s is refused in words", (name, nonIdeal) => {
    expect(() => synapsesOn(sparse, { nonIdeal })).toThrow(
      `"${name}" needs an array with a device at every crossing; sparse synapses have a place on tiles alone (tiles: {rows: 64, columns: 64})`,
    );
    expect(() => synapsesOn(dense(6, 4), { nonIdeal })).not.toThrow();
  });

  test("there is no other kernel, which is said", () => {
    const synapses = synapsesOn(sparse, { form: "lumped" });
    expect(synapses.fused!()).toBe("sparse synapses have no other kernel");
  });

  test("elementwise departures of a read work as ever", () => {
    const nonIdeal = { states: { count: 3 }, drift: { nu: 0.05, d2d: 0 }, noise: { sigma: 0 } };
    const synapses = synapsesOn(sparse, { nonIdeal });
    const g = packed(sparse, Float32Array.from(synapses.state));
    expect(synapses.read!(g).length).toBe(sparse.count);
    expect(synapses.read!(g)).not.toEqual(g);
  });
});

describe("what else works on synapses by position", () => {
  const sparse = sparseLists(nPre, nPost, 0.4, "normal");
  const [listed, padded] = [full, dense(nPre, nPost)];

  test("rows are summed to the same bits", () => {
    const random = Random.of("rows");
    const rows = Int32Array.from({ length: 40 }, () => random.below(nPre));
    const sums = [listed, padded].map((wiring) => {
      const { state } = synapsesOn(wiring, { form: "lumped" });
      const sum = new Float32Array(nPost);
      if (wiring.form === "dense") addRows(sum, state, wiring.stride, rows, 37, nPost);
      else addSparseRows(sum, state, wiring, rows, 37);
      return sum;
    });
    expect(sums[0]).toEqual(sums[1]);
    expect(Math.min(...sums[0]!)).toBeGreaterThan(0);
  });

  test("columns are normalised to one sum, within bounds; a full list as the full wiring", () => {
    const made = [listed, padded, sparse].map((wiring) => synapsesOn(wiring, { form: "lumped" }));
    for (const synapses of made) normaliseColumns(synapses, 5e-6);
    expect(packed(listed, made[0]!.state)).toEqual(packed(padded, made[1]!.state));
    const sums = new Float64Array(nPost);
    each(sparse, (at, _, j) => {
      sums[j]! += made[2]!.state[at]!;
    });
    for (const sum of sums) expect(sum / 5e-6).toBeCloseTo(1, 5);
  });

  const ideal = traceStdp({
    nuPre: 1e-3,
    nuPost: 1e-2,
    tauPre: 20e-3,
    tauPost: 20e-3,
    tauPost2: 40e-3,
    wMax: 1,
    init: { from: 0, to: 0.3 },
    readGain: 1,
  });
  const learned = (wiring: Wiring) => {
    const synapses = ideal.create({ wiring, tick, random: Random.of("trace") });
    play(synapses, trains, ticks);
    normaliseColumns(synapses, 3);
    return synapses;
  };

  test("ideal trace STDP: the same bits, and on a random wiring each synapse as if alone", () => {
    expect(packed(listed, learned(listed).state)).toEqual(packed(padded, learned(padded).state));
    const before = ideal.create({ wiring: sparse, tick, random: Random.of("trace") }).state.slice();
    const there = ideal.create({ wiring: sparse, tick, random: Random.of("trace") });
    const among = ideal.create({ wiring: padded, tick, random: Random.of("trace") });
    each(sparse, (at, i, j) => {
      among.state[padded.find(i, j)] = there.state[at]!;
    });
    for (const synapses of [there, among]) play(synapses, trains, ticks);
    each(sparse, (at, i, j) => expect(there.state[at]).toBe(among.state[padded.find(i, j)]));
    expect(there.state).not.toEqual(before);
  });
});

describe("saved at any tick and restored, sparse synapses go on as if nothing had been", () => {
  const sparse = sparseLists(8, 6, 0.4, "saved");
  const shown = randomTrains(8, 6, 900, "shown");
  const driver = { driver: { amplitude: 0.02, amplitudeSpread: 0, timing: 1e-3 } };

  /** @param at  tick at which another crossbar takes over */
  function played(make: () => Crossbar, at?: number) {
    let synapses = make();
    for (let t = 0; t < 900; t++) {
      if (t === at) {
        const saved = synapses.save();
        synapses = make();
        synapses.restore(saved, t);
      }
      if (synapses.nextTick() <= t) synapses.settle(t);
      for (const [i, spikes] of shown.pre.entries()) if (spikes.includes(t)) synapses.pre(i, t);
      for (const [j, spikes] of shown.post.entries()) if (spikes.includes(t)) synapses.post(j, t);
    }
    synapses.finish(900);
    synapses.flush();
    return outcome(synapses);
  }

  test.each(["lumped", "ordered", "sliced"] as const)("%s", async (form) => {
    const slicing = form === "sliced" ? { backend: await openBackend("cpu"), tau: 0.5e-3 } : undefined;
    const change = { ...varied, nonIdeal: driver, ...(form === "sliced" ? {} : { form }) };
    const make = () => synapsesOn(sparse, change, slicing);
    const whole = played(make);
    for (const at of [1, 137, 450, 451, 452, 899]) expect(played(make, at)).toEqual(whole);
  });
});
