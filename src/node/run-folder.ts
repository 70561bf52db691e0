/**
 * The folder of one run:
 *
 *   config.resolved.yaml   the whole config, defaults included
 *   manifest.json          hashes, seed, versions, commit, times
 *   metrics.json           the result in numbers
 *   weights.npz            conductance [pre][post] S (ideal synapses: weights), theta V, label (numpy.load opens it);
 *                          of further plastic projections conductance-<name>, flat
 *                          (a figure has curves.csv and figure.svg instead, a choice run has them too)
 *   details.json, .npz     what the report is drawn from
 *   records/*.npy          recordings of probes with keep: disk
 *   report.html            the result in pictures
 *   live.jsonl, live/      what it told while it ran, where it was run by the command line; not part of the result
 *
 * It appears whole or not at all: everything is written and synced in a folder beside it, which is then renamed. Where a
 * run was begun in it (see unfinished.ts) everything is written and synced inside and put in place, the manifest last.
 */
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { nearest } from "../config/suggest.js";
import { isPaired } from "../engine/wasm/pairing.js";
import type { KindFacts, KindResult } from "../experiment/kind.js";
import { type ExperimentResult, type ExperimentSpec, factsOf } from "../experiment/kinds/index.js";
import { ShapeError } from "../experiment/shape.js";
import { NpyError, readNpz } from "../platform/npz.js";
import { aboutExperiment } from "../report/about.js";
import { renderReport } from "../report/html.js";
import { type Manifest, manifestSchema } from "../report/manifest.js";
import { panelsSvg } from "../report/plots/panels.js";
import { assembled, parseDetails, parseMetrics, parseWeights, runFiles } from "../report/run-files.js";
import { dataHashOf, inputHashes, moduleHashes } from "./inputs.js";
import { ownPlots } from "./own-plots.js";
import { codeHash } from "./program.js";
import { provenance } from "./provenance.js";
import type { RecordFiles } from "./record-files.js";
import { replaceFile, replaceFiles, replaceFolder } from "./replace.js";
import { RunFolderError } from "./run-folder-error.js";
import { sha256 } from "./sha256.js";
import { checkpointNames, hasNoCheckpoint, readBegun } from "./unfinished.js";

export { RunFolderError } from "./run-folder-error.js";

export interface RunRecord {
  /** The config with every default filled in, as text. */
  readonly resolvedYaml: string;
  readonly spec: ExperimentSpec;
  readonly result: ExperimentResult;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly interrupted: boolean;
  /** sha256 of its modules when it began; those of now where that is not given. */
  readonly modules?: Readonly<Record<string, string>>;
  /** Recordings on disk; absent where a run that was interrupted goes on with them. */
  readonly records?: RecordFiles;
}

/** All that is needed to render a run again or to test it once more. */
export interface RunFolder {
  readonly resolvedYaml: string;
  readonly manifest: Manifest;
  readonly result: ExperimentResult;
  readonly facts: KindFacts;
}

/**
 * "absent" covers an empty folder; "own": this config's run is there; "unfinished": it is, and left a checkpoint to
 * resume from; "foreign": anything else.
 */
export type RunFolderState = "absent" | "own" | "unfinished" | "foreign";

/** Whether a run of this config may be written at `dir`. */
export async function runFolderState(dir: string, resolvedYaml: string): Promise<RunFolderState> {
  return await stateOf(dir, sha256(resolvedYaml));
}

/**
 * @throws RunFolderError where something is at `dir` that is not a run of this very config; what is there is then
 *   untouched, as after any failure
 */
export async function writeRunFolder(dir: string, record: RunRecord): Promise<void> {
  const { resolvedYaml, spec, result } = record;
  const facts = factsOf(spec);
  const inputs = runFiles(resolvedYaml, result, facts);
  const numbers = inputHashes(resolvedYaml);
  const manifest: Manifest = {
    format: "spikion-run",
    formatVersion: 1,
    name: aboutExperiment(resolvedYaml).name ?? basename(dir),
    kind: spec.kind,
    seed: spec.seed,
    configHash: sha256(resolvedYaml),
    dataHash: dataHashOf(spec),
    modules: { ...(record.modules ?? moduleHashes(resolvedYaml)) },
    ...(numbers ? { inputs: numbers } : {}),
    ...(await provenance()),
    code: codeHash(),
    ...(isPaired() ? { pairedVectors: true } : {}),
    startedAt: record.startedAt.toISOString(),
    finishedAt: record.finishedAt.toISOString(),
    interrupted: record.interrupted,
    files: {
      ...Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [name, sha256(bytes)])),
      ...record.records?.hashes(),
    },
  };
  // Whoever has run the experiment has run its modules.
  const own = await ownPlots(resolvedYaml, join(dir, "config.resolved.yaml"), { allow: "all" });
  const report = await renderReport({ resolvedYaml, manifest, result, facts, own });
  const picture = await pictureOf(result, manifest.name);
  const files = { ...inputs, "manifest.json": json(manifest), "report.html": report, ...picture };
  // Asked last: a run may have taken hours in which somebody else used the place.
  const state = await stateOf(dir, manifest.configHash);
  if (state === "foreign")
    throw new RunFolderError(
      dir,
      "holds something that is not a run of this config; name another folder or clear it",
    );
  if (await readBegun(dir).catch(() => null))
    await replaceFiles(dir, files, "manifest.json", () => record.records?.place(dir) ?? Promise.resolve());
  else await replaceFolder(dir, files);
}

/** The picture of a result that has panels. */
async function pictureOf({ panels, metrics }: KindResult, name: string): Promise<Record<string, string>> {
  return panels ? { "figure.svg": await panelsSvg(metrics.title ?? name, panels) } : {};
}

/** Put a newly rendered report into a run folder, leaving all else. */
export async function writeReport(dir: string, report: string): Promise<void> {
  await replaceFile(join(dir, "report.html"), report);
}

/** Whether `dir` has a manifest of ours, readable or not in the rest. */
export async function isRunFolder(dir: string): Promise<boolean> {
  return (await readManifest(dir).catch(() => null)) !== null;
}

/** @throws RunFolderError naming the file that is missing, was changed, or cannot be read */
export async function readRunFolder(dir: string): Promise<RunFolder> {
  const manifest = await readManifest(dir);
  /** Read a file, hold it against its hash, and make something of it. */
  const part = async <T>(name: string, make: (bytes: Uint8Array) => T): Promise<T> => {
    const bytes = await readPart(dir, name);
    if (sha256(bytes) !== manifest.files[name])
      throw new RunFolderError(
        join(dir, name),
        "is damaged or was changed after the run (its sha256 is not the manifest's)",
      );
    return readable(join(dir, name), () => make(bytes));
  };
  const resolvedYaml = await part("config.resolved.yaml", text);
  const { kind, files } = manifest;
  const metrics = await part("metrics.json", (bytes) => parseMetrics(kind, text(bytes)));
  const trained = Object.hasOwn(files, "weights.npz");
  const weights = trained ? await part("weights.npz", (bytes) => parseWeights(kind, bytes)) : {};
  const arrays = await part("details.npz", (bytes) => readNpz(bytes));
  const details = await part("details.json", (bytes) => parseDetails(kind, text(bytes), arrays));
  const result = readable(join(dir, "weights.npz"), () => assembled({ kind, metrics, details, weights }));
  return { resolvedYaml, manifest, facts: details.facts, result: result as ExperimentResult };
}

async function stateOf(dir: string, configHash: string): Promise<RunFolderState> {
  let entries: string[];
  try {
    entries = await readdir(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "absent";
    return "foreign"; // a file, or a folder that may not be looked into
  }
  if (await hasNoCheckpoint(dir, entries)) return "absent";
  const manifest = await readManifest(dir).catch(() => null);
  const begun = await readBegun(dir).catch(() => null);
  if (begun?.configHash === configHash) {
    const over =
      manifest?.configHash === configHash && !manifest.interrupted && manifest.startedAt === begun.startedAt;
    return !over && (await checkpointNames(dir)).length > 0 ? "unfinished" : "own";
  }
  return !begun && manifest?.configHash === configHash ? "own" : "foreign";
}

/** @throws RunFolderError where there is none, or another thing of that name */
export async function readManifest(dir: string): Promise<Manifest> {
  const path = join(dir, "manifest.json");
  const bytes = await readPart(dir, "manifest.json");
  const parsed = manifestSchema.safeParse(readable(path, () => JSON.parse(text(bytes)) as unknown));
  if (parsed.success) return parsed.data;
  const { path: at, message } = parsed.error.issues[0]!;
  throw new RunFolderError(
    path,
    `is not the manifest of a run (${at.length > 0 ? `${at.join(".")}: ` : ""}${message})`,
  );
}

async function readPart(dir: string, name: string): Promise<Uint8Array> {
  try {
    // To open a pipe would wait for its writer, and a device may have no end.
    if (!(await stat(join(dir, name))).isFile())
      throw new RunFolderError(join(dir, name), "is no regular file; accepted: a file as a run writes it");
    return await readFile(join(dir, name));
  } catch (error) {
    if (error instanceof RunFolderError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") {
      const there = await stat(dir)
        .then((s) => s.isDirectory())
        .catch(() => false);
      throw there
        ? new RunFolderError(join(dir, name), "is missing, so this is not a whole run folder")
        : new RunFolderError(dir, `is not a folder${await nearFolder(dir)}`);
    }
    throw new RunFolderError(join(dir, name), `cannot be read (${code ?? String(error)})`);
  }
}

/** A run of that name, or a folder beside it whose name is near, to be suggested. */
async function nearFolder(dir: string): Promise<string> {
  const below = join("runs", dir);
  if (await isRunFolder(below)) return ` (did you mean "${below}"?)`;
  const entries = await readdir(dirname(dir), { withFileTypes: true }).catch(() => []);
  const near = nearest(
    basename(dir),
    entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
  );
  return near === undefined ? "" : ` (did you mean "${join(dirname(dir), near)}"?)`;
}

/** What `make` returns, its failures named after the file. */
function readable<T>(path: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    // JSON that is nested too deeply: the functions that look through it call themselves for each level.
    if (error instanceof RangeError && /call stack/.test(error.message))
      throw new RunFolderError(path, "cannot be read (it is nested too deeply)");
    const damaged = [SyntaxError, NpyError, ShapeError, TypeError].some((type) => error instanceof type);
    if (damaged) throw new RunFolderError(path, `cannot be read (${(error as Error).message})`);
    throw error;
  }
}

function text(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
