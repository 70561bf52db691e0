/** Files and folders that change in one step: readers see the old or the new, and a crash leaves one of them whole. */
import { randomUUID } from "node:crypto";
import { lstat, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/**
 * Make `dir` hold `files`. A folder that is there is replaced; files in it with names not among the new ones are
 * carried over. Between two renames the place is empty for a moment: a crash just then leaves the old folder
 * beside it, under a name that ends in "previous".
 * @param files  contents by name, no subfolders
 */
export async function replaceFolder(
  dir: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  const target = resolve(dir);
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  // Beside the target, so that renaming never crosses a file system.
  const fresh = join(parent, `.${basename(target)}.partial-${randomUUID()}`);
  await mkdir(fresh); // not mkdtemp: its folders are closed to all but their owner
  try {
    for (const [name, content] of Object.entries(files)) await writeSynced(join(fresh, name), content);
    await syncFolder(fresh);
    const old = await exists(target);
    const aside = `${fresh}.previous`;
    if (old) await rename(target, aside);
    try {
      await rename(fresh, target);
    } catch (error) {
      if (old) await rename(aside, target);
      throw error;
    }
    await syncFolder(parent);
    if (old) {
      for (const name of await readdir(aside))
        if (!Object.hasOwn(files, name)) await rename(join(aside, name), join(target, name));
      await rm(aside, { recursive: true });
    }
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Put files into a folder that is there, `last` at the very end: while it is missing the others may be old or new. A
 * failure before that (a full disk, say) leaves the old ones.
 */
export async function replaceFiles(
  dir: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  last: string,
): Promise<void> {
  for (const name of await readdir(dir))
    if (name.startsWith(".partial-")) await rm(join(dir, name), { recursive: true, force: true });
  const fresh = join(dir, `.partial-${randomUUID()}`);
  await mkdir(fresh);
  try {
    for (const [name, content] of Object.entries(files)) await writeSynced(join(fresh, name), content);
    await syncFolder(fresh);
    await rm(join(dir, last), { force: true });
    await syncFolder(dir);
    for (const name of Object.keys(files))
      if (name !== last) await rename(join(fresh, name), join(dir, name));
    await syncFolder(dir);
    await rename(join(fresh, last), join(dir, last));
    await syncFolder(dir);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Replace one file, or create it. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const fresh = `${path}.partial-${process.pid}`;
  try {
    await writeSynced(fresh, content);
    await rename(fresh, path);
    await syncFolder(dirname(resolve(path)));
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes renames in a folder last; some systems cannot open folders, and need not. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => null);
  if (!folder) return;
  try {
    await folder.sync();
  } catch {
    // Not supported here: the files themselves are synced.
  } finally {
    await folder.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
}
