/** What a run of now would be computed from: held against what kept results say of themselves. */
import { DatasetError } from "../dataset/errors.js";
import { changes, type Origin } from "../sweep/origin.js";
import type { Job, Reads } from "../sweep/plan.js";
import { DatasetCache } from "./dataset-cache.js";
import { hashesOf } from "./inputs.js";

const NOTHING: Reads = { dataset: null, modules: [] };

export class Origins {
  private readonly data = new Map<string, string>();
  private readonly modules = new Map<string, Origin["modules"]>();

  constructor(readonly program: Origin["program"]) {}

  /** Data are read for the first job that names them. */
  of({ reads = NOTHING }: Job): Origin {
    return {
      dataHash: reads.dataset === null ? null : this.hashOf(reads.dataset),
      modules: this.modulesOf(reads.modules),
      program: this.program,
    };
  }

  /** What a run that has just ended was computed from, and the sweep was not, in words. */
  changed({ reads = NOTHING }: Job, found: Origin): string[] {
    const { dataset } = reads;
    // Where no kept result asked for the data's hash, the first run that reads them says it.
    if (dataset !== null && found.dataHash !== null && !this.data.has(dataset))
      this.data.set(dataset, found.dataHash);
    const dataHash = dataset === null ? null : (this.data.get(dataset) ?? null);
    return changes(found, { dataHash, modules: this.modulesOf(reads.modules), program: this.program });
  }

  private hashOf(manifest: string): string {
    const hash = this.data.get(manifest) ?? read(manifest);
    this.data.set(manifest, hash);
    return hash;
  }

  private modulesOf(paths: readonly string[]): Origin["modules"] {
    const key = paths.join("\n");
    const hashes = this.modules.get(key) ?? hashesOf(paths);
    this.modules.set(key, hashes);
    return hashes;
  }
}

function read(manifest: string): string {
  try {
    // Of its own, so that nothing but the hash is kept.
    return new DatasetCache().read(manifest).hash;
  } catch (error) {
    // A run of now would fail: whatever was computed is from something else.
    if (error instanceof DatasetError) return `cannot be read: ${error.message}`;
    throw error;
  }
}
