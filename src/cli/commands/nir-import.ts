/** `spikion nir import GRAPH`: a NIR graph as a network document and the files of its weights. */
import type { Imported } from "../../nir/import.js";
import { quantityOption } from "../arguments.js";
import { command, type Done, print } from "../command.js";
import { EXIT, printable, UsageError } from "../errors.js";

interface Options {
  graph: string;
  out: string;
  dt: string | undefined;
  dirac: boolean;
}

/** Chosen: the time step of the examples that came with NIR's paper. */
const DT = 1e-4;
/** Chosen: weights of a layer of 10,000 by 10,000 neurons, not compressed. */
const MOST_BYTES = 1e9;

export const importNir = (done: Done) =>
  command<Options>({
    command: "import <graph>",
    describe: "make a network document of a NIR graph, for network: FILE in experiments of kind simulate",
    builder: (args) =>
      args
        .positional("graph", { type: "string", demandOption: true, describe: "file as nir.write makes it" })
        .option("out", {
          type: "string",
          requiresArg: true,
          demandOption: true,
          describe: "network document (*.yaml); npz files with weights are put beside it",
        })
        .option("dt", {
          type: "string",
          requiresArg: true,
          defaultDescription: "what the graph says, else 0.1ms",
          describe:
            "time step of the program that made the graph: the tick, and how long a spike's current of 1 lasts",
        })
        .option("dirac", {
          type: "boolean",
          default: false,
          describe: "a spike is a Dirac pulse of area 1 s, instead of a current of 1 for one time step",
        }),
    handler: async (options) => done(await execute(options)),
  });

async function execute({ graph: file, out, dt, dirac }: Options): Promise<number> {
  const stem = /^(.*[/\\])?([^/\\]+)\.ya?ml$/i.exec(out)?.[2];
  if (stem === undefined)
    throw new UsageError(`--out: ${out} is no network document; accepted: a name that ends in .yaml`);
  const { fileBytes } = await import("../../node/disk.js");
  const { inWords } = await import("../../nir/file-trouble.js");
  const bytes = inWords(file, () => fileBytes(file, MOST_BYTES));
  const { readHdf5 } = await import("../../nir/hdf5.js");
  const { graphOf } = await import("../../nir/graph.js");
  const nir = await import("../../nir/import.js");
  const graph = graphOf(await readHdf5(bytes, file), file);
  const step = dt === undefined ? (nir.timeStepOf(graph) ?? DT) : quantityOption("dt", dt, "s");
  if (!(step > 0)) throw new UsageError(`--dt: got ${dt}; accepted: a time above 0 s, such as 0.1ms`);
  const imported = nir.importNir(graph, { dt: step, dirac, name: file, stem });
  await write(imported, file, out);
  const { formatQuantity } = await import("../../core/units.js");
  for (const notice of imported.notices) process.stderr.write(`${printable(notice)}\n`);
  const sizes = Object.keys(imported.network.populations as object).length;
  const joins = Object.keys(imported.network.projections as object).length;
  await print(
    `${printable(`${out}: ${sizes} populations, ${joins} projections; tick ${formatQuantity(step, "s")}, a spike is a current of ${dirac ? "area 1 s" : "1 for one tick"}; 1 in the graph is 1 V. ${Object.keys(imported.files).length} npz files beside it`)}\n`,
  );
  return EXIT.done;
}

/** The network document last: what it names is then there. */
async function write({ network, files }: Imported, graph: string, out: string): Promise<void> {
  const { stringify } = await import("yaml");
  const { writeNpz } = await import("../../platform/npz.js");
  const text = stringify(network, { lineWidth: 110, flowCollectionPadding: false });
  const contents = Object.fromEntries(
    Object.entries(files).map(([name, arrays]) => [name, writeNpz(arrays)]),
  );
  await tried(text, contents, network, graph);
  const { writeOutput } = await import("../output.js");
  const folder = /^(.*[/\\])?/.exec(out)![0];
  for (const [name, bytes] of Object.entries(contents)) await writeOutput("out", `${folder}${name}`, bytes);
  await writeOutput("out", out, text);
}

/** Whether an experiment can have this network: said before anything is written. */
async function tried(
  text: string,
  contents: Readonly<Record<string, Uint8Array>>,
  { populations, tick }: Imported["network"],
  graph: string,
): Promise<void> {
  const { memoryFiles } = await import("../../platform/memory-files.js");
  const { openExperiment } = await import("../../config/load.js");
  const { kindOf } = await import("../../experiment/kinds/index.js");
  const { stringify } = await import("yaml");
  const sources = Object.entries(populations as Record<string, object>).flatMap(([name, p]) =>
    "neuron" in p ? [] : [[name, { model: "poisson-rate", rate: "0 Hz" }] as const],
  );
  const experiment = {
    kind: "simulate",
    seed: "1",
    network: "./network.yaml",
    duration: tick,
    sources: Object.fromEntries(sources),
  };
  const files = memoryFiles({ ...contents, "network.yaml": text });
  try {
    const opened = openExperiment(files, stringify(experiment), "/trial.yaml");
    const { spec } = await opened.check();
    if (spec) kindOf(spec.kind).tryOut?.(spec);
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name !== "ConfigError" && name !== "NetworkError") throw error;
    throw new UsageError(`${graph}: makes no network that runs: ${(error as Error).message}`);
  }
}
