/**
 * Columns as Parquet: numbers as doubles, text as strings; opened by pandas, DuckDB, R's arrow. A number that there is none of
 * is null.
 */
import { parquetWriteBuffer } from "hyparquet-writer";

/** @throws RangeError where columns differ in length or mix numbers with text */
export function writeParquet(columns: Readonly<Record<string, readonly (string | number)[]>>): Uint8Array {
  const rows = Object.values(columns)[0]?.length ?? 0;
  const columnData = Object.entries(columns).map(([name, data]) => {
    const text = typeof data[0] === "string";
    if (data.length !== rows || data.some((v) => (typeof v === "string") !== text))
      throw new RangeError(
        `column ${name} has ${data.length} values of one kind or the other, not ${rows} of one`,
      );
    const all = data.map((v) => (typeof v === "number" && !Number.isFinite(v) ? null : v));
    return { name, data: all, type: text ? ("STRING" as const) : ("DOUBLE" as const) };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
