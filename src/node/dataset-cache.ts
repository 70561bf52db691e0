/** Data sets that a process keeps from run to run, for as long as their files are what they were. */
import { builtIn } from "../config/parts.js";
import { dataset as field } from "../config/schema/dataset.js";
import { loadDataset } from "../dataset/manifest.js";
import type { Dataset } from "../dataset/model.js";
import { disk } from "./disk.js";

/** An axis may have a few data sets; more are read again. */
const KEPT = 2;

export class DatasetCache {
  /** In use, so that the disk gives them again. */
  private kept: readonly Dataset[] = [];

  /**
   * @param manifest  of a complete document, as JSON
   * @throws DatasetError where its files cannot be used
   */
  read(manifest: string): Dataset {
    const dataset = loadDataset(disk, field.read(JSON.parse(manifest), builtIn), disk.cwd);
    this.kept = [dataset, ...this.kept.filter((other) => other !== dataset)].slice(0, KEPT);
    return dataset;
  }
}
