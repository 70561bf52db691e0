/**
 * Tables of numbers as instruments, spreadsheets and plotting programs write them: commas, semicolons, tabs or blanks
 * between columns, decimal commas, quotes, names in a comment, units in a row of their own.
 */

export interface Delimited {
  /** Names of the columns as they are written; a unit from the row below is added in brackets. */
  readonly names: readonly string[];
  /** Whether the first row holds numbers, and no comment above it names them. */
  readonly nameless: boolean;
  /** Where the names are, from 1 as a text editor counts; 1 where there is nothing. */
  readonly headRow: number;
  readonly records: readonly { readonly cells: readonly string[]; readonly row: number }[];
  /** The number in a cell; NaN where there is none. */
  number(cell: string): number;
  /** What stands between columns, in words. */
  readonly separator: "commas" | "semicolons" | "tabs" | "blanks";
}

const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const COMMA_DECIMAL = /^[-+]?(?:\d+,\d*|,\d+)(?:[eE][-+]?\d+)?$/;
const THOUSANDS = /^[-+]?[1-9]\d{0,2},\d{3}$/;
const SEPARATORS = [
  ["\t", "tabs"],
  [";", "semicolons"],
  [",", "commas"],
] as const;

interface Line {
  readonly content: string;
  readonly row: number;
}

export function delimited(text: string): Delimited {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((content, k) => ({ content: content.replaceAll("\u00A0", " ").trimEnd(), row: k + 1 }))
    .filter(({ content }) => content.trim() !== "");
  const data = lines.filter(({ content }) => !isComment(content));
  const sample = data[1] ?? data[0];
  const found = SEPARATORS.find(([mark]) => sample !== undefined && outsideQuotes(sample.content, mark));
  const head = headOf(lines, data, found?.[0]);
  const names = head ? split(head.content.replace(/^\s*#\s*/, ""), found?.[0]) : [];
  // Blanks separate only where names are as many as numbers: "pulse number" is one name.
  const byBlanks = found === undefined && names.length === 1 && blankColumns(head, data);
  const mark = byBlanks ? " " : found?.[0];
  const cellsOf = ({ content, row }: Line) => ({ cells: split(content, mark), row });
  const first = !head || isComment(head.content) ? data : data.slice(1);
  let records = first.map(cellsOf);
  const withComma = records.flatMap(({ cells }) => cells.map(clean)).filter((c) => COMMA_DECIMAL.test(c));
  // Between quotes in a table with commas, "1,234" may be a thousand.
  const commas = withComma.length > 0 && (mark !== "," || withComma.some((c) => !THOUSANDS.test(c)));
  const number = (cell: string): number => {
    const plain = clean(cell);
    const pointed = commas && COMMA_DECIMAL.test(plain) ? plain.replace(",", ".") : plain;
    // Number() would take 0x10, 0b1 and blanks too.
    return DECIMAL.test(pointed) ? Number(pointed) : Number.NaN;
  };
  let titles = head && byBlanks ? split(head.content.replace(/^\s*#\s*/, ""), " ") : names;
  const units = records[0];
  if (units && isUnits(units.cells, titles, number)) {
    titles = titles.map((name, k) => (units.cells[k] ? `${name} (${units.cells[k]})` : name));
    records = records.slice(1);
  }
  return {
    names: titles,
    nameless: head === undefined && data.length > 0,
    headRow: head?.row ?? 1,
    records,
    number,
    separator: byBlanks ? "blanks" : (found?.[1] ?? "commas"),
  };
}

const isComment = (content: string): boolean => /^\s*#(?!\s*[,;\t])/.test(content);

/** The first line, or the comment above it where the first line is already numbers (as numpy writes names). Undefined without names. */
function headOf(lines: readonly Line[], data: readonly Line[], mark: string | undefined): Line | undefined {
  const [first] = data;
  if (!first) return undefined;
  const cells = (line: Line) => split(line.content.replace(/^\s*#\s*/, ""), mark ?? " ");
  if (!cells(first).every((c) => DECIMAL.test(clean(c).replace(",", ".")))) return first;
  const above = lines[lines.indexOf(first) - 1];
  return above && cells(above).length === cells(first).length ? above : undefined;
}

function blankColumns(head: Line | undefined, data: readonly Line[]): boolean {
  const count = (line: Line) =>
    line.content
      .replace(/^\s*#\s*/, "")
      .trim()
      .split(/\s+/).length;
  const rows = data.filter((line) => line !== head);
  return (
    head !== undefined && rows.length > 0 && count(head) > 1 && rows.every((r) => count(r) === count(head))
  );
}

/** A row of units below the names: no number, nothing that a column of text would hold. */
function isUnits(cells: readonly string[], names: readonly string[], number: (c: string) => number): boolean {
  const filled = cells.filter((c) => c !== "");
  return (
    filled.length > 0 &&
    cells.length <= names.length &&
    filled.every((c) => Number.isNaN(number(c)) && UNIT_LIKE.test(c)) &&
    !names.some((n) => /\(.+\)|\[.+\]/.test(n))
  );
}

const UNIT_LIKE = /^[([]?(?:[fpnumµμkMG]?(?:S|A|V|s|K|ohm|Ω)|°C|#|%|-|1|a\.?\s?u\.?|min|h)[)\]]?$/;

function outsideQuotes(line: string, mark: string): boolean {
  return line.replace(/"[^"]*"/g, "").includes(mark);
}

function split(line: string, mark: string | undefined): string[] {
  if (mark === undefined) return [unquoted(line)];
  if (mark === " ") return line.trim().split(/\s+/).map(unquoted);
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (const c of line) {
    if (c === '"') quoted = !quoted;
    if (c === mark && !quoted) {
      cells.push(cell);
      cell = "";
    } else cell += c;
  }
  return [...cells, cell].map(unquoted);
}

function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();
}

/** Typeset minus signs are minus signs. */
const clean = (cell: string): string => cell.replace(/^[−–]/, "-").replace(/([eE])[−–]/, "$1-");
