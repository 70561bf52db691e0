import { parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { writeParquet } from "../../../src/report/formats/parquet.js";

test("numbers come back bit for bit, text as text", async () => {
  const bytes = writeParquet({ technology: ["eis", "rram"], value: [0.1 + 0.2, -1e-300] });
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  expect(await parquetReadObjects({ file })).toEqual([
    { technology: "eis", value: 0.1 + 0.2 },
    { technology: "rram", value: -1e-300 },
  ]);
});

test("columns of different length or of mixed kinds are refused by name", () => {
  expect(() => writeParquet({ a: [1, 2], b: [1] })).toThrow(/column b has 1 values/);
  expect(() => writeParquet({ a: [1, "x"] })).toThrow(/column a/);
});

test("a number that there is none of is null", async () => {
  const bytes = writeParquet({ value: [1, Number.POSITIVE_INFINITY, Number.NaN] });
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  expect(await parquetReadObjects({ file })).toEqual([{ value: 1 }, { value: null }, { value: null }]);
});
