import { expect, test } from "vitest";
import { neurons } from "../../src/core/neuron/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { spikeTrain } from "../../src/core/spikes.js";
import { Engine } from "../../src/engine/engine.js";
import { SpikeProbe, VoltageProbe } from "../../src/engine/probes.js";
import { buildNetwork } from "../../src/network/build.js";
import type { NetworkSpec, ProjectionSpec } from "../../src/network/spec.js";

const lif = { model: neurons.lif, values: defaults(neurons.lif.params), winner: "all" as const };
const jump = 1; // V: far over any threshold

function network(tick: number, projections: readonly ProjectionSpec[], size = 3): NetworkSpec {
  return {
    tick,
    populations: [
      { name: "input", size },
      { name: "a", size, neuron: lif },
      { name: "b", size, neuron: lif },
    ],
    projections,
  };
}
const projection = (change: Partial<ProjectionSpec>): ProjectionSpec => ({
  name: "p",
  from: "input",
  to: "a",
  rule: "one-to-one",
  receptor: "delta",
  delay: 0,
  weight: jump,
  ...change,
});

/** Ticks and neurons of population `of` when the source spikes as given. */
function spikesOf(
  spec: NetworkSpec,
  of: string,
  input: readonly (readonly [number, number])[],
  ticks: number,
) {
  const engine = new Engine(buildNetwork(spec, Random.of("engine")));
  const at = engine.population(of);
  const probe = new SpikeProbe(at, engine.network.populations[at]!.size);
  engine.onSpikes = (p, tick, spikes) => probe.see(p, tick, spikes);
  engine.run(ticks, new Map([[0, spikeTrain(input)]]));
  return [...probe.tick.toArray()].map((t, k) => [t, probe.index.toArray()[k]]);
}

test("a spike arrives after its delay, to the tick, along a chain", () => {
  const chain = network(1e-3, [
    projection({ delay: 3e-3 }),
    projection({ name: "q", from: "a", to: "b", delay: 5e-3 }),
  ]);
  expect(spikesOf(chain, "a", [[10, 1]], 100)).toEqual([[13, 1]]);
  expect(spikesOf(chain, "b", [[10, 1]], 100)).toEqual([[18, 1]]);
});

test("the same network with nanosecond ticks differs in nothing but the unit", () => {
  const slow = network(1e-3, [projection({ delay: 3e-3 })]);
  const fast = network(1e-9, [projection({ delay: 3e-9 })]);
  expect(spikesOf(fast, "a", [[10, 1]], 100)).toEqual(spikesOf(slow, "a", [[10, 1]], 100));
});

test("hours of nanosecond ticks without events cost nothing", () => {
  const engine = new Engine(buildNetwork(network(1e-9, [projection({})]), Random.of("x")));
  engine.run(3600e9, new Map([[0, spikeTrain([[3599e9, 0]])]]));
  expect(engine.now).toBe(3600e9);
  expect(engine.activeTicks).toBe(1);
  expect([...engine.counts[1]!]).toEqual([1, 0, 0]);
});

test("lateral reaches all but the same index, all-to-all every neuron, one-to-one its own", () => {
  const reached = (rule: ProjectionSpec["rule"]) =>
    spikesOf(network(1e-3, [projection({ rule })]), "a", [[0, 1]], 5).map(([, i]) => i);
  expect(reached("lateral")).toEqual([0, 2]);
  expect(reached("all-to-all")).toEqual([0, 1, 2]);
  expect(reached("one-to-one")).toEqual([1]);
});

test("each synapse has its own delay where a range is given", () => {
  const spread = network(1e-3, [projection({ rule: "all-to-all", delayMax: 20e-3 })], 50);
  const ticks = spikesOf(spread, "a", [[0, 0]], 100).map(([t]) => t!);
  expect(ticks).toHaveLength(50);
  expect(Math.min(...ticks)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...ticks)).toBeLessThanOrEqual(20);
  expect(new Set(ticks).size).toBeGreaterThan(10);
});

test("cutting a run into parts changes nothing, spikes under way included", () => {
  const spec = network(1e-3, [
    projection({ delay: 4e-3 }),
    projection({ name: "q", from: "a", to: "b", delay: 4e-3 }),
  ]);
  const whole = spikesOf(
    spec,
    "b",
    [
      [7, 0],
      [9, 2],
    ],
    60,
  );
  const engine = new Engine(buildNetwork(spec, Random.of("engine")));
  const probe = new SpikeProbe(2, engine.network.populations[2]!.size);
  engine.onSpikes = (p, tick, spikes) => probe.see(p, tick, spikes);
  engine.run(8, new Map([[0, spikeTrain([[7, 0]])]]));
  engine.run(52, new Map([[0, spikeTrain([[1, 2]])]]));
  expect([...probe.tick.toArray()].map((t, k) => [t, probe.index.toArray()[k]])).toEqual(whole);
});

test("a voltage probe sees the membrane decay exactly between events", () => {
  const p = defaults(neurons.lif.params);
  const engine = new Engine(buildNetwork(network(1e-3, [projection({ weight: 5e-3 })]), Random.of("v")));
  const probe = new VoltageProbe(10, engine.network.populations[1]!, [0]);
  engine.addSampler(probe);
  engine.run(50, new Map([[0, spikeTrain([[10, 0]])]]));
  const volts = probe.value.toArray();
  // 5 mV is rounded to single precision at the input.
  for (const [k, v] of volts.entries())
    expect(v).toBeCloseTo(p.vRest + (k < 1 ? 0 : 5e-3 * Math.exp((-(k - 1) * 10e-3) / p.tauM)), 9);
});

test("what does not fit is named by its path in the network", () => {
  const build = (change: Partial<ProjectionSpec>) => () =>
    buildNetwork(network(1e-3, [projection(change)]), Random.of("x"));
  expect(build({ from: "c" })).toThrow(
    'projections.p.from: there is no population "c"; there are: input, a, b',
  );
  expect(build({ receptor: "gaba" })).toThrow("projections.p.receptor");
  expect(build({ delay: 0.5e-3 })).toThrow("not a whole number of ticks");
  expect(build({ from: "a", to: "b" })).toThrow("at the earliest one tick");
  expect(build({ to: "input" })).toThrow("takes no input");
});
