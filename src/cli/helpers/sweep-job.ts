/**
 * Runs of a sweep in a process of their own, one after the other: a crash or a lack of memory here ends the run that is
 * under way and no other. A run that fails ends the process with it.
 */
import type { CompleteExperiment } from "../../config/load.js";
import { modulesIn } from "../../config/modules.js";
import type { PlainMap } from "../../config/yaml.js";
import { DatasetError } from "../../dataset/errors.js";
import type { Dataset } from "../../dataset/model.js";
import { specOf } from "../../node/config.js";
import { DatasetCache } from "../../node/dataset-cache.js";
import { changedModules, dataHashOf, hashesOf } from "../../node/inputs.js";
import { codeHash } from "../../node/program.js";
import { runExperiment } from "../../node/run.js";
import type { Origin } from "../../sweep/origin.js";
import type { JobResult } from "../../sweep/run-record.js";
import { exitCodeOf, explain } from "../errors.js";
import { takeSimdWidth } from "../simd.js";
import { assumedOf } from "./assumed.js";

/** A run's result, and what the one who asked cannot know. */
export interface Answer extends Pick<JobResult, "metrics" | "notices" | "assumed" | "dataHash" | "modules"> {
  /** sha256 of the program's files when this process began. */
  readonly code: Origin["program"]["code"];
}

/** What it tells: how much of its work is done, 0..1; at last its result, and the memory that it holds, bytes. */
export type JobReply = { readonly done: number } | { readonly result: Answer; readonly memory: number };

// Whoever started us is gone: nobody waits for the result.
process.on("disconnect", () => process.exit(1));
// A terminal sends these to all processes; the one that started us decides what becomes of the run.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});

takeSimdWidth();
const code = codeHash();
const datasets = new DatasetCache();

process.on("message", (message: CompleteExperiment) => {
  run(message).then(
    (result) => {
      process.send?.({ result, memory: process.memoryUsage.rss() } satisfies JobReply);
    },
    (error: unknown) => {
      process.stderr.write(`${explain(error)}\n`);
      process.exit(exitCodeOf(error));
    },
  );
});

async function run(experiment: CompleteExperiment): Promise<Answer> {
  const modules = modulesIn(experiment.document as PlainMap);
  const before = hashesOf(modules);
  const spec = await specOf(experiment, datasetOf(experiment));
  const notices: string[] = [];
  const { metrics } = await runExperiment(spec, {
    // Runs beside each other fill the cores.
    threads: 1,
    notice: (text) => notices.push(text),
    progress: ({ share, done, total }) => {
      process.send?.({ done: share ?? done / Math.max(1, total) } satisfies JobReply);
    },
  });
  const changed = changedModules(before, hashesOf(modules));
  if (changed.length > 0) throw new DatasetError(changed.join(", "), "changed while it ran", "start again");
  return { metrics, notices, assumed: assumedOf(spec), dataHash: dataHashOf(spec), modules: before, code };
}

/** Undefined where there is none, or where it cannot be used: that is said with all else that is wrong. */
function datasetOf({ document }: CompleteExperiment): Dataset | undefined {
  if (document.dataset === undefined) return undefined;
  try {
    return datasets.read(JSON.stringify(document.dataset));
  } catch (error) {
    if (error instanceof DatasetError) return undefined;
    throw error;
  }
}
