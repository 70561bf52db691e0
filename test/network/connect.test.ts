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
import type { ConnectRule } from "../../src/network/connect/model.js";
import type { ProjectionSpec, RuleSpec } from "../../src/network/spec.js";

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

/** Both populations: 40 neurons, 2 planes of 4 x 5 places. */
const SHAPE = [2, 4, 5];
const ENDS = { same: false, preShape: SHAPE, postShape: SHAPE };

/** Numbers of the rules that have some. */
const numbers: Partial<Record<RuleName, Record<string, number>>> = {
  probability: { p: 0.3 },
  "fixed-indegree": { n: 7 },
  "fixed-outdegree": { n: 7 },
  distance: { radius: 1.5 },
  patch: { kernel: 1 },
  pool: { kernel: 1, stride: 1 },
};

/** Which neuron reaches which, by another way than the rule's own where there is one. */
const reaches: Record<RuleName, (i: number, j: number) => boolean> = {
  "all-to-all": () => true,
  "one-to-one": (i, j) => i === j,
  lateral: (i, j) => i !== j,
  probability: drawn("probability"),
  "fixed-indegree": drawn("fixed-indegree"),
  "fixed-outdegree": drawn("fixed-outdegree"),
  distance: drawn("distance"),
  patch: (i, j) => i % 20 === j % 20,
  pool: (i, j) => i === j,
  "same-place": (i, j) => i % 20 === j % 20,
};

function drawn(name: RuleName) {
  const { model, values } = ruleOf(name);
  const stream = seed().split("p").split("connectivity");
  const wiring = positioned(model.connect(N, N, values, stream, ENDS));
  const pairs = new Set<number>();
  for (let i = 0; i < N; i++)
    for (let at = wiring.rowStart(i); at < wiring.rowEnd(i); at++) pairs.add(i * N + wiring.columnOf(i, at));
  return (i: number, j: number) => pairs.has(i * N + j);
}

function ruleOf(name: RuleName): RuleSpec {
  const model: ConnectRule = rules[name];
  return { model, values: { ...defaults(model.params), ...numbers[name] } };
}

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
      { name: "a", size: N, shape: SHAPE },
      { name: "b", size: N, shape: SHAPE, neuron: lif },
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
