/**
 * From a config file to one complete document: `extends` is followed, networks and data sets named in it are put in
 * its place, `--set` is laid on top.
 */
import { DatasetError } from "../dataset/errors.js";
import { manifestForDirectory } from "../dataset/manifest.js";
import type { Files } from "../platform/files.js";
import { ConfigError, got, type Problem, show } from "./errors.js";
import { displayName, locate, type Reference, readText } from "./locate.js";
import { merge, part, withoutPart, withPart } from "./merge.js";
import { problem } from "./messages.js";
import { isPlainMap, type Origin, type Plain, type PlainMap, parseYaml, type Sourced } from "./yaml.js";

const NETWORK: Reference = { what: "network", folder: "networks" };
const DATASET: Reference = { what: "data set", folder: "datasets" };
const EXPERIMENT: Reference = { what: "experiment" };
/** Files that may extend one another; more is a mistake. */
const MAX_CHAIN = 8;

/** Keys whose values refer to other documents. */
const REFERRING = { network: NETWORK, dataset: DATASET } as const;
/** Files that an extending document names instead of those that its base names, by key. */
type Instead = Partial<Record<keyof typeof REFERRING, string>>;

/** The document in a file that another extends. */
function loadBase(
  files: Files,
  file: string,
  chain: readonly string[],
  instead: Instead = {},
): Sourced<PlainMap> {
  const name = displayName(files, file);
  const { document, unresolved } = resolveDocument(
    files,
    parseYaml(readText(files, file), name),
    file,
    chain,
    instead,
  );
  if (unresolved.length > 0) throw new ConfigError(name, unresolved);
  return document;
}

/**
 * A parsed experiment with its parts inline: no reference to another document is left.
 * @param file  where it lies: relative references start from its folder
 * @param instead  of what it refers to
 */
export function resolveDocument(
  files: Files,
  parsed: Sourced,
  file: string,
  chain: readonly string[] = [],
  instead: Instead = {},
): Resolved {
  const written = asMap(parsed, displayName(files, file), "");
  const map = Object.entries(instead).reduce(referringTo, written);
  const below = { ...namedIn(files, map, file), ...instead };
  let followed: readonly string[] = [];
  const joined = extended(files, map, EXPERIMENT, file, chain, "", (...of) => {
    const base = loadBase(...of, below);
    followed = Object.keys(below).filter((key) => Object.hasOwn(base.value, key));
    return base;
  });
  const base = followed.reduce(withoutReference, joined);
  const unresolved: Problem[] = [];
  const put = (
    document: Sourced<PlainMap>,
    key: string,
    reference: Reference,
    load: Load,
  ): Sourced<PlainMap> => {
    try {
      return inline(files, document, key, reference, file, load);
    } catch (error) {
      if (error instanceof DatasetError) unresolved.push(problem(key, error.message, document.origins));
      else if (error instanceof ConfigError) unresolved.push(...error.problems);
      else throw error;
      return withoutPart(document, key);
    }
  };
  const document = put(put(base, "network", NETWORK, networkFile), "dataset", DATASET, datasetFile);
  return { document, unresolved };
}

/** What an extending document names is laid below the numbers of its base, which stay as they are. */
function namedIn(files: Files, document: Sourced<PlainMap>, file: string): Instead {
  if (document.value.extends === undefined) return {};
  const named: Instead = {};
  for (const [key, reference] of Object.entries(REFERRING) as [keyof Instead, Reference][]) {
    const value = document.value[key];
    if (!isPlainMap(value) || typeof value.extends !== "string") continue;
    const at = `${key}.extends`;
    const from = document.origins.get(at) ?? { file: displayName(files, file) };
    try {
      named[key] = locate(files, value.extends, reference, files.folderOf(file), from, at);
    } catch (error) {
      // Said where references are followed, together with all else that is wrong.
      if (!(error instanceof ConfigError)) throw error;
    }
  }
  return named;
}

/** The document with another file in its reference at `key`, if it has one. */
function referringTo(document: Sourced<PlainMap>, [key, file]: [string, string]): Sourced<PlainMap> {
  const value = document.value[key];
  if (typeof value !== "string" && !isPlainMap(value)) return document;
  const own = isPlainMap(value) ? value : {};
  return { value: { ...document.value, [key]: { ...own, extends: file } }, origins: document.origins };
}

/** The document whose part at `key` refers to nothing: its base has followed that. */
function withoutReference(document: Sourced<PlainMap>, key: string): Sourced<PlainMap> {
  const own = part(document, key);
  return isPlainMap(own.value)
    ? withPart(document, key, withoutPart(own as Sourced<PlainMap>, "extends"))
    : document;
}

/** A document, and what is wrong with the references that could not be followed: their parts are left out. */
export interface Resolved {
  readonly document: Sourced<PlainMap>;
  readonly unresolved: readonly Problem[];
}

/** Replace a reference (a name, or a mapping that extends one) at `key` by what it refers to. */
function inline(
  files: Files,
  document: Sourced<PlainMap>,
  key: string,
  reference: Reference,
  file: string,
  load: Load,
): Sourced<PlainMap> {
  const value = document.value[key];
  if (value === undefined || (typeof value !== "string" && !isPlainMap(value))) return document;
  const here = part(document, key);
  const map =
    typeof value === "string"
      ? { value: { extends: value }, origins: here.origins }
      : (here as Sourced<PlainMap>);
  const resolved = extended(files, map, reference, file, [], key, load);
  const from = files.folderOf(file);
  return withPart(document, key, key === "dataset" ? rooted(files, resolved, from) : resolved);
}

type Load = (files: Files, file: string, chain: readonly string[]) => Sourced<PlainMap>;

/** `document` laid upon what it extends. */
function extended(
  files: Files,
  document: Sourced<PlainMap>,
  reference: Reference,
  file: string,
  chain: readonly string[],
  path: string,
  load: Load,
): Sourced<PlainMap> {
  const { extends: name } = document.value;
  if (name === undefined) return document;
  const from: Origin = document.origins.get("extends") ??
    document.origins.get("") ?? { file: displayName(files, file) };
  const at =
    path === ""
      ? "extends"
      : typeof name === "string" && !document.origins.has("extends")
        ? path
        : `${path}.extends`;
  if (typeof name !== "string" || name === "")
    throw new ConfigError(from.file, [
      {
        ...from,
        path: at,
        problem: `${show(name)} is not a name; accepted: the name or path of a ${reference.what}`,
      },
    ]);
  const base = locate(files, name, reference, files.folderOf(file), from, at);
  const next = [...chain, file];
  if (next.includes(base) || next.length > MAX_CHAIN)
    throw new ConfigError(from.file, [
      { ...from, path: at, problem: `"${name}" extends itself, or more than ${MAX_CHAIN} files deep` },
    ]);
  return merge(load(files, base, next), withoutPart(document, "extends")) as Sourced<PlainMap>;
}

function networkFile(files: Files, file: string, chain: readonly string[]): Sourced<PlainMap> {
  return extended(files, mapIn(files, file), NETWORK, file, chain, "", networkFile);
}

/** A manifest, or a folder with IDX files. */
function datasetFile(files: Files, file: string, chain: readonly string[]): Sourced<PlainMap> {
  if (files.isFolder(file)) {
    const manifest = JSON.parse(JSON.stringify(manifestForDirectory(files, file))) as PlainMap;
    return { value: manifest, origins: new Map([["", { file: displayName(files, file) }]]) };
  }
  const manifest = extended(files, mapIn(files, file), DATASET, file, chain, "", datasetFile);
  return rooted(files, manifest, files.folderOf(file));
}

/** The document in a file, which must be a mapping. */
function mapIn(files: Files, file: string): Sourced<PlainMap> {
  const name = displayName(files, file);
  return asMap(parseYaml(readText(files, file), name), name, "");
}

/** A data set whose folder does not depend on where the document lies. */
function rooted(files: Files, manifest: Sourced<PlainMap>, baseDir: string): Sourced<PlainMap> {
  const { package: npm, directory, reader } = manifest.value;
  if (npm !== undefined || reader === undefined || (directory !== undefined && typeof directory !== "string"))
    return manifest;
  if (directory !== undefined && files.isAbsolute(directory)) return manifest;
  return {
    value: { ...manifest.value, directory: files.resolve(baseDir, directory ?? ".") },
    origins: manifest.origins,
  };
}

function asMap(document: Sourced<Plain>, file: string, path: string): Sourced<PlainMap> {
  if (isPlainMap(document.value)) return document as Sourced<PlainMap>;
  throw new ConfigError(file, [{ file, path, problem: got(document.value, "a mapping of keys to values") }]);
}
