/** Networks of any shape, and runs of them in pieces. */
import { loadExperimentText } from "../../../src/config/load.js";
import type { Saved } from "../../../src/core/saved.js";
import { Engine } from "../../../src/engine/engine.js";
import { encodeSources } from "../../../src/experiment/kinds/simulate/sources.js";
import type { SimulateSpec } from "../../../src/experiment/kinds/simulate/spec.js";
import { buildNetwork } from "../../../src/network/build.js";
import { memoryFiles } from "../../../src/platform/memory-files.js";
import { masterStream } from "../../../src/seed.js";

export const TICKS = 600;

const eis = (readGain: string, more: string) =>
  `synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: box-over-ramp, form: lumped, readGain: ${readGain}, init: {from: 20 %, to: 60 %}, ${more}}}`;

export const networks: Record<string, string> = {
  "delta inputs with a drive of one rate, sparse": `
  populations:
    e: {size: 90, neuron: lif, params: {vRest: 0 mV, vReset: 2 mV, vThreshold: 8 mV}, drive: {poisson: {rate: 3 kHz, weight: 1 mV, receptor: delta}}}
    i: {size: 33, neuron: lif, params: {vRest: 0 mV, vReset: 2 mV, vThreshold: 8 mV}, drive: {poisson: {rate: {uniform: [0 Hz, 4 kHz]}, weight: 1 mV, receptor: delta}}}
  projections:
    ee: {from: e, to: e, rule: {fixed-indegree: 9}, receptor: delta, delay: 1.5 ms, weight: 0.3 mV}
    learns: {from: e, to: e, rule: {fixed-indegree: 4}, receptor: delta, delay: 1 ms, ${eis("0.8 mV", "overlap: hold, variability: {c2c: 5 %}")}}
    ei: {from: e, to: i, rule: {probability: 0.2}, receptor: delta, delay: 1 ms, weight: {uniform: [0.1 mV, 0.9 mV]}}
    ie: {from: i, to: e, rule: {probability: 0.2}, receptor: delta, delay: {from: 1 ms, to: 3 ms}, weight: -0.5 mV}`,
  "exponential currents, a current into each neuron": `
  populations:
    e: {size: 70, neuron: lif-exp, drive: {poisson: {rate: 1 kHz, weight: 6 mV, receptor: excitatory}}}
    d: {size: 41, neuron: lif, current: {constant: 14 mV, noise: {sd: 4 mV, tau: 5 ms}}}
    m: {size: 33, neuron: lif, params: {vThreshold: {mean: -56 mV, sd: 1 mV}}}
    a: {size: 13, neuron: adex, drive: {poisson: {rate: 1 kHz, weight: 10 mV, receptor: excitatory}}}
  projections:
    ed: {from: e, to: d, rule: {probability: 0.3}, receptor: delta, delay: 0.5 ms, weight: 1 mV}
    em: {from: e, to: m, rule: {probability: 0.5}, receptor: delta, delay: 0.5 ms, weight: 3 mV}
    de: {from: d, to: e, rule: {fixed-outdegree: 5}, receptor: inhibitory, delay: 0.5 ms, weight: 3 mV}
    ea: {from: e, to: a, rule: {probability: 0.3}, receptor: excitatory, delay: 0.5 ms, weight: 10 mV}`,
  "models that go from tick to tick, an odd number of each": `
  populations:
    a: {size: 13, neuron: adex, params: {refractory: 1 ms}, drive: {poisson: {rate: 1 kHz, weight: 10 mV, receptor: excitatory}}}
    z: {size: 15, neuron: izhikevich, current: {mean: 9 mV, sd: 2 mV}}
    p: {size: 35, neuron: lif-alpha, params: {vRest: -54 mV}, current: {constant: 3 mV, steps: [{from: 100 ms, current: 0 mV}, {from: 200 ms, current: 4 mV}]}}
    m: {size: 9, neuron: lif-mixed, current: 14 mV}
    x: {size: 11, neuron: lif-exp, current: {constant: 18 mV, noise: {sd: 3 mV, tau: 5 ms}}}
    w: {size: 5, neuron: izhikevich, winner: one-per-step, current: {mean: 9 mV, sd: 2 mV}}
    l: {size: [3, 2, 2], neuron: adex, winner: one-per-place, current: {mean: 30 mV, sd: 2 mV}}
    d: {size: [3, 2, 2], neuron: lif, winner: one-per-place, current: {mean: 30 mV, sd: 2 mV}}
  projections:
    az: {from: a, to: z, rule: {probability: 0.4}, receptor: delta, delay: 0.5 ms, weight: 2 mV}
    zp: {from: z, to: p, rule: {probability: 0.4}, receptor: excitatory, delay: 0.5 ms, weight: 5 mV}
    pz: {from: p, to: z, rule: {probability: 0.4}, receptor: delta, delay: 0.5 ms, weight: -1 mV}
    zx: {from: z, to: x, rule: {probability: 0.5}, receptor: inhibitory, delay: 0.5 ms, weight: 4 mV}
    zm: {from: z, to: m, rule: {probability: 0.5}, receptor: excitatory, delay: 0.5 ms, weight: 0.6}
    pm: {from: p, to: m, rule: {probability: 0.5}, receptor: inhibitory, delay: 0.5 ms, weight: 0.3}
    xm: {from: x, to: m, rule: {probability: 0.5}, receptor: current, delay: 0.5 ms, weight: 3 mV}
    am: {from: a, to: m, rule: {probability: 0.5}, receptor: delta, delay: 0.5 ms, weight: 2 mV}
    ma: {from: m, to: a, rule: {probability: 0.3}, receptor: inhibitory, delay: 0.5 ms, weight: 3 mV}`,
  "fixed synapses each with a delay of its own": `
  populations:
    s: {size: 20}
    e: {size: 45, neuron: lif-exp, params: {vRest: -54 mV}}
    l: {size: 33, neuron: lif}
    c: {size: 7, neuron: lif-cond, params: {vThreshold: -62 mV}}
  projections:
    se: {from: s, to: e, rule: {probability: 0.5}, receptor: excitatory, delay: {from: 0.5 ms, to: 9 ms}, weight: 8 mV}
    el: {from: e, to: l, rule: {probability: 0.5}, receptor: delta, delay: {from: 1 ms, to: 5 ms}, weight: {uniform: [1 mV, 4 mV]}}
    lc: {from: l, to: c, rule: all-to-all, receptor: excitatory, delay: {from: 1 ms, to: 5 ms}, weight: {uniform: [0.1, 0.4]}}
    sc: {from: s, to: c, rule: {probability: 0.5}, receptor: inhibitory, delay: {from: 1 ms, to: 5 ms}, weight: 0.1}
    le: {from: l, to: e, rule: all-to-all, receptor: inhibitory, delay: {from: 0.5 ms, to: 4 ms}, weight: 1 mV}`,
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
  "recurrent devices that differ, each with a delay of its own": `
  populations:
    s: {size: 40}
    e: {size: 60, neuron: lif-exp}
    l: {size: 21, neuron: lif}
  projections:
    se: {from: s, to: e, rule: {probability: 0.3}, receptor: excitatory, delay: 0.5 ms, weight: 20 mV}
    ee: {from: e, to: e, rule: {fixed-indegree: 11}, receptor: excitatory, delay: {from: 0.5 ms, to: 4 ms}, ${eis("4 mV", "variability: {d2d: 10 %, c2c: 20 %}")}}
    el: {from: e, to: l, rule: {probability: 0.4}, receptor: delta, delay: 1 ms, ${eis("4 mV", "overlap: hold, variability: {c2c: 30 %}")}}
    le: {from: l, to: e, rule: {probability: 0.4}, receptor: inhibitory, delay: 1 ms, weight: 4 mV}`,
  "devices on every pair, others whose bounds or amplitudes differ, and ideal synapses": `
  populations:
    s: {size: 37}
    e: {size: 29, neuron: lif-exp}
    o: {size: 10, neuron: lif-exp}
  projections:
    se: {from: s, to: e, rule: all-to-all, receptor: excitatory, delay: 0.5 ms, ${eis("6 mV", "variability: {d2d: 10 %, c2c: 0}")}}
    eo: {from: e, to: o, rule: all-to-all, receptor: excitatory, delay: 1 ms, ${eis("5 mV", "nonIdeal: {range: {gMin: 10 %, gMax: 10 %}, driver: {amplitude: 2 %, timing: 0.5 ms}}, variability: {c2c: 5 %}")}}
    oe: {from: o, to: e, rule: {probability: 0.5}, receptor: inhibitory, delay: 1 ms, ${eis("6 mV", "bounds: hard")}}
    so: {from: s, to: o, rule: {probability: 0.5}, receptor: excitatory, delay: 1 ms, synapse: trace-stdp, synapses: {trace-stdp: {readGain: 2 mV}}}`,
  "two layers of devices, windows and all of them": `
  populations:
    s: {size: [2, 10, 10]}
    f: {size: [4, 3, 3], neuron: lif-cond, winner: one-per-place, params: {vThreshold: -62 mV, thetaStart: 2 mV}}
    o: {size: 9, neuron: lif-cond, winner: one-per-step, params: {vThreshold: -62 mV, thetaStart: 2 mV}}
  projections:
    sf: {from: s, to: f, rule: {patch: {kernel: 5, stride: 2}}, receptor: excitatory, delay: 0 ms, ${eis("0.6", "variability: {d2d: 6 %, c2c: 5 %}")}}
    ff: {from: f, to: f, rule: same-place, receptor: inhibitory, delay: 0.5 ms, weight: 5}
    fo: {from: f, to: o, rule: all-to-all, receptor: excitatory, delay: 0.5 ms, ${eis("0.8", "variability: {c2c: 5 %}")}}`,
};

export const specOf = async (network: string): Promise<SimulateSpec> => {
  const sources = network.includes("    s: ") ? "{s: {model: poisson-rate, rate: 60 Hz}}" : "{}";
  const text = `kind: simulate\nseed: "3"\nnetwork:\n  tick: 0.5 ms${network}\nduration: 300 ms\nsources: ${sources}\n`;
  return (await loadExperimentText(memoryFiles({}, { cwd: "/w" }), text, "/w/x.yaml")).spec as SimulateSpec;
};

/** Runs in pieces, so that what waits between them is compared too. */
export function begun(spec: SimulateSpec, compiled: boolean, threads: number | "as pays" = 1) {
  const network = buildNetwork(spec.network, masterStream(spec.seed, "network"));
  const engine = new Engine(network, compiled, threads);
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

export const plain = ({ numbers, arrays }: Saved) => ({ numbers, arrays });
/** Without logs of starts, which keep what no event can meet any more while there is room. */
export const needed = ({ numbers, arrays }: Saved) => ({
  numbers,
  arrays: Object.fromEntries(Object.entries(arrays).filter(([name]) => !name.includes(".log."))),
});
