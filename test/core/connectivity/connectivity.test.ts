import { expect, test } from "vitest";
import {
  csrOfRows,
  dense,
  each,
  listsOf,
  packed,
  splitRows,
  unpack,
  type Wiring,
} from "../../../src/core/connectivity/index.js";

const sparse = csrOfRows(4, [[1, 3], [], [0, 1, 2]]);
const cases: [string, Wiring][] = [
  ["dense", dense(3, 5)],
  ["csr", sparse],
  [
    "rows in parts",
    splitRows(
      dense(3, 5),
      Int32Array.from({ length: 48 }, (_, at) => at % 3),
    ),
  ],
];

for (const [name, wiring] of cases) {
  test(`${name}: by row and by column the same synapses are found at the same positions`, () => {
    const byRow: string[] = [];
    for (let i = 0; i < wiring.nPre; i++)
      for (let at = wiring.rowStart(i); at < wiring.rowEnd(i); at++)
        byRow.push(`${i},${wiring.columnOf(i, at)}@${at}`);
    const byColumn: string[] = [];
    for (let j = 0; j < wiring.nPost; j++)
      for (let k = 0; k < wiring.inDegree(j); k++)
        byColumn.push(`${wiring.memberRow(j, k)},${j}@${wiring.memberPosition(j, k)}`);
    expect(byRow.length).toBe(wiring.count);
    expect(byColumn.sort()).toEqual(byRow.sort());
  });

  test(`${name}: its lists hold what its functions say`, () => {
    const { rows, rowStart, rowEnd, column, first, row, position } = listsOf(wiring);
    const all = [...Array(wiring.nPre).keys()];
    expect(rows).toEqual(all.filter((i) => wiring.rowEnd(i) > wiring.rowStart(i)));
    expect([...rowStart]).toEqual(all.map((i) => wiring.rowStart(i)));
    expect([...rowEnd]).toEqual(all.map((i) => wiring.rowEnd(i)));
    for (const i of all)
      for (let at = rowStart[i]!; at < rowEnd[i]!; at++) expect(column[at]).toBe(wiring.columnOf(i, at));
    expect(first[wiring.nPost]).toBe(wiring.count);
    for (let j = 0; j < wiring.nPost; j++) {
      expect(first[j + 1]! - first[j]!).toBe(wiring.inDegree(j));
      for (let k = 0; k < wiring.inDegree(j); k++) {
        expect(row[first[j]! + k]).toBe(wiring.memberRow(j, k));
        expect(position[first[j]! + k]).toBe(wiring.memberPosition(j, k));
      }
    }
  });

  test(`${name}: a synapse is found by row and column, and its row by its position`, () => {
    for (let i = 0; i < wiring.nPre; i++) {
      const columns = new Set<number>();
      for (let at = wiring.rowStart(i); at < wiring.rowEnd(i); at++) {
        expect(wiring.rowOf(at)).toBe(i);
        expect(wiring.find(i, wiring.columnOf(i, at))).toBe(at);
        columns.add(wiring.columnOf(i, at));
      }
      for (let j = 0; j < wiring.nPost; j++) if (!columns.has(j)) expect(wiring.find(i, j)).toBe(-1);
    }
  });

  test(`${name}: packing drops the padding only, and unpacking puts every value back`, () => {
    const values = Float64Array.from({ length: wiring.size }, (_, at) => at);
    const flat = packed(wiring, values);
    expect(flat.length).toBe(wiring.count);
    const back = new Float64Array(wiring.size).fill(-1);
    unpack(wiring, flat, back);
    for (let i = 0; i < wiring.nPre; i++)
      for (let at = wiring.rowStart(i); at < wiring.rowEnd(i); at++) expect(back[at]).toBe(at);
  });
}

test("rows of a column ascend, so that an event's place within it is the row where every synapse exists", () => {
  const full = csrOfRows(2, [
    [0, 1],
    [0, 1],
    [0, 1],
  ]);
  for (let k = 0; k < 3; k++) expect(full.memberRow(1, k)).toBe(k);
});

test("rows in parts: by key and column, packed and drawn as if they were whole", () => {
  const whole = csrOfRows(4, [[1, 3], [], [0, 1, 2]]);
  const parts = splitRows(whole, Int32Array.of(7, 0, 2, 5, 2));
  const { first, row, key, position } = parts.split!;
  expect([...first]).toEqual([0, 2, 2, 4]);
  expect([...row]).toEqual([0, 0, 2, 2]);
  expect([...key]).toEqual([0, 7, 2, 5]);
  const columns = [...key.keys()].map((part) =>
    Array.from({ length: parts.rowEnd(part) - parts.rowStart(part) }, (_, k) =>
      parts.columnOf(part, parts.rowStart(part) + k),
    ),
  );
  expect(columns).toEqual([[3], [1], [0, 2], [1]]);
  expect([...packed(parts, Float64Array.from(position.keys()))]).toEqual([...position]);
  const seen: [number, number, number][] = [];
  each(parts, (at, i, j) => seen.push([at, i, j]));
  expect(seen.map(([, i, j]) => [i, j])).toEqual([
    [0, 1],
    [0, 3],
    [2, 0],
    [2, 1],
    [2, 2],
  ]);
  expect(seen.map(([at]) => at)).toEqual([...position]);
});

test("lists that are no wiring are refused in words", () => {
  expect(() => csrOfRows(2, [[2]])).toThrow("column 2 in row 0; expected 0 to 1");
  expect(() => csrOfRows(2, [[1, 0]])).toThrow("columns of row 0 do not ascend");
  expect(() => dense(0, 3)).toThrow("expected whole numbers above 0");
});
