import { expect, test } from "vitest";
import { devices } from "../../src/core/device/index.js";
import { withBounds } from "../../src/core/device/state.js";
import { neurons } from "../../src/core/neuron/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { forms } from "../../src/core/waveform/index.js";
import { eisSynapse } from "../../src/crossbar/eis.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import { openBackend } from "../../src/crossbar/kernels/tfjs-backend.js";
import { createEngine } from "../../src/engine/create.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";
import { buildNetwork } from "../../src/network/build.js";
import { rules } from "../../src/network/connect/index.js";
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from "../../src/network/spec.js";

const preset = devices["eis-ysz14"];
const device = preset.create(defaults(preset.params));
const TICK = 0.5e-3;

const eis = (change: Partial<EisSpec> = {}) =>
  eisSynapse({
    device,
    pre: forms["box-over-ramp"].pre,
    post: forms["box-over-ramp"].post,
    alphaPre: 1,
    alphaPost: 1,
    form: "lumped",
    overlap: "restart",
    readGain: 1,
    init: { from: 0, to: 0.3 },
    d2d: 0,
    c2c: 0,
    independentPolarity: false,
    ...change,
  });

interface Changes {
  forward?: Partial<ProjectionSpec>;
  inhibition?: Partial<ProjectionSpec>;
  neuron?: Partial<NonNullable<PopulationSpec["neuron"]>>;
  populations?: PopulationSpec[];
}

function network({ forward, inhibition, neuron, populations = [] }: Changes = {}) {
  const model = neurons["lif-cond"];
  const spec: NetworkSpec = {
    tick: TICK,
    populations: [
      { name: "in", size: 4 },
      {
        name: "out",
        size: 3,
        neuron: { model, values: defaults(model.params), winner: "one-per-step", ...neuron },
      },
      ...populations,
    ],
    projections: [
      {
        name: "forward",
        from: "in",
        to: "out",
        rule: "all-to-all",
        receptor: "excitatory",
        delay: 0,
        synapse: eis(),
        ...forward,
      },
      {
        name: "inhibition",
        from: "out",
        to: "out",
        rule: "all-to-all",
        receptor: "inhibitory",
        delay: TICK,
        weight: 20,
        ...inhibition,
      },
    ],
  };
  return buildNetwork(spec, Random.of("network"));
}

test("a layer of lif-cond neurons behind a crossbar of devices runs in wasm, by auto and by name", () => {
  for (const choice of ["auto", "wasm"] as const) {
    const { kernel, notice } = createEngine(network(), choice, 100);
    expect(kernel).toBe("wasm");
    expect(notice).toBeUndefined();
  }
});

test("the reference runs where it is asked for, without a notice", () => {
  const { kernel, notice } = createEngine(network(), "reference", 100);
  expect([kernel, notice]).toEqual(["reference", undefined]);
});

const { pre, post } = forms["ltp-only"];
const slow = { ...defaults(neurons["lif-cond"].params), dt: 1e-3 };
const trace = traceStdp({
  nuPre: 1e-4,
  nuPost: 0.02,
  tauPre: 0.02,
  tauPost: 0.02,
  tauPost2: 0,
  wMax: 1,
  init: { from: 0, to: 0.3 },
  readGain: 1,
});
const misfits: [reason: RegExp, changes: Changes][] = [
  [/one source and one population/, { populations: [{ name: "more", size: 2 }] }],
  [/winner: one-per-step/, { neuron: { winner: "all" } }],
  [/only lif-cond/, { neuron: { model: neurons["lif-exp"], values: defaults(neurons["lif-exp"].params) } }],
  [/dt is not one tick/, { neuron: { values: slow } }],
  [/without delay/, { forward: { delay: TICK } }],
  [/without delay/, { forward: { delay: 0, delayMax: 3 * TICK } }],
  [/next step/, { inhibition: { delay: TICK, delayMax: 3 * TICK } }],
  [/next step/, { inhibition: { delay: 2 * TICK } }],
  [/one weight to all/, { inhibition: { rule: "one-to-one" } }],
  [/without a device/, { forward: { synapse: trace } }],
  [/"ordered"/, { forward: { synapse: eis({ form: "ordered" }) } }],
  [/linear soft/, { forward: { synapse: eis({ device: withBounds(device, "hard") }) } }],
  [/"hold"/, { forward: { synapse: eis({ overlap: "hold" }) } }],
  [/begin before their spike/, { forward: { synapse: eis({ pre, post }) } }],
];

test.each(misfits)(
  "auto goes tick by tick where whole presentations do not fit, and says why: %s",
  (reason, changes) => {
    const { kernel, notice } = createEngine(network(changes), "auto", 100);
    expect(kernel).toBe("wasm");
    expect(notice).toMatch(/^tick by tick: /);
    expect(notice).toMatch(reason);
  },
);

test.each(misfits)("wasm by name is refused with what is accepted: %s", (reason, changes) => {
  const attempt = () => createEngine(network(changes), "wasm", 100);
  expect(attempt).toThrow(reason);
  expect(attempt).toThrow(/^kernel: .*accepted: "auto" or "reference"$/);
});

test("presentations too long for the memory set aside are shown tick by tick", () => {
  expect(createEngine(network(), "auto", 5_000_000).notice).toMatch(/too long/);
});

test("a presentation longer than announced is refused, not run over the end of its memory", () => {
  const { engine } = createEngine(network(), "wasm", 100);
  expect(() => engine.run(101, new Map())).toThrow(/laid out for 100/);
  engine.run(60, new Map());
  expect(() => engine.run(41, new Map())).toThrow(/laid out for 100/);
});

test("a negative weight onto a conductance is refused with its path", () => {
  expect(() => network({ inhibition: { weight: -5 } })).toThrow(
    "projections.inhibition.weight: a conductance is not negative; got -5",
  );
});

test("input that the kernel has no room or no neuron for is refused", () => {
  const { engine } = createEngine(network(), "wasm", 100);
  const train = (tick: number, index: number) =>
    new Map([[0, { tick: Float64Array.of(tick), index: Int32Array.of(index), count: 1 }]]);
  for (const [tick, index] of [
    [0, 4],
    [0, -1],
    [10, 0],
    [-1, 0],
    [0.5, 0],
  ] as const)
    expect(() => engine.run(10, train(tick, index))).toThrow(RangeError);
  expect(() => engine.runPoisson(10, 0, new Float64Array(3), Random.of("x"))).toThrow("3 probabilities");
  const used = Random.of("x");
  used.bits();
  expect(() => engine.runPoisson(10, 0, new Float64Array(4), used)).toThrow("nothing was drawn");
});

test("sparse synapses are read as events: a read by matrix products is refused, whole presentations are for full rows", async () => {
  const rule = { model: rules.probability, values: { p: 0.5 } };
  const sparse = network({ forward: { rule } });
  const backend = await openBackend("cpu");
  const slicing = { backend, tau: TICK };
  const tfjs = (read: "events" | "matmul") => () =>
    createEngine(sparse, { tfjs: { backend: "cpu", tau: TICK, read } }, 100, slicing);
  expect(tfjs("matmul")).toThrow(
    'kernel.tfjs.read: "matmul" reads arrays with a device at every crossing; the synapses of "forward" are sparse; accepted: "events"',
  );
  expect(tfjs("events")).not.toThrow();
  const { kernel, notice } = createEngine(sparse, "auto", 100);
  expect([kernel, notice]).toEqual(["wasm", expect.stringMatching(/^tick by tick: .*full rows/)]);
});
