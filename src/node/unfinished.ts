/**
 * A run that is under way, or was cut short, in its folder:
 *
 *   config.resolved.yaml      the whole config
 *   run.lock                  who runs it, while it runs
 *   live.jsonl, live/*.png    what it tells whoever looks on (see live-log.ts)
 *   checkpoints/run.json      when it began, with which config and data
 *   checkpoints/*.growing     recordings of probes with keep: disk (see record-files.ts)
 *   checkpoints/*.checkpoint  the last two, named by the training images shown, or the ticks gone by
 *
 * A checkpoint is written beside, synced and renamed: at any moment the last good one is whole.
 */
import { constants, existsSync } from "node:fs";
import { access, lstat, readdir, readFile, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import * as z from "zod";
import type { Saved } from "../core/saved.js";
import {
  type Checkpoint,
  CheckpointError,
  MAX_CHECKPOINT,
  readCheckpoint,
  writeCheckpoint,
} from "../report/formats/checkpoint.js";
import { removeLive } from "./live-log.js";
import { acquireLock, LOCK_FILE, type Lock } from "./lock.js";
import { RecordFiles } from "./record-files.js";
import { makeFolder, replaceFile } from "./replace.js";
import { diskTrouble, RunFolderError } from "./run-folder-error.js";
import { sha256, sha256Bytes } from "./sha256.js";
import { clearLitter } from "./temporary.js";

const FOLDER = "checkpoints";
const BEGUN = join(FOLDER, "run.json");
/** As many digits as a whole number can have. */
const DIGITS = 16;
const NAME = /^\d{12,16}\.checkpoint$/;
const KEPT = 2;
/** Twice what a config may have. */
const MAX_BEGUN = 2_000_000;

const begunSchema = z.object({
  format: z.literal("spikion-unfinished"),
  formatVersion: z.literal(1),
  version: z.string(),
  startedAt: z.iso.datetime(),
  /** config.resolved.yaml when the run began, and its sha256. */
  config: z.string(),
  configHash: z.string(),
  dataHash: z.string().nullable(),
  /** sha256 of the files of the user's modules, by absolute path; absent in runs begun before they were kept. */
  modules: z.record(z.string(), z.string()).optional(),
});
/** What checkpoints/run.json holds. */
export type Begun = z.infer<typeof begunSchema>;

/** @throws Error where no run was begun at `dir` */
export async function readBegun(dir: string): Promise<Begun> {
  const path = join(dir, BEGUN);
  const found = await lstat(path);
  if (!found.isFile()) throw new Error(`${path} is no regular file`);
  if (found.size > MAX_BEGUN) throw new Error(`${path} is too large`);
  return begunSchema.parse(JSON.parse(await readFile(path, "utf8")));
}

/** Names of the checkpoints in a run's folder, oldest first. */
export async function checkpointNames(dir: string): Promise<string[]> {
  const names: string[] = await readdir(join(dir, FOLDER)).catch(() => []);
  return names.filter((name) => NAME.test(name)).sort();
}

/** Whether a folder holds at most what a run leaves that is killed before its first checkpoint. */
export async function hasNoCheckpoint(dir: string, entries: readonly string[]): Promise<boolean> {
  const trace = (name: string) => name === LOCK_FILE || name.includes(".partial-");
  if (!entries.every((name) => trace(name) || name === FOLDER)) return false;
  const within: string[] = await readdir(join(dir, FOLDER)).catch(() => []);
  return within.every(trace);
}

export interface Newest {
  /** Absent where there is none that can be used. */
  readonly checkpoint?: Checkpoint;
  /** Where it is. */
  readonly file?: string;
  /** What is wrong with newer ones; they were put aside. */
  readonly damaged: readonly string[];
}

/** A run that holds its folder. */
export class RunInProgress {
  /** Recordings that grow while it runs. */
  readonly records: RecordFiles;

  private constructor(
    readonly dir: string,
    readonly begun: Begun,
    private readonly lock: Lock,
  ) {
    this.records = new RecordFiles(join(dir, FOLDER));
  }

  /**
   * Begin a run at `dir`.
   * @param admit  asked once nobody else can change the folder; throws where it is no place for this run
   * @throws RunFolderError where that cannot be: another run, no permission, no room
   */
  static async begin(
    dir: string,
    about: Omit<Begun, "format" | "formatVersion" | "configHash">,
    admit: () => Promise<void> = async () => {},
  ) {
    const begun: Begun = {
      format: "spikion-unfinished",
      formatVersion: 1,
      ...about,
      configHash: sha256(about.config),
    };
    const lock = await locked(dir, true);
    try {
      await admit();
    } catch (error) {
      await lock.release();
      throw error;
    }
    const run = new RunInProgress(dir, begun, lock);
    try {
      await rm(join(dir, FOLDER), { recursive: true, force: true });
      await run.lay();
      return run;
    } catch (error) {
      await run.abandon();
      throw refusal(dir, error);
    }
  }

  /** Open the run that was begun at `dir` again. @throws RunFolderError where none was, or another process is at it */
  static async reopen(dir: string): Promise<RunInProgress> {
    await readBegun(dir).catch(() => {
      throw new RunFolderError(dir, "holds no unfinished run; spikion run begins one");
    });
    const lock = await locked(dir, false);
    return new RunInProgress(dir, await readBegun(dir), lock);
  }

  private async lay(): Promise<void> {
    await makeFolder(join(this.dir, FOLDER));
    // First, so that a folder with anything else in it is known as this run's.
    await replaceFile(join(this.dir, BEGUN), `${JSON.stringify(this.begun, null, 2)}\n`);
    await replaceFile(join(this.dir, "config.resolved.yaml"), this.begun.config);
  }

  /** Write a checkpoint and let go of all but the last two. @throws what the disk says; the last good one stays */
  async keep(saved: Saved, done: number): Promise<void> {
    const { version, configHash, dataHash } = this.begun;
    const bytes = writeCheckpoint(
      { about: { version, configHash, dataHash, done }, saved },
      { sha256: sha256Bytes },
    );
    await this.lock.check();
    const name = `${String(done).padStart(DIGITS, "0")}.checkpoint`;
    try {
      await replaceFile(join(this.dir, FOLDER, name), bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      // Somebody removed the folder under the run: make it anew.
      await this.lay();
      await this.lock.renew();
      await replaceFile(join(this.dir, FOLDER, name), bytes);
    }
    const names = await checkpointNames(this.dir);
    for (const old of names.slice(0, -KEPT)) await rm(join(this.dir, FOLDER, old), { force: true });
  }

  /** The newest checkpoint that is whole and of this run. */
  async newest(): Promise<Newest> {
    const damaged: string[] = [];
    for (const name of (await checkpointNames(this.dir)).reverse()) {
      const path = join(this.dir, FOLDER, name);
      try {
        return { checkpoint: await this.read(path), file: path, damaged };
      } catch (error) {
        if (!(error instanceof CheckpointError)) throw refusal(path, error);
        if (error.whole)
          throw new RunFolderError(
            this.dir,
            `cannot be resumed from: ${error.message}. Use that version, or begin anew with spikion run … --restart`,
          );
        damaged.push(error.message);
        // Out of the sequence, or it would count as the newest for ever.
        await rename(path, `${path}.damaged`);
      }
    }
    return { damaged };
  }

  private async read(path: string): Promise<Checkpoint> {
    const found = await stat(path);
    if (!found.isFile()) throw new CheckpointError(`${path}: is no regular file`);
    const { size } = found;
    if (size > MAX_CHECKPOINT)
      throw new CheckpointError(`${path}: has ${size} bytes; accepted: up to ${MAX_CHECKPOINT}`);
    const checkpoint = readCheckpoint(await readFile(path), path, { sha256: sha256Bytes });
    const { configHash, dataHash } = checkpoint.about;
    if (configHash !== this.begun.configHash || dataHash !== this.begun.dataHash)
      throw new CheckpointError(`${path}: is of another run`);
    return checkpoint;
  }

  /** The results are written and the run is over: nothing is left to resume from. */
  async finish(): Promise<void> {
    await rm(join(this.dir, FOLDER), { recursive: true, force: true });
    await this.lock.release();
  }

  /** Let go of the folder; where there is no checkpoint in it, of what was laid out as well. */
  async abandon(): Promise<void> {
    if ((await checkpointNames(this.dir)).length === 0) {
      await rm(join(this.dir, FOLDER), { recursive: true, force: true });
      const left: string[] = await readdir(this.dir).catch(() => []);
      if (!left.includes("manifest.json")) {
        await rm(join(this.dir, "config.resolved.yaml"), { force: true });
        removeLive(this.dir);
      }
    }
    await this.lock.release();
    await rmdir(this.dir).catch(() => {}); // only where it is empty
  }

  /** Let go of the folder and leave everything in it. */
  async leave(): Promise<void> {
    await this.lock.release();
  }
}

async function locked(dir: string, make: boolean): Promise<Lock> {
  try {
    const lock = make ? await lockedAnew(dir) : await acquireLock(dir);
    await clearLitter(dir);
    await clearLitter(join(dir, FOLDER));
    return lock;
  } catch (error) {
    throw refusal(dir, error);
  }
}

/** More often than a run that ends takes an empty folder away from one that begins. */
const MOST_TRIES = 20;

async function lockedAnew(dir: string): Promise<Lock> {
  for (let tries = 1; ; tries++) {
    await made(dir);
    try {
      return await acquireLock(dir);
    } catch (error) {
      // A run that came to nothing there has removed the folder meanwhile.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT" || tries === MOST_TRIES) throw error;
    }
  }
}

/** The folder and what leads to it. Where that fails the reason is that of the last folder which is there. */
async function made(dir: string): Promise<void> {
  try {
    await makeFolder(dir);
  } catch (error) {
    let parent = dirname(resolve(dir));
    while (!existsSync(parent)) parent = dirname(parent);
    await access(parent, constants.W_OK);
    throw error;
  }
}

function refusal(dir: string, error: unknown): unknown {
  const trouble = diskTrouble(error);
  return trouble === undefined ? error : new RunFolderError(dir, `cannot be written: ${trouble}`);
}
