/** Small experiments as text, and what loading them brings up. */
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError } from "../../src/config/errors.js";
import type { LoadedExperiment } from "../../src/config/load.js";
import type { DatasetManifest } from "../../src/dataset/manifest.js";
import type { Dataset } from "../../src/dataset/model.js";
import { loadDataset, openExperiment, packageRoot } from "../../src/node/config.js";

/** As if it lay in the folder of experiments. */
export const load = (text: string, set: readonly string[] = []): Promise<LoadedExperiment> =>
  loadWithPictures(text, join(packageRoot, "experiments", "x.yaml"), set);

/** Data sets that were read, by their manifests: reading 70,000 pictures takes longer than all else here together. */
const read = new Map<string, Dataset>();

/** The data set; where it is of a package of the system that is not installed here, blank pictures of MNIST's sizes. */
function orBlank(manifest: DatasetManifest): Dataset {
  const { name, directory, classes, classNames = [], package: ofNpm } = manifest;
  if (ofNpm !== undefined || directory === undefined || existsSync(directory))
    return loadDataset(manifest, process.cwd());
  const blank = (count: number) => ({
    count,
    rows: 28,
    cols: 28,
    pixels: new Uint8Array(count * 28 * 28),
    labels: new Uint8Array(count),
    ...(manifest.reader === "events" ? { events: noEvents(count) } : {}),
  });
  return { name, classes, classNames, train: blank(60_000), test: blank(10_000), hash: name };
}

const noEvents = (count: number) => ({
  start: new Float64Array(count),
  end: new Float64Array(count),
  time: new Int32Array(),
  place: new Int32Array(),
});

/** An experiment as ever, but for the data set that it names: that one is read once. */
export async function loadWithPictures(
  text: string,
  file: string,
  set: readonly string[] = [],
): Promise<LoadedExperiment> {
  const opened = openExperiment(text, file);
  const { document } = await opened.complete(set);
  if (document.kind !== "classify") return opened.load({ set });
  const key = JSON.stringify(document.dataset);
  const dataset = read.get(key) ?? orBlank(document.dataset as DatasetManifest);
  read.set(key, dataset);
  return opened.load({ set, dataset });
}

/** The message that a text is refused with, "" if it is not. */
export async function refusal(text: string, set: readonly string[] = []): Promise<string> {
  try {
    await load(text, set);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
}

export const CLASSIFY = `
extends: quickstart-pixels.yaml
dataset: mnist-10k
network: {populations: {output: {size: 10}}}
train: {images: 20}
label: {images: 20}
test: {images: 20}
`;

export const SIMULATE = `
kind: simulate
network:
  tick: 0.5 ms
  populations:
    input: {size: 2}
    output: {size: 1, neuron: lif}
  projections:
    drive: {from: input, to: output, rule: all-to-all, receptor: delta, weight: 10 mV}
duration: 1 s
sources: {input: {model: regular, period: 50 ms}}
`;

/** A new folder with files of the given texts. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "spikion-test-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
