/** Rows in parts: the same synapses, whose spikes may arrive part by part. */
import { describe, expect, test } from "vitest";
import { dense, packed, splitRows, type Wiring, wholeRows } from "../../src/core/connectivity/index.js";
import { Random } from "../../src/core/random.js";
import { openBackend } from "../../src/crossbar/kernels/tfjs-backend.js";
import type { Crossbar } from "../../src/crossbar/model.js";
import { normaliseColumns } from "../../src/learning/normalisation.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";
import { device, play, randomTrains, sparseLists, synapsesOn, type Trains, tick } from "./playing.js";

const [nPre, nPost, ticks] = [12, 9, 1500];
const trains = randomTrains(nPre, nPost, ticks, "parts");

function parted(wiring: Wiring): Wiring {
  const random = Random.of("keys");
  return splitRows(
    wiring,
    Int32Array.from({ length: wiring.size }, () => random.below(4)),
  );
}

/** All parts of a row are reached together. */
function together(wiring: Wiring, { pre, post }: Trains): Trains {
  return wiring.split ? { pre: [...wiring.split.row].map((i) => pre[i]!), post } : { pre, post };
}

const varied = { d2d: 0.3, c2c: 0.2, independentPolarity: true };
const departures = {
  range: { gMin: 0.3, gMax: 0.2 },
  stuck: { on: 0.1, off: 0.1 },
  openCircuit: { sigma: 0.02 },
  retention: { tau: 100, hold: 0 },
};
const driver = { amplitude: 0.02, amplitudeSpread: 0.01, timing: 1.5e-3, timingSpread: 1e-3 };

describe("parts that are always reached together come to the same bits as whole rows", () => {
  const wirings: [string, Wiring][] = [
    ["full", dense(nPre, nPost)],
    ["sparse", sparseLists(nPre, nPost, 0.5, "half")],
  ];
  describe.each(wirings)("%s", (_, whole) => {
    const left = (synapses: Crossbar) => {
      for (let picture = 0; picture < 2; picture++) play(synapses, together(synapses.wiring, trains), ticks);
      synapses.age?.(1);
      normaliseColumns(synapses, synapses.readGain * 5 * 2e-6);
      return packed(synapses.wiring, synapses.state);
    };
    test.each([
      ["lumped", {}],
      ["ordered", {}],
      ["lumped", { ...varied, nonIdeal: { ...departures, driver } }],
      ["ordered", { ...varied, nonIdeal: { ...departures, driver } }],
      ["lumped", { overlap: "hold", nonIdeal: { driver } }],
    ] as const)("%s form, %j", (form, change) => {
      const [a, b] = [whole, parted(whole)].map((wiring) => left(synapsesOn(wiring, { ...change, form })));
      expect(b).toEqual(a);
      expect(new Set(a).size).toBeGreaterThan(20);
    });

    test("ideal trace STDP", () => {
      const spec = { nuPre: 1e-3, nuPost: 0.02, tauPre: 20e-3, tauPost: 20e-3, tauPost2: 40e-3 };
      const ideal = traceStdp({ ...spec, wMax: 1, init: { from: 0.1, to: 0.6 }, readGain: 1 });
      const [a, b] = [whole, parted(whole)].map((wiring) => {
        const synapses = ideal.create({ wiring, tick, random: Random.of("ideal") });
        play(synapses, together(wiring, trains), ticks);
        return packed(wiring, synapses.state);
      });
      expect(b).toEqual(a);
    });
  });

  test("devices moved slice by slice, to the rounding of sums in another order", async () => {
    const slicing = { backend: await openBackend("cpu"), tau: 0.5e-3 };
    const [a, b] = [dense(5, 4), parted(dense(5, 4))].map((wiring) => {
      const synapses = synapsesOn(wiring, varied, slicing);
      play(synapses, together(wiring, randomTrains(5, 4, 400, "slices")), 400);
      return packed(wiring, synapses.state);
    });
    for (const [x, g] of a!.entries())
      expect(Math.abs(g - b![x]!) / (device.gMax - device.gMin)).toBeLessThan(1e-7);
  });
});

test("an array with a device at every crossing stays one: what its lines lose is read row by row", () => {
  const nonIdeal = { line: { resistance: 10 } };
  const [a, b] = [dense(nPre, nPost), parted(dense(nPre, nPost))].map((wiring) => {
    const synapses = synapsesOn(wiring, { nonIdeal });
    expect(wholeRows(synapses.wiring).form).toBe("dense");
    return synapses.read!(Float32Array.from(packed(wiring, synapses.state)));
  });
  expect(b).toEqual(a);
});
