/** `spikion check FILE…`: everything that is wrong with experiments, without running them. */
import { command, type Done, print } from "../command.js";
import { EXIT, exitCodeOf, explain, printable, UsageError } from "../errors.js";

interface Options {
  files: string[];
  set: string[];
}

export const check = (done: Done) =>
  command<Options>({
    command: "check <files..>",
    describe: "say everything that is wrong with experiment files, without running them",
    builder: (args) =>
      args
        .positional("files", {
          type: "string",
          array: true,
          demandOption: true,
          describe: "experiments' YAML files",
        })
        .option("set", {
          type: "string",
          array: true,
          nargs: 1,
          default: [] as string[],
          defaultDescription: "none",
          describe: "as in run",
        }),
    handler: async ({ files, set }) => done(await execute(files, set)),
  });

async function execute(files: readonly string[], set: readonly string[]): Promise<number> {
  if (files.length === 0) throw new UsageError("check: no file is named");
  const { loadExperiment } = await import("../../node/config.js");
  const { kindOf } = await import("../../experiment/kinds/index.js");
  let code: number = EXIT.done;
  for (const file of files) {
    try {
      const { spec } = await loadExperiment(file, { set });
      for (const text of kindOf(spec.kind).notices?.(spec) ?? [])
        process.stderr.write(`${printable(`${file}: ${text}`)}\n`);
      await checkSweep(file, set);
      await print(`${file}: ok\n`);
    } catch (error) {
      // Our own failure outweighs a user's mistake; later files are looked at in any case.
      code = code === EXIT.failed ? code : exitCodeOf(error);
      process.stderr.write(`${explain(error)}\n`);
    }
  }
  return code;
}

/** A sweep's block, and each of its points. */
async function checkSweep(file: string, set: readonly string[]): Promise<void> {
  const { openExperiment, planSweep, readText } = await import("../../node/config.js");
  if (!openExperiment(readText(file), file).sweep()) return;
  const { jobs } = await planSweep(file, set);
  const problems = [...new Set(jobs.flatMap((job) => job.problem ?? []))];
  if (problems.length > 0) throw new UsageError(`a point of the sweep:\n${problems.join("\n")}`);
}
