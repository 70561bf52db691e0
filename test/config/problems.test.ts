import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { loadExperiment } from "../../src/node/config.js";
import { CLASSIFY, folderWith, load, refusal, SIMULATE } from "./small.js";

test("all problems are said at once, each with file, path, what was found and what is accepted", async () => {
  const text = `${CLASSIFY}trian: 1\nseed: .nan\npresentation: {duration: 350, rset: true}\ngain: {end: 0}\n`;
  const error = (await load(text).catch((e) => e)) as ConfigError;
  expect(error).toBeInstanceOf(ConfigError);
  const found = error.problems.map(({ path, problem }) => `${path}: ${problem}`);
  expect(found).toEqual([
    "seed: got NaN; accepted: text or a whole number up to 2^53",
    'presentation.duration: 350 is a bare number; accepted: a time with its unit such as "20 ms", above 0 s',
    'presentation.rset: unknown key "rset" (did you mean "rest"?); accepted: "duration", "rest", "reset", "retryBelow", "retryMax", "retryStep"',
    'gain.end: 0 is out of range; accepted: a plain number such as 0.06 or "6 %", above 0 to 1',
    expect.stringMatching(/^trian: unknown key "trian" \(did you mean "train"\?\)/),
  ]);
  expect(error.problems[0]).toMatchObject({ file: expect.stringMatching(/experiments\/x\.yaml$/), line: 9 });
});

describe("a classify experiment is refused", () => {
  test.each([
    [
      "with ideal synapses that begin above their largest weight",
      "network.projections.feedforward={synapse: trace-stdp, synapses: {trace-stdp: {wMax: 0.2}}}",
      /init: weights up to 0.303 are above wMax; accepted: at most 0.2/,
    ],
    [
      "with an unknown neuron model",
      "network.populations.output.neuron=lfi",
      /"lfi" is not a neuron model; accepted: .*did you mean "lif"/,
    ],
    [
      "with an unknown device",
      "network.projections.feedforward.synapses.eis.device=eis-ysz41",
      /is not a device.*did you mean "eis-ysz14"/,
    ],
    [
      "with an unknown parameter",
      "network.populations.output.params.tauMem=1 ms",
      /tauMem: unknown key "tauMem" \(did you mean "tauM"\?\)/,
    ],
    [
      "with a unit that does not fit",
      "presentation.duration=3 mV",
      /presentation\.duration: "3 mV" has unit "mV" where a time is needed/,
    ],
    [
      "with more images than there are",
      "train.images=8001",
      /train\.images: 8001 is more than mnist-10k has; accepted: up to 8000/,
    ],
    [
      "with validation on a set too small for it",
      "test.split=validation",
      /"validation" needs more than 10000 training images/,
    ],
    [
      "with a gain above 1 that its schedule cannot give",
      "gain={schedule: duty, start: 2}",
      /gain\.start: 2 is more than the schedule "duty" can give; accepted: up to 1/,
    ],
    ["with a gain of nothing", "gain.start=0", /gain\.start: 0 is out of range; accepted: .*above 0 to 100/],
    [
      "with a time of labelling between ticks",
      "label.duration=0.3 ms",
      /label\.duration: 0\.3 ms is not a whole number of ticks/,
    ],
    [
      "with a time of test without a unit",
      "test.duration=700",
      /test\.duration: got 700; accepted: as-trained, or a time/,
    ],
    [
      "with another word for its homeostasis",
      "homeostasis=atuo",
      /homeostasis: got "atuo"; accepted: auto, or a mapping of keys to values/,
    ],
    [
      "with a rise of thresholds that single precision loses",
      "homeostasis.thetaPlus=1 nV",
      /homeostasis\.thetaPlus: a rise of 1e-9 V is lost in the single precision of a threshold of 0\.02 V; accepted: 0 V, or at least 7\.6e-8 V/,
    ],
    [
      "with thresholds whose decay single precision loses",
      "homeostasis.tauTheta=10 Ms",
      /homeostasis\.tauTheta: what decays within a picture of .* s is lost .*; accepted: none, or at most/,
    ],
    [
      "with a range of delays that no memory holds",
      "network.projections.inhibition.delay={from: 1 ms, to: 1 Ms}",
      /network\.projections\.inhibition\.delay: delays from the shortest to \d+ ticks more need \d+ bytes; accepted: a range of at most \d+ ticks/,
    ],
    [
      "with a delay between two ticks",
      "network.projections.inhibition.delay=0.7 ms",
      /not a whole number of ticks/,
    ],
    [
      "with a delay of neurons below a tick",
      "network.projections.inhibition.delay=0 ms",
      /accepted: from neurons, at least one tick/,
    ],
    [
      "with an unknown receptor",
      "network.projections.inhibition.receptor=inhibitroy",
      /not a receptor of "output".*did you mean "inhibitory"/,
    ],
    [
      "with an unknown population",
      "network.projections.inhibition.from=outptu",
      /no population "outptu".*did you mean "output"/,
    ],
    [
      "with an unknown synapse",
      "network.projections.feedforward.synapse=eiss",
      /not one of the projection's synapses.*did you mean "eis"/,
    ],
    [
      "with neither weight nor synapse",
      "network.projections.inhibition.weight=null",
      /neither weight nor synapse/,
    ],
    ["with both weight and synapse", "network.projections.feedforward.weight=3", /both weight and synapse/],
    [
      "with a rule for populations of equal size between others",
      "network.projections.feedforward.rule=lateral",
      /feedforward\.rule: "lateral" needs populations of equal size, not 784 and 10/,
    ],
    [
      "with a weight in volts on conductances",
      "network.projections.inhibition.weight=20 mV",
      /does not suit the neurons.*accepted: a plain number/,
    ],
    [
      "with an input of another size than the pictures",
      "network.populations.input.size=780",
      /780 is not the size of the pictures.*accepted: 784 for 28 x 28/,
    ],
    [
      "with an output that is a source",
      "output=input",
      /output: "input" is not a population of neurons; accepted: "output"/,
    ],
    [
      "with a projection that does not learn as plastic",
      "plastic=inhibition",
      /plastic: "inhibition" is not a projection with plastic synapses/,
    ],
    [
      "with neurons that cannot adapt",
      "network.populations.output.neuron=lif-exp",
      /homeostasis: the neurons of "output" have no adaptive threshold/,
    ],
    [
      "with an encoder that takes no pictures",
      "encoder={model: regular}",
      /"regular" takes no pictures; accepted: "poisson-total"/,
    ],
    [
      "with a recording instead of pictures",
      "encoder={model: file, spikes: {file: package.json}}",
      /encoder\.model: "file" takes no pictures; accepted: "poisson-total"/,
    ],
    [
      "with times instead of pictures",
      "encoder={model: times, times: [[1 ms]]}",
      /encoder\.model: "times" takes no pictures; accepted: "poisson-total"/,
    ],
    [
      "with a device whose range is upside down",
      "network.projections.feedforward.synapses.eis.params.gMin=2 uS",
      /gMin < g0 < gMax is needed/,
    ],
    [
      "with an initial range upside down",
      "network.projections.feedforward.synapses.eis.init.from=50 %",
      /from 50 % is above to 30.3 %/,
    ],
    [
      "with a time step that is no multiple of the tick",
      "network.populations.output.params.dt=0.7 ms",
      /network\.populations\.output\.params: dt of 700 µs is not a whole number of ticks/,
    ],
    ["with waveforms too long for the tick", "network.tick=1 us", /accepted: choose a longer tick/],
    [
      "with knots out of order",
      'network.projections.feedforward.synapses.eis.waveforms={pre: [["1 ms", "3 V"], ["0 ms", "0 V"]], post: [["0 ms", "1 V"], ["1 ms", "0 V"]]}',
      /waveforms\.pre: /,
    ],
    [
      "with a size below one",
      "network.populations.output.size=0",
      /got 0; accepted: a whole number of neurons, at least 1/,
    ],
    ["with a name that is none", "input=784", /got 784; accepted: the name of the source population/],
  ])("%s", async (_, setting, message) => {
    expect(await refusal(CLASSIFY, [setting])).toMatch(message);
  });
});

describe("a simulate experiment is refused", () => {
  test.each([
    [
      "with an encoder of pictures",
      "sources.input={model: poisson}",
      /"poisson" encodes pictures, and there are none/,
    ],
    ["with a source that nothing drives", "sources=null", /sources: is missing/],
    [
      "with an encoder for neurons",
      "sources={input: {model: regular}, output: {model: regular}}",
      /sources\.output: "output" is not a source population/,
    ],
    [
      "with a probe of nothing",
      "probes=[{kind: spikes, of: outptu}]",
      /probes\.0\.of: "outptu" is not a population.*did you mean "output"/,
    ],
    [
      "with a probe of an unknown kind",
      "probes=[{kind: voltge, of: output}]",
      /probes\.0\.kind: "voltge" is not a probe.*did you mean "voltage"/,
    ],
    [
      "with a conductance probe on fixed weights",
      "probes=[{kind: conductance, of: drive}]",
      /"drive" is not a plastic projection/,
    ],
    [
      "with a voltage probe beyond the population",
      "probes=[{kind: voltage, of: output, neurons: [3]}]",
      /"output" has no neuron 3; accepted: 0 to 0/,
    ],
    [
      "with a bare number for a weight in volts",
      "network.projections.drive.weight=10",
      /10 does not suit the neurons of "output"; accepted: a voltage/,
    ],
    [
      "with one-to-one between sizes that differ",
      "network.projections.drive.rule=one-to-one",
      /"one-to-one" needs populations of equal size, not 2 and 1/,
    ],
    [
      "with a longest delay below the shortest",
      "network.projections.drive.delay={from: 3 ms, to: 1 ms}",
      /from 3 ms is above to 1 ms/,
    ],
  ])("%s", async (_, setting, message) => {
    expect(await refusal(SIMULATE, [setting])).toMatch(message);
  });
});

describe("references", () => {
  test("a missing network is named with the places looked at, beside the other problems", async () => {
    const message = await refusal(
      "kind: classify\nnetwork: winner-take-al\ndataset: mnist-10k\nencoder: {model: poisson}\ntrain: {images: x}",
    );
    expect(message).toMatch(
      /network: there is no network "winner-take-al"; looked for .*networks\/winner-take-al\.yaml/,
    );
    expect(message).toMatch(/train\.images: got "x"/);
  });

  test("a network beside the experiment goes before the one that comes with spikion", async () => {
    const network = "tick: 1 ms\npopulations: {mine: {size: 3}}\nprojections: {}\n";
    const folder = folderWith({
      "mine.yaml": network,
      "x.yaml": "kind: simulate\nnetwork: ./mine.yaml\nduration: 1 s\nsources: {mine: {model: regular}}",
    });
    const { spec } = await loadExperiment(join(folder, "x.yaml"));
    expect((spec as SimulateSpec).network.populations[0]!.name).toBe("mine");
  });

  test("files that extend each other in a circle are refused", async () => {
    const folder = folderWith({ "a.yaml": "extends: b.yaml", "b.yaml": "extends: a.yaml" });
    await expect(loadExperiment(join(folder, "a.yaml"))).rejects.toThrow(/"(a|b)\.yaml" extends itself/);
  });

  test("a problem inherited from another file is said to lie there", async () => {
    const folder = folderWith({ "base.yaml": `${SIMULATE}durations: 3 s\n` });
    writeFileSync(join(folder, "x.yaml"), "extends: base.yaml");
    const error = (await loadExperiment(join(folder, "x.yaml")).catch((e) => e)) as ConfigError;
    expect(error.problems).toMatchObject([{ file: join(folder, "base.yaml"), path: "durations", line: 12 }]);
  });

  test("a folder without the files of a data set is refused with what is missing", async () => {
    const folder = folderWith({});
    expect(await refusal(CLASSIFY, [`dataset=${folder}`])).toMatch(
      /--set: dataset: .*without train-images-idx3-ubyte/,
    );
  });
});
