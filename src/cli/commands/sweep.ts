/** `spikion sweep FILE`: run every point of a sweep for every seed, and write the table with its statistics. */
import { command, type Done, last, moduleOptions, print, withModules, withSet } from "../command.js";
import { EXIT, printable, UsageError } from "../errors.js";

interface Options {
  file: string;
  set: string[];
  workers: string | undefined;
  resume: boolean;
  out: string | undefined;
  json: boolean;
  quiet: boolean;
  "allow-modules": boolean;
}

export const sweep = (done: Done) =>
  command<Options>({
    command: "sweep <file>",
    describe: "run all points of an experiment's sweep; started again, it does only what is not done yet",
    builder: (args) =>
      withModules(
        withSet(
          args.positional("file", {
            type: "string",
            demandOption: true,
            describe: "an experiment's YAML file with a sweep block",
          }),
        ),
      )
        .option("workers", {
          type: "string",
          requiresArg: true,
          coerce: last,
          defaultDescription: "one per core",
          describe: "runs at a time, a process each; the result is the same for any number",
        })
        .option("resume", {
          type: "boolean",
          default: false,
          describe: "refuse to start a new sweep (one that is there is resumed in any case)",
        })
        .option("out", {
          type: "string",
          requiresArg: true,
          coerce: last,
          describe: "folder to write (default: runs/sweep-<experiment>)",
        })
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print the summary as one line on stdout",
        })
        .option("quiet", { type: "boolean", default: false, describe: "no progress, no table" }),
    handler: async (options) => done(await execute(options)),
  });

async function execute(options: Options): Promise<number> {
  const { file, set, workers, resume, out, json, quiet } = options;
  const { workersOf } = await import("../helpers/threads.js");
  const processors = workersOf(workers);
  const { planSweep } = await import("../../node/config.js");
  const plan = await planSweep(file, set, moduleOptions(options));
  const notice = (text: string) => void process.stderr.write(`${printable(text)}\n`);
  if (!quiet) for (const text of plan.notices) notice(text);
  const { join } = await import("node:path");
  const dir = out ?? join("runs", `sweep-${plan.name}`);
  const { existsSync } = await import("node:fs");
  if (resume && !existsSync(join(dir, "points")))
    throw new UsageError(`--resume: ${dir} holds no sweep to resume; accepted: the folder of one`);
  const { openStore } = await import("../../node/sweep-store.js");
  const store = await openStore(dir, notice);

  const { runPlan } = await import("../../sweep/run-plan.js");
  const { processRunner } = await import("../helpers/process-pool.js");
  const { listen } = await import("../interrupt.js");
  const { sweepProgress } = await import("../sweep-progress.js");
  const interruption = listen(true);
  const view = sweepProgress(quiet, plan.jobs.length);
  const outcomes = await runPlan({
    plan,
    set,
    store,
    runner: processRunner(plan.opened),
    places: processors,
    signal: interruption.signal,
    progress: view.update,
    failed: view.failed,
  }).finally(() => view.stop());
  const { writeSweep } = await import("../../node/sweep-write.js");
  const summary = await writeSweep(dir, plan, outcomes);
  interruption.release();

  if (json) await print(`${JSON.stringify(summary)}\n`);
  else if (!quiet) {
    const { summaryText } = await import("../sweep-summary.js");
    await print(`${summaryText(summary)}report: ${dir}/report.html\n`);
  }
  if (interruption.signal.aborted) return EXIT.interrupted;
  return outcomes.every((o) => o.record) ? EXIT.done : EXIT.failed;
}
