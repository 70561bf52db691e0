/** `spikion nir export RUN`: what NIR can say of a network, as its Python package reads it. */
import type { LoadedExperiment } from "../../config/load.js";
import type { ExperimentResult } from "../../experiment/kinds/index.js";
import type { NetworkToExport } from "../../nir/export.js";
import { command, type Done, moduleOptions, print, withModules, withSet } from "../command.js";
import { EXIT, printable, UsageError } from "../errors.js";

interface Options {
  source: string;
  out: string;
  set: string[];
  "allow-modules": boolean;
}

export const exportNir = (done: Done) =>
  command<Options>({
    command: "export <source>",
    describe: "write the network of a run, with its learned weights, or of an experiment as it starts",
    builder: (args) =>
      withModules(
        withSet(
          args
            .positional("source", {
              type: "string",
              demandOption: true,
              describe: "a run's folder, or an experiment by file or name",
            })
            .option("out", {
              type: "string",
              requiresArg: true,
              demandOption: true,
              describe: "NIR file to write, such as net.nir",
            }),
        ),
      ),
    handler: async (options) => done(await execute(options)),
  });

async function execute(options: Options): Promise<number> {
  const { source, out } = options;
  const { disk } = await import("../../node/disk.js");
  const given = disk.isFolder(source) ? await ofRun(options) : await ofFile(options);
  const nir = await import("../../nir/export.js");
  const { graph, beside, notices } = nir.exportNir(given);
  const { treeOf } = await import("../../nir/graph.js");
  const { writeHdf5 } = await import("../../nir/hdf5.js");
  const bytes = await writeHdf5(treeOf(graph, beside));
  const { writeOutput } = await import("../output.js");
  await writeOutput("out", out, bytes);
  for (const notice of notices) process.stderr.write(`${printable(notice)}\n`);
  await print(`${printable(`${out}: ${graph.nodes.size} nodes, ${graph.edges.length} edges`)}\n`);
  return EXIT.done;
}

async function ofFile({ source, set, ...options }: Options): Promise<NetworkToExport> {
  const { loadExperiment } = await import("../../node/config.js");
  const { experimentFile } = await import("../../node/experiments.js");
  return toExport(
    await loadExperiment(experimentFile(source), { set, modules: moduleOptions(options) }),
    source,
  );
}

async function ofRun({ source, set, ...options }: Options): Promise<NetworkToExport> {
  if (set.length > 0)
    throw new UsageError("--set: a run is exported as it was; accepted: --set with an experiment's file");
  const { readRunFolder } = await import("../../node/run-folder.js");
  const folder = await readRunFolder(source);
  const { join } = await import("node:path");
  const { loadExperimentText } = await import("../../node/config.js");
  const { refuseChangedModules } = await import("../same-inputs.js");
  refuseChangedModules(source, folder);
  const loaded = await loadExperimentText(folder.resolvedYaml, join(source, "config.resolved.yaml"), {
    modules: moduleOptions(options),
  });
  return { ...toExport(loaded, source), ...trainedOf(folder.result, loaded) };
}

function toExport({ spec, document }: LoadedExperiment, source: string): NetworkToExport {
  if (!("network" in spec))
    throw new UsageError(
      `${source}: an experiment of kind "${spec.kind}" has no network; accepted: one that has`,
    );
  const { projections } = document.network as {
    readonly projections: Readonly<Record<string, { synapse?: string; synapses?: Record<string, unknown> }>>;
  };
  const synapses = Object.entries(projections).flatMap(([name, { synapse, synapses }]) =>
    synapse === undefined ? [] : [[name, synapses?.[synapse]] as const],
  );
  return { spec: spec.network, seed: spec.seed, synapses: Object.fromEntries(synapses) };
}

/** What a run has learned: of the projection and population that its document names, and of all others. */
function trainedOf(
  result: ExperimentResult,
  { spec }: LoadedExperiment,
): Pick<NetworkToExport, "trained" | "thetas"> {
  const { conductance, others, theta, thetas } = result as Partial<{
    conductance: Float32Array;
    others: Record<string, Float32Array>;
    theta: Float32Array;
    thetas: Record<string, Float32Array>;
  }>;
  const { plastic = "", output } = spec as { readonly plastic?: string; readonly output?: string };
  return {
    trained: { ...others, ...(conductance && conductance.length > 0 ? { [plastic]: conductance } : {}) },
    thetas: {
      ...thetas,
      ...(output !== undefined && theta && theta.length > 0 ? { [output]: theta } : {}),
    },
  };
}
