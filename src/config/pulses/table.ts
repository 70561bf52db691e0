/**
 * A table of pulses as it was published, in the program's terms: SI, one row a read. Columns that are cycles, devices
 * or polarities of their own are put below each other.
 */
import type { Problem } from "../errors.js";
import { show } from "../errors.js";
import { chosen, signsOf } from "./columns.js";
import { type Delimited, delimited } from "./delimited.js";
import { type Heading, headingOf, type Role } from "./heading.js";
import { type Convert, conversion, type Reading, readAs } from "./reading.js";

export interface PulseTable {
  /** Row of each record in the file, from 1. */
  readonly rows: readonly number[];
  /** Name of the column that a role's number of record k stands in, for messages. */
  title(role: Role, k: number): string;
  /** SI, by role, a number for each record. */
  readonly numbers: Readonly<Partial<Record<Role, readonly number[]>>>;
  readonly devices: readonly string[] | undefined;
  /** Which cycle a record belongs to, where the table says. */
  readonly cycles: readonly string[] | undefined;
  /** +1 after a pulse that raises, -1 after one that lowers; 0 for a record that is after none. */
  readonly signs: readonly number[] | undefined;
  /** Columns beside each other in the file: each begins anew. */
  readonly begins: readonly boolean[] | undefined;
  /** Columns that were not looked at. */
  readonly ignored: readonly string[];
  /** Conversions in words. */
  readonly notes: readonly string[];
  /** All names, for messages. */
  readonly names: readonly string[];
}

/** What a column holds, where a number has limits. */
export interface Limits {
  readonly accepted: string;
  readonly fits: (value: number) => boolean;
}

const MOST_PROBLEMS = 20;
/**
 * @param limits  by role; numbers are looked at in SI
 * @param problems  what is wrong is added here
 */
export function pulseTable(
  text: string,
  file: string,
  reading: Reading,
  limits: Readonly<Partial<Record<Role, Limits>>>,
  problems: Problem[],
): PulseTable {
  const add = (path: string, problem: string): void => {
    if (problems.length < MOST_PROBLEMS) problems.push({ file, path, problem });
  };
  const raw = delimited(text);
  const headings = raw.names.map(headingOf);
  if (raw.nameless)
    add(
      "row 1",
      `holds numbers (${show(raw.records[0]!.cells.join(", "))}); accepted: names of the columns in the first row, such as pulse,conductance_uS`,
    );
  const twice = raw.names.find((n, k) => n !== "" && raw.names.indexOf(n) !== k);
  if (twice !== undefined)
    add(
      `row ${raw.headRow}, column ${twice}`,
      "is there twice; accepted: once, or names such as cycle 1, cycle 2",
    );
  const { single, reads } = chosen(headings, add, raw.headRow);
  const records = raw.nameless ? [] : wholeRecords(raw, add);
  const at = (role: Role) => single.get(role);
  const readVoltage = at("readVoltage");
  const cells = (column: number, convert: Convert, role: Role, list: readonly Record_[]) =>
    list.map(({ cells, row }) => {
      const cell = cells[column]!;
      const x = convert(raw.number(cell), row);
      const about = limits[role];
      if (!Number.isFinite(x) || (about && !about.fits(x)))
        add(
          `row ${row}, column ${raw.names[column]}`,
          `got ${cell === "" ? "nothing" : show(cell)}; accepted: ${about?.accepted ?? "a number"}`,
        );
      return x;
    });
  let voltageOf: ((row: number) => number) | undefined;
  const usesCurrent = reads.some(
    (k) => headings[k]!.role === "current" || (reading.unit?.of === "A" && headings[k]!.unit === undefined),
  );
  if (readVoltage !== undefined && usesCurrent) {
    const convert = conversion(headings[readVoltage]!, {}, undefined);
    if (typeof convert === "string") add(`row ${raw.headRow}, column ${raw.names[readVoltage]}`, convert);
    else {
      const volts = cells(readVoltage, convert, "readVoltage", records);
      const byRow = new Map(records.map(({ row }, k) => [row, volts[k]!]));
      voltageOf = (row) => byRow.get(row)!;
    }
  }
  const converted = (column: number): Convert | undefined => {
    const convert = conversion(headings[column]!, reading, voltageOf);
    if (typeof convert !== "string") return convert;
    add(`row ${raw.headRow}, column ${raw.names[column]}`, convert);
    return undefined;
  };

  // One series after the other; a table without is one of them.
  const series = reads.length > 0 ? reads : [undefined];
  const parts = series.map((column) => ({
    column,
    records: column === undefined ? records : upToBlanks(records, column, reads.length > 1),
  }));
  const numbers: Partial<Record<Role, number[]>> = {};
  const put = (role: Role, column: (part: (typeof parts)[number]) => number | undefined) => {
    const converts = new Map<number, Convert | undefined>();
    numbers[role] = parts.flatMap((part) => {
      const k = column(part)!;
      if (!converts.has(k)) converts.set(k, converted(k));
      const convert = converts.get(k);
      return convert ? cells(k, convert, role, part.records) : part.records.map(() => Number.NaN);
    });
  };
  for (const role of ["pulse", "time", "temperature", "voltage", "width", "before", "after"] as const)
    if (at(role) !== undefined) put(role, () => at(role));
  if (reads.length > 0) put("conductance", ({ column }) => column);
  const textOf = (role: Role) => {
    const k = at(role);
    return k === undefined ? undefined : parts.flatMap((p) => p.records.map(({ cells }) => cells[k]!));
  };
  const ofSeries = <T>(
    what: (s: NonNullable<Heading["series"]>) => T | undefined,
  ): (T | undefined)[] | undefined => {
    const named = parts.map(({ column }) => {
      const s = column === undefined ? undefined : headings[column]!.series;
      return s && what(s);
    });
    return named.every((x) => x === undefined)
      ? undefined
      : parts.flatMap((p, k) => p.records.map(() => named[k]));
  };
  const rows = parts.flatMap((p) => p.records.map(({ row }) => row));
  const devices = textOf("device");
  for (const [k, name] of (devices ?? []).entries())
    if (name === "")
      add(
        `row ${rows[k]}, column ${raw.names[at("device")!]}`,
        "got nothing; accepted: the name of the device",
      );
  const columns = parts.flatMap((p) => p.records.map(() => p.column));
  const used = new Set([...single.values(), ...reads]);
  return {
    rows,
    title: (role, k) => raw.names[role === "conductance" ? (columns[k] ?? 0) : (at(role) ?? 0)] ?? role,
    numbers,
    devices: joined(
      devices,
      ofSeries((s) => s.device),
    ),
    cycles: joined(
      textOf("cycle"),
      ofSeries((s) => s.cycle),
    ),
    signs: signsOf(
      textOf("polarity"),
      ofSeries((s) => s.sign),
      rows,
      (row, got) =>
        add(
          `row ${row}, column ${raw.names[at("polarity")!]}`,
          `got ${show(got)}; accepted: LTP or LTD (also P and D, + and -, set and reset)`,
        ),
    ),
    begins: parts.length > 1 ? parts.flatMap((p) => p.records.map((_, k) => k === 0)) : undefined,
    ignored: raw.names.filter((n, k) => n !== "" && (!used.has(k) || (k === readVoltage && !usesCurrent))),
    notes: notesOf(
      reads.map((k) => headings[k]!),
      reading,
    ),
    names: raw.names,
  };
}

type Record_ = Delimited["records"][number];

function wholeRecords(
  { records, names, separator }: Delimited,
  add: (path: string, problem: string) => void,
): Record_[] {
  return records.filter(({ cells, row }) => {
    if (cells.length === names.length) return true;
    const hint =
      separator === "commas" && cells.length > names.length
        ? " (decimal commas need semicolons or tabs between columns)"
        : "";
    add(
      `row ${row}`,
      `got ${cells.length} values; accepted: ${names.length}, one for each column of the first row${hint}`,
    );
    return false;
  });
}

/** What was done, and to which columns. */
function notesOf(headings: readonly Heading[], reading: Reading): string[] {
  const byWhat = new Map<string, string[]>();
  for (const heading of headings) {
    const what = readAs(heading, reading);
    if (what !== undefined) byWhat.set(what, [...(byWhat.get(what) ?? []), JSON.stringify(heading.name)]);
  }
  return [...byWhat].map(([what, [first, ...more]]) =>
    more.length === 0 ? `${first}: ${what}` : `${first} to ${more.at(-1)}: ${what}`,
  );
}

/** Series beside each other may end early: blanks below them. */
function upToBlanks(records: readonly Record_[], column: number, several: boolean): readonly Record_[] {
  if (!several) return records;
  let end = records.length;
  while (end > 0 && /^(?:nan|-*)$/i.test(records[end - 1]!.cells[column]!)) end--;
  return records.slice(0, end);
}

function joined(
  column: readonly string[] | undefined,
  series: readonly (string | undefined)[] | undefined,
): string[] | undefined {
  if (!column && !series) return undefined;
  const list = column ?? series!;
  return list.map((_, k) => [column?.[k], series?.[k]].filter((x) => x !== undefined).join(" "));
}
