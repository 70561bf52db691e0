/** `spikion montecarlo FILE`: measure a population of devices drawn from a spread. */
import type { ExperimentSpec } from "../../experiment/kinds/index.js";
import { command, type Done, withModules, withSet } from "../command.js";
import { UsageError } from "../errors.js";
import { execute } from "./run.js";

interface Options {
  file: string;
  set: string[];
  devices: string | undefined;
  backend: string | undefined;
  tau: string | undefined;
  seed: string | undefined;
  out: string | undefined;
  json: boolean;
  quiet: boolean;
  "allow-modules": boolean;
}

export const montecarlo = (done: Done) =>
  command<Options>({
    command: "montecarlo <file>",
    describe: "measure many devices that vary, in tensors, and write a folder with the report",
    builder: (args) => {
      const text = (describe: string) => ({ type: "string", requiresArg: true, describe }) as const;
      return withModules(
        withSet(
          args.positional("file", {
            type: "string",
            demandOption: true,
            describe: "an experiment's YAML file with kind: figure and figure: montecarlo",
          }),
        ),
      )
        .option("devices", text("short for --set devices=…"))
        .option("backend", text("short for --set kernel.tfjs.backend=…"))
        .option("tau", text("short for --set kernel.tfjs.tau=…"))
        .option("seed", text("short for --set seed=…"))
        .option("out", text("folder to write (default: runs/<experiment>-<seed>)"))
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print metrics.json as one line on stdout",
        })
        .option("quiet", { type: "boolean", default: false, describe: "no progress, no table" });
    },
    handler: async (options) => {
      const { devices, backend, tau } = options;
      const short = Object.entries({ devices, "kernel.tfjs.backend": backend, "kernel.tfjs.tau": tau });
      const set = short.flatMap(([path, value]) => (value === undefined ? [] : [`${path}=${value}`]));
      done(
        await execute({ ...options, set: [...options.set, ...set], workers: "1", restart: false }, accept),
      );
    },
  });

/** @throws UsageError for an experiment of another kind */
function accept(spec: ExperimentSpec, file: string): void {
  if ("figure" in spec && spec.figure === "montecarlo") return;
  const what = "figure" in spec ? `figure: ${spec.figure}` : `kind: ${spec.kind}`;
  throw new UsageError(
    `montecarlo: ${file} has ${what}; accepted: kind: figure with figure: montecarlo (others: spikion run)`,
  );
}
