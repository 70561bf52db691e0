/** A run folder that cannot be read, or a place where none may be written. */
export class RunFolderError extends Error {
  override readonly name = "RunFolderError";
  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path}: ${problem}`);
  }
}

/** What a failed system call means for a user; undefined for anything else. */
export function diskTrouble(error: unknown): string | undefined {
  const code =
    error instanceof Error && "syscall" in error ? String((error as NodeJS.ErrnoException).code) : "";
  return code === "" ? undefined : wordsOf(code);
}

/** What `work` gives; what the system refuses there, in words. @throws RunFolderError */
export async function inFolder<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const trouble = diskTrouble(error);
    throw trouble === undefined ? error : new RunFolderError(dir, `cannot be written: ${trouble}`);
  }
}

/** The words for a code alone, as threads tell it that cannot be started. */
export function wordsOf(code: string): string {
  return `${WORDS[code] ?? "the system refuses"} (${code})`;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  ENOENT: "a folder on the way is not there",
  ENOTDIR: "a file stands where a folder is needed",
  EISDIR: "a folder stands where a file is needed",
  ENOTFILE: "a device or a pipe stands where a file is needed",
  EEXIST: "something is there already",
  ENOTEMPTY: "something is there already",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "links on the way lead in a circle",
  EMFILE: "too many files are open; allow more, such as ulimit -n 1024",
  ENFILE: "too many files are open on this machine",
  EAGAIN: "the system has no room for another process now",
  ENOMEM: "the system has no memory left",
  EFBIG: "the file is larger than the file system takes",
  EBUSY: "something else uses it",
  ESTALE: "the network file system has lost it",
  EIO: "the disk fails",
};
