/** A run that holds its folder, from here to its report: what `run` and `resume` have in common. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Saved } from "../core/saved.js";
import type { KindResult, KindSpec } from "../experiment/kind.js";
import { type ExperimentSpec, kindOf } from "../experiment/kinds/index.js";
import { runExperiment } from "../node/run.js";
import { type RunFolder, writeRunFolder } from "../node/run-folder.js";
import { diskTrouble, RunFolderError } from "../node/run-folder-error.js";
import { checkpointNames, type RunInProgress } from "../node/unfinished.js";
import { type Checkpoint, CheckpointError } from "../report/formats/checkpoint.js";
import { metricsDocument } from "../report/run-files.js";
import { print } from "./command.js";
import { EXIT, printable } from "./errors.js";
import { helperThreads } from "./helpers/threads.js";
import { type Interruption, listen } from "./interrupt.js";
import { LiveRun } from "./live-run.js";
import { openPage } from "./open-page.js";
import { progressView } from "./progress.js";
import { styled } from "./terminal.js";

export interface RunRequest {
  readonly run: RunInProgress;
  readonly spec: ExperimentSpec;
  /** The file that the experiment stands for. */
  readonly file: string;
  readonly processors: number;
  /** That share the columns of a layer in training; undefined: as many as pay. */
  readonly threads: number | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Whether the report opens in the browser. */
  readonly open: boolean;
  /** What to resume from, and its file. */
  readonly from?: Checkpoint & { readonly file: string };
}

/** Of this program. */
export function versionOf(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** How a run is resumed: one with modules needs leave for them. */
export function resumeCommand(dir: string, modules: Readonly<Record<string, string>> = {}): string {
  return `spikion resume ${dir}${Object.keys(modules).length > 0 ? " --allow-modules" : ""}`;
}

/** @returns  the exit code */
export async function executeRun(request: RunRequest): Promise<number> {
  const { run, spec, quiet } = request;
  const keeps = checkpointsOf(spec) !== undefined;
  const resume = resumeCommand(run.dir, run.begun.modules);
  const interruption = listen(quiet, keeps ? `\nto resume later: ${resume}` : "");
  const live = new LiveRun(run.dir, spec, request.from?.about.done);
  try {
    const result = await compute(request, interruption, live);
    live.progress({ phase: "report", done: 0, total: 1, unit: "report" });
    const { interrupted } = result.metrics;
    const { config, startedAt, modules } = run.begun;
    await writeRunFolder(run.dir, {
      resolvedYaml: config,
      spec,
      result,
      startedAt: new Date(startedAt),
      finishedAt: new Date(),
      interrupted,
      ...(modules ? { modules } : {}),
      // What will go on keeps them where they grow.
      ...(interrupted && keeps ? {} : { records: run.records }),
    }).catch(async (error: unknown) => {
      const trouble = diskTrouble(error);
      if (trouble === undefined) throw error;
      const then =
        (await checkpointNames(run.dir)).length > 0
          ? `the last checkpoint is kept; fix that, then: ${resume}`
          : "fix that and run again";
      throw new RunFolderError(run.dir, `the results cannot be written: ${trouble}; ${then}`);
    });
    run.records.close();
    live.end(interrupted ? "interrupted" : "finished");
    if (interrupted && keeps) await run.leave();
    else await run.finish();
    await tellResult({ ...request, dir: run.dir }, result);
    return interrupted ? EXIT.interrupted : EXIT.done;
  } catch (error) {
    run.records.close();
    live.end("failed", error instanceof Error ? error.message : String(error));
    await run.abandon().catch(() => {});
    throw error;
  } finally {
    interruption.release();
  }
}

/** How often the run is kept, of kinds that take long enough for it. */
function checkpointsOf({ checkpoint }: KindSpec) {
  return checkpoint;
}

async function compute(request: RunRequest, interruption: Interruption, live: LiveRun) {
  const { run, spec, file, processors, threads, quiet, from } = request;
  const view = progressView(quiet);
  const notice = (text: string): void => {
    live.notice(text);
    process.stderr.write(`${styled(printable(text), "yellow", process.stderr)}\n`);
  };
  const observe = live.observe();
  const every = checkpointsOf(spec);
  const write = keeper(run, kindOf(spec.kind).step, notice);
  return await runExperiment(spec, {
    progress: (p) => {
      live.progress(p);
      view.update(p);
    },
    ...(observe ? { observe } : {}),
    records: run.records,
    signal: interruption.signal,
    ...(threads === undefined ? {} : { threads }),
    helpers: helperThreads(processors, {
      resolvedYaml: run.begun.config,
      file: from ? join(run.dir, "config.resolved.yaml") : file,
      dataHash: run.begun.dataHash,
      modules: run.begun.modules ?? {},
    }),
    notice,
    ...(every
      ? { checkpoint: { every, write, ...(from ? { from: from.saved, file: from.file } : {}) } }
      : {}),
  }).finally(() => view.stop());
}

/** Writes checkpoints; a disk that refuses is said once and does not end the run. */
function keeper(run: RunInProgress, unit: string, notice: (text: string) => void) {
  let said = "";
  let good: number | undefined;
  return async (saved: Saved, done: number): Promise<void> => {
    try {
      await run.keep(saved, done);
      good = done;
      said = "";
    } catch (error) {
      const trouble = error instanceof CheckpointError ? error.message : diskTrouble(error);
      if (trouble === undefined) throw error;
      const last =
        good === undefined
          ? "none of this session is on the disk"
          : `the last good one is of ${unit} ${good}`;
      if (said !== trouble)
        notice(
          `${run.dir}: the checkpoint of ${unit} ${done} cannot be written: ${trouble}; ${last}, and the run continues`,
        );
      said = trouble;
    }
  };
}

/** Of a run that is finished already: its figures as if it had just ended, from its folder. */
export async function tellFinished(told: Told, { manifest, result }: RunFolder): Promise<void> {
  const when = manifest.finishedAt.replace(/T(\d\d:\d\d).*$/, " $1 UTC");
  process.stderr.write(
    `${told.dir} is this very run, finished ${when}: same config, data and program. To run it again: --again\n`,
  );
  await tellResult(told, result);
}

export interface Told {
  readonly dir: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly open: boolean;
}

/** The table or the metrics of a finished run, where its report is, and the report itself where asked for. */
export async function tellResult({ dir, json, quiet, open }: Told, result: KindResult): Promise<void> {
  const report = join(dir, "report.html");
  if (json) await print(`${JSON.stringify(metricsDocument(result.metrics))}\n`);
  else if (!quiet) {
    const { summaryTable } = await import("./summary.js");
    await print(`${summaryTable(result)}report: ${styled(report, "green")}\n`);
  }
  if (json && !quiet) process.stderr.write(`report: ${report}\n`);
  if (open) openPage(pathToFileURL(resolve(report)).href);
}
