/** From a resolved experiment document to the spec that runs. */
import { defaults } from "../../core/params.js";
import { Random } from "../../core/random.js";
import { DatasetError } from "../../dataset/errors.js";
import { loadDataset } from "../../dataset/manifest.js";
import type { Dataset } from "../../dataset/model.js";
import { VALIDATION_IMAGES } from "../../experiment/kinds/classify/frozen.js";
import type { ClassifySpec } from "../../experiment/kinds/classify/spec.js";
import type { ExperimentSpec } from "../../experiment/kinds/index.js";
import type { ProbeSpec, SimulateSpec } from "../../experiment/kinds/simulate/spec.js";
import type { Files } from "../../platform/files.js";
import { quoteAll } from "../errors.js";
import { type Parts, partOf } from "../parts.js";
import { checkpointInterval } from "../schema/checkpoint.js";
import { si } from "../schema/fields.js";
import { didYouMean } from "../suggest.js";
import { buildChoice } from "./choice.js";
import type {
  ChoiceDocument,
  ClassifyDocument,
  ExperimentDocument,
  ProbeDocument,
  SimulateDocument,
} from "./document.js";
import { buildEncoder } from "./encoder.js";
import { buildFigure } from "./figure.js";
import { buildKernel } from "./kernel.js";
import { type BuiltNetwork, buildNetworkSpec } from "./network.js";
import { nonIdealityOf } from "./non-ideal.js";
import type { ProblemList } from "./problems.js";

/** Where pictures come from: files that a config names, or a data set that a program has already. */
export type DataSource = Files | Dataset;

/** @returns undefined where there were problems */
export function buildExperiment(
  data: DataSource,
  parts: Parts,
  doc: ExperimentDocument,
  problems: ProblemList,
): ExperimentSpec | undefined {
  if (doc.kind === "figure") return buildFigure(parts, doc, problems);
  const network = buildNetworkSpec(parts, doc.network, problems);
  if (doc.kind !== "classify") refuseUnused(parts, doc, problems);
  if (doc.kind === "choice") return buildChoice(parts, doc, network, problems);
  return doc.kind === "classify"
    ? buildClassify(data, parts, doc, network, problems)
    : buildSimulate(parts, doc, network, problems);
}

/** Departures that act between pictures or on the frozen read are refused, for kinds without pictures and read have neither. */
function refuseUnused(
  parts: Parts,
  { kind, network }: SimulateDocument | ChoiceDocument,
  problems: ProblemList,
): void {
  for (const [name, { synapse, synapses }] of Object.entries(network.projections)) {
    const chosen = synapse === undefined ? undefined : synapses[synapse];
    const given = chosen && "nonIdeal" in chosen ? Object.entries(chosen.nonIdeal ?? {}) : [];
    const unused = given.filter(([name, fields]) => {
      const { read, write, betweenPictures } = nonIdealityOf(parts, name, fields);
      return betweenPictures || (read && !write);
    });
    for (const [effect] of unused)
      problems.add(
        `network.projections.${name}.synapses.${synapse}.nonIdeal.${effect}`,
        `does nothing in an experiment of kind "${kind}"; accepted: kind "classify", or leave it out`,
      );
  }
}

function buildClassify(
  data: DataSource,
  parts: Parts,
  doc: ClassifyDocument,
  network: BuiltNetwork,
  problems: ProblemList,
): ClassifySpec | undefined {
  const dataset = readDataset(data, doc, problems);
  checkRoles(parts, doc, dataset, problems);
  if (dataset) checkCounts(doc, dataset, problems);
  const size = doc.network.populations[doc.input]?.size ?? 0;
  const encoder = buildEncoder(parts, doc.encoder, size, true, "encoder", problems);
  if (!encoder || !dataset) return undefined;
  const { presentation: p, homeostasis: h } = doc;
  const physics = network.physics.get(doc.plastic);
  const checkpoint = checkpointInterval(doc.checkpoint, "images");
  return {
    kind: "classify",
    ...(checkpoint ? { checkpoint } : {}),
    seed: String(doc.seed),
    network: network.spec,
    input: doc.input,
    output: doc.output,
    plastic: doc.plastic,
    kernel: buildKernel(doc.kernel, doc.network.tick, problems),
    dataset,
    encoder,
    presentation: {
      ...p,
      duration: si(p.duration, "s"),
      rest: si(p.rest, "s"),
      retryStep: si(p.retryStep, "1"),
    },
    train: doc.train,
    label: doc.label,
    test: doc.test,
    homeostasis: {
      thetaPlus: si(h.thetaPlus, "V"),
      thetaPlusEnd: si(h.thetaPlusEnd, "1"),
      meanFree: h.meanFree,
      servoGain: si(h.servoGain, "V"),
      servoCap: si(h.servoCap, "1"),
      targetSpikes: si(h.targetSpikes, "1"),
      tauTheta: h.tauTheta === "none" ? Number.POSITIVE_INFINITY : si(h.tauTheta, "s"),
    },
    columnSum: doc.normalisation === "none" ? 0 : si(doc.normalisation.columnSum, "1"),
    gain: { schedule: doc.gain.schedule, end: si(doc.gain.end, "1") },
    ...(physics ? { physics } : {}),
  };
}

function readDataset(
  data: DataSource,
  { dataset }: ClassifyDocument,
  problems: ProblemList,
): Dataset | undefined {
  if ("train" in data) return data;
  try {
    return loadDataset(data, dataset, data.cwd);
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    problems.add("dataset", error.message);
    return undefined;
  }
}

/** Whether input, output and plastic name things that can play these parts. */
function checkRoles(
  parts: Parts,
  doc: ClassifyDocument,
  dataset: Dataset | undefined,
  problems: ProblemList,
): void {
  const { populations, projections } = doc.network;
  const names = Object.keys(populations);
  const input = populations[doc.input];
  if (!input || input.neuron !== undefined) {
    const sources = names.filter((name) => populations[name]!.neuron === undefined);
    problems.add(
      "input",
      `"${doc.input}" is not a source population; accepted: ${quoteAll(sources)}${didYouMean(doc.input, sources)}`,
    );
  } else if (dataset && input.size !== dataset.train.rows * dataset.train.cols) {
    const { rows, cols } = dataset.train;
    problems.add(
      `network.populations.${doc.input}.size`,
      `${input.size} is not the size of the pictures of ${dataset.name}; accepted: ${rows * cols} for ${rows} x ${cols}`,
    );
  }
  const output = populations[doc.output];
  if (output?.neuron === undefined) {
    const neurons = names.filter((name) => populations[name]!.neuron !== undefined);
    problems.add(
      "output",
      `"${doc.output}" is not a population of neurons; accepted: ${quoteAll(neurons)}${didYouMean(doc.output, neurons)}`,
    );
  } else checkAdaptive(parts, doc, problems);
  const plastic = projections[doc.plastic];
  if (plastic?.synapse === undefined) {
    const learning = Object.keys(projections).filter((name) => projections[name]!.synapse !== undefined);
    problems.add(
      "plastic",
      `"${doc.plastic}" is not a projection with plastic synapses; accepted: ${quoteAll(learning)}${didYouMean(doc.plastic, learning)}`,
    );
  } else if (plastic.from !== doc.input || plastic.to !== doc.output)
    problems.add(
      "plastic",
      `"${doc.plastic}" leads from "${plastic.from}" to "${plastic.to}"; accepted: a projection from input "${doc.input}" to output "${doc.output}"`,
    );
}

/** Homeostasis moves thresholds: the output neurons must have an adaptive one. */
function checkAdaptive(parts: Parts, doc: ClassifyDocument, problems: ProblemList): void {
  const { neuron } = doc.network.populations[doc.output]!;
  const model = partOf(parts, "neurons", neuron);
  const { thetaPlus, servoGain } = doc.homeostasis;
  if (si(thetaPlus, "V") === 0 && si(servoGain, "V") === 0) return;
  const trial = problems.attempt("output", () =>
    model.create(1, defaults(model.params), si(doc.network.tick, "s"), "all", Random.of("trial")),
  );
  if (trial && !trial.theta)
    problems.add(
      "homeostasis",
      `the neurons of "${doc.output}" have no adaptive threshold; accepted: another neuron model, or thetaPlus and servoGain of "0 V"`,
    );
}

/** Whether the data set has as many pictures as are asked for. */
function checkCounts(doc: ClassifyDocument, dataset: Dataset, problems: ProblemList): void {
  const held = doc.test.split === "validation" ? VALIDATION_IMAGES : 0;
  const pool = dataset.train.count - held;
  const tested = held > 0 ? held : dataset.test.count;
  const without = held > 0 ? ` without the ${held} for validation` : "";
  if (pool < 1)
    problems.add(
      "test.split",
      `"validation" needs more than ${held} training images; ${dataset.name} has ${dataset.train.count}`,
    );
  if (doc.train.images > pool)
    problems.add(
      "train.images",
      `${doc.train.images} is more than ${dataset.name} has${without}; accepted: up to ${pool}`,
    );
  if (doc.label.images > pool)
    problems.add(
      "label.images",
      `${doc.label.images} is more than ${dataset.name} has for training${without}; accepted: up to ${pool}`,
    );
  if (doc.test.images > tested)
    problems.add("test.images", `${doc.test.images} is more than there are; accepted: up to ${tested}`);
}

function buildSimulate(
  parts: Parts,
  doc: SimulateDocument,
  network: BuiltNetwork,
  problems: ProblemList,
): SimulateSpec {
  const { populations } = doc.network;
  const sources = Object.keys(populations).filter((name) => populations[name]!.neuron === undefined);
  for (const name of Object.keys(doc.sources).filter((name) => !sources.includes(name)))
    problems.add(
      `sources.${name}`,
      `"${name}" is not a source population; accepted: ${quoteAll(sources)}${didYouMean(name, sources)}`,
    );
  for (const name of sources.filter((name) => !Object.hasOwn(doc.sources, name)))
    problems.add("sources", `has no encoder for "${name}"; accepted: one for each of ${quoteAll(sources)}`);
  const encoders = Object.entries(doc.sources).flatMap(([name, encoder]) => {
    const built =
      sources.includes(name) &&
      buildEncoder(parts, encoder, populations[name]!.size, false, `sources.${name}`, problems);
    return built ? [[name, built] as const] : [];
  });
  const physics = [...network.physics.values()][0];
  const checkpoint = checkpointInterval(doc.checkpoint, "ticks");
  return {
    kind: "simulate",
    ...(checkpoint ? { checkpoint } : {}),
    seed: String(doc.seed),
    network: network.spec,
    duration: si(doc.duration, "s"),
    sources: Object.fromEntries(encoders),
    probes: doc.probes.map((probe, k) => buildProbe(probe, doc, `probes.${k}`, problems)),
    kernel: buildKernel(doc.kernel, doc.network.tick, problems),
    ...(physics ? { physics } : {}),
    ...(network.physics.size > 1 ? { physicsOf: Object.fromEntries(network.physics) } : {}),
  };
}

function buildProbe(
  probe: ProbeDocument,
  doc: SimulateDocument,
  path: string,
  problems: ProblemList,
): ProbeSpec {
  const { kind, of } = probe;
  const { populations, projections, tick } = doc.network;
  const accepted =
    kind === "conductance"
      ? Object.keys(projections).filter((name) => projections[name]!.synapse !== undefined)
      : Object.keys(populations).filter(
          (name) => kind !== "voltage" || populations[name]!.neuron !== undefined,
        );
  const what = {
    spikes: "population",
    counts: "population",
    voltage: "population of neurons",
    conductance: "plastic projection",
  }[kind];
  if (!accepted.includes(of))
    problems.add(
      `${path}.of`,
      `"${of}" is not a ${what}; accepted: ${quoteAll(accepted)}${didYouMean(of, accepted)}`,
    );
  if (kind === "spikes" || kind === "counts") return { kind, of };
  const every = si(probe.every ?? tick, "s");
  if (every < si(tick, "s"))
    problems.add(`${path}.every`, `${probe.every} is less than a tick; accepted: at least ${tick}`);
  if (kind === "conductance") return { kind, of, every };
  const neurons = probe.neurons ?? [0];
  const size = populations[of]?.size ?? Number.POSITIVE_INFINITY;
  for (const n of neurons.filter((n) => n >= size))
    problems.add(`${path}.neurons`, `"${of}" has no neuron ${n}; accepted: 0 to ${size - 1}`);
  return { kind, of, neurons, every };
}
