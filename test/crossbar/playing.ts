/** A small crossbar and spike trains played into it as the engine would. */
import { type Csr, csrOfRows, dense, type Wiring } from "../../src/core/connectivity/index.js";
import { devices } from "../../src/core/device/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { forms } from "../../src/core/waveform/index.js";
import { eisSynapse } from "../../src/crossbar/eis.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import type { Crossbar } from "../../src/crossbar/model.js";
import type { Slicing } from "../../src/crossbar/slicing.js";

export const tick = 0.5e-3;
const preset = devices["eis-ysz14"];
export const device = preset.create(defaults(preset.params));
export const tilted = preset.create({ ...defaults(preset.params), vOc: -0.2 });

export interface Trains {
  /** Spike ticks of each neuron. */
  pre: number[][];
  post: number[][];
}

/** Poisson trains whose rates are spread over 1 to 100 Hz. */
export function randomTrains(nPre: number, nPost: number, ticks: number, seed: string): Trains {
  const random = Random.of(seed);
  const train = () => {
    const p = 100 ** random.uniform() * tick;
    return Array.from({ length: ticks }, (_, t) => t).filter(() => random.uniform() < p);
  };
  return { pre: Array.from({ length: nPre }, train), post: Array.from({ length: nPost }, train) };
}

export function crossbar(nPre: number, nPost: number, change: Partial<EisSpec>, slicing?: Slicing): Crossbar {
  return synapsesOn(dense(nPre, nPost), change, slicing);
}

export function synapsesOn(wiring: Wiring, change: Partial<EisSpec>, slicing?: Slicing): Crossbar {
  return eisSynapse({
    device,
    pre: forms["box-over-ramp"].pre,
    post: forms["box-over-ramp"].post,
    alphaPre: 1,
    alphaPost: 1,
    form: "ordered",
    overlap: "restart",
    readGain: 1,
    init: { from: 0.05, to: 0.6 },
    d2d: 0,
    c2c: 0,
    independentPolarity: false,
    ...change,
  }).create({ wiring, tick, random: Random.of("synapses"), ...(slicing ? { slicing } : {}) });
}

/** Time goes on from one presentation to the next. */
const clocks = new WeakMap<Crossbar, number>();

/** Play the trains as the engine would: settle, arrivals, then post spikes of the same tick. */
export function play(synapses: Crossbar, { pre, post }: Trains, ticks: number): void {
  let now = clocks.get(synapses) ?? 0;
  const rows = pre.map((spikes) => new Set(spikes));
  const columns = post.map((spikes) => new Set(spikes));
  for (let t = 0; t < ticks; t++, now++) {
    if (synapses.nextTick() <= now) synapses.settle(now);
    for (const [i, spikes] of rows.entries()) if (spikes.has(t)) synapses.pre(i, now);
    for (const [j, spikes] of columns.entries()) if (spikes.has(t)) synapses.post(j, now);
  }
  synapses.finish(now);
  clocks.set(synapses, now);
  synapses.flush();
}

/** Every row on every column, as lists. */
export function fullLists(nPre: number, nPost: number): Csr {
  const all = Array.from({ length: nPost }, (_, j) => j);
  return csrOfRows(nPost, Array<number[]>(nPre).fill(all));
}

/** Each synapse with the given probability. */
export function sparseLists(nPre: number, nPost: number, probability: number, seed: string): Csr {
  const random = Random.of(seed);
  const row = () => Array.from({ length: nPost }, (_, j) => j).filter(() => random.uniform() < probability);
  return csrOfRows(nPost, Array.from({ length: nPre }, row));
}

/** One post spike each, with a dense pre train before and inside its waveform. */
export function singleEvents(count: number): Trains[] {
  const random = Random.of("events");
  return Array.from({ length: count }, () => ({
    pre: [Array.from({ length: 300 }, (_, t) => t).filter(() => random.uniform() < 0.04)],
    post: [[100 + random.below(60)]],
  }));
}
