/** `spikion evaluate RUN_DIR`: label and test a trained network again, with nothing learning. */
import type { ExperimentResult } from "../../experiment/kinds/index.js";
import {
  command,
  type Done,
  moduleOptions,
  print,
  withModules,
  withOpen,
  withSet,
  withThreads,
  withWorkers,
} from "../command.js";
import { EXIT, UsageError } from "../errors.js";

interface Options {
  run: string;
  set: string[];
  open: boolean;
  json: boolean;
  quiet: boolean;
  workers: string | undefined;
  threads: string | undefined;
  "allow-modules": boolean;
}

export const evaluate = (done: Done) =>
  command<Options>({
    command: "evaluate <run>",
    describe: "test a finished run again, frozen; other data by --set",
    examples: [
      ["spikion evaluate runs/quickstart-1 --set dataset=mnist-10k", "with other pictures"],
      [
        "spikion evaluate runs/quickstart-1 --set test.readout=log-likelihood",
        "confusion of another read-out",
      ],
    ],
    builder: (args) =>
      withOpen(
        withModules(
          withThreads(
            withWorkers(
              withSet(
                args.positional("run", { type: "string", demandOption: true, describe: "a run's folder" }),
              ),
            ),
            "processors that share one layer where workers do not share the pictures; the result is the same for any number",
          ),
        ),
      )
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print the metrics as one line on stdout",
        })
        .option("quiet", { type: "boolean", default: false, describe: "no progress, no table" }),
    handler: async (options) => done(await execute(options)),
  });

async function execute(options: Options): Promise<number> {
  const { run, set, json, quiet, workers } = options;
  const { helperThreads, threadsOf, workersOf } = await import("../helpers/threads.js");
  const processors = workersOf(workers);
  const threads = threadsOf(options.threads);
  const { readRunFolder } = await import("../../node/run-folder.js");
  const folder = await readRunFolder(run);
  const { kinds, kindOf } = await import("../../experiment/kinds/index.js");
  const { kind } = folder.result;
  const { frozen } = kindOf(kind);
  if (!frozen) {
    const accepted = Object.keys(kinds).filter((name) => kindOf(name).frozen);
    throw new UsageError(
      `${run} is a run of kind "${kind}"; accepted: a run of kind ${accepted.map((n) => `"${n}"`).join(", ")}`,
    );
  }
  const { join, resolve } = await import("node:path");
  const { loadExperimentText } = await import("../../node/config.js");
  const { refuseChangedData, refuseChangedModules } = await import("../same-inputs.js");
  refuseChangedModules(run, folder);
  const file = join(run, "config.resolved.yaml");
  const { spec, resolvedYaml } = await loadExperimentText(folder.resolvedYaml, file, {
    set,
    modules: moduleOptions(options),
  });
  if (spec.kind !== kind)
    throw new UsageError(`--set kind: a run of kind "${kind}" cannot be tested as "${spec.kind}"`);
  refuseChangedData(run, folder, spec, set);
  const mismatch = frozen.mismatch(spec, folder.result);
  if (mismatch !== undefined) throw new UsageError(`--set: ${run} ${mismatch}`);

  const { computeInNode } = await import("../../node/run.js");
  computeInNode();
  const { backendLoaders } = await import("../../node/tensorflow.js");
  const { progressView } = await import("../progress.js");
  const { dataHashOf, moduleHashes } = await import("../../node/inputs.js");
  const { listen } = await import("../interrupt.js");
  const startedAt = new Date();
  const view = progressView(quiet);
  const interruption = listen(quiet);
  const result = await frozen
    .evaluate(spec, folder.result, {
      backends: backendLoaders,
      progress: (p) => view.update(p),
      signal: interruption.signal,
      ...(threads === undefined ? {} : { threads }),
      notice: (text) => process.stderr.write(`${text}\n`),
      helpers: helperThreads(processors, {
        resolvedYaml,
        file,
        dataHash: dataHashOf(spec),
        modules: moduleHashes(resolvedYaml),
      }),
    })
    .finally(() => view.stop());
  interruption.release();

  const { evaluationFolder, mostConfused, writeEvaluation } = await import("../../node/evaluation.js");
  const { metricsDocument } = await import("../../report/run-files.js");
  const dir = evaluationFolder(run, set);
  const confusion = await writeEvaluation(dir, folder, {
    resolvedYaml,
    spec,
    result: result as ExperimentResult,
    startedAt,
  });
  if (json) await print(`${JSON.stringify(metricsDocument(result.metrics))}\n`);
  else if (!quiet) {
    const { styled } = await import("../terminal.js");
    await print((await import("../summary.js")).summaryTable(result));
    if (confusion) {
      const [first, ...others] = mostConfused(confusion);
      const errors = first === undefined ? "no errors" : `most often ${[first, ...others].join(", ")}`;
      await print(
        `confusion, ${confusion.readout} vote: ${errors}: ${styled(join(dir, "confusion.csv"), "green")}\n`,
      );
    }
    await print(`report: ${styled(join(dir, "report.html"), "green")}\n`);
  }
  if (options.open) {
    const { openPage } = await import("../open-page.js");
    const { pathToFileURL } = await import("node:url");
    openPage(pathToFileURL(resolve(dir, "report.html")).href);
  }
  return result.metrics.interrupted ? EXIT.interrupted : EXIT.done;
}
