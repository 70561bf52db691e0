/** Files and folders that change in one step: readers see the old or the new, and a crash leaves one of them whole. */
import { lstat, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { clearLitter, isLitter, temporaryName } from "./temporary.js";

/**
 * Make `dir` hold `files`. A folder that is there is replaced; files in it with names not among the new ones are
 * carried over. Between two renames the place is empty for a moment: a crash just then leaves the old folder
 * beside it, under a name that ends in "previous", and the next call puts it back first.
 * @param files  contents by name, no subfolders
 */
export async function replaceFolder(
  dir: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  const target = resolve(dir);
  const parent = dirname(target);
  await makeFolder(parent);
  await recover(target);
  // Beside the target, so that renaming never crosses a file system.
  const fresh = join(parent, temporaryName(`.${basename(target)}`));
  await mkdir(fresh); // not mkdtemp: its folders are closed to all but their owner
  try {
    for (const [name, content] of Object.entries(files)) await writeSynced(join(fresh, name), content);
    await syncFolder(fresh);
    const old = await exists(target);
    const aside = `${fresh}${PREVIOUS}`;
    if (old) await rename(target, aside);
    try {
      await rename(fresh, target);
    } catch (error) {
      if (old) await rename(aside, target);
      throw error;
    }
    await syncFolder(parent);
    if (old) await carryOver(aside, target);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

const PREVIOUS = ".previous";

/** What the new folder does not have of the old one. */
async function carryOver(old: string, target: string): Promise<void> {
  const there = new Set(await readdir(target));
  for (const name of await readdir(old))
    if (!there.has(name)) await rename(join(old, name), join(target, name));
  await rm(old, { recursive: true });
}

/** End what a killed process had begun: its old folder is the only one, or the new one is there already. */
async function recover(target: string): Promise<void> {
  const parent = dirname(target);
  const mine = `.${basename(target)}`;
  const begin = temporaryName(mine).replace(/partial-.*/, "partial-");
  for (const name of await readdir(parent)) {
    if (!name.startsWith(begin) || !name.endsWith(PREVIOUS)) continue;
    if (!(await isLitter(parent, name.slice(0, -PREVIOUS.length), mine))) continue;
    const old = join(parent, name);
    if (await exists(target)) await carryOver(old, target);
    else await rename(old, target);
  }
  await clearLitter(parent, mine);
}

/**
 * A folder and what leads to it, each synced into the one above; others may make the same ones meanwhile. One by one:
 * Node's own way never ends where the system says of a folder in one that is there that the way to it is not (below
 * /proc).
 */
export async function makeFolder(dir: string): Promise<void> {
  const target = resolve(dir);
  const above = dirname(target);
  const made = await madeFolder(target).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" || above === target) throw error;
    await makeFolder(above);
    // Where the way is there now and the system still says that it is not, it always will.
    return await madeFolder(target);
  });
  if (made) await syncFolder(above);
}

/** @returns  whether it was not there */
async function madeFolder(target: string): Promise<boolean> {
  try {
    await mkdir(target);
    return true;
  } catch (error) {
    // Whatever the reason, a folder that is there will do: another process may have been faster.
    if ((await stat(target).catch(() => null))?.isDirectory()) return false;
    throw error;
  }
}

/**
 * Put files into a folder that is there, `last` at the very end: while it is missing the others may be old or new. A
 * failure before that (a full disk, say) leaves the old ones.
 * @param between  what else is put in place while `last` is missing
 */
export async function replaceFiles(
  dir: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  last: string,
  between: () => Promise<void> = async () => {},
): Promise<void> {
  await clearLitter(dir);
  const fresh = join(dir, temporaryName(""));
  await mkdir(fresh);
  try {
    for (const [name, content] of Object.entries(files)) await writeSynced(join(fresh, name), content);
    await syncFolder(fresh);
    await rm(join(dir, last), { force: true });
    await syncFolder(dir);
    await between();
    for (const name of Object.keys(files))
      if (name !== last) await rename(join(fresh, name), join(dir, name));
    await syncFolder(dir);
    await rename(join(fresh, last), join(dir, last));
    await syncFolder(dir);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/**
 * Replace one file, or create it. A link is replaced, not followed.
 * @throws Error with the code ENOTFILE where a folder, a device or a pipe is there, or a link to one; and what the system
 *   refuses
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  await replaceFileBy(path, (fresh) => writeSynced(fresh, content));
}

/** As `replaceFile`, where many lie in one folder: what killed processes have left there stays (`clearLitter`). */
export async function putFile(path: string, content: string | Uint8Array): Promise<void> {
  await putFileBy(path, (fresh) => writeSynced(fresh, content));
}

/** As `replaceFile`, of a file that `write` writes where it is told. */
export async function replaceFileBy(path: string, write: (fresh: string) => Promise<void>): Promise<void> {
  await refuseNoFile(path);
  await clearLitter(dirname(resolve(path)), basename(path));
  await putFileBy(path, write);
}

async function refuseNoFile(path: string): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there && !there.isFile()) throw notAFile(path, there.isDirectory() ? "EISDIR" : "ENOTFILE");
}

async function putFileBy(path: string, write: (fresh: string) => Promise<void>): Promise<void> {
  await refuseNoFile(path);
  const fresh = join(dirname(resolve(path)), temporaryName(basename(path)));
  try {
    await write(fresh);
    await rename(fresh, path);
    await syncFolder(dirname(resolve(path)));
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

/** As the system says it of folders, and in the same way of devices and pipes. */
function notAFile(path: string, code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: no place for a file, ${path}`), { code, syscall: "open", path });
}

/** A file that was not there: an existing one, or a link of that name, is an error. */
export async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes renames in a folder last; some systems cannot open folders, and need not. */
export async function syncFolder(path: string): Promise<void> {
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
