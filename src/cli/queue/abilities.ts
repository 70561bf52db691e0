/** What a worker can do: lanes of its own program, whose data and modules are on this machine with the same hashes. */
import { existsSync } from "node:fs";
import { basename, isAbsolute, join } from "node:path";
import type { CompleteExperiment, ExperimentDocument } from "../../config/load.js";
import { isPlainMap, type Plain, type PlainMap } from "../../config/yaml.js";
import { DatasetError } from "../../dataset/errors.js";
import type { DatasetCache } from "../../node/dataset-cache.js";
import { fileBytes } from "../../node/disk.js";
import { hashesOf } from "../../node/inputs.js";
import { sha256 } from "../../node/sha256.js";
import type { Origin } from "../../sweep/origin.js";
import type { Lane } from "./lanes.js";

/** Of a file with numbers. */
const MOST_BYTES = 2 ** 31;

/** Where things of a lane are on this machine. */
export interface Here {
  /** The manifest to read its data by; null where it has none. */
  readonly dataset: string | null;
  /** Paths of files with numbers, by those that the sweep's machine knows them by. */
  readonly files: ReadonlyMap<string, string>;
}
/** That, or why the lane is left to others. */
export type Verdict = Here | { readonly lacks: string };

export interface Abilities {
  readonly program: Origin["program"];
  /** Data sets that were read before, for as long as their files are what they were. */
  readonly datasets: DatasetCache;
  /** Whether modules of users may run. */
  readonly modules: boolean;
  /** Folders in which data sets are looked for that are not where the sweep's machine has them. */
  readonly folders: readonly string[];
}

export function judged(lane: Lane, abilities: Abilities): Verdict {
  if (!isSameProgram(lane.program, abilities.program))
    return {
      lacks: `the sweep is of ${inWords(lane.program)}, this worker is ${inWords(abilities.program)}`,
    };
  const files = filesOf(lane, abilities);
  if ("lacks" in files) return files;
  const dataset = dataOf(lane, abilities);
  if (typeof dataset === "object" && dataset !== null) return dataset;
  return lacksModules(lane, abilities) ?? { dataset, files: files.found };
}

/** The experiment as it is computed here: the same numbers from where this machine has them. */
export function placed(experiment: CompleteExperiment, { dataset, files }: Here): CompleteExperiment {
  const moved = [...files].some(([there, here]) => there !== here);
  const document = (
    moved ? renamed(experiment.document as PlainMap, files) : experiment.document
  ) as ExperimentDocument;
  return {
    ...experiment,
    document: dataset === null ? document : { ...document, dataset: JSON.parse(dataset) },
  };
}

function renamed(value: Plain, files: Here["files"]): Plain {
  if (Array.isArray(value)) return value.map((item) => renamed(item, files));
  if (!isPlainMap(value)) return value;
  const items = Object.entries(value).map(([key, item]) => {
    const here = key === "file" && typeof value.sha256 === "string" ? files.get(String(item)) : undefined;
    return [key, here ?? renamed(item, files)] as const;
  });
  return Object.fromEntries(items);
}

function filesOf(
  { files }: Lane,
  { folders }: Abilities,
): { readonly found: ReadonlyMap<string, string> } | { readonly lacks: string } {
  const found = new Map<string, string>();
  for (const [path, wanted] of Object.entries(files)) {
    const candidates = [path, ...folders.map((folder) => join(folder, basename(path)))];
    const here = candidates.find((candidate) => hashOf(candidate) === wanted);
    if (here === undefined)
      return { lacks: `${path}: not on this machine, or another file than the sweep's` };
    found.set(path, here);
  }
  return { found };
}

export function isSameProgram(a: Origin["program"], b: Origin["program"]): boolean {
  return a.spikion === b.spikion && a.code === b.code;
}

/** Version and the first digits of the sha256 of the program's files: a checkout may be changed without a new version. */
export function inWords({ spikion, code }: Origin["program"]): string {
  return `spikion ${spikion} (code ${code.slice(0, 12)})`;
}

function lacksModules(
  { modules }: Lane,
  { modules: allowed }: Abilities,
): { readonly lacks: string } | undefined {
  const paths = Object.keys(modules);
  if (paths.length === 0) return undefined;
  if (!allowed) return { lacks: `it runs modules (${paths.join(", ")}); a worker that may: --allow-modules` };
  const here = hashesOf(paths);
  const others = paths.filter((path) => here[path] !== modules[path]);
  if (others.length === 0) return undefined;
  return { lacks: `${others.join(", ")}: not on this machine, or another file than the sweep's` };
}

function dataOf(
  { dataset, dataHash }: Lane,
  { folders, datasets }: Abilities,
): string | null | { readonly lacks: string } {
  if (dataset === null) return null;
  const { name = "of no name" } = JSON.parse(dataset) as { readonly name?: string };
  const troubles: string[] = [];
  for (const manifest of places(dataset, folders)) {
    try {
      const { hash } = datasets.read(manifest);
      if (hash === dataHash) return manifest;
      troubles.push(`sha256 is ${hash.slice(0, 12)} here and ${String(dataHash).slice(0, 12)} there`);
    } catch (error) {
      if (!(error instanceof DatasetError)) throw error;
      troubles.push(error.message);
    }
  }
  return { lacks: `data set ${name}: ${[...new Set(troubles)].join("; ")}` };
}

/** The manifest as it is, then with folders of this machine in the place of an absolute one. */
function places(dataset: string, folders: readonly string[]): string[] {
  const manifest = JSON.parse(dataset) as { readonly directory?: string; readonly package?: string };
  const { directory, package: shipped } = manifest;
  if (directory === undefined || shipped !== undefined || !isAbsolute(directory)) return [dataset];
  const here = folders
    .flatMap((folder) => [join(folder, basename(directory)), folder])
    .filter((folder) => existsSync(folder));
  return [dataset, ...here.map((folder) => JSON.stringify({ ...manifest, directory: folder }))];
}

/** sha256 of a file; undefined where it cannot be read. */
function hashOf(path: string): string | undefined {
  try {
    return sha256(fileBytes(path, MOST_BYTES));
  } catch {
    return undefined;
  }
}
