/** Any directory with the four IDX files under their customary names is a data set. */
import type { Files } from "../platform/files.js";
import { DatasetError } from "./errors.js";
import type { DatasetManifest, IdxFiles } from "./manifest-model.js";
import { readIdxLabels } from "./readers/idx.js";

/** Customary names without ".gz"; "-" before "idx" is MNIST's own form, "." what some unpackers make of it. */
const NAMES: { readonly [K in keyof IdxFiles]: RegExp } = {
  trainImages: /^train-images[-.]idx3-ubyte(\.gz)?$/,
  trainLabels: /^train-labels[-.]idx1-ubyte(\.gz)?$/,
  testImages: /^(t10k|test)-images[-.]idx3-ubyte(\.gz)?$/,
  testLabels: /^(t10k|test)-labels[-.]idx1-ubyte(\.gz)?$/,
};
const CUSTOMARY: IdxFiles = {
  trainImages: "train-images-idx3-ubyte",
  trainLabels: "train-labels-idx1-ubyte",
  testImages: "t10k-images-idx3-ubyte",
  testLabels: "t10k-labels-idx1-ubyte",
};

/**
 * A manifest for the IDX files found in a directory. Where a file is there both plain and gzipped, the plain one is
 * taken. The number of classes is one more than the largest training label.
 * @throws DatasetError naming the files that are missing, or of which there are several
 */
export function manifestForDirectory(files: Files, path: string): DatasetManifest {
  const directory = files.resolve(files.cwd, path);
  let names: string[];
  try {
    // Sorted, so that a plain name comes before the same name with .gz.
    names = files.list(directory);
  } catch {
    throw new DatasetError(
      directory,
      "not a directory that can be read",
      "accepted: a directory with four IDX files",
    );
  }
  const find = (role: keyof IdxFiles) => names.find((name) => NAMES[role].test(name));
  for (const role of Object.keys(NAMES) as (keyof IdxFiles)[]) {
    const fitting = names.filter((name) => NAMES[role].test(name));
    if (new Set(fitting.map((name) => name.replace(/\.gz$/, "").replace(".idx", "-idx"))).size > 1)
      throw new DatasetError(
        directory,
        `with ${fitting.length} files for one: ${fitting.join(", ")}`,
        "accepted: one of them, or a manifest that says which",
      );
  }
  const missing = (Object.keys(NAMES) as (keyof IdxFiles)[]).filter((role) => find(role) === undefined);
  if (missing.length > 0) {
    const list = missing.map((role) => `${CUSTOMARY[role]}[.gz]`).join(", ");
    throw new DatasetError(
      directory,
      `without ${list}`,
      "accepted: a directory with all four IDX files, plain or .gz",
    );
  }
  const found: IdxFiles = {
    trainImages: find("trainImages")!,
    trainLabels: find("trainLabels")!,
    testImages: find("testImages")!,
    testLabels: find("testLabels")!,
  };
  const labels = readIdxLabels(files, files.resolve(directory, found.trainLabels), 256);
  const largest = labels.reduce((a, b) => Math.max(a, b), 1);
  return {
    name: files.nameOf(directory),
    reader: "idx",
    directory,
    files: found,
    classes: largest + 1,
    licence: "unknown",
    source: directory,
  };
}
