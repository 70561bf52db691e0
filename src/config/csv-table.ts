/** Columns of numbers from CSV text with a header; every wrong cell is named by file, row and column. */
import { type Problem, show } from "./errors.js";

/** What a column holds. */
export interface Column {
  /** What is accepted, in words. */
  readonly accepted: string;
  /** Whether a number fits; a column without is text. */
  readonly fits?: (value: number) => boolean;
}

export interface CsvTable {
  /** Row of each record in the file, from 1, as a text editor counts. */
  readonly rows: readonly number[];
  readonly numbers: Readonly<Record<string, readonly number[]>>;
  readonly texts: Readonly<Record<string, readonly string[]>>;
  /** Columns of the file that are none of `columns`. */
  readonly others: readonly string[];
}

const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const MOST_PROBLEMS = 20;

/**
 * @param name  the file, for messages
 * @param columns  by name; those of the file that are not among them are left out
 * @param problems  what is wrong is added here
 */
export function parseCsv(
  text: string,
  name: string,
  columns: Readonly<Record<string, Column>>,
  problems: Problem[],
): CsvTable {
  const add = (row: number, column: string | undefined, problem: string): void => {
    const path = column === undefined ? `row ${row}` : `row ${row}, column ${column}`;
    if (problems.length < MOST_PROBLEMS) problems.push({ file: name, path, problem });
  };
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((content, k) => ({ content: content.trim(), row: k + 1 }))
    .filter(({ content }) => content !== "" && !content.startsWith("#"));
  const [head, ...records] = lines;
  const names = head?.content.split(",").map(unquoted) ?? [];
  const known = names.filter((n) => Object.hasOwn(columns, n));
  const numbers: Record<string, number[]> = {};
  const texts: Record<string, string[]> = {};
  for (const column of known) (columns[column]!.fits ? numbers : texts)[column] = [];
  const twice = names.find((n, k) => names.indexOf(n) !== k);
  if (twice !== undefined) add(head!.row, twice, "is there twice; accepted: once");
  if (head && known.length === 0 && /[;\t]/.test(head.content))
    add(
      head.row,
      undefined,
      `got ${show(head.content)}; accepted: columns separated by commas, with decimal points`,
    );
  const rows: number[] = [];
  for (const { content, row } of records) {
    const cells = content.split(",").map(unquoted);
    if (cells.length !== names.length) {
      add(
        row,
        undefined,
        `got ${cells.length} values; accepted: ${names.length}, one for each column of the first row`,
      );
      continue;
    }
    rows.push(row);
    for (const [k, column] of names.entries()) {
      const about = Object.hasOwn(columns, column) ? columns[column]! : undefined;
      if (!about) continue;
      const cell = cells[k]!;
      if (!about.fits) {
        if (cell === "") add(row, column, `got nothing; accepted: ${about.accepted}`);
        texts[column]!.push(cell);
        continue;
      }
      // Number() would take 0x10, 0b1 and blanks too.
      const value = DECIMAL.test(cell) ? Number(cell) : Number.NaN;
      if (!Number.isFinite(value) || !about.fits(value))
        add(row, column, `got ${cell === "" ? "nothing" : show(cell)}; accepted: ${about.accepted}`);
      numbers[column]!.push(value);
    }
  }
  return { rows, numbers, texts, others: names.filter((n) => !Object.hasOwn(columns, n)) };
}

function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();
}
