/** Networks of any shape on compiled kernels: the same bits as the reference, at any tick, and from one to the other. */
import { describe, expect, test } from "vitest";
import { loadExperimentText } from "../../../src/config/load.js";
import type { Saved } from "../../../src/core/saved.js";
import { Engine } from "../../../src/engine/engine.js";
import { encodeSources } from "../../../src/experiment/kinds/simulate/sources.js";
import type { SimulateSpec } from "../../../src/experiment/kinds/simulate/spec.js";
import { buildNetwork } from "../../../src/network/build.js";
import { memoryFiles } from "../../../src/platform/memory-files.js";
import { masterStream } from "../../../src/seed.js";

const TICKS = 600;

const networks: Record<string, string> = {
  "delta inputs with a drive of one rate, sparse": `
  populations:
    e: {size: 90, neuron: lif, params: {vRest: 0 mV, vReset: 2 mV, vThreshold: 8 mV}, drive: {poisson: {rate: 3 kHz, weight: 1 mV, receptor: delta}}}
    i: {size: 33, neuron: lif, params: {vRest: 0 mV, vReset: 2 mV, vThreshold: 8 mV}, drive: {poisson: {rate: {uniform: [0 Hz, 4 kHz]}, weight: 1 mV, receptor: delta}}}
  projections:
    ee: {from: e, to: e, rule: {fixed-indegree: 9}, receptor: delta, delay: 1.5 ms, weight: 0.3 mV}
    ei: {from: e, to: i, rule: {probability: 0.2}, receptor: delta, delay: 1 ms, weight: {uniform: [0.1 mV, 0.9 mV]}}
    ie: {from: i, to: e, rule: {probability: 0.2}, receptor: delta, delay: {from: 1 ms, to: 3 ms}, weight: -0.5 mV}`,
  "exponential currents, a current into each neuron": `
  populations:
    e: {size: 70, neuron: lif-exp, drive: {poisson: {rate: 1 kHz, weight: 6 mV, receptor: excitatory}}}
    d: {size: 41, neuron: lif, current: {constant: 14 mV, noise: {sd: 4 mV, tau: 5 ms}}}
    a: {size: 13, neuron: adex, drive: {poisson: {rate: 1 kHz, weight: 10 mV, receptor: excitatory}}}
  projections:
    ed: {from: e, to: d, rule: {probability: 0.3}, receptor: delta, delay: 0.5 ms, weight: 1 mV}
    de: {from: d, to: e, rule: {fixed-outdegree: 5}, receptor: inhibitory, delay: 0.5 ms, weight: 3 mV}
    ea: {from: e, to: a, rule: {probability: 0.3}, receptor: excitatory, delay: 0.5 ms, weight: 10 mV}`,
  "conductances, with one winner at each place and with one at all": `
  populations:
    s: {size: [12, 12]}
    f: {size: [3, 5, 5], neuron: lif-cond, winner: one-per-place, params: {vThreshold: -62 mV, thetaStart: 2 mV}}
    o: {size: 18, neuron: lif-cond, winner: one-per-step, params: {vThreshold: -62 mV, thetaStart: 2 mV, eExc: -10 mV}}
    q: {size: 7, neuron: lif-cond, params: {vThreshold: -62 mV, thetaStart: 2 mV}}
  projections:
    sf: {from: s, to: f, rule: {patch: {kernel: 4, stride: 2}}, receptor: excitatory, delay: 0 ms, weight: 0.4}
    ff: {from: f, to: f, rule: same-place, receptor: inhibitory, delay: 0.5 ms, weight: 5}
    fo: {from: f, to: o, rule: {probability: 0.5}, receptor: excitatory, delay: 0.5 ms, weight: {uniform: [0.1, 0.9]}}
    oo: {from: o, to: o, rule: lateral, receptor: inhibitory, delay: 0.5 ms, weight: 2}
    oq: {from: o, to: q, rule: all-to-all, receptor: excitatory, delay: 0.5 ms, weight: 0.7}`,
};

const specOf = async (network: string): Promise<SimulateSpec> => {
  const sources = network.includes("    s: ") ? "{s: {model: poisson-rate, rate: 60 Hz}}" : "{}";
  const text = `kind: simulate\nseed: "3"\nnetwork:\n  tick: 0.5 ms${network}\nduration: 300 ms\nsources: ${sources}\n`;
  return (await loadExperimentText(memoryFiles({}, { cwd: "/w" }), text, "/w/x.yaml")).spec as SimulateSpec;
};

/** Runs in pieces, so that what waits between them is compared too. */
function begun(spec: SimulateSpec, compiled: boolean) {
  const network = buildNetwork(spec.network, masterStream(spec.seed, "network"));
  const engine = new Engine(network, compiled);
  const trains = encodeSources(spec, network, TICKS);
  const spikes: number[] = [];
  engine.onSpikes = (p, tick, { index, count }) => {
    for (let s = 0; s < count; s++) spikes.push(p, tick, index[s]!);
  };
  const run = (from: number, to: number) => {
    const cut = new Map(
      [...trains].map(([p, { tick, index, count }]) => {
        const within = [...Array(count).keys()].filter((s) => tick[s]! >= from && tick[s]! < to);
        const train = {
          tick: tick.filter((t) => t >= from && t < to).map((t) => t - from),
          index: Int32Array.from(within, (s) => index[s]!),
          count: within.length,
        };
        return [p, train];
      }),
    );
    engine.run(to - from, cut);
  };
  return { engine, spikes, run };
}

const plain = ({ numbers, arrays }: Saved) => ({ numbers, arrays });

describe.each(Object.entries(networks))("%s", (_, network) => {
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
      expect(plain(resumed.engine.save())).toEqual(plain(whole.engine.save()));
    }
  });
});
