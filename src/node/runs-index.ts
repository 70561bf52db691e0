/** The runs and sweeps below a folder, as rows: of each only what a table needs is read, and only when it has changed. */
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { type Configs, configValues, packed } from "../dashboard/configs.js";
import { courseOf, LIVE_FILE, parseLive } from "../dashboard/live.js";
import type { MeasureInfo, Progressing, RunRow, RunState } from "../dashboard/rows.js";
import { kindOf } from "../experiment/kinds/index.js";
import { type Manifest, manifestSchema } from "../report/manifest.js";
import { parseMetrics } from "../report/run-files.js";
import { LiveReader } from "./live-reader.js";
import { lockOf } from "./lock.js";
import { linkedPart, textOf } from "./looked-at.js";
import { readManifest } from "./run-folder.js";
import { sha256 } from "./sha256.js";
import { shardsIn } from "./shard-notes.js";
import { SummaryReader } from "./summary-reader.js";
import { readBegun } from "./unfinished.js";

/** Folders within folders that are looked into. */
const DEEPEST = 4;
/** Bytes at the end of live.jsonl in which its last words are. */
const TAIL = 8192;

/** The complete config in a run's folder. */
const CONFIG = "config.resolved.yaml";

/** ms that a folder must have stood still: two changes within one tick of the disk's clock have one time. */
const STILL_MS = 2000;

interface Known {
  readonly dir: string;
  readonly changed: number;
  /** Whether it had stood still when it was read. */
  readonly still: boolean;
  readonly row: RunRow;
}

export class RunsIndex {
  /** Of all measures that were seen. */
  readonly measures: Record<string, MeasureInfo> = {};
  private known = new Map<string, Known>();
  /** Configs that were read. */
  private readonly groups = new Map<string, Readonly<Record<string, string>>>();

  /** @param root  a folder; it may be that of a single run */
  constructor(
    readonly root: string,
    private readonly logs = new LiveReader(),
    private readonly summaries = new SummaryReader(),
  ) {}

  /** Rows as they are now, by folder. */
  async rows(): Promise<RunRow[]> {
    const found = new Map<string, Known>();
    const knownChange = (id: string) => {
      const before = this.known.get(id);
      return before?.still ? before.changed : undefined;
    };
    for (const { id, dir, changed, type } of foldersBelow(this.root, knownChange)) {
      const before = this.known.get(id);
      const settled = before?.row.state === "finished" || before?.row.state === "unreadable";
      const still = Date.now() - changed > STILL_MS;
      const of = type ?? before?.row.type;
      if (type === undefined && before && settled) found.set(id, before);
      else if (of) found.set(id, { dir, changed, still, row: await this.row(id, dir, of) });
    }
    this.known = found;
    return [...found.values()].map(({ row }) => row);
  }

  /** Configs of the rows that were read last, by their groups. */
  configs(): Configs {
    const found = new Map<string, Readonly<Record<string, string>>>();
    for (const { row, dir } of this.known.values()) {
      if (row.group === "" || found.has(row.group)) continue;
      const known = this.groups.get(row.group) ?? configValues(textOf(join(dir, CONFIG)) ?? "");
      this.groups.set(row.group, known);
      found.set(row.group, known);
    }
    return packed(found);
  }

  private async row(id: string, dir: string, type: RunRow["type"]): Promise<RunRow> {
    const read = async () => {
      const linked = linkedPart(dir);
      if (linked !== undefined) return { ...EMPTY, type, state: "unreadable" as const, problem: linked };
      return await (type === "sweep" ? this.sweepRow(dir) : this.runRow(dir));
    };
    const row = await read().catch(
      (error: Error): RunRow => ({
        ...EMPTY,
        type,
        state: "unreadable",
        problem: `${dir}: ${error.message}`,
      }),
    );
    return { ...row, id, name: row.name === "" ? basename(dir) : row.name };
  }

  private async runRow(dir: string): Promise<RunRow> {
    const begun = existsSync(join(dir, "checkpoints")) ? await readBegun(dir).catch(() => null) : null;
    const finished = begun ? await readManifest(dir).catch(() => null) : await manifestOrProblem(dir);
    if (finished instanceof Error) return { ...EMPTY, state: "unreadable", problem: finished.message };
    if (begun && (finished?.startedAt !== begun.startedAt || finished.interrupted)) {
      const running = (await lockOf(dir)) !== null;
      const progress = lastProgress(dir);
      if (running || !finished)
        return {
          ...EMPTY,
          ...headOf(begun.config),
          state: running ? "running" : "unfinished",
          started: begun.startedAt,
          seconds: secondsTo(begun.startedAt, running ? new Date() : lastWritten(dir)),
          ...(progress ? { progress } : {}),
        };
    }
    if (!finished) return { ...EMPTY, state: "unreadable", problem: `${dir}: holds no run` };
    const { kind, seed, name, startedAt, finishedAt, interrupted } = finished;
    const of = { kind, seed, name, started: startedAt, seconds: secondsTo(startedAt, new Date(finishedAt)) };
    try {
      const { group } = headOf(readFileSync(join(dir, CONFIG), "utf8"));
      const state: RunState = interrupted ? "interrupted" : "finished";
      return {
        ...EMPTY,
        ...of,
        group,
        state,
        ...this.measured(kind, readFileSync(join(dir, "metrics.json"), "utf8")),
      };
    } catch (error) {
      return { ...EMPTY, ...of, state: "unreadable", problem: (error as Error).message };
    }
  }

  private async sweepRow(dir: string): Promise<RunRow> {
    const shards = shardsIn(dir);
    const locked = (await lockOf(dir)) !== null;
    const running = locked || shards.some(({ alive }) => alive);
    const lines = this.logs.lines(dir);
    const last = lines.findLast((line) => line.sweep)?.sweep;
    const plan = lines.findLast((line) => line.plan)?.plan as
      | { name?: string; kind?: string; jobs?: { key?: unknown }[] }
      | undefined;
    const summary = running ? undefined : this.summaries.read(dir);
    const started = lines[0]?.at ?? null;
    const points = summary
      ? { done: summary.runs.done, failed: summary.runs.failed, total: sum(summary.runs) }
      : {
          done: (locked ? last?.done : undefined) ?? resultsOf(dir, plan?.jobs) ?? last?.done ?? 0,
          failed: [...lines.flatMap((line) => line.sweep ?? []), ...shards].flatMap(
            ({ failures }) => failures ?? [],
          ).length,
          total: plan?.jobs?.length ?? 0,
        };
    const under = locked ? (last?.running ?? 0) : shards.reduce((sum, { running }) => sum + running, 0);
    const whole = summary !== undefined && points.done + points.failed === points.total;
    return {
      ...EMPTY,
      type: "sweep",
      name: summary?.name ?? plan?.name ?? "",
      kind: plan?.kind ?? "",
      state: running ? "running" : whole ? "finished" : "unfinished",
      started,
      seconds: started === null ? null : secondsTo(started, running ? new Date() : lastWritten(dir)),
      points,
      ...(running && (last || !locked)
        ? {
            progress: {
              phase: "sweep",
              unit: "runs",
              done: points.done,
              total: points.total,
              share: points.total > 0 ? (points.done + under) / points.total : undefined,
            },
          }
        : {}),
    };
  }

  private measured(kind: string, metrics: string): Pick<RunRow, "measures" | "headline" | "interval"> {
    const all = kindOf(kind).measures(parseMetrics(kind, metrics));
    for (const { name, unit, doc } of all) this.measures[name] ??= { unit, doc };
    const first = all.find(({ interval }) => interval !== undefined);
    return {
      measures: Object.fromEntries(all.flatMap((m) => (Number.isFinite(m.value) ? [[m.name, m.value]] : []))),
      headline: first?.name ?? null,
      interval: first?.interval ?? null,
    };
  }
}

const EMPTY: RunRow = {
  id: "",
  type: "run",
  name: "",
  kind: "",
  seed: "",
  state: "finished",
  started: null,
  seconds: null,
  group: "",
  headline: null,
  interval: null,
  measures: {},
};

interface Folder {
  readonly id: string;
  readonly dir: string;
  /** When an entry of it was last made, renamed or removed. */
  readonly changed: number;
  /** Absent where it is as it was. */
  readonly type?: RunRow["type"];
}

/** @param knownChange  of a folder that is a run or sweep already */
function* foldersBelow(
  root: string,
  knownChange: (id: string) => number | undefined,
  id = "",
  depth = 0,
): Generator<Folder> {
  const dir = id === "" ? root : join(root, id);
  const name = id === "" ? "." : id;
  const changed = attempt(() => statSync(dir).mtimeMs);
  if (changed === undefined) return;
  if (knownChange(name) === changed) {
    yield { id: name, dir, changed };
    return;
  }
  const entries = attempt(() => readdirSync(dir, { withFileTypes: true })) ?? [];
  const names = new Set(entries.map((entry) => entry.name));
  if (names.has("manifest.json") || names.has("checkpoints")) yield { id: name, dir, changed, type: "run" };
  else if (names.has("points") || names.has("summary.json")) yield { id: name, dir, changed, type: "sweep" };
  else if (depth < DEEPEST)
    for (const entry of entries)
      if (entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
        yield* foldersBelow(root, knownChange, id === "" ? entry.name : `${id}/${entry.name}`, depth + 1);
}

/** Read in one go, as there may be thousands; what is wrong with one is found out with care. */
async function manifestOrProblem(dir: string): Promise<Manifest | Error> {
  const path = join(dir, "manifest.json");
  const parsed = attempt(() =>
    lstatSync(path).isFile() ? manifestSchema.safeParse(JSON.parse(readFileSync(path, "utf8"))) : undefined,
  );
  if (parsed?.success) return parsed.data;
  return await readManifest(dir).catch((error: Error) => error);
}

/** What a resolved config says in its first lines, without reading it as YAML, which takes as long as all else. */
function headOf(config: string): Pick<RunRow, "kind" | "name" | "seed" | "group"> {
  const of = (key: string) =>
    new RegExp(`^${key}: *(.*)$`, "m").exec(config)?.[1]?.replace(/^(["'])(.*)\1$/, "$2") ?? "";
  const rest = config.replace(/^seed: .*\n/m, "");
  return { kind: of("kind"), name: of("name"), seed: of("seed"), group: sha256(rest).slice(0, 16) };
}

/** Results that are there, of those that are planned; of all where no plan is known. */
function resultsOf(dir: string, jobs: readonly { key?: unknown }[] | undefined): number | undefined {
  const names = attempt(() => readdirSync(join(dir, "points")));
  if (!names || !Array.isArray(jobs)) return names?.length;
  const there = new Set(names);
  return jobs.filter((job) => there.has(`${String(job?.key)}.json`)).length;
}

function sum({ done, failed, missing }: { done: number; failed: number; missing: number }): number {
  return done + failed + missing;
}

function lastProgress(dir: string): Progressing | undefined {
  return courseOf(parseLive((textOf(join(dir, LIVE_FILE)) ?? "").slice(-TAIL))).progress;
}

/** Of a sweep that shards filled the last result: none of them writes its log. */
function lastWritten(dir: string): Date {
  const times = [LIVE_FILE, "points"].flatMap(
    (name) => attempt(() => statSync(join(dir, name)).mtimeMs) ?? [],
  );
  return times.length > 0 ? new Date(Math.max(...times)) : statSync(dir).mtime;
}

/** s, not below 0. */
function secondsTo(from: string, to: Date): number {
  return Math.max(0, (to.getTime() - new Date(from).getTime()) / 1000);
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
