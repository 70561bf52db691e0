/** A trained network is tested on the data, and by the modules, that its run had, unless others are named on purpose. */
import type { KindSpec } from "../experiment/kind.js";
import { changedModules, dataHashOf, moduleHashes } from "../node/inputs.js";
import { type RunFolder, RunFolderError } from "../node/run-folder.js";

/** @throws RunFolderError where the data are not the manifest's, and no setting names others */
export function refuseChangedData(
  run: string,
  { manifest }: RunFolder,
  spec: KindSpec,
  set: readonly string[],
): void {
  const named = set.some((setting) => /^dataset(?=[.=])/.test(setting.trim()));
  if (named || dataHashOf(spec) === manifest.dataHash) return;
  throw new RunFolderError(
    run,
    `the files of dataset "${spec.dataset?.name}" are not those that the run learned from (dataHash in manifest.json is ${manifest.dataHash}; now ${dataHashOf(spec)}). Put them back, or name other data on purpose: --set dataset=NAME`,
  );
}

/** To be asked before any module is imported. @throws RunFolderError naming the files that are not the manifest's */
export function refuseChangedModules(run: string, { manifest, resolvedYaml }: RunFolder): void {
  const changed = manifest.modules ? changedModules(manifest.modules, moduleHashes(resolvedYaml)) : [];
  if (changed.length === 0) return;
  throw new RunFolderError(
    run,
    `modules are not those of the run (modules in manifest.json): ${changed.join(", ")}. Put them back, or name other files by --set`,
  );
}
