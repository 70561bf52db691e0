/**
 * The folder of a sweep. A finished run is one file in `points/`, named by the hash of its config, written whole or not
 * at all: whoever starts the sweep again finds what is done by asking for the files of its plan.
 */
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { formatRun, parseRun, type RunRecord } from "../sweep/run-record.js";
import { replaceFile } from "./replace.js";

const pointFile = (dir: string, key: string) => join(dir, "points", `${key}.json`);

/** Make the folder, and clear away what a killed run left half written. */
export async function openStore(dir: string): Promise<void> {
  const points = join(dir, "points");
  await mkdir(points, { recursive: true });
  for (const name of await readdir(points))
    if (/\.partial-\d+$/.test(name)) await rm(join(points, name), { force: true });
}

export async function writeRun(dir: string, record: Omit<RunRecord, "format" | "version">): Promise<void> {
  await replaceFile(pointFile(dir, record.key), formatRun(record));
}

/** The result of a run; undefined where it is not there, or is none of ours. */
export async function readRun(dir: string, key: string): Promise<RunRecord | undefined> {
  const text = await readFile(pointFile(dir, key), "utf8").catch(() => undefined);
  return text === undefined ? undefined : parseRun(text, key);
}
