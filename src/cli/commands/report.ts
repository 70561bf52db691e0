/** `spikion report RUN_DIR`: draw a run's report again. */
import { command, type Done, print } from "../command.js";
import { EXIT } from "../errors.js";

interface Options {
  run: string;
}

export const report = (done: Done) =>
  command<Options>({
    command: "report <run>",
    describe: "render a finished run's report again",
    builder: (args) =>
      args.positional("run", { type: "string", demandOption: true, describe: "a run's folder" }),
    handler: async ({ run }) => {
      const { readRunFolder, writeReport } = await import("../../node/run-folder.js");
      const { ownPlots } = await import("../../node/own-plots.js");
      const { renderReport } = await import("../../report/html.js");
      const read = await readRunFolder(run);
      const own = await ownPlots(read.resolvedYaml);
      await writeReport(run, await renderReport({ ...read, own }));
      await print(`report: ${run}/report.html\n`);
      done(EXIT.done);
    },
  });
