/**
 * Which modules a document may run. A module is code: one that a run folder names was chosen by whoever made the folder,
 * so it runs only where the reader says so.
 */
import { FileError, type Files } from "../platform/files.js";
import { ConfigError, type Problem } from "./errors.js";
import { displayName } from "./locate.js";
import type { Origin } from "./yaml.js";

/** A file of the user's own that a config runs. */
export interface UsedModule {
  /** Absolute. */
  readonly path: string;
  /** Of the file itself, not of what it imports; null where it is in memory without its text. */
  readonly sha256: string | null;
}

/** How a document's modules are treated. */
export interface ModuleOptions {
  /**
   * "own": those that stand in the user's own files or on the command line run, those that files of a run folder name are
   * refused. "all": all run. "none": none runs, and none is refused. Default: "own".
   */
  readonly allow?: "own" | "all" | "none";
  /** As they were: one that has changed since is refused. */
  readonly expected?: readonly UsedModule[];
  /** Told of each module before it runs. */
  readonly before?: (module: UsedModule) => void;
}

/** A module at a place of a document. */
export interface NamedModule {
  /** Dotted path of its `module:`. */
  readonly at: string;
  readonly file: string;
  readonly origin: Origin;
}

/**
 * The modules that are named, each once; nothing has been run yet.
 * @throws ConfigError for files that are not there or cannot be modules, for those that a run folder names where only the
 *   user's own may run, and for those that have changed
 */
export function allowedModules(
  files: Files,
  named: readonly NamedModule[],
  { allow = "own", expected = [] }: ModuleOptions,
): UsedModule[] {
  const used = new Map<string, UsedModule>();
  const problems: Problem[] = [];
  for (const { at, file, origin } of named) {
    const add = (problem: string): void => void problems.push({ ...origin, path: at, problem });
    try {
      const module = used.get(file) ?? { path: file, sha256: files.moduleHash(file) };
      used.set(file, module);
      const before = expected.find(({ path }) => path === file);
      if (before && before.sha256 !== module.sha256)
        add(`${moduleInWords(files, module)} was changed meanwhile: its sha256 was ${before.sha256}`);
      if (allow === "own" && inRunFolder(files, origin.file)) add(refusal(files, module));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      add(inWords(displayName(files, file), error));
    }
  }
  if (problems.length > 0) throw new ConfigError(problems[0]!.file, problems);
  return [...used.values()];
}

/** A module as messages name it. */
export function moduleInWords(files: Files, { path, sha256 }: UsedModule): string {
  return `${displayName(files, path)}${sha256 === null ? "" : ` (sha256 ${sha256})`}`;
}

function refusal(files: Files, module: UsedModule): string {
  return `${moduleInWords(files, module)} is code that a run folder names, and was not run; read it, then allow it with --allow-modules`;
}

function inWords(shown: string, { trouble, detail }: FileError): string {
  if (trouble === "absent") return `there is no module ${shown}`;
  if (trouble === "folder") return `${shown} is a folder; accepted: a JavaScript file`;
  if (trouble === "special")
    return `${shown} is a pipe, socket or device; accepted: a JavaScript file on a disk`;
  if (trouble === "too large") return `${shown} is too large for a module`;
  return `${shown} cannot be read (${detail || trouble})`;
}

/** What files of a folder say that a run, or a sweep of runs, has written it. */
const MARKS = [
  { file: "manifest.json", says: /"spikion-run"/ },
  { file: "checkpoints/run.json", says: /"spikion-unfinished"/ },
  { file: "summary.json", beside: "points" },
] as const;
/** Longest file looked into for that, bytes. */
const MOST = 2_000_000;

/** Whether a file is a run's, or lies anywhere below a folder that a run or a sweep has written. */
export function inRunFolder(files: Files, written: string): boolean {
  if (written === "--set") return false;
  // Both as named and where it really lies: a link must not lead past the rule.
  const path = files.resolve(files.cwd, written);
  return [path, files.realPath(path)].some((file) => {
    if (files.nameOf(file) === "config.resolved.yaml") return true;
    for (let folder = files.folderOf(file), below = file; folder !== below; folder = files.folderOf(folder)) {
      if (isRunFolder(files, folder)) return true;
      below = folder;
    }
    return false;
  });
}

function isRunFolder(files: Files, folder: string): boolean {
  return MARKS.some((mark) => {
    const path = files.resolve(folder, mark.file);
    if (!files.exists(path)) return false;
    if ("beside" in mark) return files.isFolder(files.resolve(folder, mark.beside));
    try {
      return mark.says.test(files.text(path, MOST));
    } catch (error) {
      if (error instanceof FileError) return true;
      throw error;
    }
  });
}
