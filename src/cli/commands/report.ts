/** `spikion report RUN_DIR`: draw a run's report again. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { command, type Done, moduleOptions, print, withModules, withOpen } from "../command.js";
import { EXIT, printable } from "../errors.js";
import { openPage } from "../open-page.js";
import { styled } from "../terminal.js";

interface Options {
  run: string;
  open: boolean;
  "allow-modules": boolean;
}

export const report = (done: Done) =>
  command<Options>({
    command: "report <run>",
    describe: "render a finished run's report again",
    examples: [["spikion report runs/quickstart-1 --open", "and open it in the browser"]],
    builder: (args) =>
      withOpen(
        withModules(
          args.positional("run", { type: "string", demandOption: true, describe: "a run's folder" }),
        ),
      ),
    handler: async (options) => {
      const { run } = options;
      const { readRunFolder, writeReport } = await import("../../node/run-folder.js");
      const { ownPlots } = await import("../../node/own-plots.js");
      const { join } = await import("node:path");
      const { renderReport } = await import("../../report/html.js");
      const read = await readRunFolder(run);
      const file = join(run, "config.resolved.yaml");
      const own = await ownPlots(read.resolvedYaml, file, moduleOptions(options));
      for (const { plot } of own)
        if (typeof plot === "string") process.stderr.write(`${printable(`a plot is left out: ${plot}`)}\n`);
      await writeReport(run, await renderReport({ ...read, own }));
      await print(`report: ${styled(`${run}/report.html`, "green")}\n`);
      if (options.open) openPage(pathToFileURL(resolve(run, "report.html")).href);
      done(EXIT.done);
    },
  });
