/** `spikion run FILE`: run an experiment and write its folder. */
import { command, type Done, last, print, withSet, withWorkers } from "../command.js";
import { EXIT } from "../errors.js";

interface Options {
  file: string;
  set: string[];
  seed: string | undefined;
  out: string | undefined;
  json: boolean;
  quiet: boolean;
  workers: string | undefined;
}

export const run = (done: Done) =>
  command<Options>({
    command: "run <file>",
    describe: "run an experiment and write its folder with the report",
    builder: (args) =>
      withWorkers(
        withSet(
          args.positional("file", {
            type: "string",
            demandOption: true,
            describe: "an experiment's YAML file",
          }),
        ),
      )
        .option("seed", {
          type: "string",
          requiresArg: true,
          coerce: last,
          describe: "short for --set seed=…",
        })
        .option("out", {
          type: "string",
          requiresArg: true,
          coerce: last,
          describe: "folder to write (default: runs/<experiment>-<seed>)",
        })
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print metrics.json as one line on stdout",
        })
        .option("quiet", { type: "boolean", default: false, describe: "no progress, no table" }),
    handler: async (options) => done(await execute(options)),
  });

async function execute({ file, set, seed, out, json, quiet, workers }: Options): Promise<number> {
  const { helperThreads, workersOf } = await import("../helpers/threads.js");
  const processors = workersOf(workers);
  const { loadExperiment } = await import("../../config/load.js");
  const seeds = seed === undefined ? [] : [`seed=${JSON.stringify(seed)}`];
  const { spec, document, resolvedYaml } = await loadExperiment(file, { set: [...set, ...seeds] });
  const { runFolderState, writeRunFolder } = await import("../../report/run-folder.js");
  const { freePlace, refuseForeign } = await import("../place.js");
  const place = out ?? freePlace(document.name, spec.seed);
  refuseForeign(place, await runFolderState(place, resolvedYaml));

  const { runExperiment } = await import("../../experiment/run.js");
  const { progressView } = await import("../progress.js");
  const { listen } = await import("../interrupt.js");
  const view = progressView(quiet);
  const interruption = listen(quiet);
  const startedAt = new Date();
  const result = await runExperiment(spec, {
    progress: (p) => view.update(p),
    signal: interruption.signal,
    notice: (text) => process.stderr.write(`${text}\n`),
    helpers: helperThreads(processors, resolvedYaml, file),
  }).finally(() => view.stop());
  const { interrupted } = result.metrics;
  await writeRunFolder(place, { resolvedYaml, spec, result, startedAt, finishedAt: new Date(), interrupted });
  interruption.release();

  if (json) await print(`${JSON.stringify(result.metrics)}\n`);
  else if (!quiet) {
    const { figureTable } = await import("../figures.js");
    await print(`${figureTable(result)}report: ${place}/report.html\n`);
  }
  if (json && !quiet) process.stderr.write(`report: ${place}/report.html\n`);
  return interrupted ? EXIT.interrupted : EXIT.done;
}
