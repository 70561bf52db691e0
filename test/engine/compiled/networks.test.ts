/** Networks of any shape on compiled kernels: the same bits as the reference, at any tick, and from one to the other. */
import { describe, expect, test } from "vitest";
import { Engine } from "../../../src/engine/engine.js";
import { buildNetwork } from "../../../src/network/build.js";
import { masterStream } from "../../../src/seed.js";
import { begun, needed, networks, plain, specOf, TICKS } from "./any-shape.js";

/** Neurons that differ, hard bounds and ideal synapses: what has no compiled kernel. */
const inTypeScript: Record<string, string[]> = {
  "exponential currents, a current into each neuron": ["m"],
  "devices on every pair, others whose bounds or amplitudes differ, and ideal synapses": ["oe", "so"],
};

describe.each(Object.entries(networks))("%s", (name, network) => {
  test("the same spikes and the same state at any tick", async () => {
    const spec = await specOf(network);
    const reference = begun(spec, false);
    const compiled = begun(spec, true);
    for (let tick = 0; tick < TICKS; tick += 150) {
      reference.run(tick, tick + 150);
      compiled.run(tick, tick + 150);
      expect(plain(compiled.engine.save())).toEqual(plain(reference.engine.save()));
    }
    expect(compiled.spikes).toEqual(reference.spikes);
    expect(compiled.engine.inTypeScript).toEqual(inTypeScript[name] ?? []);
    expect(reference.engine.inTypeScript).toEqual([]);
    expect(reference.spikes.length).toBeGreaterThan(100);
  });

  test("one goes on from what the other has saved", async () => {
    const spec = await specOf(network);
    const whole = begun(spec, true);
    whole.run(0, 200);
    const saved = whole.engine.save();
    whole.run(200, 400);
    for (const compiled of [false, true]) {
      const resumed = begun(spec, compiled);
      resumed.engine.restore(saved);
      resumed.run(200, 400);
      expect(needed(resumed.engine.save())).toEqual(needed(whole.engine.save()));
    }
  });
});

test.each([
  ["inputs far apart", 4, 9],
  ["inputs at most ticks", 1500, 1.2],
] as const)(
  "a Poisson drive in the neurons' own step, %s: the same spikes and potentials",
  async (_, rate, weight) => {
    const spec = await specOf(`
  populations:
    e: {size: 83, neuron: lif, params: {vRest: 0 mV, vReset: 2 mV, vThreshold: 8 mV}, drive: {poisson: {rate: ${rate} Hz, weight: ${weight} mV, receptor: delta}}}
  projections: {}`);
    const [there, here] = [true, false].map((compiled) => {
      const engine = new Engine(buildNetwork(spec.network, masterStream(spec.seed, "network")), compiled);
      engine.run(3000, new Map());
      return engine;
    }) as [Engine, Engine];
    expect(there.compiled).toBe(true);
    expect(here.counts[0]!.some((spikes) => spikes > 0)).toBe(true);
    expect([...there.counts[0]!]).toEqual([...here.counts[0]!]);
    expect(there.save()).toEqual(here.save());
  },
);
