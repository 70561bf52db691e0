/**
 * Columns of numbers as CSV: SI values with every digit, read back bit for bit. A number that there is none of is an empty
 * cell, as it is null in JSON and Parquet: readers of tables take that for missing.
 */

/** @throws RangeError where columns differ in length */
export function writeCsv(columns: Readonly<Record<string, ArrayLike<number | string>>>): string {
  const names = Object.keys(columns);
  const all = Object.values(columns);
  const rows = all[0]?.length ?? 0;
  for (const [k, c] of all.entries())
    if (c.length !== rows) throw new RangeError(`column ${names[k]} has ${c.length} rows, not ${rows}`);
  const lines = Array.from({ length: rows }, (_, k) => all.map((c) => cell(c[k]!)).join(","));
  return `${[names.map(cell).join(","), ...lines].join("\n")}\n`;
}

function cell(value: number | string): string {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const text = RUNS.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What a spreadsheet takes for a formula; an apostrophe before it makes it text. White space may stand before it. */
const RUNS = /^[\s\0]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|]|^[\t\r\n]/;
/** With or without a unit: numbers stay what they are. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?: ?(?:%|[a-zA-Zµ°][\w/µ]{0,7}))?$|^-Infinity$/;
