/** `spikion sweep FILE`: run every point of a sweep for every seed, and write the table with its statistics. */
import { command, type Done, moduleOptions, withModules, withOpen, withSet, withWatch } from "../command.js";
import { printable, UsageError } from "../errors.js";
import { withMachines } from "./sweep-options.js";

interface Options {
  experiment: string;
  set: string[];
  workers: string | undefined;
  resume: boolean;
  restart: boolean;
  "accept-mixed": boolean;
  out: string | undefined;
  json: boolean;
  quiet: boolean;
  watch: boolean;
  open: boolean;
  "allow-modules": boolean;
  shard: string | undefined;
  queue: string | undefined;
  priority: string | undefined;
  pause: boolean;
  unpause: boolean;
  withdraw: boolean;
}

export const sweep = (done: Done) =>
  command<Options>({
    command: "sweep <experiment>",
    describe: "run all points of an experiment's sweep; started again, it does only what is not done yet",
    examples: [
      ["spikion sweep technologies --workers 2", "what does a technology cost?"],
      ["spikion sweep mine.yaml --restart", "all of it again"],
      ["spikion sweep mine.yaml --queue redis://queue.example", "on all machines that run spikion worker"],
    ],
    builder: (args) =>
      withMachines(
        withOpen(
          withWatch(
            withModules(
              withSet(
                args.positional("experiment", {
                  type: "string",
                  demandOption: true,
                  describe: "a YAML file, or an experiment's name, with a sweep block",
                }),
              ),
            ),
          ),
        ),
      )
        .option("workers", {
          type: "string",
          requiresArg: true,
          defaultDescription: "one per core",
          describe: "runs at a time, a process each; the result is the same for any number",
        })
        .option("resume", {
          type: "boolean",
          default: false,
          describe: "refuse to start a new sweep (one that is there is resumed in any case)",
        })
        .option("restart", {
          type: "boolean",
          default: false,
          describe: "forget the results that are there and run all again",
        })
        .option("accept-mixed", {
          type: "boolean",
          default: false,
          describe: "keep results of other data, modules or versions of the program, and mark them",
        })
        .option("out", {
          type: "string",
          requiresArg: true,
          describe: "folder to write (default: runs/sweep-<experiment>)",
        })
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print the summary as one line on stdout",
        })
        .option("quiet", {
          type: "boolean",
          default: false,
          describe: "no progress, no table; failures are told",
        }),
    handler: async (options) => done(await execute(options)),
  });

async function execute(options: Options): Promise<number> {
  const { set, workers, resume, restart, out } = options;
  const acceptMixed = options["accept-mixed"];
  if (restart && (resume || acceptMixed))
    throw new UsageError(
      "--restart forgets all results; accepted: --restart alone, or --resume and --accept-mixed without it",
    );
  const { workersOf } = await import("../helpers/threads.js");
  const places = workersOf(workers);
  const { machinesOf, ordered } = await import("../sweep-machines.js");
  const { shard, queue, order } = machinesOf(options);
  const { planSweep } = await import("../../node/config.js");
  const { experimentFile } = await import("../../node/experiments.js");
  const file = experimentFile(options.experiment);
  if (order) return await ordered(order, queue!.address, file, set);
  const plan = await planSweep(file, set, moduleOptions(options));
  const { problemsOfPoints } = await import("../../sweep/plan.js");
  if (plan.jobs.every((job) => job.problem !== undefined))
    throw new UsageError(
      `${file}: sweep: no point has a config that runs:\n${problemsOfPoints(plan.jobs).join("\n")}`,
    );
  for (const text of plan.notices) process.stderr.write(`${printable(text)}\n`);
  const { join } = await import("node:path");
  const dir = out ?? join("runs", `sweep-${plan.name}`);
  const { existsSync } = await import("node:fs");
  if (resume && !existsSync(join(dir, "points")))
    throw new UsageError(`--resume: ${dir} holds no sweep to resume; accepted: the folder of one`);
  if (shard) {
    const { runShard } = await import("../run-shard.js");
    return await runShard({ plan, set, dir, places, shard, acceptMixed, quiet: options.quiet });
  }
  const { runSweep } = await import("../run-sweep.js");
  const { watch } = await import("../watch.js");
  const begun = options.watch ? () => watch("sweep", dir, out) : () => {};
  return await runSweep({ ...options, plan, set, dir, places, queue, restart, acceptMixed, begun });
}
