import { expect, test } from "vitest";
import { devices } from "../../src/core/device/index.js";
import { neurons } from "../../src/core/neuron/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { spikeTrain } from "../../src/core/spikes.js";
import { forms } from "../../src/core/waveform/index.js";
import { eisSynapse } from "../../src/crossbar/eis.js";
import { createEngine } from "../../src/engine/create.js";
import { Engine } from "../../src/engine/engine.js";
import { buildNetwork } from "../../src/network/build.js";

const device = devices["eis-ysz14"].create(defaults(devices["eis-ysz14"].params));
const { pre, post } = forms["ltp-only"];

/**
 * A source that makes a neuron fire, and the synapses between them, one a projection: each follows dopamine from 0 on, by
 * its factor.
 */
function network(factors: readonly number[] = [1]) {
  const synapse = (factor: number) =>
    eisSynapse({
      device,
      pre,
      post,
      alphaPre: 1,
      alphaPost: 1,
      modulation: {
        post: { kind: "signal", signal: "dopamine", start: 0, offset: 0, factor, step: 0.01 },
      },
      form: "ordered",
      overlap: "restart",
      readGain: 4.5e4,
      init: { from: 0.24, to: 0.24 },
      d2d: 0,
      c2c: 0,
      independentPolarity: false,
    });
  const values = { ...defaults(neurons["lif-exp"].params), tauM: 20e-3, tauE: 20e-3 };
  return buildNetwork(
    {
      tick: 1e-3,
      populations: [
        { name: "a", size: 1 },
        { name: "b", size: 1, neuron: { model: neurons["lif-exp"], values, winner: "all" } },
      ],
      projections: factors.map((factor, x) => ({
        name: `ab${x}`,
        from: "a",
        to: "b",
        rule: "all-to-all",
        receptor: "excitatory",
        delay: 0,
        synapse: synapse(factor),
      })),
      signals: [{ name: "dopamine", start: 0 }],
    },
    Random.of("signals"),
  );
}

/** Conductance after one pair, with dopamine set as given at ticks of a run of 400, S. */
function after(dopamine: readonly (readonly [tick: number, value: number])[]): number {
  const engine = new Engine(network());
  let done = 0;
  const train = spikeTrain([[100, 0]]);
  const run = (to: number) => {
    engine.run(to - done, done === 0 ? new Map([[0, train]]) : new Map());
    done = to;
  };
  for (const [tick, value] of dopamine) {
    if (tick > 0) run(tick);
    engine.setSignal("dopamine", value);
  }
  run(400);
  engine.finish(true);
  return engine.network.projections[0]!.crossbar!.state[0]!;
}

test("dopamine decides at the time of the waveforms what a pair does", () => {
  const none = after([]);
  const always = after([[0, 1]]);
  const inverted = after([[0, -1]]);
  const tooLate = after([[399, 1]]);
  // Nothing but what V_pre alone leaves.
  expect(tooLate).toBe(none);
  expect(always).toBeGreaterThan(none + 10e-9);
  expect(inverted).toBeLessThan(none - 10e-9);
});

test("a signal that the network does not have is refused", () => {
  expect(() => new Engine(network()).setSignal("serotonin", 1)).toThrow('no signal "serotonin"');
});

test("a value that a listener refuses leaves the signal as it was", () => {
  const engine = new Engine(network());
  expect(() => engine.setSignal("dopamine", 5)).toThrow("accepted: -2 to 2");
  expect(engine.network.signals.get("dopamine")).toBe(0);
});

test("a value that one of several listeners refuses changes none of them", () => {
  const pair = (refused: boolean): number[] => {
    const engine = new Engine(network([1, 3, 1]));
    engine.setSignal("dopamine", 0.5);
    // 3 times 1 is more than an alpha may be; the first listener has taken it by then.
    if (refused) expect(() => engine.setSignal("dopamine", 1)).toThrow("accepted: -2 to 2");
    expect(engine.network.signals.get("dopamine")).toBe(0.5);
    engine.run(400, new Map([[0, spikeTrain([[100, 0]])]]));
    engine.finish(true);
    return engine.network.projections.map(({ crossbar }) => crossbar!.state[0]!);
  };
  const untouched = pair(false);
  expect(pair(true)).toEqual(untouched);
  // The signal matters to them: at none, they end elsewhere.
  expect(untouched[0]).toBeGreaterThan(after([]));
});

test("synapses whose alphas move are not for whole presentations in wasm", () => {
  const { notice } = createEngine(network(), "auto", 100);
  expect(notice).toMatch(/^tick by tick: /);
  expect(network().projections[0]!.crossbar!.fused!()).toContain("have no other kernel");
});

test("signals are saved with the network, and told to the synapses that go on", () => {
  const whole = new Engine(network());
  whole.setSignal("dopamine", 1);
  whole.run(10, new Map());
  whole.finish(true);
  const other = new Engine(network());
  other.restore(whole.save());
  expect(other.network.signals.get("dopamine")).toBe(1);
  for (const engine of [whole, other]) {
    engine.run(400, new Map([[0, spikeTrain([[50, 0]])]]));
    engine.finish(true);
  }
  expect(other.network.projections[0]!.crossbar!.state).toEqual(
    whole.network.projections[0]!.crossbar!.state,
  );
  expect(whole.network.projections[0]!.crossbar!.state[0]!).not.toBe(after([]));
});
