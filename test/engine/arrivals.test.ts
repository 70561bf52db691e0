import { describe, expect, test } from "vitest";
import { neurons } from "../../src/core/neuron/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { spikeTrain } from "../../src/core/spikes.js";
import { Arrivals } from "../../src/engine/arrivals.js";
import { Engine } from "../../src/engine/engine.js";
import { buildNetwork } from "../../src/network/build.js";

describe("however many spikes are under way, each arrives once and in its turn", () => {
  // The ring begins with room for 64, and doubles: one below, at and above each size.
  test.each([63, 64, 65, 127, 128, 129, 1000])("%d at once", (many) => {
    const arrivals = new Arrivals();
    // The oldest lies in the middle of the ring when it grows.
    for (let x = 0; x < 40; x++) arrivals.push(x, x);
    for (let x = 0; x < 40; x++) expect(arrivals.shift()).toBe(x);
    for (let x = 0; x < many; x++) arrivals.push(100 + x, x);
    expect([...arrivals.ticks()]).toEqual(Array.from({ length: many }, (_, x) => 100 + x));
    for (let x = 0; x < many; x++) {
      expect(arrivals.next()).toBe(100 + x);
      expect(arrivals.shift()).toBe(x);
    }
    expect(arrivals.next()).toBe(Number.POSITIVE_INFINITY);
  });

  test("in a network: 200 spikes of one neuron on one long way", () => {
    const lif = {
      model: neurons.lif,
      values: { ...defaults(neurons.lif.params), refractory: 0 },
      winner: "all" as const,
    };
    const way = { rule: "one-to-one", receptor: "delta", weight: 1 } as const;
    const spec = {
      tick: 1e-3,
      populations: [
        { name: "source", size: 1 },
        { name: "a", size: 1, neuron: lif },
        { name: "b", size: 1, neuron: lif },
      ],
      projections: [
        { name: "in", from: "source", to: "a", delay: 0, ...way },
        { name: "along", from: "a", to: "b", delay: 1, ...way },
      ],
    } as const;
    const engine = new Engine(buildNetwork(spec, Random.of("x")));
    engine.run(1500, new Map([[0, spikeTrain(Array.from({ length: 200 }, (_, t) => [t, 0]))]]));
    expect(engine.counts.map((c) => c[0])).toEqual([200, 200, 200]);
  });
});
