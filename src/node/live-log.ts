/**
 * Writes live.jsonl while a run or a sweep is under way, for whoever looks on. Nothing that it does can end the run: a disk
 * that refuses costs the line.
 */
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { LiveLine, SweepProgress } from "../dashboard/live.js";
import { LIVE_FILE, LIVE_FOLDER } from "../dashboard/live.js";
import type { Progressing } from "../dashboard/rows.js";
import type { FieldsPicture } from "../dashboard/view.js";

/** ms between lines at least; a run of hours writes one in two seconds. */
const SHORTEST = 400;
const LONGEST = 2000;
/** Lines after which they become rarer. */
const DENSE_LINES = 2000;

type Said = { -readonly [K in keyof Omit<LiveLine, "at">]: LiveLine[K] };

export class LiveLog {
  private file: number | undefined;
  private readonly started = performance.now();
  private last = -Infinity;
  private waiting: Said = {};

  /** @param fresh  whether an earlier log is forgotten */
  constructor(
    private readonly dir: string,
    fresh: boolean,
    first: Said,
  ) {
    attempt(() => {
      if (fresh) removeLive(dir);
      this.file = openSync(join(dir, LIVE_FILE), "a");
    });
    this.write(first);
  }

  progress(progress: Progressing): void {
    this.waiting.progress = progress;
    this.due();
  }

  sweep({ failures = [], added = [], ...counts }: SweepProgress): void {
    const allFailed = [...(this.waiting.sweep?.failures ?? []), ...failures];
    const allAdded = [...(this.waiting.sweep?.added ?? []), ...added];
    this.waiting.sweep = {
      ...counts,
      ...(allFailed.length > 0 ? { failures: allFailed } : {}),
      ...(allAdded.length > 0 ? { added: allAdded } : {}),
    };
    this.due();
  }

  notice(text: string): void {
    this.waiting.notices = [...(this.waiting.notices ?? []), text];
    this.due();
  }

  /** A picture of receptive fields. @param png  its bytes */
  fields(picture: FieldsPicture, png: Uint8Array): void {
    attempt(() => {
      mkdirSync(join(this.dir, LIVE_FOLDER), { recursive: true });
      writeFileSync(join(this.dir, picture.file), png);
      // Of two pictures between two lines the later one would hide the earlier.
      if (this.waiting.fields) this.write(this.waiting);
      this.waiting.fields = picture;
    });
    this.due();
  }

  end(end: NonNullable<LiveLine["end"]>): void {
    this.write({ ...this.waiting, end });
    attempt(() => {
      if (this.file !== undefined) closeSync(this.file);
    });
    this.file = undefined;
  }

  private due(): void {
    const now = performance.now();
    const interval = Math.min(LONGEST, Math.max(SHORTEST, (now - this.started) / DENSE_LINES));
    if (now - this.last >= interval) this.write(this.waiting);
  }

  private write(said: Said): void {
    this.waiting = {};
    this.last = performance.now();
    attempt(() => {
      if (this.file !== undefined)
        writeSync(this.file, `${JSON.stringify({ at: new Date().toISOString(), ...said })}\n`);
    });
  }
}

/** Take away what an earlier run has told. */
export function removeLive(dir: string): void {
  for (const name of [LIVE_FILE, LIVE_FOLDER]) rmSync(join(dir, name), { recursive: true, force: true });
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Whoever looks on sees less; the run goes on.
  }
}
