/**
 * Columns of numbers from a file: CSV with a header, or npz with an array a column. Where a document names one, its
 * sha256 stands beside it: a file that has changed since is refused.
 */
import { FileError, type Files } from "../platform/files.js";
import { NpyError, readNpz } from "../platform/npz.js";
import { sha256 } from "../platform/sha256.js";
import { TextProblem, utf8 } from "../platform/text.js";
import { type Column, parseCsv } from "./csv-table.js";
import { ConfigError, type Problem, quoteAll } from "./errors.js";
import { displayName } from "./locate.js";
import { didYouMeanFile } from "./suggest.js";

/** As a complete document has it: absolute path, and hash of what was there. */
export interface FileReference {
  readonly file: string;
  readonly sha256?: string;
}

export interface Columns {
  /** The file as its user knows it. */
  readonly name: string;
  /** By name, those of the wanted that are there. */
  readonly columns: Readonly<Record<string, ArrayLike<number>>>;
  /** Sizes of each array of an npz file; of CSV columns their length. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Where the k-th value stands, for messages. */
  place(k: number): string;
}

const MOST_BYTES = 2e9;

/** @throws ConfigError where the file cannot be read, or its hash is another one */
export function fileBytes(files: Files, { file, sha256: before }: FileReference): Uint8Array {
  const name = displayName(files, file);
  const fail = (problem: string): never => {
    throw new ConfigError(name, [{ file: name, path: "", problem }]);
  };
  let bytes: Uint8Array;
  try {
    bytes = files.open(file, (open) => {
      if (open.size > MOST_BYTES) throw new FileError(file, "too large");
      return open.read(0, open.size);
    });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const words = inWords(error, /\.(bin|aedat4)$/i.test(file) ? "a file of events" : "a CSV or npz file");
    return fail(error.trouble === "absent" ? `${words}${didYouMeanFile(files, file)}` : words);
  }
  const now = before === undefined ? undefined : sha256(bytes);
  if (now !== before) fail(`was changed meanwhile: its sha256 was ${before}, and is ${now}`);
  return bytes;
}

/**
 * @param wanted  columns that are taken, by name
 * @param unwanted  whether a CSV file may have columns besides; an npz file always may have arrays
 * @throws ConfigError with what is wrong, row by row
 */
export function readColumns(
  files: Files,
  reference: FileReference,
  wanted: Readonly<Record<string, Column>>,
  unwanted: "others too" | "no others" = "no others",
): Columns {
  const name = displayName(files, reference.file);
  const bytes = fileBytes(files, reference);
  return /\.npz$/i.test(name) ? fromNpz(bytes, name, wanted) : fromCsv(bytes, name, wanted, unwanted);
}

function fromCsv(
  bytes: Uint8Array,
  name: string,
  wanted: Readonly<Record<string, Column>>,
  unwanted: "others too" | "no others",
): Columns {
  const problems: Problem[] = [];
  const { rows, numbers, others } = parseCsv(textOf(bytes, name), name, wanted, problems);
  if (others.length > 0 && unwanted === "no others")
    problems.unshift({
      file: name,
      path: "row 1",
      problem: `unknown ${others.length > 1 ? "columns" : "column"} ${quoteAll(others)}; accepted: ${quoteAll(Object.keys(wanted))}`,
    });
  if (problems.length > 0) throw new ConfigError(name, problems.slice(0, 20));
  return {
    name,
    columns: numbers,
    shapes: Object.fromEntries(Object.entries(numbers).map(([n, values]) => [n, [values.length]])),
    place: (k) => `row ${rows[k] ?? k}`,
  };
}

function textOf(bytes: Uint8Array, name: string): string {
  try {
    return utf8(bytes);
  } catch (error) {
    if (!(error instanceof TextProblem)) throw error;
    throw new ConfigError(name, [
      {
        file: name,
        path: "",
        problem: `${error.message}; accepted: a CSV file in UTF-8, or one named *.npz`,
      },
    ]);
  }
}

function fromNpz(bytes: Uint8Array, name: string, wanted: Readonly<Record<string, Column>>): Columns {
  const problems: Problem[] = [];
  try {
    const arrays = readNpz(bytes, name, new Set(Object.keys(wanted)));
    for (const [array, { values }] of Object.entries(arrays)) {
      const { fits, accepted } = wanted[array]!;
      const wrong = values.findIndex((x) => !(Number.isFinite(x) && (fits?.(x) ?? true)));
      if (wrong >= 0)
        problems.push({
          file: name,
          path: `${array}[${wrong}]`,
          problem: `got ${values[wrong]}; accepted: ${accepted}`,
        });
    }
    if (problems.length > 0) throw new ConfigError(name, problems);
    return {
      name,
      columns: Object.fromEntries(Object.entries(arrays).map(([n, { values }]) => [n, values])),
      shapes: Object.fromEntries(Object.entries(arrays).map(([n, { shape }]) => [n, shape])),
      place: (k) => `entry ${k}`,
    };
  } catch (error) {
    if (!(error instanceof NpyError)) throw error;
    const problem = error.message.startsWith(`${name}: `)
      ? error.message.slice(name.length + 2)
      : error.message;
    throw new ConfigError(name, [{ file: name, path: "", problem }]);
  }
}

function inWords({ trouble, detail }: FileError, what: string): string {
  const accepted = `accepted: ${what}`;
  if (trouble === "absent") return `there is no such file; ${accepted}`;
  if (trouble === "folder") return `is a folder; ${accepted}`;
  if (trouble === "special") return `is a pipe, socket or device; ${accepted} on a disk`;
  if (trouble === "too large") return `is larger than ${MOST_BYTES / 1e9} GB`;
  return `cannot be read (${detail || trouble})`;
}
