/** `spikion run FILE`: run an experiment and write its folder. */
import type { ExperimentSpec } from "../../experiment/kinds/index.js";
import {
  command,
  type Done,
  moduleOptions,
  refuseRepeatedPaths,
  withModules,
  withSet,
  withWatch,
  withWorkers,
} from "../command.js";

export interface RunOptions {
  file: string;
  set: string[];
  seed: string | undefined;
  out: string | undefined;
  json: boolean;
  quiet: boolean;
  workers: string | undefined;
  restart: boolean;
  watch?: boolean;
  "allow-modules": boolean;
}

export const run = (done: Done) =>
  command<RunOptions>({
    command: "run <file>",
    describe: "run an experiment and write its folder with the report",
    builder: (args) =>
      withWatch(
        withModules(
          withWorkers(
            withSet(
              args.positional("file", {
                type: "string",
                demandOption: true,
                describe: "an experiment's YAML file",
              }),
            ),
          ),
        ),
      )
        .option("seed", {
          type: "string",
          requiresArg: true,
          describe: "short for --set seed=…",
        })
        .option("out", {
          type: "string",
          requiresArg: true,
          describe: "folder to write (default: runs/<experiment>-<seed>)",
        })
        .option("restart", {
          type: "boolean",
          default: false,
          describe: "begin anew where this run is unfinished, instead of saying so",
        })
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print metrics.json as one line on stdout",
        })
        .option("quiet", { type: "boolean", default: false, describe: "no progress, no table" }),
    handler: async (options) => done(await execute(options)),
  });

/**
 * Run an experiment's file and write its folder.
 * @param accept  throws for experiments that the command does not take
 * @returns  the exit code
 */
export async function execute(
  options: RunOptions,
  accept: (spec: ExperimentSpec, file: string) => void = () => {},
): Promise<number> {
  const { file, set, seed, out, json, quiet, workers, restart } = options;
  const { workersOf } = await import("../helpers/threads.js");
  const processors = workersOf(workers);
  const { loadExperiment } = await import("../../node/config.js");
  // As --set reads it, or 1e3 would be another seed here than there.
  const settings = [...set, ...(seed === undefined ? [] : [`seed=${seed}`])];
  refuseRepeatedPaths(settings);
  const { spec, document, resolvedYaml } = await loadExperiment(file, {
    set: settings,
    modules: moduleOptions(options),
  });
  accept(spec, file);
  const { runFolderState } = await import("../../node/run-folder.js");
  const { dataHashOf, moduleHashes } = await import("../../node/inputs.js");
  const { freePlace, refuseForeign } = await import("../place.js");
  const modules = moduleHashes(resolvedYaml);
  const stateOf = (folder: string) => runFolderState(folder, resolvedYaml);
  const place =
    out ??
    (await freePlace(document.name, spec.seed, async (folder) => (await stateOf(folder)) === "unfinished"));
  const state = await stateOf(place);
  const { executeRun, resumeCommand, versionOf } = await import("../execute.js");
  refuseForeign(place, restart && state === "unfinished" ? "own" : state, resumeCommand(place, modules));
  const { RunInProgress } = await import("../../node/unfinished.js");
  const run = await RunInProgress.begin(place, {
    config: resolvedYaml,
    dataHash: dataHashOf(spec),
    modules,
    startedAt: new Date().toISOString(),
    version: versionOf(),
  });
  if (options.watch) {
    const { watch } = await import("../watch.js");
    watch("run", place, out);
  }
  return await executeRun({ run, spec, file, processors, json, quiet });
}
