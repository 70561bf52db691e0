/**
 * The folder of a sweep. A finished run is one file in `points/`, named by the hash of its config, written whole or not
 * at all: whoever starts the sweep again finds what is done by asking for the files of its plan. A file that was edited,
 * or computed from other data, modules or code than a run of now would be, is not taken for a result.
 */
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { FileError } from "../platform/files.js";
import { changes, type Origin } from "../sweep/origin.js";
import type { Job } from "../sweep/plan.js";
import { formatRun, isOfThisFormat, parseRun, RecordError } from "../sweep/run-record.js";
import type { Kept, RunStore } from "../sweep/runner.js";
import { disk } from "./disk.js";
import { makeFolder, putFile } from "./replace.js";
import { RunFolderError } from "./run-folder-error.js";
import { sha256 } from "./sha256.js";
import { clearLitter } from "./temporary.js";

const POINTS = "points";
/** Bytes of a result: a thousand times what any has. */
const MOST_BYTES = 2 ** 26;
const POINT = /^[0-9a-f]{24}\.json$/;
/** What a sweep leaves. */
const OWN =
  /^(points|shards|table\.(csv|json|parquet)|runs\.csv|summary\.json|report\.html|run\.lock|live\.jsonl)$|\.partial-/;

export interface StoreOptions {
  /** What a run of now would be computed from. */
  originOf(job: Job): Origin;
  /** Whether results that were computed from something else are kept. */
  readonly acceptMixed: boolean;
  /** Told of files that are there and cannot be read. */
  notice(text: string): void;
}

export interface SweepStore extends RunStore {
  /** Forget all results. */
  clear(): Promise<void>;
  /** Results in the folder that are of none of these jobs, and those of them that another program wrote. */
  others(jobs: readonly Job[]): Promise<{ readonly all: number; readonly foreign: number }>;
}

/**
 * Make the folder, and clear away what a killed run left half written.
 * @throws RunFolderError where something else is at `dir`
 */
export async function openStore(dir: string, options: StoreOptions): Promise<SweepStore> {
  const points = join(dir, POINTS);
  await refuseForeign(dir);
  await makeFolder(points);
  await clearLitter(dir);
  await clearLitter(points);
  await clearLitter(join(dir, "shards"));
  const fileOf = ({ key }: Job) => join(points, `${key}.json`);
  /** Under the name that an earlier version gave it: once it is accepted it gets its own. */
  const readBefore = async (job: Job): Promise<Kept | undefined> => {
    if (job.before === undefined) return undefined;
    const path = join(points, `${job.before}.json`);
    const kept = await readAs(job, path, job.before);
    if (!kept) return undefined;
    const { format: _, version: __, key: ___, ...result } = kept.record;
    await putFile(fileOf(job), formatRun(job.key!, result));
    await rm(path, { force: true });
    return { ...kept, record: { ...kept.record, key: job.key! } };
  };
  const readAs = async (job: Job, path: string, key: string): Promise<Kept | undefined> => {
    const text = textOf(path);
    if (text === undefined) return undefined;
    try {
      const record = parseRun(text, key, sha256);
      const mixed = changes(record, options.originOf(job));
      if (mixed.length === 0 || options.acceptMixed) return { record, mixed };
      throw new StaleResult(path, mixed);
    } catch (error) {
      if (error instanceof RecordError) throw new RunFolderError(path, `${error.message}; ${REMEDY}`);
      if (!(error instanceof SyntaxError)) throw error;
      options.notice(`${path}: cannot be read (${error.message}); the run is done again`);
      return undefined;
    }
  };
  const names = () => resultNames(dir);
  return {
    read: async (job) => (await readAs(job, fileOf(job), job.key!)) ?? (await readBefore(job)),
    // What killed writers have left was cleared away when the store was opened: to look for it again with each result would
    // take longer the more there are.
    write: (job, result) => putFile(fileOf(job), formatRun(job.key!, result)),
    async clear() {
      for (const name of await names()) await rm(join(points, name), { force: true });
    },
    async others(jobs) {
      const own = new Set(jobs.flatMap(({ key, before }) => [`${key}.json`, `${before}.json`]));
      const others = (await names()).filter((name) => !own.has(name));
      // One after the other: there may be more of them than files may be open.
      const foreign = others.filter((name) => !isOfThisFormat(textOf(join(points, name)) ?? ""));
      return { all: others.length, foreign: foreign.length };
    },
  };
}

/** A result's text; undefined where there is none. @throws RunFolderError for what is no file, or cannot be read */
function textOf(path: string): string | undefined {
  try {
    return disk.text(path, MOST_BYTES);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.trouble === "absent") return undefined;
    throw new RunFolderError(path, `${inWords(error)}; ${REMEDY}`);
  }
}

function inWords({ trouble, detail }: FileError): string {
  if (trouble === "folder" || trouble === "special") return "is no regular file";
  if (trouble === "too large") return `has ${detail}; a result has ${MOST_BYTES} at most`;
  if (trouble === "not text") return `is not the result of a run (${detail})`;
  return `cannot be read (${detail})`;
}

/** Names of the results in a sweep's folder, sorted. */
export async function resultNames(dir: string): Promise<string[]> {
  return (await readdir(join(dir, POINTS))).filter((name) => POINT.test(name)).sort();
}

/** Why a result cannot be used, by its name; undefined where it is as it was written, whatever it was computed from. */
export function resultProblem(dir: string, name: string): RunFolderError | undefined {
  const path = join(dir, POINTS, name);
  try {
    parseRun(textOf(path) ?? "", name.replace(/\.json$/, ""), sha256);
    return undefined;
  } catch (error) {
    if (error instanceof RunFolderError) return error;
    if (!(error instanceof RecordError || error instanceof SyntaxError)) throw error;
    return new RunFolderError(path, `${error.message}; ${REMEDY}`);
  }
}

const REMEDY = "remove it to have this run done again, or start with --restart, or with another --out";

/** A result that was computed from something that is now another. */
class StaleResult extends RunFolderError {
  constructor(
    path: string,
    readonly mixed: readonly string[],
  ) {
    super(path, `was computed from something else than a run of now would be: ${mixed.join(", ")}`);
  }
}

/**
 * Look at all results before anything runs.
 * @throws RunFolderError naming what has changed since they were computed, and how many they are; or files that must not
 *   be used
 */
export async function checkResults(dir: string, jobs: readonly Job[], store: SweepStore): Promise<void> {
  const { foreign } = await store.others(jobs);
  if (foreign > 0)
    throw new RunFolderError(
      join(dir, POINTS),
      `has ${foreign} results in another format than this program's, which says what data and program a result is from; start with --restart, which forgets them, or with another --out`,
    );
  const stale = new Map<string, number>();
  const unusable: RunFolderError[] = [];
  let [count, all] = [0, 0];
  for (const job of jobs) {
    if (job.key === undefined) continue;
    try {
      if (await store.read(job)) all++;
    } catch (error) {
      if (error instanceof StaleResult) {
        count++;
        for (const change of error.mixed) stale.set(change, (stale.get(change) ?? 0) + 1);
      } else if (error instanceof RunFolderError) unusable.push(error);
      else throw error;
    }
  }
  if (unusable.length > 0) {
    const more = unusable.length > 1 ? `\n(${unusable.length} such files)` : "";
    throw new RunFolderError(unusable[0]!.path, `${unusable[0]!.problem}${more}`);
  }
  if (count === 0) return;
  const changed = [...stale].map(
    ([change, runs]) => `  ${change}: ${runs} ${runs === 1 ? "result" : "results"}`,
  );
  throw new RunFolderError(
    dir,
    `${count} of its ${count + all} results were computed from something else than a run of now would be:\n${changed.join("\n")}\nPut that back and start again; or start with --accept-mixed, which keeps them and marks them in runs.csv, summary and report; or with --restart, which does all runs again; or with another --out`,
  );
}

async function refuseForeign(dir: string): Promise<void> {
  const entries: string[] = await readdir(dir).catch(() => []);
  if (existsSync(join(dir, POINTS)) || entries.every((name) => OWN.test(name))) return;
  throw new RunFolderError(
    dir,
    "holds something that is not a sweep; name another folder with --out, or clear it",
  );
}
