/** Files that `spikion records` writes: what was asked for, and refusals. */
import { UsageError } from "./errors.js";

export const sameNames = () =>
  new UsageError("--out: several probes have arrays of one name; accepted: --probe N");

/** By the ending of its name. */
export function formOf(out: string): "csv" | "parquet" | "npz" {
  const form = /\.(csv|parquet|npz)$/i.exec(out)?.[1]?.toLowerCase();
  if (form === undefined)
    throw new UsageError(
      `--out: ${out} is no such file; accepted: a name that ends in .csv, .parquet or .npz`,
    );
  return form as "csv" | "parquet" | "npz";
}

/** The one that a table holds. @throws UsageError where there are more */
export function onlyOne<T>(records: readonly T[]): T {
  const [record] = records;
  if (records.length !== 1 || !record)
    throw new UsageError(
      `--out: a table holds one probe and there are ${records.length}; accepted: --probe N, or *.npz`,
    );
  return record;
}
