/** A recording on disk as a table, a part at a time. */
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { fileWriter, ParquetWriter } from "hyparquet-writer";
import { arraysOf, columnsOf } from "../experiment/kinds/simulate/names.js";
import type { HeldRecord, StreamedRecord } from "../experiment/kinds/simulate/result.js";
import { writeNpy } from "../platform/npy.js";
import { writeCsv } from "../report/formats/csv.js";
import type { NpzEntry } from "./npz-file.js";
import { RecordArray } from "./record-array.js";

/** Numbers that memory holds at once. */
const NUMBERS = 2 ** 20;

/** @throws RunFolderError where a file is missing or damaged */
export function writeStreamedCsv(path: string, dir: string, streamed: StreamedRecord): void {
  const file = openSync(path, "wx");
  const put = (text: string): void => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at);
  };
  try {
    if (streamed.rows === 0) put(writeCsv(columnsOf(streamed.record)));
    let first = true;
    for (const part of parts(dir, streamed)) {
      const table = writeCsv(columnsOf(part));
      put(first ? table : table.slice(table.indexOf("\n") + 1));
      first = false;
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** @throws RunFolderError where a file is missing or damaged */
export function writeStreamedParquet(path: string, dir: string, streamed: StreamedRecord): void {
  const [first] = parts(dir, streamed);
  const names = Object.keys(columnsOf(first ?? streamed.record));
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: [
      { name: "root", num_children: names.length },
      ...names.map((name) => ({ name, type: "DOUBLE", repetition_type: "OPTIONAL" }) as const),
    ],
  });
  for (const part of parts(dir, streamed)) {
    const columnData = Object.entries(columnsOf(part)).map(([name, values]) => ({
      name,
      data: Array.from(values, (x) => (Number.isFinite(x) ? x : null)),
    }));
    void writer.write({ columnData, rowGroupSize: NUMBERS });
  }
  void writer.finish();
  const file = openSync(path, "r+");
  fsyncSync(file);
  closeSync(file);
}

/** Arrays of a recording for an .npz file, and what closes their files. */
export function streamedEntries(
  dir: string,
  streamed: StreamedRecord,
): { entries: NpzEntry[]; close(): void } {
  const files = openArrays(dir, streamed);
  const fixed = Object.entries(arraysOf(streamed.record)).filter(([, { shape }]) => shape[0] !== 0);
  return {
    entries: [
      ...fixed.map(([name, array]): NpzEntry => {
        const bytes = writeNpy(array);
        return { name, bytes: bytes.length, chunks: () => [bytes] };
      }),
      ...files.map((file): NpzEntry => ({ name: file.name, bytes: file.bytes, chunks: () => file.chunks() })),
    ],
    close: () => {
      for (const file of files) file.close();
    },
  };
}

/** Shapes of the arrays on disk, by name. */
export function streamedShapes({ record, rows, arrays }: StreamedRecord): Record<string, number[]> {
  return Object.fromEntries(
    growing(record).map(([, { shape }], k) => [arrays[k]!, [rows, ...shape.slice(1)]]),
  );
}

const growing = (record: HeldRecord) =>
  Object.entries(arraysOf(record)).filter(([, { shape }]) => shape[0] === 0);

function openArrays(dir: string, streamed: StreamedRecord): RecordArray[] {
  const type = streamed.record.kind === "spikes" ? "int32" : "float64";
  return Object.entries(streamedShapes(streamed)).map(([name, [rows, ...row]], k) => {
    const width = row.reduce((n, size) => n * size, 1);
    return new RecordArray(dir, name, k === 0 ? "float64" : type, width, rows!);
  });
}

/** The recording in parts that memory holds. */
function* parts(dir: string, streamed: StreamedRecord): Generator<HeldRecord> {
  const [time, values] = openArrays(dir, streamed) as [RecordArray, RecordArray];
  const width = values.width + 1;
  const step = Math.max(1, Math.floor(NUMBERS / width));
  try {
    for (let from = 0; from < streamed.rows; from += step) {
      const to = Math.min(streamed.rows, from + step);
      const [t, v] = [time.rows(from, to), values.rows(from, to)];
      yield {
        ...streamed.record,
        time: t,
        ...(streamed.record.kind === "spikes" ? { index: v } : { value: v }),
      } as HeldRecord;
    }
  } finally {
    time.close();
    values.close();
  }
}
