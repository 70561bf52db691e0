/** The experiment of an unfinished run as it was when it began, or a refusal that names what has changed. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { differingKeys } from "../config/differing.js";
import type { ModuleOptions } from "../config/used-modules.js";
import { parseYaml } from "../config/yaml.js";
import type { KindSpec } from "../experiment/kind.js";
import type { ExperimentSpec } from "../experiment/kinds/index.js";
import { loadExperimentText, readText } from "../node/config.js";
import { changedModules, moduleHashes } from "../node/inputs.js";
import { RunFolderError } from "../node/run-folder-error.js";
import type { RunInProgress } from "../node/unfinished.js";
import { UsageError } from "./errors.js";

/**
 * @param kernel  what does the arithmetic, where it shall be another
 * @throws RunFolderError where the config in the folder or the data set is not what the run began with
 */
export async function loadUnchanged(
  { dir, begun }: RunInProgress,
  kernel: string | undefined,
  modules: ModuleOptions,
): Promise<{ spec: ExperimentSpec; file: string }> {
  const file = join(dir, "config.resolved.yaml");
  const refuse = (what: string): never => {
    throw new RunFolderError(
      dir,
      `${what}: the run cannot go on as if nothing had happened. Put it back, or begin anew with spikion run`,
    );
  };
  const written = existsSync(file) ? readText(file) : begun.config;
  if (written !== begun.config) {
    const keys = differingKeys(parseYaml(begun.config, file).value, parseYaml(written, file).value);
    if (keys.length > 0) refuse(`config.resolved.yaml was changed since the run began (${keys.join(", ")})`);
  }
  const own = (parseYaml(begun.config, file).value as { kernel?: unknown }).kernel;
  if (kernel !== undefined && typeof own === "object")
    throw new UsageError(
      `--kernel: ${dir} was begun with the tfjs kernel, whose slices no other has; accepted: resume without --kernel`,
    );
  // Before any of them runs.
  const changed = begun.modules ? changedModules(begun.modules, moduleHashes(begun.config)) : [];
  if (changed.length > 0) refuse(`modules were changed since the run began: ${changed.join(", ")}`);
  const set = kernel === undefined ? [] : [`kernel=${kernel}`];
  const { spec, document } = await loadExperimentText(begun.config, file, { set, modules });
  // What this program makes of the config must be what began: another version may have other defaults.
  const keys = differingKeys(parseYaml(begun.config, file).value, document);
  if (keys.length > 0) refuse(`this version of spikion reads the config otherwise (${keys.join(", ")})`);
  const { dataset }: KindSpec = spec;
  if (dataset && dataset.hash !== begun.dataHash)
    refuse(`the files of dataset "${dataset.name}" were changed since the run began (dataset)`);
  return { spec, file };
}
