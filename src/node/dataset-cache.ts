/** Data sets that a process keeps from run to run, for as long as their files are what they were. */
import { statSync } from "node:fs";
import { builtIn } from "../config/parts.js";
import { dataset as field } from "../config/schema/dataset.js";
import { loadDataset } from "../dataset/manifest.js";
import type { Dataset } from "../dataset/model.js";
import type { Files } from "../platform/files.js";
import { disk } from "./disk.js";

/** An axis may have a few data sets; more are read again. */
const KEPT = 2;
/** Hashes are small. */
const KEPT_HASHES = 100;

interface Entry<T> {
  readonly manifest: string;
  readonly value: T;
  /** What the system said of each file before it was read. */
  readonly stamps: ReadonlyMap<string, string>;
}

class Remembered<T> {
  private entries: Entry<T>[] = [];

  /** @param of  what is kept of a data set that was read @param most  of them */
  constructor(
    private readonly of: (dataset: Dataset) => T,
    private readonly most: number,
  ) {}

  /**
   * @param manifest  of a complete document, as JSON
   * @throws DatasetError where its files cannot be used
   */
  read(manifest: string): T {
    const known = this.entries.find((entry) => entry.manifest === manifest);
    if (known && [...known.stamps].every(([path, stamp]) => stamp === stampOf(path))) return known.value;
    const stamps = new Map<string, string>();
    const files: Files = {
      ...disk,
      open: (path, use) => {
        stamps.set(path, stampOf(path));
        return disk.open(path, use);
      },
      list: (folder) => {
        stamps.set(folder, stampOf(folder));
        return disk.list(folder);
      },
    };
    const described = field.read(JSON.parse(manifest), builtIn);
    const value = this.of(loadDataset(files, described, files.cwd));
    const others = this.entries.filter((entry) => entry !== known);
    this.entries = [{ manifest, value, stamps }, ...others].slice(0, this.most);
    return value;
  }
}

/** Whole data sets. */
export class DatasetCache extends Remembered<Dataset> {
  constructor() {
    super((dataset) => dataset, KEPT);
  }
}

/** Of data sets their hashes only. */
export class DatasetHashes extends Remembered<string> {
  constructor() {
    super(({ hash }) => hash, KEPT_HASHES);
  }
}

/** Changes whenever a file's content does: nobody can set the time of its last change back. */
function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat ? [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(" ") : "absent";
}
