/** `spikion resume RUN_DIR`: resume a run that was cut short; the results are bit-identical to those of a run that was not. */
import {
  command,
  type Done,
  moduleOptions,
  withModules,
  withOpen,
  withThreads,
  withWorkers,
} from "../command.js";
import { EXIT } from "../errors.js";

interface Options {
  run: string;
  kernel: string | undefined;
  json: boolean;
  quiet: boolean;
  workers: string | undefined;
  threads: string | undefined;
  open: boolean;
  "allow-modules": boolean;
}

export const resume = (done: Done) =>
  command<Options>({
    command: "resume <run>",
    describe: "resume a run that was interrupted, killed or cut off",
    examples: [["spikion resume runs/quickstart-1", "it ends in the same bits as a run without a break"]],
    builder: (args) =>
      withOpen(
        withModules(
          withThreads(
            withWorkers(
              args.positional("run", {
                type: "string",
                demandOption: true,
                describe: "an unfinished run's folder",
              }),
            ),
          ),
        ),
      )
        .option("kernel", {
          choices: ["auto", "wasm", "reference"],
          defaultDescription: "the config's",
          describe: "what does the arithmetic from here on; the result is the same",
        })
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print metrics.json as one line on stdout",
        })
        .option("quiet", { type: "boolean", default: false, describe: "no progress, no table" }),
    handler: async (options) => done(await execute(options)),
  });

async function execute(options: Options): Promise<number> {
  const { run: dir, kernel, json, quiet, workers } = options;
  const { threadsOf, workersOf } = await import("../helpers/threads.js");
  const processors = workersOf(workers);
  const threads = threadsOf(options.threads);
  const { RunInProgress } = await import("../../node/unfinished.js");
  const { readManifest } = await import("../../node/run-folder.js");
  const { executeRun, versionOf } = await import("../execute.js");
  const say = (text: string): void => {
    if (!quiet) process.stderr.write(`${text}\n`);
  };
  const finished = await readManifest(dir).catch(() => null);
  const run = await RunInProgress.reopen(dir).catch((error: unknown) => {
    if (finished && !finished.interrupted) return null;
    throw error;
  });
  const over = finished && !finished.interrupted && (!run || finished.startedAt === run.begun.startedAt);
  if (!run || over) {
    // Killed after its manifest was written and before its checkpoints were cleared away.
    await run?.finish();
    say(`${dir} is finished: there is nothing to resume`);
    const { readRunFolder } = await import("../../node/run-folder.js");
    const { tellResult } = await import("../execute.js");
    await tellResult({ ...options, dir }, (await readRunFolder(dir)).result);
    return EXIT.done;
  }
  try {
    const { kindOf } = await import("../../experiment/kinds/index.js");
    const { loadUnchanged } = await import("../unchanged.js");
    const { spec, file } = await loadUnchanged(run, kernel, moduleOptions(options));
    const { checkpoint, file: from, damaged } = await run.newest();
    for (const problem of damaged) say(`${problem}; the one before is taken`);
    if (checkpoint) say(`resuming after ${checkpoint.about.done} ${kindOf(spec.kind).step}s`);
    else say("there is no checkpoint: beginning at the start");
    const version = versionOf();
    if (run.begun.version !== version)
      say(`this run was begun by spikion ${run.begun.version} and is resumed by ${version}`);
    return await executeRun({
      run,
      spec,
      file,
      processors,
      threads,
      json,
      quiet,
      open: options.open,
      ...(checkpoint && from ? { from: { ...checkpoint, file: from } } : {}),
    });
  } catch (error) {
    await run.leave();
    throw error;
  }
}
