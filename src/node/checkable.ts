/** What there is to check in a folder that holds experiments, runs and sweeps. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { disk } from "./disk.js";
import { isExperiment } from "./experiments.js";
import { isRunFolder } from "./run-folder.js";
import { RunFolderError } from "./run-folder-error.js";
import { readBegun } from "./unfinished.js";

/** Folders that hold other people's files, or nobody's. */
const LEFT_OUT = /^(?:\.|node_modules$)/;
/** Folders within folders; more is a mistake, such as a link to a folder above. */
const DEEPEST = 8;

/**
 * @param path  a file, the folder of a run or a sweep, or a folder with such things in it
 * @returns  files and folders, each to be checked by itself; `path` alone unless it is a folder of others
 * @throws RunFolderError for a folder without any
 */
export async function checkable(path: string): Promise<string[]> {
  if (!disk.isFolder(path) || (await isOurs(path))) return [path];
  const found = await within(path, 0);
  if (found.length > 0) return found;
  throw new RunFolderError(
    path,
    "is a folder; accepted: a YAML file, the folder of a run or of a sweep, or a folder with some of these in it",
  );
}

/** Whether it is, or was to be, the folder of a run or a sweep: what is wrong with it is said where it is checked. */
async function isOurs(dir: string): Promise<boolean> {
  const entries = await readdir(dir).catch((): string[] => []);
  if (["manifest.json", "points", "config.resolved.yaml"].some((name) => entries.includes(name))) return true;
  return (await isRunFolder(dir)) || (await readBegun(dir).catch(() => null)) !== null;
}

async function within(folder: string, depth: number): Promise<string[]> {
  if (depth > DEEPEST) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (LEFT_OUT.test(entry.name)) continue;
    if (entry.isDirectory()) found.push(...((await isOurs(path)) ? [path] : await within(path, depth + 1)));
    else if (/\.ya?ml$/i.test(entry.name) && entry.isFile() && isExperiment(path)) found.push(path);
  }
  return found;
}
