/** Where the documents that a config names are found: beside the file first, then in spikion itself. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigError } from "./errors.js";
import { MAX_BYTES, type Origin } from "./yaml.js";

/** The folder with networks/, datasets/ and experiments/ that come with spikion. */
export const packageRoot = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

/** A file as its user knows it: relative to where they are, if it is below. */
export function displayName(file: string): string {
  const below = relative(process.cwd(), file);
  return below === "" || below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below) ? file : below;
}

/** What a reference can name: a file by path, or a document by the name it has in its folder. */
export interface Reference {
  /** What is looked for: "network" or "dataset" or "experiment". */
  readonly what: string;
  /** Folder of named documents; absent where only paths are accepted. */
  readonly folder?: string;
}

/** Absolute paths that `name` may stand for, in the order they are tried. */
export function candidates(name: string, { folder }: Reference, baseDir: string): string[] {
  if (isAbsolute(name)) return [name];
  const isPath = /[\\/]|\.ya?ml$/.test(name) || folder === undefined;
  const local = isPath ? name : `${folder}/${name}.yaml`;
  return [...new Set([resolve(baseDir, local), resolve(packageRoot, local)])];
}

/**
 * The file or folder that `name` stands for.
 * @param from  the place that names it, for the message
 * @throws ConfigError saying where it was looked for
 */
export function locate(
  name: string,
  reference: Reference,
  baseDir: string,
  from: Origin,
  path: string,
): string {
  // A path on the command line is meant from where the user stands.
  const dirs = from.file === "--set" ? [process.cwd(), baseDir] : [baseDir];
  const tried = [...new Set(dirs.flatMap((dir) => candidates(name, reference, dir)))];
  const found = tried.find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new ConfigError(from.file, [
    {
      ...from,
      path,
      problem: `there is no ${reference.what} "${name}"; looked for ${tried.map(displayName).join(" and ")}`,
    },
  ]);
}

/** Text of a config file. @throws ConfigError where it cannot be read or is too large */
export function readText(file: string): string {
  const name = displayName(file);
  const fail = (problem: string): never => {
    throw new ConfigError(name, [{ file: name, path: "", problem }]);
  };
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) return fail("is a folder; a YAML file is accepted");
    if (stat.size > MAX_BYTES) return fail(`is larger than ${MAX_BYTES / 1e6} MB; no config needs that`);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    return fail(code === "ENOENT" ? "there is no such file" : `cannot be read (${code ?? String(error)})`);
  }
}
