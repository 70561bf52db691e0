/**
 * The folder of a sweep. A finished run is one file in `points/`, named by the hash of its config, written whole or not
 * at all: whoever starts the sweep again finds what is done by asking for the files of its plan.
 */
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ExperimentResult } from "../experiment/kinds/index.js";
import { replaceFile } from "../report/replace.js";

/** Of the format; another number means that results of before are done anew. */
const VERSION = 1;

/** A finished run. */
export interface RunRecord {
  readonly format: "spikion-sweep-run";
  readonly version: typeof VERSION;
  readonly key: string;
  readonly metrics: ExperimentResult["metrics"];
  /** Numbers of the device that are assumed, by name; null for runs without a device. */
  readonly assumed: { readonly device: string; readonly numbers: readonly string[] } | null;
  readonly program: { readonly spikion: string; readonly commit: string | null };
}

const pointFile = (dir: string, key: string) => join(dir, "points", `${key}.json`);

/** Make the folder, and clear away what a killed run left half written. */
export async function openStore(dir: string): Promise<void> {
  const points = join(dir, "points");
  await mkdir(points, { recursive: true });
  for (const name of await readdir(points))
    if (/\.partial-\d+$/.test(name)) await rm(join(points, name), { force: true });
}

export async function writeRun(dir: string, record: Omit<RunRecord, "format" | "version">): Promise<void> {
  const whole: RunRecord = { format: "spikion-sweep-run", version: VERSION, ...record };
  await replaceFile(pointFile(dir, record.key), `${JSON.stringify(whole, null, 1)}\n`);
}

/** The result of a run; undefined where it is not there, or is none of ours. */
export async function readRun(dir: string, key: string): Promise<RunRecord | undefined> {
  const text = await readFile(pointFile(dir, key), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const record = JSON.parse(text) as Partial<RunRecord>;
    const ours = record.format === "spikion-sweep-run" && record.version === VERSION && record.key === key;
    return ours ? (record as RunRecord) : undefined;
  } catch {
    // A file that was cut off by something else than us: the run is done again.
    return undefined;
  }
}
