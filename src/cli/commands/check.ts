/** `spikion check FILE…`: everything that is wrong with experiments, or folders of runs, without running anything. */
import type { ModuleOptions, UsedModule } from "../../config/used-modules.js";
import type { Kind, KindSpec } from "../../experiment/kind.js";
import { command, type Done, moduleOptions, print, withModules, withSet } from "../command.js";
import { EXIT, exitCodeOf, explain, printable, UsageError } from "../errors.js";

interface Options {
  files: string[];
  set: string[];
  "allow-modules": boolean;
}

export const check = (done: Done) =>
  command<Options>({
    command: "check <files..>",
    describe: "validate experiments, runs, sweeps or folders of them, without running anything",
    examples: [
      ["spikion check mine.yaml", "everything that is wrong with it, at once"],
      ["spikion check runs", "whether the files of all runs are as they were written"],
    ],
    builder: (args) =>
      withModules(
        withSet(
          args.positional("files", {
            type: "string",
            array: true,
            demandOption: true,
            describe:
              "YAML files, experiments by name, folders of runs or sweeps, or folders with these in them",
          }),
        ),
      ),
    handler: async (options) => done(await execute(options)),
  });

async function execute(options: Options): Promise<number> {
  const { files, set } = options;
  if (files.length === 0) throw new UsageError("check: no file is named");
  const { experimentFile } = await import("../../node/experiments.js");
  const { checkable } = await import("../../node/checkable.js");
  const modules: ModuleOptions = options["allow-modules"] ? moduleOptions(options) : { allow: "none" };
  let code: number = EXIT.done;
  const all: string[] = [];
  for (const name of files)
    try {
      all.push(...(await checkable(experimentFile(name))));
    } catch (error) {
      code = exitCodeOf(error);
      process.stderr.write(`${explain(error)}\n`);
    }
  for (const file of all) {
    try {
      await print(`${file}: ok${await checkOne(file, set, modules)}\n`);
    } catch (error) {
      // Our own failure outweighs a user's mistake; later files are looked at in any case.
      code = code === EXIT.failed ? code : exitCodeOf(error);
      process.stderr.write(`${explain(error)}\n`);
    }
  }
  return code;
}

/** An experiment, or the folder of a run or of a sweep. @returns  what else is to be said where all is right */
async function checkOne(file: string, set: readonly string[], modules: ModuleOptions): Promise<string> {
  const { disk } = await import("../../node/disk.js");
  if (!disk.isFolder(file)) return await checkFile(file, set, modules);
  const { checkFolder } = await import("../../node/check-folder.js");
  const { words, config } = await checkFolder(file);
  return `: ${words}${config === undefined ? "" : await checkFile(config, set, modules)}`;
}

async function checkFile(file: string, set: readonly string[], modules: ModuleOptions): Promise<string> {
  const { openExperiment, readText } = await import("../../node/config.js");
  const { kindOf } = await import("../../experiment/kinds/index.js");
  const { noticesBefore } = await import("../../experiment/run.js");
  const opened = openExperiment(readText(file), file, modules);
  const { settingsOfSweep } = await import("../../config/override.js");
  const swept = opened.sweep(settingsOfSweep(set).ofSweep) !== undefined;
  const { unread, spec } = await opened.check(swept ? settingsOfSweep(set).ofRuns : set);
  if (spec) tryOut(file, kindOf(spec.kind), spec);
  for (const text of spec ? noticesBefore(spec).all : [])
    process.stderr.write(`${printable(`${file}: ${text}`)}\n`);
  if (swept) await checkSweep(file, set, modules);
  return withoutModules(unread);
}

/** @throws UsageError naming the file, with what a run would be refused for as it begins */
function tryOut(file: string, { tryOut }: Pick<Kind, "tryOut">, spec: KindSpec): void {
  try {
    tryOut?.(spec);
  } catch (error) {
    if (exitCodeOf(error) !== EXIT.usersInput) throw error;
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
}

/** What was left unchecked. */
function withoutModules(modules: readonly UsedModule[]): string {
  if (modules.length === 0) return "";
  const named = modules.map(({ path, sha256 }) => `${path} (sha256 ${sha256})`).join(", ");
  return `, but for what depends on code that was not run: ${named}; --allow-modules runs it and checks that too`;
}

/** Each point of a sweep. */
async function checkSweep(file: string, set: readonly string[], modules: ModuleOptions): Promise<void> {
  const { planSweep } = await import("../../node/config.js");
  const plan = await planSweep(file, set, modules);
  for (const text of plan.notices) process.stderr.write(`${printable(text)}\n`);
  const { builtJobs, problemsOfPoints } = await import("../../sweep/plan.js");
  const problems = problemsOfPoints(await builtJobs(plan));
  if (problems.length > 0)
    throw new UsageError(problems.map((problem) => `${file}: sweep: ${problem}`).join("\n"));
}
