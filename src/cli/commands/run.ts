/** `spikion run FILE`: run an experiment and write its folder. */
import type { ExperimentSpec } from "../../experiment/kinds/index.js";
import {
  command,
  type Done,
  moduleOptions,
  refuseRepeatedPaths,
  withModules,
  withOpen,
  withSet,
  withThreads,
  withWatch,
  withWorkers,
} from "../command.js";
import { EXIT } from "../errors.js";

export interface RunOptions {
  experiment: string;
  set: string[];
  seed: string | undefined;
  out: string | undefined;
  json: boolean;
  quiet: boolean;
  workers: string | undefined;
  threads: string | undefined;
  restart: boolean;
  watch?: boolean;
  again: boolean;
  open: boolean;
  "allow-modules": boolean;
}

export const run = (done: Done) =>
  command<RunOptions>({
    command: "run <experiment>",
    describe: "run an experiment and write its folder with the report",
    examples: [
      ["spikion run quickstart", "one that comes with spikion (spikion list experiments)"],
      ["spikion run mine.yaml --seed 2 --open", "a file of your own; the report opens in the browser"],
      ["spikion run quickstart --set train.images=2000", "with another value"],
    ],
    builder: (args) =>
      withOpen(
        withWatch(
          withModules(
            withThreads(
              withWorkers(
                withSet(
                  args.positional("experiment", {
                    type: "string",
                    demandOption: true,
                    describe: "a YAML file, or the name of an experiment that comes with spikion",
                  }),
                ),
              ),
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
        .option("again", {
          type: "boolean",
          default: false,
          describe: "run it again though this very run is there already",
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
  const { set, seed, out, json, quiet, workers, restart } = options;
  const { threadsOf, workersOf } = await import("../helpers/threads.js");
  const processors = workersOf(workers);
  const threads = threadsOf(options.threads);
  const { loadExperiment } = await import("../../node/config.js");
  const { experimentFile } = await import("../../node/experiments.js");
  const file = experimentFile(options.experiment);
  // As --set reads it, or 1e3 would be another seed here than there.
  const settings = [...set, ...(seed === undefined ? [] : [`seed=${seed}`])];
  refuseRepeatedPaths(settings);
  const { spec, document, resolvedYaml } = await loadExperiment(file, {
    set: settings,
    modules: moduleOptions(options),
  });
  accept(spec, options.experiment);
  const { runFolderState } = await import("../../node/run-folder.js");
  const { dataHashOf, moduleHashes } = await import("../../node/inputs.js");
  const { freePlace, refuseForeign } = await import("../place.js");
  const { finishedRun } = await import("../finished-run.js");
  const { executeRun, resumeCommand, tellFinished, versionOf } = await import("../execute.js");
  const inputs = { dataHash: dataHashOf(spec), modules: moduleHashes(resolvedYaml) };
  const stateOf = (folder: string) => runFolderState(folder, resolvedYaml);
  const finishedIn = async (folder: string) =>
    options.again || restart ? undefined : await finishedRun(folder, resolvedYaml, inputs);
  const isMine = async (folder: string) => {
    const state = await stateOf(folder);
    return state === "unfinished" || (state === "own" && (await finishedIn(folder)) !== undefined);
  };
  const place = out ?? (await freePlace(document.name, spec.seed, isMine));
  const state = await stateOf(place);
  const finished = state === "own" ? await finishedIn(place) : undefined;
  if (finished) {
    await tellFinished({ ...options, dir: place }, finished);
    return EXIT.done;
  }
  const admit = (state: Awaited<ReturnType<typeof stateOf>>) =>
    refuseForeign(
      place,
      restart && state === "unfinished" ? "own" : state,
      resumeCommand(place, inputs.modules),
    );
  admit(state);
  const { RunInProgress } = await import("../../node/unfinished.js");
  const about = {
    config: resolvedYaml,
    ...inputs,
    startedAt: new Date().toISOString(),
    version: versionOf(),
  };
  // Asked again once the folder is held: another run may have ended there meanwhile.
  const run = await RunInProgress.begin(place, about, async () => admit(await stateOf(place)));
  if (!quiet) {
    const { openingLines, sweepNote } = await import("../opening.js");
    process.stderr.write(openingLines({ document, spec, set: settings, place }));
    process.stderr.write(await sweepNote(options.experiment, file));
  }
  if (options.watch) {
    const { watch } = await import("../watch.js");
    watch("run", place, out);
  }
  return await executeRun({ run, spec, file, processors, threads, json, quiet, open: options.open });
}
