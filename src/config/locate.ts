/** Where the documents that a config names are found: beside the file first, then in spikion itself. */
import { FileError, type Files } from "../platform/files.js";
import { ConfigError } from "./errors.js";
import { MAX_BYTES, type Origin } from "./plain.js";
import { didYouMean, didYouMeanFile, filesIn } from "./suggest.js";

/** A file as its user knows it: relative to where they are, if it is below. */
export function displayName(files: Files, file: string): string {
  return files.below(files.cwd, file) || file;
}

/** The folder from which paths start that are written at `origin`: on the command line, where the user stands. */
export function folderOf(files: Files, origin: Origin | undefined): string {
  if (origin === undefined || origin.file === "--set") return files.cwd;
  return files.folderOf(files.resolve(files.cwd, origin.file));
}

/**
 * The folder from which a path starts that stands at `path` in a document. On the command line it is where the user stands;
 * what a sweep sets is written in the experiment's file: it is looked for beside that where it is not here.
 */
export function folderFor(
  files: Files,
  origins: ReadonlyMap<string, Origin>,
  path: string,
  name: string,
): string {
  const origin = origins.get(path);
  const own = folderOf(files, origin);
  const root = origins.get("");
  if (origin?.file !== "--set" || root === undefined || files.exists(files.resolve(own, name))) return own;
  return folderOf(files, root);
}

/** What a reference can name: a file by path, or a document by the name it has in its folder. */
export interface Reference {
  /** What is looked for: "network" or "dataset" or "experiment". */
  readonly what: string;
  /** Folder of named documents; absent where only paths are accepted. */
  readonly folder?: string;
}

/** Absolute paths that `name` may stand for, in the order they are tried. */
export function candidates(files: Files, name: string, { folder }: Reference, baseDir: string): string[] {
  if (files.isAbsolute(name)) return [name];
  const isPath = /[\\/]|\.ya?ml$/.test(name) || folder === undefined;
  const local = isPath ? name : `${folder}/${name}.yaml`;
  return [...new Set([files.resolve(baseDir, local), files.resolve(files.home, local)])];
}

/**
 * The file or folder that `name` stands for.
 * @param from  the place that names it, for the message
 * @throws ConfigError saying where it was looked for
 */
export function locate(
  files: Files,
  name: string,
  reference: Reference,
  baseDir: string,
  from: Origin,
  path: string,
): string {
  // A path on the command line is meant from where the user stands.
  const dirs = from.file === "--set" ? [files.cwd, baseDir] : [baseDir];
  const tried = [...new Set(dirs.flatMap((dir) => candidates(files, name, reference, dir)))];
  const found = tried.find((file) => files.exists(file));
  if (found !== undefined) return found;
  throw new ConfigError(from.file, [
    {
      ...from,
      path,
      problem: `there is no ${reference.what} "${name}"; looked for ${tried.map((file) => displayName(files, file)).join(" and ")}${meant(files, name, reference, dirs)}`,
    },
  ]);
}

/** What else there is of that name's kind, or of that path. */
function meant(files: Files, name: string, { folder }: Reference, dirs: readonly string[]): string {
  const isPath = /[\\/]|\.ya?ml$/.test(name) || folder === undefined;
  if (isPath) {
    const near = dirs.map((dir) => didYouMeanFile(files, files.resolve(dir, name)));
    return near.find((text) => text !== "") ?? "";
  }
  const folders = [...dirs, files.home].map((dir) => files.resolve(dir, folder));
  const names = folders.flatMap((dir) => filesIn(files, dir)).filter((file) => /\.ya?ml$/.test(file));
  return didYouMean(
    name,
    names.map((file) => file.replace(/\.ya?ml$/, "")),
  );
}

/**
 * Text of a config file.
 * @param accepted  what is read there, for messages
 * @throws ConfigError where it cannot be read, is too large, or is not UTF-8 text
 */
export function readText(files: Files, file: string, accepted = "a YAML file"): string {
  try {
    return files.text(file, MAX_BYTES);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const name = displayName(files, file);
    const near = error.trouble === "absent" ? didYouMeanFile(files, file) : "";
    throw new ConfigError(name, [{ file: name, path: "", problem: `${inWords(error, accepted)}${near}` }]);
  }
}

function inWords({ trouble, detail }: FileError, accepted: string): string {
  if (trouble === "folder") return `is a folder; accepted: ${accepted}`;
  if (trouble === "special") return `is a pipe, socket or device; accepted: ${accepted} on a disk`;
  if (trouble === "not text") return `${detail}; accepted: ${accepted} in UTF-8`;
  if (trouble === "too large") return `is larger than ${MAX_BYTES / 1e6} MB; no config needs that`;
  return trouble === "absent" ? "there is no such file" : `cannot be read (${detail || trouble})`;
}
