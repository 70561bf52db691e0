/** `spikion montecarlo FILE`: measure a population of devices drawn from a spread. */
import type { ExperimentSpec } from "../../experiment/kinds/index.js";
import { command, type Done, withModules, withOpen, withSet } from "../command.js";
import { UsageError } from "../errors.js";
import { execute } from "./run.js";

interface Options {
  experiment: string;
  set: string[];
  devices: string | undefined;
  backend: string | undefined;
  tau: string | undefined;
  seed: string | undefined;
  out: string | undefined;
  again: boolean;
  open: boolean;
  json: boolean;
  quiet: boolean;
  "allow-modules": boolean;
}

export const montecarlo = (done: Done) =>
  command<Options>({
    command: "montecarlo <experiment>",
    describe: "simulate many devices that vary, in tensors, and write a folder with the report",
    examples: [["spikion montecarlo montecarlo-window --devices 2000", "the STDP window of 2000 devices"]],
    builder: (args) => {
      const text = (describe: string) => ({ type: "string", requiresArg: true, describe }) as const;
      return withOpen(
        withModules(
          withSet(
            args.positional("experiment", {
              type: "string",
              demandOption: true,
              describe: "a YAML file, or an experiment's name, with kind: figure and figure: montecarlo",
            }),
          ),
        ),
      )
        .option("devices", text("short for --set devices=…"))
        .option("backend", text("short for --set kernel.tfjs.backend=…"))
        .option("tau", text("short for --set kernel.tfjs.tau=…"))
        .option("seed", text("short for --set seed=…"))
        .option("again", {
          type: "boolean",
          default: false,
          describe: "measure them again though this very run is there already",
        })
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
        await execute(
          { ...options, set: [...options.set, ...set], workers: "1", threads: "1", restart: false },
          accept,
        ),
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
