/** Mistakes that only some experiment can have, each with what is said of it: kept, since words are what a user has of them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import { kindOf } from "../../src/experiment/kinds/index.js";
import { NetworkError } from "../../src/network/errors.js";
import { loadExperiment } from "../../src/node/config.js";
import { writeNpz } from "../../src/platform/npz.js";
import { CLASSIFY, folderWith, load, SIMULATE } from "./small.js";

const folder = folderWith({
  "columns.csv": "tauM_s,other\n0.01,1\n0.02,2\n",
  "one-column.csv": "other\n1\n2\n",
  "blank.csv": "tauM_s\n0.01\n\n",
  "out-of-bounds.csv": "tauM_s\n0.01\n-1\n",
  "list.csv": "pre,post\n0,0\n1,0\n",
  "weights.csv": "pre,post,weight_V\n0,0,0.01\n1,0,0.02\n",
  "plain-weights.csv": "pre,post,weight\n0,0,3\n1,0,4\n",
  "both.csv": "pre,post,weight,weight_V\n0,0,1,1\n",
  "delays.csv": "pre,post,weight_V,delay_s\n0,0,0.01,0.0007\n1,0,0.01,0.001\n",
  "far.csv": "pre,post,weight_V\n0,0,0.01\n2,0,0.01\n",
  "twice.csv": "pre,post,weight_V\n0,0,0.01\n0,0,0.01\n",
  "no-pre.csv": "post\n0\n",
});
const npz: Readonly<Record<string, Parameters<typeof writeNpz>[0]>> = {
  "no-ends": { x: { shape: [1], values: Float64Array.of(1) } },
  "pre-alone": { pre: { shape: [1], values: Int32Array.of(0) } },
  lengths: {
    pre: { shape: [2], values: Int32Array.of(0, 1) },
    post: { shape: [1], values: Int32Array.of(0) },
    weight_V: { shape: [2], values: Float64Array.of(0.01, 0.02) },
  },
  "few-weights": {
    pre: { shape: [2], values: Int32Array.of(0, 1) },
    post: { shape: [2], values: Int32Array.of(0, 0) },
    weight_V: { shape: [1], values: Float64Array.of(0.01) },
  },
  rows: {
    indptr: { shape: [3], values: Int32Array.of(0, 1, 2) },
    indices: { shape: [2], values: Int32Array.of(0, 0) },
    weight_V: { shape: [2], values: Float64Array.of(0.01, 0.02) },
  },
  "rows-of-others": {
    indptr: { shape: [2], values: Int32Array.of(0, 1) },
    indices: { shape: [1], values: Int32Array.of(0) },
    weight_V: { shape: [1], values: Float64Array.of(0.01) },
  },
  "rows-that-fall": {
    indptr: { shape: [3], values: Int32Array.of(0, 3, 2) },
    indices: { shape: [2], values: Int32Array.of(0, 0) },
    weight_V: { shape: [2], values: Float64Array.of(0.01, 0.02) },
  },
  "rows-cut-short": {
    indptr: { shape: [3], values: Int32Array.of(0, 1, 3) },
    indices: { shape: [2], values: Int32Array.of(0, 0) },
    weight_V: { shape: [2], values: Float64Array.of(0.01, 0.02) },
  },
  full: { weight_V: { shape: [2, 1], values: Float64Array.of(0.01, 0.02) } },
  "full-of-others": { weight_V: { shape: [1, 2], values: Float64Array.of(0.01, 0.02) } },
  "full-in-two-shapes": {
    weight_V: { shape: [2, 1], values: Float64Array.of(0.01, 0.02) },
    delay_s: { shape: [1, 2], values: Float64Array.of(0.001, 0.002) },
  },
  "three-sizes": {
    pre: { shape: [1], values: Int32Array.of(0) },
    post: { shape: [1], values: Int32Array.of(0) },
    weight_V: { shape: [1], values: Float64Array.of(0.01) },
    shape: { shape: [3], values: Int32Array.of(2, 1, 1) },
  },
  "not-finite": { weight_V: { shape: [2, 1], values: Float64Array.of(0.01, Number.NaN) } },
};
for (const [name, arrays] of Object.entries(npz))
  writeFileSync(join(folder, `${name}.npz`), writeNpz(arrays));

/** The projection has no weight until one is set. */
const BARE = SIMULATE.replace(", weight: 10 mV", "");
const EIS =
  "{from: input, to: output, rule: all-to-all, receptor: delta, synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: box-over-ramp, readGain: 10 mV}}}";
const output = (text: string) => `network.populations.output=${text}`;
const drive = (text: string) => `network.projections.drive=${text}`;
const fixed = (rule: string, more: string) =>
  drive(`{from: input, to: output, rule: ${rule}, receptor: delta${more}}`);

const classify: readonly (readonly string[])[] = [
  ["input=output"],
  ["input=inputs"],
  ["output=input"],
  ["output=ouput"],
  ["plastic=inhibition"],
  ["plastic=feedfoward"],
  ["label.bins=2"],
  ["label.fit=[ridge, ridge]"],
  ["test.readout=ridge"],
  ["test.readout=ridge", "label.fit=[logistic]"],
  ["test.readout=ridge", "label.fit=[logistic, ridge]"],
  ["test.readout=ridgee"],
  ["label.fit=[ridge]", "network.populations.output.size=4097"],
  ["label.fit=[ridge]", "network.populations.output.size=4096"],
  ["label.fit=[ridge]", "label.bins=5", "network.populations.output.size=820"],
  ["label.fit=[logistic]", "label.bins=5", "network.populations.output.size=820"],
  ["homeostasisOf.output=auto"],
  ["homeostasisOf.input=auto"],
  ["homeostasisOf.nobody=auto"],
  ["train.layers=[{projections: [feedforward], images: 30}]"],
  ["train.layers=[{projections: [inhibition], images: 10}]"],
  ["train.layers=[{projections: [feedforward, feedforward], images: 10}]"],
  ["network.populations.output.start={v: -60 mV}"],
  ["network.populations.output.drive={poisson: {rate: 10 Hz, weight: 1, receptor: excitatory}}"],
  ["network.populations.output.current=1 mV"],
  ["network.populations.output.winner=one-per-place"],
  ["network.populations.output.params.tauM={mean: 20 ms, sd: 1 ms}"],
  [
    "network.projections.feedforward.synapses.eis.lonePre=off",
    "network.projections.feedforward.synapses.eis.form=ordered",
  ],
  ["network.projections.feedforward.synapses.eis.nonIdeal={stuck: {on: 60 %, off: 50 %}}"],
  ["network.projections.feedforward.synapses.eis.nonIdeal={stuck: {on: 50 %, off: 50 %}}"],
  ["network.projections.feedforward.synapses.eis.variability.readNoise=device"],
  ["network.projections.feedforward.synapses.eis.init={from: 60 %, to: 40 %}"],
  ["network.projections.feedforward.rule={probability: 0.5}"],
  ["network.projections.feedforward.from=output"],
  ["network.projections.feedforward.to=input"],
  ["network.projections.inhibition.rule=one-to-one"],
  ["sharing={of: [feedforward], kind: places}"],
  ["normalisation={columnSum: 0}"],
  ["gain={schedule: amplitude, start: 50}"],
  ["presentation.retryBelow=-1"],
  ["kernel={tfjs: {tau: 0.3 ms}}"],
  ["kernel={tfjs: {backend: gpu}}"],
  ["dataset=mnist-10k", "train.images=8000", "label.images=8001"],
  ["test.images=2001"],
  ["front=edges"],
];

const simulate: readonly (readonly string[])[] = [
  ["duration=0.3 ms"],
  [drive("{from: output, to: input, rule: all-to-all, receptor: delta, weight: 1 mV, delay: 1 ms}")],
  [output("{size: 2, neuron: lif, params: {tauM: [10 ms]}}")],
  [output("{size: 2, neuron: lif, params: {tauM: [10 ms, 20 ms]}}")],
  [output("{size: 2, neuron: lif, params: {tauM: [10 ms, 20 ms]}, winner: one-per-step}")],
  [output("{size: 2, neuron: lif, winner: one-per-place}")],
  ...["columns", "one-column", "blank", "out-of-bounds", "none"].map((name) => [
    output(`{size: 2, neuron: lif, params: {tauM: {file: ${folder}/${name}.csv}}}`),
  ]),
  [output(`{size: 3, neuron: lif, params: {tauM: {file: ${folder}/columns.csv}}}`)],
  [output(`{size: 2, neuron: lif, params: {tauM: {file: ${folder}/columns.csv, column: others}}}`)],
  [output("{size: 1, neuron: lif, params: {vThreshold: -80 mV}}")],
  [output("{size: 1, neuron: lif, params: {refractory: 0.7 ms}}")],
  [output("{size: 1, neuron: lif, start: {u: 1 mV}}")],
  [
    output(
      "{size: 1, neuron: lif, current: {constant: 1 mV, steps: [{from: 5 ms, current: 1 mV}, {from: 5 ms, current: 2 mV}]}}",
    ),
  ],
  [output("{size: 1, neuron: lif, current: {steps: [{from: 5.3 ms, current: 1 mV}]}}")],
  [output("{size: 1, neuron: lif, drive: {poisson: {rate: 10 Hz, weight: 1 mV, receptor: excitatory}}}")],
  [output("{size: 1, neuron: lif, drive: {poisson: {rate: 10 Hz, weight: 3, receptor: delta}}}")],
  [output("{size: 1, neuron: lif, drive: {poisson: {rate: 1 MHz, weight: 1 mV, receptor: delta}}}")],
  [fixed("all-to-all", "")],
  [fixed("all-to-all", ", weight: 3")],
  [fixed("all-to-all", ", weight: {mean: 10 mV, sd: -1 mV}")],
  [fixed("all-to-all", ", weight: {uniform: [2 mV, 1 mV]}")],
  [fixed("all-to-all", ", weight: 1 mV, delay: {from: 2 ms, to: 1 ms}")],
  [fixed("all-to-all", ", weight: 1 mV, delay: 0.7 ms")],
  ...Object.keys(npz).map((name) => [fixed(`{list: ${folder}/${name}.npz}`, "")]),
  ...["list", "weights", "plain-weights", "both", "delays", "far", "twice", "no-pre", "none"].flatMap(
    (name) => [
      [fixed(`{list: ${folder}/${name}.csv}`, "")],
      [fixed(`{list: ${folder}/${name}.csv}`, ", weight: 1 mV")],
      [fixed("all-to-all", `, weight: {file: ${folder}/${name}.csv}`)],
      [drive(EIS.replace("readGain", `init: {file: ${folder}/${name}.csv}, readGain`))],
      [drive(EIS.replace("all-to-all", `{list: ${folder}/${name}.csv}`))],
    ],
  ),
  [drive(EIS.replace("eis, synapses", "eiss, synapses"))],
  [drive(EIS.replace("readGain: 10 mV", "readGain: 10"))],
  [drive(EIS.replace("readGain", "alphaPre: {signal: nothing}, readGain"))],
  [drive(EIS.replace("readGain", "nonIdeal: {adc: {bits: 6}}, readGain"))],
  [drive(EIS.replace("readGain", "nonIdeal: {retention: {tau: 10 s, hold: 5 s}}, readGain"))],
  ["probes=[{kind: spikes, of: nobody}]"],
  ["probes=[{kind: voltage, of: input, neurons: [0]}]"],
  ["probes=[{kind: voltage, of: output, neurons: [1]}]"],
  ["probes=[{kind: voltage, of: output, neurons: [0], every: 0.7 ms}]"],
  ["probes=[{kind: state, of: output, variable: w}]"],
  ["probes=[{kind: state, of: output, variable: v, neurons: [0, 1]}]"],
  ["probes=[{kind: conductance, of: drive}]"],
  ["probes=[{kind: histogram, of: drive}]"],
  ["sources={}"],
  ["sources={input: {model: regular, period: 50 ms}, output: {model: regular, period: 50 ms}}"],
  ["sources={input: {model: times, times: [[1 ms], [2 ms], [3 ms]]}}"],
  ["sources={input: {model: times, times: [[2 ms, 1 ms], []]}}"],
];

/** Laws by which values are drawn, in the unit of what they stand for: right ones and wrong ones. */
const laws = (unit: string) => [
  `0 ${unit}`,
  `{mean: 10 ${unit}, sd: 0 ${unit}}`,
  `{mean: 10 ${unit}, sd: 0.5 ${unit}, min: 1 ${unit}, max: 20 ${unit}}`,
  `{mean: 10 ${unit}, sd: 1 ${unit}, min: 20 ${unit}, max: 1 ${unit}}`,
  `{mean: 10 ${unit}, sd: -0.5 ${unit}}`,
  `{mean: -10 ${unit}, sd: 1 ${unit}}`,
  `{lognormal: {mean: 10 ${unit}, sd: 0.5 ${unit}}}`,
  `{lognormal: {mean: 0 ${unit}, sd: 0.5 ${unit}}}`,
  `{uniform: [1 ${unit}, 2 ${unit}]}`,
  `{uniform: [2 ${unit}, 1 ${unit}]}`,
  `{uniform: [1 ${unit}]}`,
  `[1 ${unit}]`,
  `{mean: 10 ${unit}}`,
];
const drawn: readonly (readonly string[])[] = [
  ...laws("Hz").map((law) => [
    output(`{size: 1, neuron: lif, drive: {poisson: {rate: ${law}, weight: 1 mV, receptor: delta}}}`),
  ]),
  ...laws("ms").map((law) => [output(`{size: 1, neuron: lif, params: {tauM: ${law}}}`)]),
  ...laws("mV").map((law) => [output(`{size: 1, neuron: lif, start: {v: ${law}}}`)]),
  ...laws("mV").map((law) => [output(`{size: 1, neuron: lif, current: ${law}}`)]),
  ...laws("mV").map((law) => [fixed("all-to-all", `, weight: ${law}`)]),
];

const choice: readonly (readonly string[])[] = [
  ["plastic=inhibition"],
  ["choice.population=nobody"],
  ["stimuli.source=nobody"],
  ["stimuli.count=3"],
  ["trials=0"],
  ["reward.reversal=100000"],
  ["stimuli.duration=0.3 ms"],
];

/** What is said of settings, line by line; also by what `check` tries out. */
async function said(make: () => Promise<{ spec: { kind: string } }>): Promise<string> {
  try {
    const { spec } = await make();
    kindOf(spec.kind).tryOut?.(spec as never);
    return "accepted";
  } catch (error) {
    if (error instanceof ConfigError)
      return error.problems.map(({ path, problem }) => `${path}: ${problem}`).join(" | ");
    if (error instanceof NetworkError) return error.message;
    throw error;
  }
}

test("each mistake is told with its path and what is accepted, and what is none is accepted", async () => {
  const lines: string[] = [];
  const without = (text: string) => text.replaceAll(`${folder}/`, "");
  for (const [name, all, make] of [
    ["classify", classify, (set: readonly string[]) => load(CLASSIFY, set)],
    [
      "simulate",
      [...simulate, ...drawn],
      (set: readonly string[]) => load(set.join().includes("drive=") ? BARE : SIMULATE, set),
    ],
    [
      "choice",
      choice,
      (set: readonly string[]) => loadExperiment("experiments/studies/dopamine-reward.yaml", { set }),
    ],
  ] as const)
    for (const set of all) lines.push(without(`${name} ${set.join("; ")}\n  ${await said(() => make(set))}`));
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("../golden/results/refused-settings.txt");
});
