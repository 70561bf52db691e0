/** What was made of files, for as long as something uses it and the files are what they were. */
import { statSync } from "node:fs";
import type { Files } from "../platform/files.js";

interface Entry {
  readonly made: WeakRef<object>;
  /** What the system said of each file before it was read. */
  readonly stamps: ReadonlyMap<string, string>;
}

export class FileMemory {
  private readonly entries = new Map<string, Entry>();

  /** As `Files.remembered`. @param files  those of this computer */
  get<T extends object>(files: Files, key: string, read: (files: Files) => T): T {
    const known = this.entries.get(key);
    const made = known?.made.deref() as T | undefined;
    if (made && [...known!.stamps].every(([path, stamp]) => stamp === stampOf(path))) return made;
    const stamps = new Map<string, string>();
    const stamped = (path: string) => {
      stamps.set(path, stampOf(path));
      return path;
    };
    const watched: Files = {
      ...files,
      open: (path, use) => files.open(stamped(path), use),
      list: (folder) => files.list(stamped(folder)),
    };
    const fresh = read(watched);
    for (const [old, { made }] of this.entries) if (made.deref() === undefined) this.entries.delete(old);
    this.entries.set(key, { made: new WeakRef(fresh), stamps });
    return fresh;
  }
}

/** Changes whenever a file's content does: nobody can set the time of its last change back. */
function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat ? [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(" ") : "absent";
}
