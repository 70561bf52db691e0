/** The files of this computer. */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync, constants as zlib } from "node:zlib";
import { FileError, type Files, type OpenFile } from "../platform/files.js";
import { textOf } from "../platform/text.js";
import { FileMemory } from "./file-memory.js";
import { newSha256, sha256 } from "./sha256.js";

/** The folder with networks/, datasets/ and experiments/ that come with spikion. */
export const packageRoot = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

const memory = new FileMemory();

export const disk: Files = {
  get cwd() {
    return process.cwd();
  },
  home: packageRoot,
  resolve,
  isAbsolute,
  folderOf: dirname,
  nameOf: (path) => basename(path),
  below(folder, path) {
    const way = relative(folder, path);
    return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : way;
  },
  exists: existsSync,
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  realPath(path) {
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  },
  list(folder) {
    const entries = told(folder, () => readdirSync(folder, { withFileTypes: true }));
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  },
  folders(folder) {
    const names = told(folder, () => readdirSync(folder));
    // Links to folders too.
    return names.filter((name) => disk.isFolder(join(folder, name))).sort();
  },
  text(path, most) {
    return textOf(path, fileBytes(path, most));
  },
  open(path, use) {
    // Before it is opened: to open a pipe waits for its writer, to open a device may do something.
    const { trouble } = told(path, () => kindOf(statSync(path)));
    if (trouble !== undefined) throw new FileError(path, trouble);
    const fd = told(path, () => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
    try {
      const stat = told(path, () => fstatSync(fd));
      const { trouble } = kindOf(stat);
      if (trouble !== undefined) throw new FileError(path, trouble);
      return use(openFile(path, fd, stat.size));
    } finally {
      closeSync(fd);
    }
  },
  remembered: (key, read) => memory.get(disk, key, read),
  gunzip(bytes, most, cut) {
    try {
      if (cut) return gunzipSync(bytes, { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: most });
      const { buffer, engine } = gunzipSync(bytes, {
        maxOutputLength: most,
        info: true,
      }) as unknown as Gunzipped;
      // zlib ends at a zero after a member and looks no further. Padding by zeros is usual, anything else is not.
      if (bytes.subarray(engine.bytesWritten).some((byte) => byte !== 0))
        throw new Error("there is more after its end");
      return buffer;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") return "more";
      throw error;
    }
  },
  newSha256,
  packageFolder(name, from) {
    for (const beside of [import.meta.url, join(resolve(from), "manifest.yaml")])
      try {
        return dirname(createRequire(beside).resolve(`${name}/package.json`));
      } catch {
        // Not there: it may be beside the other.
      }
    return undefined;
  },
  async importModule(path) {
    try {
      return await import(pathToFileURL(path).href);
    } catch (error) {
      // A module may throw anything, nothing included.
      const notFound = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
      if (notFound && error.message.includes(path)) throw new FileError(path, "absent");
      throw error;
    }
  },
  moduleHash: (path) => sha256(moduleBytes(path)),
};

/** A module's file, which is not run. @throws FileError */
export function moduleBytes(path: string): Uint8Array {
  return fileBytes(path, MAX_MODULE);
}

/** A whole file. @param most  bytes that are accepted @throws FileError */
export function fileBytes(path: string, most: number): Uint8Array {
  return disk.open(path, ({ size, read }) => {
    if (size > most) throw new FileError(path, "too large", `${size} bytes`);
    return read(0, size);
  });
}

function kindOf(stat: Stats): { readonly trouble?: "folder" | "special" } {
  if (stat.isFile()) return {};
  return { trouble: stat.isDirectory() ? "folder" : "special" };
}

/** What zlib gives with `info`: how much of the input it took. */
interface Gunzipped {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/** Chosen: more than any module written by hand, or bundled, has. */
const MAX_MODULE = 50_000_000;

function openFile(path: string, fd: number, size: number): OpenFile {
  return {
    size,
    read(from, length) {
      const bytes = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const n = told(path, () => readSync(fd, bytes, done, length - done, from + done));
        if (n === 0) throw new FileError(path, "changed", String(from + done));
        done += n;
      }
      return bytes;
    },
  };
}

/** What `call` returns; what the system refuses, as a FileError. */
function told<T>(path: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const code = String(error.code);
    const absent = code === "ENOENT" || code === "ENOTDIR";
    throw new FileError(path, absent ? "absent" : "unreadable", code);
  }
}
