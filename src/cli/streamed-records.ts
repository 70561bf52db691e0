/** Recordings on disk as CSV, Parquet or npz: for `spikion records`. */
import type { ProbeRecord, StreamedRecord } from "../experiment/kinds/simulate/result.js";
import { recordPlace } from "../node/record-array.js";
import type { Manifest } from "../report/manifest.js";
import { UsageError } from "./errors.js";
import { formOf, onlyOne, sameNames } from "./record-form.js";

/**
 * @param chosen  at least one of them on disk
 * @throws UsageError where the run was interrupted, or `out` cannot hold them
 */
export async function writeStreamed(
  run: string,
  manifest: Manifest,
  chosen: readonly ProbeRecord[],
  out: string,
): Promise<void> {
  const { resumeCommand } = await import("./execute.js");
  for (const name of chosen.flatMap((record) => (record.kind === "streamed" ? record.arrays : [])))
    if (!Object.hasOwn(manifest.files, recordPlace(name)))
      throw new UsageError(
        `${run}: the run was interrupted, and its recordings on disk are not whole; accepted: a finished run, after: ${resumeCommand(run, manifest.modules)}`,
      );
  const { writeOutputBy } = await import("./output.js");
  const form = formOf(out);
  const tables = await import("../node/record-table.js");
  if (form !== "npz") {
    const record = onlyOne(chosen) as StreamedRecord;
    const write = form === "csv" ? tables.writeStreamedCsv : tables.writeStreamedParquet;
    return await writeOutputBy("out", out, async (fresh) => write(fresh, run, record));
  }
  const { MOST_NPZ, writeNpzFile } = await import("../node/npz-file.js");
  const { arraysOf } = await import("../experiment/kinds/simulate/names.js");
  const { writeNpy } = await import("../platform/npz.js");
  const opened = chosen.map((record) => {
    if (record.kind === "streamed") return tables.streamedEntries(run, record);
    const entries = Object.entries(arraysOf(record)).map(([name, array]) => {
      const bytes = writeNpy(array);
      return { name, bytes: bytes.length, chunks: () => [bytes] };
    });
    return { entries, close: () => {} };
  });
  try {
    const entries = opened.flatMap((o) => o.entries);
    if (new Set(entries.map(({ name }) => name)).size < entries.length) throw sameNames();
    const bytes = entries.reduce((sum, entry) => sum + entry.bytes + 200, 0);
    if (bytes > MOST_NPZ)
      throw new UsageError(
        `--out: ${out} would have ${bytes} bytes; accepted: up to ${MOST_NPZ}. numpy opens each file as it is: np.load("${run}/records/….npy", mmap_mode="r")`,
      );
    await writeOutputBy("out", out, async (fresh) => writeNpzFile(fresh, entries));
  } finally {
    for (const { close } of opened) close();
  }
}
