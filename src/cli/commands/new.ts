/** `spikion new NAME`: an experiment of the user's own that begins as another. */
import { command, type Done, print } from "../command.js";
import { EXIT, UsageError } from "../errors.js";

interface Options {
  name: string;
  from: string;
}

export const newExperiment = (done: Done) =>
  command<Options>({
    command: "new <name>",
    describe: "write an experiment of your own that begins as another",
    examples: [
      ["spikion new mine", "mine.yaml, which begins as the quickstart"],
      ["spikion new wide --from mnist-edges-400", "as an experiment that comes with spikion"],
      ["spikion new again --from runs/quickstart-1", "every value of a run, written out"],
    ],
    builder: (args) =>
      args
        .positional("name", { type: "string", demandOption: true, describe: "of the file, without .yaml" })
        .option("from", {
          type: "string",
          requiresArg: true,
          default: "quickstart",
          describe: "an experiment by name or file, or a run's folder",
        }),
    handler: async ({ name, from }) => {
      const { existsSync, statSync } = await import("node:fs");
      const { dirname } = await import("node:path");
      const file = /\.ya?ml$/i.test(name) ? name : `${name}.yaml`;
      if (!/^[\w.-]+\.ya?ml$/i.test(file.split(/[\\/]/).at(-1)!))
        throw new UsageError(
          `new: "${name}" is no name for an experiment; accepted: letters, digits, - and _`,
        );
      if (existsSync(file))
        throw new UsageError(`new: ${file} is there already; accepted: a name that is not taken`);
      if (!statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory())
        throw new UsageError(
          `new: ${dirname(file)} is no folder; accepted: a file in a folder that is there`,
        );
      const { experimentFrom } = await import("../../node/new-experiment.js");
      const { replaceFile } = await import("../../node/replace.js");
      const { inFolder } = await import("../../node/run-folder-error.js");
      const { text, sweep } = await experimentFrom(from, file);
      await inFolder(file, () => replaceFile(file, text));
      await print(
        `${file}: written\nnext: spikion check ${file}\n      spikion ${sweep ? "sweep" : "run"} ${file}\n`,
      );
      done(EXIT.done);
    },
  });
