/**
 * The name of a result: the hash of a whole config, in which files count by what is in them and not by where they lie.
 * The same sweep has the same names on two machines, in two checkouts, and in a folder that is mounted elsewhere.
 */
import { modulesIn } from "../config/modules.js";
import { isPlainMap, type PlainMap } from "../config/yaml.js";
import { sha256 } from "../platform/sha256.js";
import { canonical } from "./canonical.js";

/** What a config names that lies in other files. */
export interface Reads {
  /** Manifest of the data set, as JSON. */
  readonly dataset: string | null;
  /** Absolute paths of the user's modules. */
  readonly modules: readonly string[];
}

export interface Keys {
  readonly key: string;
  /** The name that versions before gave it, from the places of its files; absent where it has none. */
  readonly before?: string;
}

/**
 * Folders and files of one sweep that only their places tell apart: two data sets with one manifest, two modules with one
 * name. They count by their place below the folder that they have in common.
 */
export type Places = ReadonlyMap<string, string>;

export const NO_PLACES: Places = new Map();

/** @param all  what the jobs of a sweep read; the same objects again cost nothing */
export function placesOf(all: Iterable<Reads>): Places {
  const alike = new Map<string, Set<string>>();
  const add = (what: string, place: string) =>
    alike.set(what, (alike.get(what) ?? new Set<string>()).add(place));
  const seen = new Set<string>();
  for (const { dataset, modules } of all) {
    if (dataset !== null && !seen.has(dataset)) {
      seen.add(dataset);
      const { directory, ...rest } = JSON.parse(dataset) as PlainMap;
      if (isPlace(directory) && rest.package === undefined) add(JSON.stringify(rest), directory);
    }
    for (const module of modules) add(`module ${lastPart(module)}`, module);
  }
  const places = new Map<string, string>();
  for (const group of alike.values()) {
    if (group.size < 2) continue;
    const parts = [...group].map((place) => place.split(SEPARATOR));
    let common = 0;
    while (parts.every((part) => part[common] !== undefined && part[common] === parts[0]![common])) common++;
    for (const [k, place] of [...group].entries()) places.set(place, parts[k]!.slice(common).join("/"));
  }
  return places;
}

/** @param document  complete: the same keys for documents that mean the same, however their quantities are spelled */
export function keysOf(document: object, places: Places = NO_PLACES): Keys {
  const numbers = Object.entries(document).filter(([key]) => !TEXTS.has(key));
  // A seed is text: "1e3" and "1000" are two.
  const meant = numbers.map(([key, value]) => [key, key === "seed" ? String(value) : canonical(value)]);
  const before = hashOf(Object.fromEntries(meant));
  const { found, value } = withoutPlaces(Object.fromEntries(meant), places);
  return found ? { key: hashOf(value as object), before } : { key: before };
}

/** Texts about an experiment are none of its numbers: who mends a sentence does not run all again. */
const TEXTS = new Set(["name", "question", "source", "expected", "runtime"]);

const SEPARATOR = /[\\/]/;

function hashOf(meant: object): string {
  return sha256(JSON.stringify(meant)).slice(0, 24);
}

/** What a document reads besides itself. */
export function readsOf(document: PlainMap): Reads {
  const { dataset } = document;
  return { dataset: dataset === undefined ? null : JSON.stringify(dataset), modules: modulesIn(document) };
}

/** A document in which files are named by what is in them; `found`: whether it names any by its place. */
function withoutPlaces(
  document: PlainMap,
  places: Places,
): { readonly found: boolean; readonly value: unknown } {
  let found = false;
  const placed = (path: string, otherwise: string): string => {
    found = true;
    return places.get(path) ?? otherwise;
  };
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isPlainMap(value)) return value;
    const { file, sha256, module } = value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        // A file with numbers is what its sha256 says; how it is read, its ending.
        if (key === "file" && typeof file === "string" && typeof sha256 === "string")
          return [key, placed(file, /\.[^.\\/]*$/.exec(file)?.[0].toLowerCase() ?? "")];
        if (key === "module" && isPlace(module)) return [key, placed(module, lastPart(module))];
        return [key, visit(item)];
      }),
    );
  };
  const value = visit(document) as PlainMap;
  const { dataset } = value;
  // Its hash is kept in the result, and held against the data of now (origin.ts).
  if (isPlainMap(dataset) && isPlace(dataset.directory) && dataset.package === undefined)
    value.dataset = { ...dataset, directory: placed(dataset.directory, "") };
  return { found, value };
}

function isPlace(path: unknown): path is string {
  return typeof path === "string" && /^([\\/]|[A-Za-z]:[\\/])/.test(path);
}

function lastPart(path: string): string {
  return path.split(SEPARATOR).at(-1)!;
}
