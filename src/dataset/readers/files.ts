/** Opening data files: every trouble becomes a DatasetError. */
import { FileError, type Files, type OpenFile } from "../../platform/files.js";
import { DatasetError } from "../errors.js";

/**
 * What `read` makes of a file, which is open until it returns.
 * @throws DatasetError if the file is missing, unreadable, or not a regular file (a pipe has no size to check)
 */
export function withFile<T>(files: Files, path: string, read: (file: OpenFile) => T): T {
  try {
    return files.open(path, read);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new DatasetError(path, ...inWords(error));
  }
}

/** What is wrong, and what to do. */
function inWords({ trouble, detail }: FileError): [found: string, remedy: string] {
  if (trouble === "folder" || trouble === "special")
    return ["not a regular file", "accepted: a file on disk"];
  if (trouble === "changed") return [`ended after ${detail} bytes`, "it changed while being read: try again"];
  const found = trouble === "absent" ? "no such file" : `cannot be read (${detail})`;
  return [found, "check the path, its permissions, and that the package it belongs to is installed"];
}
