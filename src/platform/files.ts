/**
 * Where a program finds files, and what a path means there: a disk (src/node/disk.ts), or texts and bytes in memory
 * (memory-files.ts) for pages and tests.
 */
import type { Hash } from "./sha256.js";

/** Why a file cannot be used. */
export type FileTrouble =
  | "absent"
  /** A folder stands where a file is needed. */
  | "folder"
  /** A pipe, socket or device: it has no size to check. */
  | "special"
  | "too large"
  /** Other bytes than UTF-8 text; the detail says which. */
  | "not text"
  /** It ended before the size it had when it was opened. */
  | "changed"
  | "unreadable";

/** A file that cannot be used. Callers turn it into a sentence that names what they needed it for. */
export class FileError extends Error {
  /** Tells it from other errors where classes cannot be compared. */
  override readonly name = "FileError";
  /** @param detail  what the system said; for "changed", after how many bytes the file ended */
  constructor(
    /** The file, as it was asked for. */
    readonly path: string,
    /** Why it cannot be used. */
    readonly trouble: FileTrouble,
    /** What the system said; for "changed", after how many bytes the file ended. */
    readonly detail = "",
  ) {
    super(`${path}: ${trouble}${detail && ` (${detail})`}`);
  }
}

/** A file that is open: nothing of it is read before its size is known. */
export interface OpenFile {
  /** Bytes. */
  readonly size: number;
  /** Bytes from .. from + length - 1. @throws FileError where the file ends before that */
  read(from: number, length: number): Uint8Array;
}

/** Where files come from and what a path means: a disk, or texts and bytes in memory. */
export interface Files {
  /** The folder from which a user's relative paths start. */
  readonly cwd: string;
  /** The folder with networks/, datasets/ and experiments/ that come with spikion. */
  readonly home: string;

  /** `path` as seen from the folder `base`; absolute. */
  resolve(base: string, path: string): string;
  /** Whether a path does not depend on the folder it is seen from. */
  isAbsolute(path: string): boolean;
  /** The folder that a path lies in. */
  folderOf(path: string): string;
  /** Last part of a path. */
  nameOf(path: string): string;
  /** `path` as seen from `folder`, "" for the folder itself; undefined where it does not lie in it. Both absolute. */
  below(folder: string, path: string): string | undefined;

  /** Whether there is a file or folder. */
  exists(path: string): boolean;
  /** Whether there is a folder. */
  isFolder(path: string): boolean;
  /** Where a path leads, links followed; the path itself where nothing is there. */
  realPath(path: string): string;
  /** Names of what is in a folder but for folders, sorted. @throws FileError */
  list(folder: string): string[];
  /** Names of the folders in a folder, sorted. @throws FileError */
  folders(folder: string): string[];
  /** A file's text, UTF-8, without a byte order mark. @param most  bytes that are accepted @throws FileError */
  text(path: string, most: number): string;
  /** What `use` makes of a file, which is open until it returns. @throws FileError, and what `use` throws */
  open<T>(path: string, use: (file: OpenFile) => T): T;
  /**
   * What `read` makes of files, or made of them before: it may be kept while something uses it and the files that were
   * read are what they were. Nothing may change it. Left out where nothing is kept.
   * @param key  tells it from all else that is read
   * @param read  opens and lists what it needs of the files that it is given
   */
  remembered?<T extends object>(key: string, read: (files: Files) => T): T;

  /**
   * What a gzip file inflates to; "more" where that is above `most` bytes.
   * @param cut  whether `bytes` are the beginning of a file, which may end anywhere
   * @throws Error saying why it is no gzip file, or a damaged one
   */
  gunzip(bytes: Uint8Array, most: number, cut: boolean): Uint8Array | "more";
  /** SHA-256 of nothing yet, by the fastest means there are. */
  newSha256(): Hash;
  /** Folder of an installed npm package, looked for beside this program and beside `from`; undefined without one. */
  packageFolder(name: string, from: string): string | undefined;
  /** What a JavaScript module exports. A user's module runs code of theirs. */
  importModule(path: string): Promise<unknown>;
  /** sha256 (hex) of a module's file, which is not run; null for one that has no text. @throws FileError */
  moduleHash(path: string): string | null;
}
