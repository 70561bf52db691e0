/** What a folder is that this program has written, and whether its files are as they were written. Nothing is changed. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { checkRecords } from "./record-array.js";
import { isRunFolder, readRunFolder } from "./run-folder.js";
import { RunFolderError } from "./run-folder-error.js";
import { resultNames, resultProblem } from "./sweep-store.js";
import { checkpointNames, readBegun } from "./unfinished.js";

export interface CheckedFolder {
  /** What it is, for a sentence that says that it is all right. */
  readonly words: string;
  /** Its config, to be checked as any other. */
  readonly config?: string;
}

/** @throws RunFolderError naming the first file that is missing, damaged or edited; or where it is no such folder */
export async function checkFolder(dir: string): Promise<CheckedFolder> {
  const config = join(dir, "config.resolved.yaml");
  if (await isRunFolder(dir)) {
    const { manifest } = await readRunFolder(dir);
    checkRecords(dir, manifest.files);
    return { words: `a finished run of kind ${manifest.kind}, its files as it wrote them`, config };
  }
  if (await readBegun(dir).catch(() => null)) {
    const kept = (await checkpointNames(dir)).length;
    return { words: `an unfinished run with ${kept} checkpoints: spikion resume ${dir}`, config };
  }
  const entries: string[] = await readdir(dir);
  if (entries.includes("manifest.json")) await readRunFolder(dir);
  if (!entries.includes("points"))
    throw new RunFolderError(dir, "is a folder; accepted: a YAML file, or the folder of a run or of a sweep");
  const names = await resultNames(dir);
  for (const name of names) {
    const problem = resultProblem(dir, name);
    if (problem !== undefined) throw problem;
  }
  return { words: `a sweep's folder, its ${names.length} results as they were written` };
}
