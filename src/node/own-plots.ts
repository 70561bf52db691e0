/** Plots of the user's own that a config names, for the report of its run. */
import { ConfigError } from "../config/errors.js";
import { loadModules } from "../config/modules.js";
import { isPlainMap, parseYaml } from "../config/yaml.js";
import type { OwnPlot } from "../experiment/own-plot.js";
import type { NamedPlot } from "../report/plots/own.js";
import { disk } from "./disk.js";

/** @param resolvedYaml  the config of a run: modules have absolute paths */
export async function ownPlots(resolvedYaml: string): Promise<NamedPlot[]> {
  const { value } = parseYaml(resolvedYaml, "config.resolved.yaml");
  const listed = isPlainMap(value) && Array.isArray(value.plots) ? value.plots : [];
  const modules = listed.flatMap((plot) =>
    isPlainMap(plot) && typeof plot.module === "string" ? [plot.module] : [],
  );
  return Promise.all(modules.map(async (name) => ({ name, plot: await loaded(name) })));
}

async function loaded(module: string): Promise<OwnPlot | string> {
  try {
    const { parts } = await loadModules(disk, { value: { plots: [{ module }] }, origins: new Map() });
    return [...parts.own.plots.values()][0]!;
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ problem }) => problem).join("; ");
    throw error;
  }
}
