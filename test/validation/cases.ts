/** Networks that spikion and Brian 2 both run, as plain numbers: the same neurons, weights and input spikes. */
import { createHash } from "node:crypto";
import { neurons } from "../../src/core/neuron/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { spikeTrain } from "../../src/core/spikes.js";
import { Engine } from "../../src/engine/engine.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";
import { buildNetwork } from "../../src/network/build.js";
import { bars, spec } from "../experiment/bars.js";

export type Kind = "lif" | "lif-exp" | "lif-cond";

export interface Case {
  readonly kind: Kind;
  /** s. */
  readonly tick: number;
  readonly ticks: number;
  readonly nIn: number;
  readonly nOut: number;
  readonly params: Readonly<Record<string, number>>;
  /** [pre][post], V or relative to the leak. */
  readonly weights: readonly number[];
  readonly recurrent: { readonly weight: number; readonly delay: number; readonly self: boolean };
  /** V, each neuron's; lif-cond only. */
  readonly theta: readonly number[];
  readonly input: readonly { readonly tick: number[]; readonly index: number[] }[];
}

/** [presentation, tick, neuron], sorted. */
export type Spikes = readonly (readonly [number, number, number])[];

export const sha256 = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex");

/** Poisson spikes, at most one per neuron and tick. */
function poisson(n: number, ticks: number, probability: (i: number) => number, random: Random) {
  const tick: number[] = [];
  const index: number[] = [];
  // Brian's generator wants nothing at its last step.
  for (let t = 1; t < ticks - 1; t++)
    for (let i = 0; i < n; i++)
      if (random.uniform() < probability(i)) {
        tick.push(t);
        index.push(i);
      }
  return { tick, index };
}

/** 200 inputs, 40 neurons that inhibit each other, 3 s. Weights on a binary grid: sums are exact in any precision. */
function currentBased(kind: "lif" | "lif-exp"): Case {
  const random = Random.of("1", "validation", kind);
  const tick = 0.1e-3;
  const nIn = 200;
  const nOut = 40;
  const grid = 2 ** -16;
  const largest = kind === "lif" ? 150 : 600;
  return {
    kind,
    tick,
    ticks: 30_000,
    nIn,
    nOut,
    params: { ...defaults(neurons[kind].params), vRest: -70e-3, vReset: -70e-3 },
    weights: Array.from({ length: nIn * nOut }, () => grid * random.below(largest)),
    recurrent: { weight: (kind === "lif" ? -40 : 60) * grid, delay: 15, self: false },
    theta: [],
    input: [poisson(nIn, 30_000, () => 10 * tick, random)],
  };
}

/** A classifier of bars that was trained here, on 60 new pictures, frozen. */
export function conductanceBased(conductance: ArrayLike<number>, theta: ArrayLike<number>): Case {
  const random = Random.of("1", "validation", "lif-cond");
  const { tick } = spec().network;
  const ticks = 700;
  const pictures = bars(60, "validation");
  const size = pictures.rows * pictures.cols;
  return {
    kind: "lif-cond",
    tick,
    ticks,
    nIn: size,
    nOut: theta.length,
    params: defaults(neurons["lif-cond"].params),
    weights: Array.from(conductance),
    recurrent: { weight: 20, delay: 1, self: true },
    theta: Array.from(theta),
    input: Array.from({ length: pictures.count }, (_, k) => {
      const values = pictures.pixels.subarray(k * size, (k + 1) * size);
      const sum = values.reduce((a, b) => a + b, 0);
      return poisson(size, ticks, (i) => (10e3 * tick * values[i]!) / sum, random);
    }),
  };
}

/** The cases but for the trained one, which takes a training. */
export const currentCases = { lif: () => currentBased("lif"), "lif-exp": () => currentBased("lif-exp") };

/** Run a case here. */
export function spikesHere(c: Case): Spikes {
  const model = neurons[c.kind];
  const rule = c.recurrent.self ? "all-to-all" : "lateral";
  const network = buildNetwork(
    {
      tick: c.tick,
      populations: [
        { name: "in", size: c.nIn },
        {
          name: "out",
          size: c.nOut,
          neuron: { model, values: c.params, winner: c.kind === "lif-cond" ? "one-per-step" : "all" },
        },
      ],
      projections: [
        {
          name: "forward",
          from: "in",
          to: "out",
          rule: "all-to-all",
          receptor: model.receptors[0]!,
          delay: 0,
          synapse: traceStdp({
            nuPre: 0,
            nuPost: 0,
            tauPre: 1e-3,
            tauPost: 1e-3,
            tauPost2: 0,
            wMax: 1,
            init: { from: 0, to: 0 },
            readGain: 1,
          }),
        },
        {
          name: "recurrent",
          from: "out",
          to: "out",
          rule,
          receptor: model.receptors[c.kind === "lif" ? 0 : 1]!,
          delay: c.recurrent.delay * c.tick,
          weight: c.recurrent.weight,
        },
      ],
    },
    Random.of("validation"),
  );
  const engine = new Engine(network);
  const crossbar = network.projections[0]!.crossbar!;
  crossbar.learning = false;
  for (let i = 0; i < c.nIn; i++)
    for (let j = 0; j < c.nOut; j++) crossbar.state[crossbar.wiring.find(i, j)] = c.weights[i * c.nOut + j]!;
  network.populations[1]!.neurons!.theta?.set(c.theta);
  const spikes: [number, number, number][] = [];
  for (const [number, train] of c.input.entries()) {
    const begin = engine.now;
    engine.onSpikes = (population, tick, { index, count }) => {
      for (let s = 0; population === 1 && s < count; s++) spikes.push([number, tick - begin, index[s]!]);
    };
    engine.run(c.ticks, new Map([[0, spikeTrain(train.tick.map((t, s) => [t, train.index[s]!]))]]));
    engine.finish(true);
  }
  return spikes.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
}

/** Spikes of either list that the other does not have. */
export function unmatched(a: Spikes, b: Spikes): number {
  const keys = (spikes: Spikes) => new Set(spikes.map((s) => s.join()));
  const [inA, inB] = [keys(a), keys(b)];
  return [...inA].filter((k) => !inB.has(k)).length + [...inB].filter((k) => !inA.has(k)).length;
}

/** Neuron with the most spikes in each presentation, ties to the lowest; -1 if silent. */
export function winners(spikes: Spikes, { input, nOut }: Case): number[] {
  return input.map((_, number) => {
    const counts = new Array<number>(nOut).fill(0);
    for (const [p, , i] of spikes) if (p === number) counts[i]!++;
    const most = Math.max(...counts);
    return most === 0 ? -1 : counts.indexOf(most);
  });
}
