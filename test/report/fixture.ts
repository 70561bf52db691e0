/** Results as a run would give them, made up from a seed: for the looks and the files, not for any claim. */

import { devices } from "../../src/core/device/index.js";
import { params as circuitParams } from "../../src/core/energy/circuit.js";
import { neurons } from "../../src/core/neuron/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { forms } from "../../src/core/waveform/index.js";
import { choicePanels } from "../../src/experiment/kinds/choice/panels.js";
import type { ChoiceMetrics, ChoiceResult, Trials } from "../../src/experiment/kinds/choice/result.js";
import type { ChoiceSpec } from "../../src/experiment/kinds/choice/spec.js";
import type { ClassifyResult } from "../../src/experiment/kinds/classify/result.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import type { FigureResult } from "../../src/experiment/kinds/figure/result.js";
import type { FigureSpec } from "../../src/experiment/kinds/figure/spec.js";
import type { KindName, ResultOf, SpecOf } from "../../src/experiment/kinds/index.js";
import type { SimulateResult } from "../../src/experiment/kinds/simulate/result.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { type ReadoutKey, readoutKey, readouts } from "../../src/readout/index.js";

const device = devices["eis-ysz14"].create(defaults(devices["eis-ysz14"].params));
export const physics = {
  device,
  pre: forms["box-over-ramp"].pre,
  post: forms["box-over-ramp"].post,
  alphaPre: 1,
  alphaPost: 1,
};
const classNames = Array.from({ length: 10 }, (_, c) => String(c));
const images = (count: number) => ({
  count,
  rows: 28,
  cols: 28,
  pixels: new Uint8Array(count * 784),
  labels: new Uint8Array(count),
});

export function classifySpec(overrides: Partial<ClassifySpec> = {}): ClassifySpec {
  const model = neurons["lif-cond"];
  return {
    kind: "classify",
    seed: "1",
    network: {
      tick: 0.5e-3,
      populations: [
        { name: "input", size: 784 },
        {
          name: "output",
          size: 100,
          neuron: { model, values: defaults(model.params), winner: "one-per-step" },
        },
      ],
      projections: [],
    },
    input: "input",
    output: "output",
    plastic: "learned",
    dataset: {
      name: "mnist",
      classes: 10,
      classNames,
      train: images(2),
      test: images(2),
      hash: "c0ffee".padEnd(64, "0"),
    },
    encoder: { encode: () => ({ tick: new Float64Array(0), index: new Int32Array(0), count: 0 }) },
    presentation: { duration: 0.35, rest: 0, reset: true, retryBelow: 5, retryMax: 3, retryStep: 0.5 },
    train: { images: 20_000, epochs: 1 },
    label: { images: 10_000 },
    test: { split: "test", images: 10_000 },
    homeostasis: {
      thetaPlus: 0.05e-3,
      thetaPlusEnd: 0.1,
      meanFree: true,
      servoGain: 0.01e-3,
      servoCap: 40,
      targetSpikes: 12,
      tauTheta: Number.POSITIVE_INFINITY,
    },
    columnSum: 0,
    gain: { schedule: "amplitude", end: 0.2 },
    physics,
    ...overrides,
  };
}

/** A value of every read-out; `further` of those that have none of their own here. */
function ofReadouts<T>(known: Readonly<Record<string, T>>, further: T) {
  const keys = Object.keys(readouts).map(readoutKey);
  return Object.fromEntries(keys.map((key) => [key, known[key] ?? further])) as Record<ReadoutKey, T>;
}

/** J, the parts and their sum each of their own digits. */
function joules(k: number) {
  return { divider: k * 11e-15, capacitor: k * 13e-15, insertion: k * 17e-15, total: k * 41e-15 };
}

/** Blob-like receptive fields and a learning curve that saturates. */
export function classifyResult(nPost = 100): ClassifyResult {
  const random = Random.of("fixture", "classify", nPost);
  const nPre = 784;
  const conductance = new Float32Array(nPre * nPost);
  const label = Int32Array.from({ length: nPost }, (_, j) => (j === 3 ? -1 : random.below(10)));
  for (let j = 0; j < nPost; j++) {
    const strokes = Array.from({ length: 4 }, () => [6 + random.below(16), 5 + random.below(18)] as const);
    for (let i = 0; i < nPre; i++) {
      const x = i % 28;
      const y = Math.floor(i / 28);
      let ink = 0;
      for (const [cx, cy] of strokes) ink += Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / 9);
      conductance[i * nPost + j] = 60e-9 + 2200e-9 * Math.min(ink, 1) + 120e-9 * random.uniform();
    }
  }
  const confusion = classNames.map((_, c) => {
    const row = Array.from({ length: 12 }, (_, d) => (d >= 10 ? random.below(3) : random.below(30)));
    row[c] = 850 + random.below(80);
    return row;
  });
  const points = Array.from({ length: 80 }, (_, k) => 250 * (k + 1));
  return {
    kind: "classify",
    metrics: {
      kind: "classify",
      accuracy: ofReadouts({ classMean: 0.8664, confidence: 0.8741, logLikelihood: 0.8853 }, 0.5),
      accuracyCI95: ofReadouts<[number, number]>(
        {
          classMean: [0.8596, 0.8729],
          confidence: [0.8675, 0.8805],
          logLikelihood: [0.8789, 0.8914],
        },
        [0.4, 0.6],
      ),
      testSplit: "test",
      confusionReadout: "class-mean",
      testImages: 10_000,
      labelImages: 10_000,
      trainImages: 20_000,
      trainPresentations: 20_000,
      epochs: 1,
      trainImagesPerSecond: 812.3,
      trainSeconds: 24.6,
      labelSeconds: 10.2,
      testSeconds: 10.3,
      inputSpikesPerImage: 2238.4,
      postSpikesPerImage: 12.31,
      retriesPerImage: 0.0123,
      silentTestImages: 7,
      undecidedTestImages: ofReadouts({ classMean: 4, confidence: 0, logLikelihood: 0 }, 0),
      tiedTestImages: ofReadouts({ classMean: { images: 9, right: 5 } }, { images: 0, right: 0 }),
      kernel: "wasm",
      kernelNotice: null,
      weightsSha256: "ab".repeat(32),
      disturb: { lonePre: 1.2e-12, lonePost: 0.34e-9, paired: 0.51e-9 },
      events: { lonePre: 2.1e5, lonePost: 6e3, paired: 5e3 },
      energy: {
        model: "circuit",
        source: "computed",
        perEvent: { lonePre: joules(1), lonePost: joules(2), paired: joules(3) },
        perImage: joules(7),
        perRun: 81e-9,
        perCorrectAnswer: 9.1e-12,
        latency: 0.42,
      },
      plasticityCheck: { synapses: 256, events: 51_234, maxDifference: 0.0021, rmsDifference: 0.00007 },
      gainSchedule: "amplitude",
      neurons: nPost,
      seed: "1",
      interrupted: false,
    },
    rows: 28,
    cols: 28,
    classNames,
    nPre,
    nPost,
    conductance,
    conductanceUnit: "S",
    theta: Float32Array.from({ length: nPost }, () => 1e-3 * random.normal()),
    label,
    meanCounts: Float64Array.from({ length: nPost * 10 }, () => random.uniform()),
    confusion,
    history: {
      images: points,
      accuracy: points.map((n) => 0.86 - 0.7 * Math.exp(-n / 2000) + 0.015 * random.normal()),
      postSpikes: points.map((n) => 12 + 20 * Math.exp(-n / 800) + random.normal()),
      thetaMean: points.map((n) => 4e-3 * (1 - Math.exp(-n / 1500))),
    },
    raster: raster(random, nPost),
  };
}

function raster(random: Random, nPost: number): ClassifyResult["raster"] {
  const pixels = new Uint8Array(784);
  for (let i = 0; i < 784; i++)
    pixels[i] = 255 * Math.exp(-((Math.hypot((i % 28) - 14, i / 28 - 14) - 8) ** 2) / 4);
  const lit = [...pixels.keys()].filter((i) => pixels[i]! > 60);
  const inputTime = Float64Array.from({ length: 2200 }, () => 0.35 * random.uniform()).sort();
  const outputTime = Float64Array.from({ length: 13 }, () => 0.02 + 0.33 * random.uniform()).sort();
  return {
    duration: 0.35,
    inputTime,
    inputIndex: Int32Array.from(inputTime, () => lit[random.below(lit.length)]!),
    outputTime,
    outputIndex: Int32Array.from(outputTime, (_, k) => (k % 4 === 0 ? random.below(nPost) : 42 % nPost)),
    label: 0,
    pixels,
  };
}

export function simulateSpec(): SimulateSpec {
  const { network } = classifySpec();
  return { kind: "simulate", seed: "7", network, duration: 20, sources: {}, probes: [], physics };
}

/** Ten inputs, of which the first four win. */
export function simulateResult(): SimulateResult {
  const random = Random.of("fixture", "simulate");
  const duration = 20;
  const nPre = 10;
  const time = Float64Array.from({ length: 101 }, (_, k) => (duration * k) / 100);
  const value = new Float64Array(time.length * nPre);
  for (const [s, t] of time.entries())
    for (let i = 0; i < nPre; i++)
      value[s * nPre + i] =
        (i < 4 ? 1000 + 1500 * (1 - Math.exp(-t / 5)) : 1000 - 850 * (1 - Math.exp(-t / 4))) * 1e-9 +
        30e-9 * random.normal();
  const spikes = (of: string, size: number, n: number) => {
    const at = Float64Array.from({ length: n }, () => duration * random.uniform()).sort();
    return {
      kind: "spikes" as const,
      of,
      size,
      time: at,
      index: Int32Array.from(at, () => random.below(size)),
    };
  };
  const traceTime = Float64Array.from({ length: 800 }, (_, k) => (duration * k) / 800);
  const start = Array.from({ length: nPre }, (_, i) => value[i]!);
  const end = Array.from({ length: nPre }, (_, i) => value[100 * nPre + i]!);
  return {
    kind: "simulate",
    metrics: {
      kind: "simulate",
      duration,
      ticks: 40_000,
      events: 5123,
      seconds: 0.31,
      spikes: { input: 900, output: 60 },
      conductance: { learned: { start, end } },
      weightsSha256: "cd".repeat(32),
      seed: "7",
      interrupted: false,
    },
    records: [
      spikes("input", nPre, 900),
      spikes("output", 1, 60),
      spikes("crowd", 200, 2500),
      { kind: "counts", of: "output", counts: Int32Array.of(60) },
      {
        kind: "voltage",
        of: "output",
        neurons: [0, 1],
        time: traceTime,
        value: Float64Array.from(
          { length: 1600 },
          (_, k) => -65e-3 + (k % 2) * 5e-3 + 2e-3 * random.normal(),
        ),
      },
      { kind: "conductance", of: "learned", nPre, nPost: 1, time, value },
    ],
    conductance: Float32Array.from(end),
    nPre,
    nPost: 1,
  };
}

export const resolvedYaml = `name: mnist-eis-100
kind: classify
question: Does a network of EIS synapses learn handwritten digits without weight normalisation?
source: Diehl and Cook, Front. Comput. Neurosci. 9:99 (2015); Huang et al., Adv. Mater. (2025)
expected: class-mean accuracy of at least 84.5 % with 100 output neurons
seed: 1
network: networks/winner-take-all.yaml
train:
  images: 20000
  epochs: 1
`;

export function choiceSpec(): ChoiceSpec {
  const { network } = classifySpec();
  return {
    kind: "choice",
    seed: "3",
    network,
    plastic: "learned",
    trials: 200,
    stimuli: { source: "input", count: 2, rate: 40, background: 2, duration: 0.1 },
    choice: { population: "output", count: 2, by: "first" },
    reward: {
      signal: "dopamine",
      contingency: [0, 1],
      reversal: 120,
      rewarded: 1,
      unrewarded: -1,
      follows: "reward",
      delay: 0.02,
      duration: 0.05,
    },
    window: 50,
    sources: {},
    physics,
  };
}

/** Every number is another, so that none can stand for another. */
export function choiceResult(): ChoiceResult {
  const trials = 200;
  const metrics: ChoiceMetrics = {
    kind: "choice",
    trials,
    omissions: 7,
    follows: "reward",
    accuracy: { final: 0.82, beforeReversal: 0.94, all: 0.77 },
    accuracyCI95: { final: [0.7, 0.9], beforeReversal: [0.84, 0.98], all: [0.71, 0.83] },
    window: { final: 51, beforeReversal: 52 },
    reversal: 120,
    chance: 0.5,
    meanSignal: 0.43,
    latency: 31e-3,
    conductance: {
      start: [
        [1010e-9, 1020e-9],
        [1030e-9, 1040e-9],
      ],
      end: [
        [2110e-9, 620e-9],
        [530e-9, 2440e-9],
      ],
    },
    inputSpikesPerTrial: 46.5,
    choiceSpikesPerTrial: 1.25,
    seconds: 3.5,
    weightsSha256: "ef".repeat(32),
    seed: "3",
    interrupted: false,
  };
  const record: Trials = {
    stimulus: Int32Array.from({ length: trials }, (_, k) => k % 2),
    choice: Int32Array.from({ length: trials }, (_, k) => (k % 9 === 0 ? -1 : k % 2)),
    right: Int32Array.from({ length: trials }, (_, k) => (k % 9 === 0 ? 0 : 1)),
    signal: Float64Array.from({ length: trials }, (_, k) => (k % 9 === 0 ? -1 : 1)),
    latency: Float64Array.from({ length: trials }, (_, k) => (k % 9 === 0 ? Number.NaN : 0.031)),
    conductance: new Float64Array(4 * trials).fill(1e-6),
  };
  return {
    kind: "choice",
    metrics,
    trials: record,
    panels: choicePanels(choiceSpec(), metrics, record),
    conductance: new Float32Array(784 * 100).fill(1e-6),
    nPre: 784,
    nPost: 100,
    others: { context: new Float32Array(4).fill(2e-6) },
  };
}

export function figureSpec(): FigureSpec {
  return {
    kind: "figure",
    figure: "energy",
    seed: "1",
    title: "Energy of spikes",
    checks: [],
    circuit: defaults(circuitParams),
    deltaT: Float64Array.of(-1e-7, 0, 1e-7),
  };
}

export function figureResult(): FigureResult {
  return {
    kind: "figure",
    metrics: {
      kind: "figure",
      figure: "energy",
      title: "Energy of spikes",
      checks: [
        {
          fact: "F-45",
          paper: "27 fJ",
          number: "pair",
          value: 27.1e-15,
          unit: "J",
          ours: "27.1 fJ",
          how: "the larger of both",
          holds: true,
          bounds: { from: 26e-15, to: 28e-15 },
        },
      ],
      numbers: [
        { name: "pair", value: 27.1e-15, unit: "J", doc: "energy of a pair" },
        { name: "none", value: Number.NaN, unit: "J", doc: "of what was not there" },
      ],
      seed: "1",
      interrupted: false,
    },
    panels: [
      {
        id: "energy",
        title: "energy",
        x: { label: "Δt", unit: "s" },
        y: { label: "energy", unit: "J", domain: [0, 1] },
        series: [{ name: "pair", x: Float64Array.of(0, 1), y: Float64Array.of(0, 1), mark: "line" }],
        columns: 6,
      },
    ],
    tables: [{ title: "Costs", header: ["part", "energy"], rows: [["gate", "1 fJ (assumed)"]] }],
    notes: ["Reading is left out."],
  };
}

/** A spec and a result of every kind. */
export const samples: {
  readonly [N in KindName]: { readonly spec: SpecOf<N>; readonly result: ResultOf<N> };
} = {
  classify: { spec: classifySpec(), result: classifyResult(5) },
  simulate: { spec: simulateSpec(), result: simulateResult() },
  choice: { spec: choiceSpec(), result: choiceResult() },
  figure: { spec: figureSpec(), result: figureResult() },
};
