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
  return code === "" ? undefined : `${WORDS[code] ?? "the system refuses"} (${code})`;
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

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  ENOENT: "a folder on the way is not there",
  ENOTDIR: "a file stands where a folder is needed",
  EMFILE: "too many files are open",
  EIO: "the disk fails",
};
