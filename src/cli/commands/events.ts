/** `spikion events EXPERIMENT --out FOLDER`: what its encoder makes of its pictures, as a data set of an event camera. */
import { command, type Done, moduleOptions, print, withModules, withSet } from "../command.js";
import { EXIT, printable, UsageError } from "../errors.js";

interface Options {
  experiment: string;
  out: string;
  images: number;
  quiet: boolean;
  set: string[];
  "allow-modules": boolean;
}

export const events = (done: Done) =>
  command<Options>({
    command: "events <experiment>",
    describe: "write what its encoder makes of pictures as recordings of an event camera",
    examples: [
      ["spikion events saccade-mnist --out mnist-events --images 1000", "folders as N-MNIST has them"],
    ],
    builder: (args) =>
      withModules(
        withSet(
          args
            .positional("experiment", {
              type: "string",
              demandOption: true,
              describe: "an experiment of kind classify, by file or name",
            })
            .option("out", {
              type: "string",
              requiresArg: true,
              demandOption: true,
              describe: "folder to write, which is not there yet: Train, Test and dataset.yaml",
            })
            .option("images", {
              type: "number",
              requiresArg: true,
              default: Number.POSITIVE_INFINITY,
              defaultDescription: "all",
              describe: "pictures of each part",
            })
            .option("quiet", { type: "boolean", default: false, describe: "no progress" }),
        ),
      ),
    handler: async (options) => done(await execute(options)),
  });

async function execute({ experiment, out, images, quiet, set, ...options }: Options): Promise<number> {
  if (!(images >= 1) || (Number.isFinite(images) && !Number.isInteger(images)))
    throw new UsageError(`--images: ${images} is not accepted; accepted: a whole number above 0`);
  const { loadExperiment } = await import("../../node/config.js");
  const { experimentFile } = await import("../../node/experiments.js");
  const { spec } = await loadExperiment(experimentFile(experiment), { set, modules: moduleOptions(options) });
  if (spec.kind !== "classify")
    throw new UsageError(
      `${experiment}: an experiment of kind "${spec.kind}" shows no pictures; accepted: one of kind "classify"`,
    );
  const { eventSet } = await import("../../experiment/event-set.js");
  const { NetworkError } = await import("../../network/errors.js");
  const { writeFolder } = await import("../output-folder.js");
  const { progressView } = await import("../progress.js");
  const { listen } = await import("../interrupt.js");
  const { stringify } = await import("yaml");
  const view = progressView(quiet);
  const { signal, release } = listen(true);
  try {
    const written = eventSet(spec, images);
    const total = written.count;
    const files = function* () {
      yield* written.files();
      yield { path: "dataset.yaml", bytes: new TextEncoder().encode(stringify(written.manifest)) };
    };
    const began = performance.now();
    const wrote = (done: number) => {
      const perSecond = (1000 * done) / (performance.now() - began);
      view.update({ phase: "write", done: Math.min(done, total), total, unit: "recordings", perSecond });
    };
    const whole = await writeFolder("out", out, files, { signal, wrote }).finally(() => view.stop());
    if (!whole) {
      process.stderr.write(`${printable(`${out}: interrupted; nothing is left of it`)}\n`);
      return EXIT.interrupted;
    }
    const told = `${out}: ${written.count} recordings; dataset: ${out}/dataset.yaml, encoder: events`;
    await print(`${printable(told)}\n`);
    return EXIT.done;
  } catch (error) {
    throw error instanceof NetworkError ? new UsageError(`${experiment}: ${error.message}`) : error;
  } finally {
    release();
  }
}
