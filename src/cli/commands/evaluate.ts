/** `spikion evaluate RUN_DIR`: label and test a trained network again, with nothing learning. */
import { command, type Done, print, withSet, withWorkers } from "../command.js";
import { EXIT, UsageError } from "../errors.js";

interface Options {
  run: string;
  set: string[];
  json: boolean;
  quiet: boolean;
  workers: string | undefined;
}

export const evaluate = (done: Done) =>
  command<Options>({
    command: "evaluate <run>",
    describe: "test a finished run again, frozen; other data by --set",
    builder: (args) =>
      withWorkers(
        withSet(args.positional("run", { type: "string", demandOption: true, describe: "a run's folder" })),
      )
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print the metrics as one line on stdout",
        })
        .option("quiet", { type: "boolean", default: false, describe: "no progress, no table" }),
    handler: async (options) => done(await execute(options)),
  });

async function execute({ run, set, json, quiet, workers }: Options): Promise<number> {
  const { helperThreads, workersOf } = await import("../helpers/threads.js");
  const processors = workersOf(workers);
  const { readRunFolder } = await import("../../node/run-folder.js");
  const folder = await readRunFolder(run);
  const trained = folder.result;
  if (trained.kind !== "classify")
    throw new UsageError(`${run} is a run of kind "${trained.kind}"; accepted: a run of kind "classify"`);
  const { join } = await import("node:path");
  const { loadExperimentText } = await import("../../config/load.js");
  const file = join(run, "config.resolved.yaml");
  const { spec, resolvedYaml } = await loadExperimentText(folder.resolvedYaml, file, { set });
  if (spec.kind !== "classify")
    throw new UsageError(`--set kind: a run of kind "classify" cannot be tested as "${spec.kind}"`);
  checkSizes(run, trained, spec);

  const { evaluate } = await import("../../experiment/kinds/classify/run.js");
  const { progressView } = await import("../progress.js");
  const { listen } = await import("../interrupt.js");
  const view = progressView(quiet);
  const interruption = listen(quiet);
  const { conductance, theta, others } = trained;
  const result = await evaluate(
    spec,
    { conductance, theta, ...(others ? { others } : {}) },
    {
      progress: (p) => view.update(p),
      signal: interruption.signal,
      notice: (text) => process.stderr.write(`${text}\n`),
      helpers: helperThreads(processors, resolvedYaml, file),
    },
  ).finally(() => view.stop());
  interruption.release();

  if (json) await print(`${JSON.stringify(result.metrics)}\n`);
  else if (!quiet) await print((await import("../figures.js")).figureTable(result));
  return result.metrics.interrupted ? EXIT.interrupted : EXIT.done;
}

/** The network under test must be the one that was trained. */
function checkSizes(
  run: string,
  trained: { nPre: number; nPost: number },
  spec: {
    input: string;
    output: string;
    network: { populations: readonly { name: string; size: number }[] };
  },
): void {
  const sizeOf = (name: string) => spec.network.populations.find((p) => p.name === name)?.size;
  const asked = [sizeOf(spec.input), sizeOf(spec.output)];
  if (asked[0] !== trained.nPre || asked[1] !== trained.nPost)
    throw new UsageError(
      `--set: ${run} was trained with ${trained.nPre} inputs and ${trained.nPost} neurons and cannot be tested with ${asked[0]} and ${asked[1]}`,
    );
}
