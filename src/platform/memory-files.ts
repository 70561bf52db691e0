/** Files in memory: what a page or a test hands in. Paths are as on Unix. */
import { FileError, type Files } from "./files.js";
import { gunzip } from "./gunzip.js";
import { newSha256 } from "./sha256.js";
import { textOf } from "./text.js";

/** What else a set of files in memory may have. */
export interface MemoryFilesOptions {
  /** Folder from which relative paths start, of `contents` too; "/" unless given. */
  readonly cwd?: string;
  /** What modules export, by path, for configs that name modules of a user's own. */
  readonly modules?: Readonly<Record<string, unknown>>;
  /** Folders of npm packages by their names, for data sets that come in one. */
  readonly packages?: Readonly<Record<string, string>>;
}

/**
 * Files from texts and bytes in memory, for pages, workers and tests.
 * @param contents  text or bytes by path; what configs name (`network: winner-take-all`) is looked for beside them and in
 *   /networks, /datasets and /experiments
 */
export function memoryFiles(
  contents: Readonly<Record<string, string | Uint8Array>>,
  { cwd = "/", modules = {}, packages = {} }: MemoryFilesOptions = {},
): Files {
  const bytesAt = new Map(
    Object.entries(contents).map(([path, content]) => [
      resolve(cwd, path),
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    ]),
  );
  const moduleAt = new Map(Object.entries(modules).map(([path, exports]) => [resolve(cwd, path), exports]));
  const isFolder = (path: string): boolean => [...bytesAt.keys()].some((file) => below(path, file));
  const at = (path: string): Uint8Array => {
    const bytes = bytesAt.get(path);
    if (bytes) return bytes;
    throw new FileError(path, isFolder(path) ? "folder" : "absent");
  };
  return {
    cwd,
    home: "/",
    resolve,
    isAbsolute: (path) => path.startsWith("/"),
    folderOf: (path) => resolve(path, ".."),
    nameOf: (path) => path.split("/").filter(Boolean).at(-1) ?? "",
    below,
    exists: (path) => bytesAt.has(path) || isFolder(path),
    isFolder,
    realPath: (path) => path,
    list(folder) {
      if (!isFolder(folder)) throw new FileError(folder, "absent");
      const names = [...bytesAt.keys()].map((file) => below(folder, file));
      return names
        .filter((name) => name !== undefined && name !== "" && !name.includes("/"))
        .sort() as string[];
    },
    folders(folder) {
      if (!isFolder(folder)) throw new FileError(folder, "absent");
      const names = [...bytesAt.keys()].map((file) => below(folder, file));
      return [...new Set(names.flatMap((name) => (name?.includes("/") ? [name.split("/")[0]!] : [])))].sort();
    },
    text(path, most) {
      const bytes = at(path);
      if (bytes.length > most) throw new FileError(path, "too large");
      return textOf(path, bytes);
    },
    open(path, use) {
      const bytes = at(path);
      return use({ size: bytes.length, read: (from, length) => bytes.slice(from, from + length) });
    },
    gunzip,
    newSha256,
    packageFolder: (name) => (Object.hasOwn(packages, name) ? resolve(cwd, packages[name]!) : undefined),
    async importModule(path) {
      if (!moduleAt.has(path)) throw new FileError(path, "absent");
      return moduleAt.get(path);
    },
    moduleHash(path) {
      if (moduleAt.has(path)) return null;
      throw new FileError(path, "absent");
    },
  };
}

function resolve(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${base}/${path}`).split("/"))
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  return `/${parts.join("/")}`;
}

function below(folder: string, path: string): string | undefined {
  if (path === folder) return "";
  const start = folder === "/" ? "/" : `${folder}/`;
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}
