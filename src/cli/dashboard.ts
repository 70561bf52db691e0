/**
 * What the dashboard's server knows and tells: rows of all runs, one run or sweep in full, and to pages that listen what has
 * changed since. It looks at the disk only while a page listens.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Configs } from "../dashboard/configs.js";
import { LIVE_FILE, type LiveLine, parseLive } from "../dashboard/live.js";
import { type PackedSweepView, packView } from "../dashboard/packed-sweep.js";
import type { RunRow, RunsAnswer } from "../dashboard/rows.js";
import type { RunView } from "../dashboard/view.js";
import { LiveReader } from "../node/live-reader.js";
import { regularSize } from "../node/looked-at.js";
import { runView } from "../node/run-view.js";
import { RunsIndex } from "../node/runs-index.js";
import { SummaryReader } from "../node/summary-reader.js";
import { SweepReader } from "../node/sweep-view.js";

/** ms between looks at runs that are under way, and between looks for new and changed ones. */
const LIVE_EVERY = 300;
const ROWS_EVERY = 1500;
/** ms for which results of a sweep are read before the page is answered; the rest comes with its next question. */
const READ_MS = 250;
/** Bytes of live.jsonl that are told at a time. */
const CHUNK = 1e6;

/** What pages are told while they listen. */
export type Told =
  | {
      readonly event: "rows";
      readonly data: Omit<RunsAnswer, "controls" | "root"> & { readonly gone: readonly string[] };
    }
  | { readonly event: "live"; readonly data: { readonly id: string; readonly lines: readonly LiveLine[] } };

export class Dashboard {
  private readonly logs = new LiveReader();
  private readonly summaries = new SummaryReader();
  private readonly index: RunsIndex;
  private readonly sweeps = new SweepReader(this.logs, this.summaries);
  private readonly listeners = new Set<(told: Told) => void>();
  private rows = new Map<string, RunRow>();
  /** Bytes of live.jsonl that were told, by run. */
  private readonly told = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private looked = 0;

  constructor(
    readonly root: string,
    private readonly controls: boolean,
  ) {
    this.index = new RunsIndex(root, this.logs, this.summaries);
  }

  async answer(): Promise<RunsAnswer> {
    await this.look();
    return {
      root: this.root,
      rows: [...this.rows.values()],
      measures: this.index.measures,
      controls: this.controls,
    };
  }

  async configs(): Promise<Configs> {
    await this.look();
    return this.index.configs();
  }

  /** The folder of a run or sweep of the table; undefined for any other id. */
  async folder(id: string): Promise<{ readonly dir: string; readonly row: RunRow } | undefined> {
    if (!this.rows.has(id)) await this.look();
    const row = this.rows.get(id);
    return row && { row, dir: id === "." ? this.root : join(this.root, id) };
  }

  /** @returns  undefined for an unknown id @throws RunFolderError where it cannot be read */
  async view(id: string): Promise<RunView | PackedSweepView | undefined> {
    await this.look();
    const found = await this.folder(id);
    if (!found) return undefined;
    return found.row.type === "run"
      ? await runView(found.dir, found.row)
      : packView(this.sweeps.view(found.dir, found.row, READ_MS));
  }

  /** @returns  stops listening */
  listen(listener: (told: Told) => void): () => void {
    this.listeners.add(listener);
    this.wait();
    return () => void this.listeners.delete(listener);
  }

  close(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }

  /** One look after the other, however long they take. */
  private wait(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(async () => {
      if (Date.now() - this.looked >= ROWS_EVERY) await this.look().catch(() => {});
      this.tellLive();
      this.timer = undefined;
      if (this.listeners.size > 0) this.wait();
    }, LIVE_EVERY);
  }

  private async look(): Promise<void> {
    this.looked = Date.now();
    const before = this.rows;
    const now = await this.index.rows();
    this.rows = new Map(now.map((row) => [row.id, row]));
    // A row that has not been read again is the same object.
    const changed = now.filter((row) => {
      const old = before.get(row.id);
      return row !== old && JSON.stringify(row) !== JSON.stringify(old);
    });
    const gone = [...before.keys()].filter((id) => !this.rows.has(id));
    if (changed.length + gone.length > 0)
      this.tell({ event: "rows", data: { rows: changed, measures: this.index.measures, gone } });
  }

  private tellLive(): void {
    for (const { id, state } of this.rows.values()) {
      if (state !== "running") continue;
      const path = join(this.root, id, LIVE_FILE);
      const from = this.told.get(id) ?? sizeOf(path);
      const { text, next } = linesFrom(path, from);
      this.told.set(id, next);
      const lines = parseLive(text).map(({ plan: _, ...line }) => line);
      if (lines.length > 0) this.tell({ event: "live", data: { id, lines } });
    }
  }

  private tell(told: Told): void {
    for (const listener of this.listeners) listener(told);
  }
}

function sizeOf(path: string): number {
  return regularSize(dirname(path), basename(path)) ?? 0;
}

/** Whole lines from a place in a file on, and the place after them. */
function linesFrom(path: string, from: number): { readonly text: string; readonly next: number } {
  const size = sizeOf(path);
  // Begun anew.
  if (size < from) return { text: "", next: 0 };
  if (size === from) return { text: "", next: from };
  try {
    const file = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(Math.min(CHUNK, size - from));
      const read = readSync(file, bytes, 0, bytes.length, from);
      const end = bytes.subarray(0, read).lastIndexOf(10) + 1;
      return { text: bytes.toString("utf8", 0, end), next: from + end };
    } finally {
      closeSync(file);
    }
  } catch {
    return { text: "", next: from };
  }
}
