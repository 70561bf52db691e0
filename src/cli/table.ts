/** Tables for people, as wide as what they are printed to. */
import Table from "cli-table3";
import { type Style, styled, widthOf, wrapped } from "./terminal.js";

/** Columns that borders and padding take: a line before each cell and after the last, a space on both sides. */
const frame = (columns: number) => 3 * columns + 1;
/** A column is not made narrower than this, or words fall apart. */
const NARROWEST = 6;

/**
 * @param rows   cells, as many in each row
 * @param head   titles of the columns; none where absent
 * @param width  columns that the table may take
 * @returns  lines, the last one ended; cells that are too long are broken at spaces
 */
export function tableText(
  rows: readonly (readonly string[])[],
  head: readonly string[] = [],
  width = widthOf(),
): string {
  const all = head.length > 0 ? [head, ...rows] : rows;
  if (all.length === 0) return "";
  const widths = columnWidths(all, width);
  const table = new Table({
    style: { head: [], border: [], compact: true },
    colWidths: widths.map((w) => w + 2),
    head: head.map((title, k) => cell(title, widths[k]!, "bold")),
  });
  for (const row of rows)
    table.push(
      row.map((text, k) => cell(text, widths[k]!, k === 0 && head.length === 0 ? "bold" : undefined)),
    );
  return `${table.toString()}\n`;
}

/** A cell's text in lines that fit, each in the style, for a style does not go on across borders. */
function cell(text: string, width: number, style?: Style): string {
  const lines = text.split("\n").flatMap((line) => wrapped(line, width).split("\n"));
  // A word that is longer than its column (a hash, a path) is broken.
  const fitting = lines.flatMap((line) => line.match(new RegExp(`.{1,${width}}`, "gu")) ?? [""]);
  return fitting.map((line) => (style ? styled(line, style) : line)).join("\n");
}

/** Widths of the cells: what they need, unless that is too much; then the widest give way first. */
export function columnWidths(rows: readonly (readonly string[])[], width: number): number[] {
  const needed = rows[0]!.map((_, k) => Math.max(1, ...rows.map((row) => lengthOf(row[k] ?? ""))));
  const widths = [...needed];
  let room = width - frame(widths.length) - widths.reduce((a, b) => a + b, 0);
  while (room < 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= NARROWEST) break;
    widths[widest]!--;
    room++;
  }
  return widths;
}

const lengthOf = (cell: string) => Math.max(...cell.split("\n").map((line) => line.length));
