/** What a run computes from besides its config: the data, and the code of modules. Known again by their sha256. */
import { dirname, resolve } from "node:path";
import { dataFilesIn } from "../config/inline-data.js";
import { modulesIn } from "../config/modules.js";
import { parseYaml } from "../config/yaml.js";
import type { KindSpec } from "../experiment/kind.js";
import { moduleBytes } from "./disk.js";
import { sha256 } from "./sha256.js";

export interface Inputs {
  /** sha256 of the data set as its reader counts it; null for runs without one. */
  readonly dataHash: string | null;
  /** sha256 of each module's file, and of the files that it imports by a relative path; by absolute path. */
  readonly modules: Readonly<Record<string, string>>;
}

/** sha256 of the data that a run learns from; null where there are none. */
export function dataHashOf({ dataset }: KindSpec): string | null {
  return dataset?.hash ?? null;
}

/** Files with numbers that a config names, such as lists of synapses: sha256 by absolute path; undefined without any. */
export function inputHashes(resolvedYaml: string): Record<string, string> | undefined {
  const found = dataFilesIn(parseYaml(resolvedYaml, "config.resolved.yaml").value);
  return Object.keys(found).length > 0 ? found : undefined;
}

/** What stands for a module that cannot be read. */
const UNREADABLE = "0".repeat(64);
/** Files that one run's modules may be made of. */
const MOST_FILES = 1000;

/**
 * The files that the modules of a config are made of. Nothing is run: a module's own imports are found by looking at its
 * text, those of npm packages are left out.
 * @param resolvedYaml  a config whose modules have absolute paths
 * @returns  sha256 by absolute path, sorted; 64 zeros for a file that cannot be read
 */
export function moduleHashes(resolvedYaml: string): Record<string, string> {
  return hashesOf(modulesIn(parseYaml(resolvedYaml, "config.resolved.yaml").value));
}

/**
 * The files of modules, and those that they import by relative paths.
 * @param modules  absolute paths
 * @returns  sha256 by absolute path, sorted
 */
export function hashesOf(modules: readonly string[]): Record<string, string> {
  const found = new Map<string, string>();
  const waiting = [...modules];
  for (let path = waiting.pop(); path !== undefined && found.size < MOST_FILES; path = waiting.pop()) {
    if (found.has(path)) continue;
    let bytes: Uint8Array;
    try {
      bytes = moduleBytes(path);
    } catch {
      found.set(path, UNREADABLE);
      continue;
    }
    found.set(path, sha256(bytes));
    for (const [, imported] of new TextDecoder().decode(bytes).matchAll(IMPORT))
      waiting.push(resolve(dirname(path), imported!));
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What follows `from`, `import`, `import(` or `require(` and begins with a dot. */
const IMPORT = /\b(?:from|import|require)\s*\(?\s*["'](\.{1,2}\/[^"'\n]+)["']/g;

/** Modules that are not what they were: changed, gone, or imported only since. */
export function changedModules(before: Inputs["modules"], now: Inputs["modules"]): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...paths].filter((path) => before[path] !== now[path]).sort();
}
