import { expect, test } from "vitest";
import { columnWidths, tableText } from "../../src/cli/table.js";
import { isColoured, lineWidth, pairLines, styled, widthOf, wrapped } from "../../src/cli/terminal.js";

const terminal = (columns: number) => ({ isTTY: true, columns });
const pipe = { isTTY: false, columns: 0 } as unknown as NodeJS.WriteStream;

test("a table is as wide as the terminal, in a pipe 80 columns or what COLUMNS gives", () => {
  expect(widthOf(terminal(200), {})).toBe(200);
  expect(widthOf(pipe, {})).toBe(80);
  expect(widthOf(pipe, { COLUMNS: "120" })).toBe(120);
  expect(widthOf(pipe, { COLUMNS: "wide" })).toBe(80);
  // A terminal that does not tell its columns, and one that is too narrow for any table.
  expect(widthOf(terminal(0), {})).toBe(80);
  expect(widthOf(terminal(10), {})).toBe(40);
});

test("lines that programs may look for are not broken in a pipe", () => {
  expect(lineWidth(pipe, {})).toBe(Number.POSITIVE_INFINITY);
  expect(lineWidth(pipe, { COLUMNS: "60" })).toBe(60);
  expect(lineWidth(terminal(60), {})).toBe(60);
});

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: "1" }, true, false],
  [{ NO_COLOR: "" }, true, true],
  [{ FORCE_COLOR: "1" }, false, true],
  [{ FORCE_COLOR: "0" }, true, false],
  [{ FORCE_COLOR: "1", NO_COLOR: "1" }, true, true],
  [{ TERM: "dumb" }, true, false],
])("colours by %j on a terminal (%s): %s", (env, isTTY, coloured) => {
  expect(isColoured({ isTTY, columns: 80 } as NodeJS.WriteStream, env)).toBe(coloured);
});

test("a text without colours is the text itself", () => {
  expect(styled("report", "green", pipe)).toBe("report");
});

const ROWS = [
  [
    "energy per image",
    "132 µJ; 197 µJ per correct answer (computed from the waveforms; the circuit is assumed)",
  ],
  ["weights", `sha256 ${"0123456789abcdef".repeat(4)}`],
  ["seed", "1"],
];

test.each([40, 80, 200])("no line of a table in %i columns is longer, and no word is lost", (width) => {
  const lines = tableText(ROWS, [], width).trimEnd().split("\n");
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  const letters = (text: string) => text.replaceAll(/[\s│┌┐└┘─┬┴├┤┼]/g, "");
  const cells = lines.filter((l) => l.startsWith("│")).map((l) => l.split("│"));
  const column = (k: number) => letters(cells.map((c) => c[k]).join(""));
  expect([column(1), column(2)]).toEqual([0, 1].map((k) => letters(ROWS.map((row) => row[k]).join(""))));
});

test("a table is no wider than its cells need, and the widest column gives way first", () => {
  expect(columnWidths([["ab", "abcd"]], 80)).toEqual([2, 4]);
  expect(columnWidths([["abcdefgh", "x".repeat(100)]], 40)).toEqual([8, 25]);
  expect(tableText([], [], 80)).toBe("");
});

test("what goes on in a further line stands below itself", () => {
  expect(pairLines([["peak", "4.2 V at the gate of the device"]], 8, 30)).toBe(
    "peak     4.2 V at the gate of\n         the device\n",
  );
  expect(wrapped("one two three", 8, "  ")).toBe("  one\n  two\n  three");
});
