/** Tables of a report, cell by cell. */
import { expect, test } from "vitest";
import { textTable } from "../../src/report/words.js";

const rows = [
  ["one", "1", "x"],
  ["two", "2", "y"],
];
const cellsOf = (table: unknown) =>
  [...(table as { text: string }).text.matchAll(/<(th|td)(?: [^>]*)?>([^<]*)</g)].map(
    ([, tag, text]) => `${tag} ${text}`,
  );

test("without a header the first cell of each row names it", () => {
  expect(cellsOf(textTable({ title: "t", rows }))).toEqual([
    "th one",
    "td 1",
    "td x",
    "th two",
    "td 2",
    "td y",
  ]);
});

test("with a header only that names anything", () => {
  expect(cellsOf(textTable({ title: "t", header: ["a", "b", "c"], rows }))).toEqual([
    "th a",
    "th b",
    "th c",
    "td one",
    "td 1",
    "td x",
    "td two",
    "td 2",
    "td y",
  ]);
});
