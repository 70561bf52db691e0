/**
 * What shards of a sweep tell whoever looks on. Each has a file of its own in `shards/`, so that any number may write at
 * once, on any machine; it is renewed while the shard runs, and is gone when all has ended well.
 */
import { lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import type { FailedRun } from "../dashboard/live.js";
import { textOf } from "./looked-at.js";
import { temporaryName } from "./temporary.js";
import { placeName } from "./whereabouts.js";

const FOLDER = "shards";
/** ms between two notes at least, and at most. */
const SHORTEST = 1000;
const LONGEST = 5000;
/** Age from which a shard that was not heard of counts as gone, ms. */
const GONE_AFTER_MS = 30_000;
const MOST_BYTES = 1e6;
/** Failed runs that a note names. */
const MOST_FAILURES = 100;
const NOTE = /^\d+-of-\d+-[0-9a-f]{8}-\d+\.json$/;

const noteSchema = z.object({
  index: z.number(),
  of: z.number(),
  host: z.string(),
  pid: z.number(),
  /** Runs that are its own, and those of them that have a result. */
  own: z.number(),
  done: z.number(),
  /** What is done of those under way, in runs. */
  running: z.number(),
  failures: z.array(z.object({ point: z.record(z.string(), z.string()), seed: z.string(), why: z.string() })),
  ended: z.boolean(),
});
type Note = z.infer<typeof noteSchema>;

/** A shard as its note says. */
export interface ShardNote extends Omit<Note, "ended"> {
  /** It has not ended, and was heard of just now. */
  readonly alive: boolean;
}

/** Nothing that it does can end the shard: a disk that refuses costs the note. */
export class ShardLog {
  private readonly path: string;
  private note: Note;
  private told = -Infinity;
  private readonly timer: NodeJS.Timeout;

  /** @param shard  its number, from 1 on, and how many there are @param own  runs that are its own */
  constructor(
    private readonly dir: string,
    { index, of }: { readonly index: number; readonly of: number },
    own: number,
  ) {
    const place = `${index}-of-${of}-`;
    this.path = join(dir, FOLDER, `${place}${placeName()}-${process.pid}.json`);
    this.note = {
      index,
      of,
      host: hostname(),
      pid: process.pid,
      own,
      done: 0,
      running: 0,
      failures: [],
      ended: false,
    };
    clearShards(dir, place);
    this.write();
    this.timer = setInterval(() => this.write(), LONGEST);
    this.timer.unref();
  }

  progress(done: number, running: number): void {
    this.note = { ...this.note, done, running };
    if (performance.now() - this.told >= SHORTEST) this.write();
  }

  failed(failure: FailedRun): void {
    if (this.note.failures.length < MOST_FAILURES)
      this.note = { ...this.note, failures: [...this.note.failures, failure] };
  }

  /** A note stays where runs have failed: it says why. */
  end(): void {
    clearInterval(this.timer);
    this.note = { ...this.note, running: 0, ended: true };
    if (this.note.failures.length > 0) this.write();
    else attempt(() => rmSync(this.path, { force: true }));
    removeEmpty(this.dir);
  }

  private write(): void {
    this.told = performance.now();
    const fresh = join(this.dir, FOLDER, temporaryName("shard"));
    attempt(() => {
      mkdirSync(join(this.dir, FOLDER), { recursive: true });
      writeFileSync(fresh, `${JSON.stringify(this.note)}\n`, { flag: "wx" });
      renameSync(fresh, this.path);
    });
  }
}

/** Shards that run, and those that have left word of runs that failed, in their order. */
export function shardsIn(dir: string): ShardNote[] {
  return filesIn(dir)
    .flatMap(({ path, age }) => {
      const note = noteIn(path);
      if (!note) return [];
      const { ended, ...rest } = note;
      return [{ ...rest, alive: !ended && age < GONE_AFTER_MS }];
    })
    .filter(({ alive, failures }) => alive || failures.length > 0)
    .sort((a, b) => a.index - b.index || a.of - b.of || a.pid - b.pid);
}

/** Forget shards that have ended or are gone. @param of  what the names of those that are meant begin with */
export function clearShards(dir: string, of = ""): void {
  for (const { path, name, age } of filesIn(dir))
    if (name.startsWith(of) && (age >= GONE_AFTER_MS || noteIn(path)?.ended !== false))
      attempt(() => rmSync(path, { force: true }));
  removeEmpty(dir);
}

/** Not where others have notes. */
function removeEmpty(dir: string): void {
  attempt(() => rmdirSync(join(dir, FOLDER)));
}

function noteIn(path: string): Note | undefined {
  try {
    return noteSchema.parse(JSON.parse(textOf(path, MOST_BYTES) ?? ""));
  } catch {
    return undefined;
  }
}

function filesIn(dir: string): { readonly path: string; readonly name: string; readonly age: number }[] {
  const folder = join(dir, FOLDER);
  try {
    // One that is a link may lead anywhere.
    if (!lstatSync(folder).isDirectory()) return [];
    return readdirSync(folder)
      .filter((name) => NOTE.test(name))
      .flatMap((name) => {
        const path = join(folder, name);
        const found = lstatSync(path, { throwIfNoEntry: false });
        return found ? [{ path, name, age: Date.now() - found.mtimeMs }] : [];
      });
  } catch {
    return [];
  }
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Whoever looks on sees less; the shard goes on.
  }
}
