/** Data sets by name, as an experiment names them. */
import { loadDataset } from "../dataset/manifest.js";
import type { Dataset } from "../dataset/model.js";
import type { Files } from "../platform/files.js";
import { ConfigError } from "./errors.js";
import { resolveDocument } from "./extends.js";
import { inWords, problemsOf } from "./messages.js";
import { builtIn } from "./parts.js";
import { dataset } from "./schema/dataset.js";

/**
 * A data set by its name, the path of its manifest, or the path of a folder with IDX files.
 * @param name  of a manifest in `datasets/`, beside the folder from which paths start or in spikion itself; or the path of
 *   a manifest, or of a folder with IDX files
 * @throws ConfigError where there is no such manifest, or a wrong one; DatasetError where its files cannot be used
 */
export function openDataset(files: Files, name: string): Dataset {
  const origins = new Map([["", { file: "--set" }]]);
  const here = files.resolve(files.cwd, "data set");
  const { document, unresolved } = resolveDocument(files, { value: { dataset: name }, origins }, here);
  if (unresolved.length > 0) throw new ConfigError(name, unresolved);
  const manifest = document.value.dataset;
  const parsed = dataset.schema(manifest, builtIn).safeParse(manifest, inWords);
  if (!parsed.success) throw new ConfigError(name, problemsOf(parsed.error, document.origins));
  return loadDataset(files, dataset.read(parsed.data, builtIn), files.cwd);
}
