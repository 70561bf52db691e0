/** Plots of the user's own that a config names, for the report of its run. */
import { ConfigError } from "../config/errors.js";
import { loadModules, mentionedModules } from "../config/modules.js";
import type { ModuleOptions } from "../config/used-modules.js";
import { isPlainMap, parseYaml } from "../config/yaml.js";
import type { OwnPlot } from "../experiment/own-plot.js";
import type { NamedPlot } from "../report/plots/own.js";
import { disk } from "./disk.js";

/**
 * @param resolvedYaml  the config of a run: modules have absolute paths
 * @param file  where it lies
 * @param modules  which may run; of one that may not there is the reason in its place
 */
export async function ownPlots(
  resolvedYaml: string,
  file: string,
  modules: ModuleOptions,
): Promise<NamedPlot[]> {
  const { value } = parseYaml(resolvedYaml, "config.resolved.yaml");
  const listed = isPlainMap(value) && Array.isArray(value.plots) ? value.plots : [];
  const named = listed.flatMap((plot) =>
    isPlainMap(plot) && typeof plot.module === "string" ? [plot.module] : [],
  );
  return Promise.all(named.map(async (name) => ({ name, plot: await loaded(name, file, modules) })));
}

async function loaded(module: string, file: string, modules: ModuleOptions): Promise<OwnPlot | string> {
  const document = { value: { plots: [{ module }] }, origins: new Map([["plots.0", { file }]]) };
  try {
    const { parts } = await loadModules(disk, mentionedModules(disk, document), modules);
    return [...parts.own.plots.values()][0]!;
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ problem }) => problem).join("; ");
    throw error;
  }
}
