/** From a document of kind "classify" to its spec. */

import { eventsEncoder } from "../../core/encoder/events.js";
import { valuesOf } from "../../core/front/model.js";
import { defaults } from "../../core/params.js";
import { Random } from "../../core/random.js";
import { DatasetError } from "../../dataset/errors.js";
import { loadDataset } from "../../dataset/manifest.js";
import type { Dataset } from "../../dataset/model.js";
import { VALIDATION_IMAGES } from "../../experiment/kinds/classify/frozen.js";
import type { ClassifySpec, FrontSpec } from "../../experiment/kinds/classify/spec.js";
import { type HomeostasisSpec, homeostasisProblem } from "../../learning/homeostasis.js";
import { fittedReadouts } from "../../readout/fitted/index.js";
import { readoutKey, readouts } from "../../readout/index.js";
import { quoteAll } from "../errors.js";
import type { ClassifyValue } from "../schema/classify.js";
import { neuronsOf, plasticOf, sourcesOf } from "../schema/network.js";
import { didYouMean } from "../suggest.js";
import type { Building, DataSource } from "./building.js";
import {
  checkFurther,
  checkLayers,
  checkReached,
  checkSharing,
  furtherHomeostasis,
  layersOf,
  presentationsFor,
  sharingOf,
  targets,
} from "./classify-layers.js";
import {
  checkBalance,
  checkDurations,
  checkGain,
  homeostasisFor,
  withDuration,
} from "./classify-schedules.js";
import { buildEncoder } from "./encoder.js";
import { buildFront } from "./front.js";
import { buildKernel } from "./kernel.js";
import { buildNetworkSpec } from "./network.js";
import type { ProblemList } from "./problems.js";
import { refuseStarts } from "./unused.js";

/** @returns undefined where there were problems */
export function buildClassify(
  value: ClassifyValue,
  { data, files, parts, problems }: Building,
): ClassifySpec | undefined {
  const network = buildNetworkSpec(value.network, files, problems);
  refuseStarts("classify", value.network, problems);
  const { tick } = value.network;
  checkDurations(value, problems);
  checkGain(value, network.physics.values(), problems);
  const dataset = readDataset(data, value, problems);
  const front =
    dataset &&
    buildFront(
      value.front,
      { planes: 1, rows: dataset.train.rows, cols: dataset.train.cols },
      files,
      problems,
    );
  checkRoles(value, dataset, front, problems);
  checkLayers(value, problems);
  checkSharing(value, problems);
  checkFit(value, problems);
  if (dataset) checkCounts(value, dataset, problems);
  const size = value.network.populations[value.input]?.size ?? 0;
  const encoder =
    "from" in value.encoder
      ? buildEvents(value.encoder.from as number, value, dataset, problems)
      : buildEncoder(value.encoder, { size, tick }, true, "encoder", parts, problems, files);
  if (!encoder || !dataset) return undefined;
  const physics = network.physics.get(value.plastic);
  const { seed, input, output, plastic, presentation, label, test, gain } = value;
  const { layers: _, ...train } = value.train;
  const layers = layersOf(value);
  const further = furtherHomeostasis(value);
  const sharing = sharingOf(value);
  return {
    kind: "classify",
    ...(value.checkpoint === "none" ? {} : { checkpoint: value.checkpoint.every }),
    seed,
    network: network.spec,
    input,
    output,
    plastic,
    kernel: buildKernel(value.kernel, value.network.tick, problems),
    dataset,
    ...(front ? { front } : {}),
    encoder,
    presentation,
    train: layers ? { ...train, layers } : train,
    label: labelling(withDuration(label)),
    test: buildTest(test, label.fit ?? [], problems),
    homeostasis: homeostasisOf(value),
    ...(further ? { homeostasisOf: further } : {}),
    ...(value.homeostasis === "auto" ? { automaticHomeostasis: true } : {}),
    ...(Object.keys(sharing).length > 0 ? { sharing } : {}),
    columnSum: value.normalisation === "none" ? 0 : value.normalisation.columnSum,
    gain,
    ...(physics ? { physics } : {}),
    ...(network.physics.size > 1 ? { physicsOf: Object.fromEntries(network.physics) } : {}),
  };
}

/** Of a data set of recordings. */
function buildEvents(
  from: number,
  { dataset: { name }, front }: ClassifyValue,
  dataset: Dataset | undefined,
  problems: ProblemList,
) {
  if (front.length > 0)
    problems.add("front", '"events" are no pictures; accepted: no front end, or another encoder');
  if (!dataset) return undefined;
  const { rows, cols, events } = dataset.train;
  if (events) return eventsEncoder(from, rows * cols);
  problems.add(
    "encoder.model",
    `"events" plays recordings, and ${name} has pictures; accepted: a data set with reader: events, or an encoder of pictures`,
  );
  return undefined;
}

/** Of the population that is read, in numbers. */
function homeostasisOf(value: ClassifyValue) {
  const { homeostasis, network, output } = value;
  return homeostasisFor(homeostasis, network.populations[output], presentationsFor(value, output));
}

/** Without what was left out. */
function labelling({
  fit,
  bins,
  ...label
}: Omit<ClassifyValue["label"], "duration"> & { readonly duration?: number }): ClassifySpec["label"] {
  return {
    ...label,
    ...(fit && fit.length > 0 ? { fit } : {}),
    ...(bins === undefined ? {} : { bins }),
  };
}

/** Whether what is fitted is worth its numbers, and can be solved for. */
function checkFit({ label, output, network }: ClassifyValue, problems: ProblemList): void {
  const { fit = [], bins = 1 } = label;
  if (label.bins !== undefined && fit.length === 0)
    problems.add("label.bins", "is for fitted read-outs; accepted: label.fit too, or leave it out");
  const features = (network.populations[output]?.size ?? 0) * bins;
  for (const [k, name] of fit.entries()) {
    const { most } = fittedReadouts[name];
    if (fit.indexOf(name) < k) problems.add(`label.fit.${k}`, `"${name}" is there twice`);
    else if (features > most)
      problems.add(
        `label.fit.${k}`,
        `"${name}" is fitted to at most ${most} numbers, not to ${features} (neurons x bins); accepted: fewer of them, or "logistic"`,
      );
  }
}

/** A read-out of the user's own is called like its file. */
function buildTest(
  { readout, ...asked }: ClassifyValue["test"],
  fitted: readonly string[],
  problems: ProblemList,
): ClassifySpec["test"] {
  const test = withDuration(asked);
  const { name, part } = readout;
  if (Object.hasOwn(readouts, name)) return { ...test, readout: name };
  if (part === undefined) {
    if (!fitted.includes(name))
      problems.add(
        "test.readout",
        `"${name}" is fitted to answers, and label.fit does not ask for it; accepted: label.fit: [${[...fitted, name].join(", ")}] too, or ${quoteAll(Object.keys(readouts))}`,
      );
    return { ...test, readout: name };
  }
  const file = name
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.\w+$/, "")
    .replace(/[^\w-]+/g, "-");
  // Metrics have one key for each.
  const taken = Object.keys(readouts).some((known) => readoutKey(known) === readoutKey(file));
  const called = taken ? `own-${file}` : file;
  return { ...test, readout: called, own: { [called]: part } };
}

function readDataset(
  data: DataSource,
  { dataset }: ClassifyValue,
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
  value: ClassifyValue,
  dataset: Dataset | undefined,
  front: FrontSpec | undefined,
  problems: ProblemList,
): void {
  const { network, input, output, plastic } = value;
  const sources = sourcesOf(network);
  if (!sources.includes(input))
    problems.add(
      "input",
      `"${input}" is not a source population; accepted: ${quoteAll(sources)}${didYouMean(input, sources)}`,
    );
  else if (dataset) checkSize(value, dataset, front, problems);
  const neurons = neuronsOf(network);
  if (neurons.includes(output)) {
    // Thresholds adapt with synapses: those of neurons that only fixed ones reach stay.
    if (targets(network).has(output))
      checkAdaptive(value, output, homeostasisOf(value), "homeostasis", problems);
    if (sources.includes(input)) checkReached(value, problems);
  } else
    problems.add(
      "output",
      `"${output}" is not a population of neurons; accepted: ${quoteAll(neurons)}${didYouMean(output, neurons)}`,
    );
  const learning = plasticOf(network);
  const projection = learning.includes(plastic) ? network.projections[plastic]! : undefined;
  if (!projection)
    problems.add(
      "plastic",
      `"${plastic}" is not a projection with plastic synapses; accepted: ${quoteAll(learning)}${didYouMean(plastic, learning)}`,
    );
  else if (projection.to !== output && targets(network).has(output)) {
    const accepted = learning.filter((name) => network.projections[name]!.to === output);
    problems.add(
      "plastic",
      `"${plastic}" leads from "${projection.from}" to "${projection.to}", which is not read; accepted: ${quoteAll(accepted)}, which leads to output "${output}"`,
    );
  }
  checkBalance(value.homeostasis, network.populations[output], "homeostasis", problems);
  const further = furtherHomeostasis(value);
  for (const name of checkFurther(value, problems)) {
    const path = `homeostasisOf.${name}`;
    checkBalance(value.homeostasisOf![name]!, network.populations[name], path, problems);
    checkAdaptive(value, name, further![name]!, path, problems);
  }
}

/** Whether there is an input neuron for every value of a picture. */
function checkSize(
  value: ClassifyValue,
  { name, train: { rows, cols } }: Dataset,
  front: FrontSpec | undefined,
  problems: ProblemList,
): void {
  const { network, input, front: chosen } = value;
  // What is wrong with a front end is said there.
  if (chosen.length > 0 && !front) return;
  const { size } = network.populations[input]!;
  const shape = front?.end.shape ?? { planes: 1, rows, cols };
  const wanted = valuesOf(shape);
  const recorded = "from" in value.encoder;
  if (size === wanted || (recorded && size === 2 * wanted)) return;
  const place = `network.populations.${input}.size`;
  if (front)
    problems.add(
      place,
      `${size} is not the number of values that the front end gives; accepted: ${wanted} for ${shape.planes} planes of ${shape.rows} x ${shape.cols}`,
    );
  else
    problems.add(
      place,
      `${size} is not the size of the pictures of ${name}; accepted: ${recorded ? `${2 * wanted} (ON and OFF), or ${wanted} for both together,` : wanted} for ${rows} x ${cols}`,
    );
}

/** Homeostasis moves thresholds: neurons must have an adaptive one. @param key  where it is written */
function checkAdaptive(
  { network, presentation }: ClassifyValue,
  name: string,
  homeostasis: HomeostasisSpec,
  key: string,
  problems: ProblemList,
): void {
  const population = network.populations[name]!;
  const { thetaPlus, servoGain } = homeostasis;
  if (!("neuron" in population) || (thetaPlus === 0 && servoGain === 0)) return;
  const { neuron } = population;
  const { thetaStart } = population.params;
  const trial = problems.attempt(key === "homeostasis" ? "output" : key, () =>
    neuron.create(1, defaults(neuron.params), network.tick, "all", Random.of("trial")),
  );
  const lost =
    trial?.theta &&
    homeostasisProblem(
      homeostasis,
      typeof thetaStart === "number" ? thetaStart : trial.theta[0]!,
      presentation.duration + presentation.rest,
    );
  if (lost) problems.add(`${key}.${lost.key}`, lost.problem);
  if (trial && !trial.theta)
    problems.add(
      key,
      `the neurons of "${name}" have no adaptive threshold; accepted: another neuron model, or thetaPlus and servoGain of "0 V"`,
    );
}

/** Whether the data set has as many pictures as are asked for. */
function checkCounts({ test, train, label }: ClassifyValue, dataset: Dataset, problems: ProblemList): void {
  const held = test.split === "validation" ? VALIDATION_IMAGES : 0;
  const pool = dataset.train.count - held;
  const tested = held > 0 ? held : dataset.test.count;
  const without = held > 0 ? ` without the ${held} for validation` : "";
  if (pool < 1) {
    problems.add(
      "test.split",
      `"validation" needs more than ${held} training images; ${dataset.name} has ${dataset.train.count}`,
    );
    // How many of them are left would be a number below 0.
    return;
  }
  if (train.images > pool)
    problems.add(
      "train.images",
      `${train.images} is more than ${dataset.name} has${without}; accepted: up to ${pool}`,
    );
  if (label.images > pool)
    problems.add(
      "label.images",
      `${label.images} is more than ${dataset.name} has for training${without}; accepted: up to ${pool}`,
    );
  if (test.images > tested)
    problems.add("test.images", `${test.images} is more than there are; accepted: up to ${tested}`);
}
