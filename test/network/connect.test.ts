import { describe, expect, test } from "vitest";
import { positioned } from "../../src/core/connectivity/index.js";
import { neurons } from "../../src/core/neuron/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { spikeTrain } from "../../src/core/spikes.js";
import { Engine } from "../../src/engine/engine.js";
import { SpikeProbe } from "../../src/engine/probes.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";
import { buildNetwork } from "../../src/network/build.js";
import { type RuleName, rules } from "../../src/network/connect/index.js";
import type { ProjectionSpec } from "../../src/network/spec.js";

const N = 40;
const TICK = 1e-3;
/** Ticks between the spikes of two sources: longer than any delay here. */
const APART = 100;
const JUMP = 1; // V: one input is a spike

const lif = { model: neurons.lif, values: defaults(neurons.lif.params), winner: "all" as const };
const ideal = traceStdp({
  nuPre: 0,
  nuPost: 0,
  tauPre: 20e-3,
  tauPost: 20e-3,
  tauPost2: 0,
  wMax: JUMP,
  init: { from: JUMP, to: JUMP },
  readGain: 1,
});

const seed = () => Random.of("connect");

/** Which neuron reaches which, by another way than the rule's own where there is one. */
const reaches: Record<RuleName, (i: number, j: number) => boolean> = {
  "all-to-all": () => true,
  "one-to-one": (i, j) => i === j,
  lateral: (i, j) => i !== j,
  probability: drawn(),
};

function drawn() {
  const { model, values } = { model: rules.probability, values: { p: 0.3 } };
  const wiring = positioned(model.connect(N, N, values, seed().split("p").split("connectivity")));
  const pairs = new Set<number>();
  for (let i = 0; i < N; i++)
    for (let at = wiring.rowStart(i); at < wiring.rowEnd(i); at++) pairs.add(i * N + wiring.columnOf(i, at));
  return (i: number, j: number) => pairs.has(i * N + j);
}

const ruleOf = (name: RuleName): ProjectionSpec["rule"] =>
  name === "probability" ? { model: rules.probability, values: { p: 0.3 } } : name;

/** Source, target and delay in ticks of every spike, where each source spikes once and alone. */
function arrivals(change: Partial<ProjectionSpec>): [source: number, target: number, delay: number][] {
  const projection = {
    name: "p",
    from: "a",
    to: "b",
    receptor: "delta",
    rule: "lateral",
    ...change,
  } as const;
  const spec = {
    tick: TICK,
    populations: [
      { name: "a", size: N },
      { name: "b", size: N, neuron: lif },
    ],
    projections: [projection as ProjectionSpec],
  };
  const engine = new Engine(buildNetwork(spec, seed()));
  const probe = new SpikeProbe(1, N);
  engine.onSpikes = (p, tick, spikes) => probe.see(p, tick, spikes);
  const train = spikeTrain(Array.from({ length: N }, (_, i) => [i * APART, i] as const));
  engine.run(N * APART, new Map([[0, train]]));
  const index = probe.index.toArray();
  return [...probe.tick.toArray()].map((tick, x) => [Math.floor(tick / APART), index[x]!, tick % APART]);
}

const delays: [string, { delay: number; delayMax?: number }][] = [
  ["no delay", { delay: 0 }],
  ["one delay", { delay: 3 * TICK }],
  ["a range of delays", { delay: TICK, delayMax: 4 * TICK }],
];
const strengths: [string, Pick<ProjectionSpec, "weight" | "synapse">][] = [
  ["fixed", { weight: JUMP }],
  ["plastic", { synapse: ideal }],
];
const combinations = (Object.keys(rules) as RuleName[]).flatMap((rule) =>
  delays.flatMap(([when, delay]) =>
    strengths.map(([kind, strength]) => ({ rule, when, kind, delay, strength })),
  ),
);

describe("every combination of rule, delay and kind of synapse reaches whom it says, when it says", () => {
  test.each(combinations)("$rule, $when, $kind", ({ rule, delay, strength }) => {
    const change = { rule: ruleOf(rule), ...delay, ...strength };
    const shortest = Math.round(delay.delay / TICK);
    const spread = Math.round((delay.delayMax ?? delay.delay) / TICK) - shortest;
    // Delays are drawn row by row, one for each synapse that exists.
    const own = seed().split("p").split("delay");
    const expected: string[] = [];
    for (let i = 0; i < N; i++)
      for (let j = 0; j < N; j++)
        if (reaches[rule](i, j))
          expected.push(`${i} ${j} ${shortest + (spread > 0 ? own.below(spread + 1) : 0)}`);
    const found = arrivals(change);
    expect(found.map((a) => a.join(" ")).sort()).toEqual(expected.sort());
    const seen = [...new Set(found.map(([, , ticks]) => ticks))].sort();
    expect(seen, "each delay of the range").toEqual(
      Array.from({ length: spread + 1 }, (_, d) => shortest + d),
    );
  });
});

test("delays of more than 16 bits are what was asked for", () => {
  const [shortest, longest] = [70_000, 70_001];
  const spec = {
    tick: 1e-6,
    populations: [
      { name: "a", size: 1 },
      { name: "b", size: 50, neuron: lif },
    ],
    projections: [
      {
        name: "p",
        from: "a",
        to: "b",
        receptor: "delta",
        rule: "all-to-all" as const,
        delay: 0,
        weight: JUMP,
      },
    ],
  };
  const spikes = (delay: number, delayMax: number) => {
    const projections = spec.projections.map((p) => ({
      ...p,
      delay: delay * 1e-6,
      delayMax: delayMax * 1e-6,
    }));
    const engine = new Engine(buildNetwork({ ...spec, projections }, seed()));
    const probe = new SpikeProbe(1, 50);
    engine.onSpikes = (p, tick, fired) => probe.see(p, tick, fired);
    engine.run(longest + 1, new Map([[0, spikeTrain([[0, 0]])]]));
    return [...probe.tick.toArray()];
  };
  expect(new Set(spikes(shortest, longest))).toEqual(new Set([shortest, longest]));
  const wide = spikes(0, longest);
  expect(wide).toHaveLength(50);
  // Of 50 delays drawn evenly from 70,002 some lie beyond 65,535: 1 - 0.936^50 = 96 %, and so they do for this seed.
  expect(Math.max(...wide)).toBeGreaterThan(65_535);
});

test("a range of delays that would not fit in memory is refused with what would", () => {
  const build = () => arrivals({ rule: "all-to-all", weight: 1, delay: 0, delayMax: 1e5 });
  expect(build).toThrow("projections.p.delay: delays from the shortest to 100000000 ticks more");
});

test("rules that pair neurons by index ask for populations of equal size", () => {
  for (const rule of ["one-to-one", "lateral"] as const)
    expect(rules[rule].problem!(10, 5)).toBe(`"${rule}" needs populations of equal size, not 10 and 5`);
});

describe("probability", () => {
  const connect = (nPre: number, nPost: number, p: number, name = "x") =>
    positioned(rules.probability.connect(nPre, nPost, { p }, Random.of(name)));

  test("nothing at 0, every pair at 1", () => {
    expect(connect(7, 5, 0).count).toBe(0);
    const full = connect(7, 5, 1);
    expect(full.count).toBe(35);
    for (let i = 0; i < 7; i++)
      for (let at = full.rowStart(i); at < full.rowEnd(i); at++)
        expect(full.columnOf(i, at)).toBe(at - full.rowStart(i));
  });

  test.each([0.003, 0.1, 0.5, 0.97])(
    "p = %d: counts of rows, columns and gaps are those of independent trials",
    (p) => {
      const [nPre, nPost] = [400, 300];
      const wiring = connect(nPre, nPost, p);
      const pairs = nPre * nPost;
      // Five standard deviations of a binomial count.
      expect(Math.abs(wiring.count - p * pairs)).toBeLessThan(5 * Math.sqrt(pairs * p * (1 - p)));
      const columns = Float64Array.from({ length: nPost }, (_, j) => wiring.inDegree(j));
      const variance = columns.reduce((sum, d) => sum + (d - p * nPre) ** 2, 0) / nPost;
      // A sample variance of n values scatters by sqrt(2 / n), of skewed ones a little more.
      expect(variance / (nPre * p * (1 - p))).toBeGreaterThan(1 - 6 * Math.sqrt(2 / nPost));
      expect(variance / (nPre * p * (1 - p))).toBeLessThan(1 + 6 * Math.sqrt(2 / nPost));
      let neighbours = 0;
      for (let i = 0; i < nPre; i++)
        for (let at = wiring.rowStart(i) + 1; at < wiring.rowEnd(i); at++)
          if (wiring.columnOf(i, at) === wiring.columnOf(i, at - 1) + 1) neighbours++;
      const both = nPre * (nPost - 1) * p * p;
      expect(Math.abs(neighbours - both)).toBeLessThan(6 * Math.sqrt(both) + 1);
    },
  );

  test("the first and the last pair occur as often as others", () => {
    const of = 4000;
    let first = 0;
    let last = 0;
    for (let s = 0; s < of; s++) {
      const wiring = connect(3, 2, 0.25, `seed ${s}`);
      if (wiring.rowEnd(0) > 0 && wiring.columnOf(0, 0) === 0) first++;
      if (wiring.inDegree(1) > 0 && wiring.memberRow(1, wiring.inDegree(1) - 1) === 2) last++;
    }
    for (const seen of [first, last])
      expect(Math.abs(seen - of / 4)).toBeLessThan(5 * Math.sqrt(of * 0.25 * 0.75));
  });

  test("a neuron may reach itself", () => {
    const wiring = connect(200, 200, 0.5);
    let own = 0;
    for (let i = 0; i < 200; i++)
      for (let at = wiring.rowStart(i); at < wiring.rowEnd(i); at++) if (wiring.columnOf(i, at) === i) own++;
    expect(Math.abs(own - 100)).toBeLessThan(5 * Math.sqrt(50));
  });

  test("more synapses than positions can count are refused before any is drawn", () => {
    expect(() => connect(1e6, 1e6, 0.1)).toThrow(
      "100000000000 synapses are expected; at most 2147483647 are possible",
    );
  });
});
