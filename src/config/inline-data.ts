/**
 * Files with numbers that a document names (lists of synapses, values by neuron, spikes): they stay files, for they are
 * large, with absolute paths and with the sha256 of what is in them, so that the document says what is computed.
 */
import type { Files } from "../platform/files.js";
import { sha256 } from "../platform/sha256.js";
import { fileBytes } from "./columns-file.js";
import { inlined, problemsAt } from "./inline.js";
import { folderFor } from "./locate.js";
import { isPlainMap, join, type Plain, type PlainMap, type Sourced } from "./yaml.js";

/** Where a file with numbers can be named, and the key that `{file: …}` stands under. */
const PLACES = [
  /^network\.projections\.[^.]+\.(rule\.list|weight)$/,
  /^network\.projections\.[^.]+\.synapses\.[^.]+\.init$/,
  /^network\.populations\.[^.]+\.(params|start)\.[^.]+$/,
  /^network\.populations\.[^.]+\.drive\.poisson\.rate$/,
  /^network\.populations\.[^.]+\.current(\.constant)?$/,
  /^sources\.[^.]+\.spikes$/,
  /^encoder\.spikes$/,
  /^front(\.[^.]+)?\.weights$/,
];

/** Whether a file with numbers can stand at a dotted path. */
export function takesFile(path: string): boolean {
  return PLACES.some((place) => place.test(path));
}

/** @throws ConfigError where a file is not there, or is not what it was when its hash was taken */
export function inlineData(files: Files, document: Sourced<PlainMap>): Sourced<PlainMap> {
  return inlined(
    document,
    (at, key, path) => {
      if (!takesFile(path)) return false;
      const item = at[key];
      const short = typeof item === "string" && isFile(item);
      if (!short && !(isPlainMap(item) && typeof item.file === "string")) return false;
      const written: PlainMap = short ? { file: item } : (item as PlainMap);
      const named = short ? path : join(path, "file");
      const name = String(written.file);
      const file = files.resolve(folderFor(files, document.origins, named, name), name);
      const before = typeof written.sha256 === "string" ? { sha256: written.sha256 } : {};
      const bytes = fileBytes(files, { file, ...before });
      at[key] = { ...written, file, sha256: sha256(bytes) };
      return true;
    },
    (error, path) => problemsAt(error, document, path),
  );
}

function isFile(text: string): boolean {
  return /\.(csv|npz|bin|aedat4)$/i.test(text);
}

/** Files with numbers of a complete document: sha256 by absolute path, sorted. */
export function dataFilesIn(value: Plain): Record<string, string> {
  const found = new Map<string, string>();
  const visit = (at: Plain): void => {
    if (Array.isArray(at)) for (const item of at) visit(item);
    if (!isPlainMap(at)) return;
    if (typeof at.file === "string" && typeof at.sha256 === "string") found.set(at.file, at.sha256);
    for (const item of Object.values(at)) visit(item);
  };
  visit(value);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
