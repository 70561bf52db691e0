/**
 * The filter of the table: terms with spaces between them, all of which hold. `acc>0.85 seed:1 kind:classify -name:test`
 *
 *   word         in the name or the folder
 *   key:text     contains it (a seed, a kind, a state: is it); -term: does not
 *   key>number   also >=, <, <=, =, !=; 85% and "200 uJ" are numbers
 */
import { anyQuantity } from "../core/units.js";
import { headlineOf, type RunRow } from "./rows.js";

export interface Filter {
  readonly matches: (row: RunRow) => boolean;
  /** What was not understood, in words; those terms match everything. */
  readonly problems: readonly string[];
}

type Reader = (row: RunRow) => string | number | undefined;

/** Keys besides the names of measures. */
const KEYS: Readonly<Record<string, Reader>> = {
  acc: headlineOf,
  id: (row) => row.id,
  kind: (row) => row.kind,
  name: (row) => row.name,
  seconds: (row) => row.seconds ?? undefined,
  seed: (row) => row.seed,
  started: (row) => row.started ?? undefined,
  state: (row) => row.state,
  type: (row) => row.type,
};
/** Of these a colon asks for the whole word. */
const WHOLE = new Set(["kind", "seed", "state", "type"]);
const TERM = /^(-?)([\w.-]+?)(:|>=|<=|!=|=|>|<)(.+)$/;

/** @param measures  names of measures that there are */
export function parseFilter(text: string, measures: readonly string[]): Filter {
  const problems: string[] = [];
  const terms = (text.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []).map((term) => {
    const found = termOf(term.replaceAll('"', ""), measures);
    if (typeof found !== "string") return found;
    problems.push(found);
    return () => true;
  });
  return { matches: (row) => terms.every((term) => term(row)), problems };
}

/** The measure that a key means: by its whole name, or by a part of it after a dot. */
export function measureNamed(key: string, measures: readonly string[]): string | undefined {
  if (measures.includes(key)) return key;
  const lower = key.toLowerCase();
  return measures.find((name) => `.${name.toLowerCase()}.`.includes(`.${lower}.`));
}

function termOf(term: string, measures: readonly string[]): Filter["matches"] | string {
  const [, minus, key = "", operator = ":", wanted = ""] = TERM.exec(term) ?? [];
  if (minus === undefined) {
    const not = term.startsWith("-") && term.length > 1;
    const word = term.slice(not ? 1 : 0).toLowerCase();
    return (row) => `${row.name}\n${row.id}`.toLowerCase().includes(word) !== not;
  }
  const measure = measureNamed(key, measures);
  const read: Reader | undefined = Object.hasOwn(KEYS, key)
    ? KEYS[key]
    : measure === undefined
      ? undefined
      : (row) => row.measures[measure];
  if (!read)
    return `"${key}" is no column; accepted: ${[...Object.keys(KEYS), "names of measures"].join(", ")}`;
  const number = numberIn(wanted);
  const textual = key in KEYS && !["acc", "seconds"].includes(key);
  if (textual && [":", "=", "!="].includes(operator)) {
    const whole = operator !== ":" || WHOLE.has(key);
    const not = (minus === "-") !== (operator === "!=");
    return (row) => {
      const value = String(read(row) ?? "").toLowerCase();
      const word = wanted.toLowerCase();
      return (whole ? value === word : value.includes(word)) !== not;
    };
  }
  if (key === "started")
    return (row) => {
      const value = read(row);
      return (
        value !== undefined && compared(operator, String(value).localeCompare(wanted)) !== (minus === "-")
      );
    };
  if (number === undefined) return `"${wanted}" in "${term}" is no number; accepted: 0.85, 85%, "200 uJ"`;
  return (row) => {
    const value = read(row);
    const given = typeof value === "string" ? numberIn(value) : value;
    // What has no such number is neither above nor below.
    return given !== undefined && compared(operator, difference(given, number)) !== (minus === "-");
  };
}

/** Numbers as near as they are shown are equal. */
function difference(a: number, b: number): number {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)) ? 0 : a - b;
}

function compared(operator: string, difference: number): boolean {
  switch (operator) {
    case ">":
      return difference > 0;
    case ">=":
      return difference >= 0;
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case "!=":
      return difference !== 0;
    default:
      return difference === 0;
  }
}

function numberIn(text: string): number | undefined {
  const [, digits, unit = ""] = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*(.*)$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const seconds = LONG_TIMES[unit];
  if (seconds !== undefined) return Number(digits) * seconds;
  return unit === "" ? Number(digits) : anyQuantity(`${digits} ${unit}`)?.value;
}

/** s */
const LONG_TIMES: Readonly<Record<string, number>> = { min: 60, h: 3600 };
