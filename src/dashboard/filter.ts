/**
 * The filter of the table: terms with spaces between them, all of which hold. `acc>0.85 seed:1 kind:classify -name:test`
 *
 *   word         in the name or the folder
 *   key:text     contains it (a seed, a kind, a state: is it); -term: does not
 *   key>number   also >=, <, <=, =, !=; 85% and "200 uJ" are numbers
 *   path:value   of the config, gain.end<0.2: its whole path, or the end of one
 */
import { anyQuantity } from "../core/units.js";
import { type Configs, configValue, pathsNamed } from "./configs.js";
import { headlineOf, type RunRow } from "./rows.js";

export interface Filter {
  readonly matches: (row: RunRow) => boolean;
  /** What was not understood, in words; those terms match everything. */
  readonly problems: readonly string[];
  /** A term may be of the configs, which were not given; it matches everything. */
  readonly wantsConfigs: boolean;
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

/**
 * @param measures  names of measures that there are
 * @param configs  where they are known
 */
export function parseFilter(text: string, measures: readonly string[], configs?: Configs): Filter {
  const problems: string[] = [];
  let wantsConfigs = false;
  const terms = (text.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []).map((term) => {
    const found = termOf(term.replaceAll('"', ""), measures, configs);
    if (typeof found === "function") return found;
    if (found === undefined) wantsConfigs = true;
    else problems.push(found);
    return () => true;
  });
  return { matches: (row) => terms.every((term) => term(row)), problems, wantsConfigs };
}

/** The measure that a key means: by its whole name, or by a part of it after a dot. */
export function measureNamed(key: string, measures: readonly string[]): string | undefined {
  if (measures.includes(key)) return key;
  const lower = key.toLowerCase();
  return measures.find((name) => `.${name.toLowerCase()}.`.includes(`.${lower}.`));
}

/** @returns  a problem in words; undefined where the configs would have to be known */
function termOf(
  term: string,
  measures: readonly string[],
  configs: Configs | undefined,
): Filter["matches"] | string | undefined {
  const [, minus, key = "", operator = ":", wanted = ""] = TERM.exec(term) ?? [];
  if (minus === undefined) {
    const not = term.startsWith("-") && term.length > 1;
    const word = term.slice(not ? 1 : 0).toLowerCase();
    return (row) => `${row.name}\n${row.id}`.toLowerCase().includes(word) !== not;
  }
  const asked = { term, operator, wanted, not: minus === "-" };
  if (Object.hasOwn(KEYS, key)) return ofColumn(key, asked);
  const measure = measureNamed(key, measures);
  if (measure === key) return numeric((row) => row.measures[key], asked);
  const paths = configs ? pathsNamed(configs, key) : [];
  if (configs && paths.length === 1 && (measure === undefined || paths[0] === key))
    return ofConfig((row) => configValue(configs, row.group, paths[0]!), asked);
  if (measure !== undefined) return numeric((row) => row.measures[measure], asked);
  if (!configs) return undefined;
  if (paths.length > 1) return `"${key}" ends several paths of configs; accepted: ${paths.join(", ")}`;
  const accepted = [...Object.keys(KEYS), "names of measures", "paths of configs"].join(", ");
  return `"${key}" is no column; accepted: ${accepted}`;
}

/** What a term asks for. */
interface Asked {
  readonly term: string;
  readonly operator: string;
  readonly wanted: string;
  readonly not: boolean;
}

function ofColumn(key: string, asked: Asked): Filter["matches"] | string {
  const { operator, wanted } = asked;
  const read = KEYS[key]!;
  const isText = !["acc", "seconds"].includes(key);
  if (isText && [":", "=", "!="].includes(operator))
    return textual(read, asked, operator !== ":" || WHOLE.has(key));
  if (key === "started")
    return (row) => {
      const value = read(row);
      return value !== undefined && compared(operator, String(value).localeCompare(wanted)) !== asked.not;
    };
  return numeric(read, asked);
}

/** A value of a config: a number where it is one and one is asked for, else a word. */
function ofConfig(read: Reader, asked: Asked): Filter["matches"] | string {
  if (![":", "=", "!="].includes(asked.operator)) return numeric(read, asked);
  const words = textual(read, asked, true);
  const numbers = numeric(read, asked);
  if (typeof numbers === "string") return words;
  return (row) => (numberIn(String(read(row) ?? "")) === undefined ? words(row) : numbers(row));
}

function textual(read: Reader, { operator, wanted, not }: Asked, whole: boolean): Filter["matches"] {
  const unlike = not !== (operator === "!=");
  const word = wanted.toLowerCase();
  return (row) => {
    const value = String(read(row) ?? "").toLowerCase();
    return (whole ? value === word : value.includes(word)) !== unlike;
  };
}

function numeric(read: Reader, { term, operator, wanted, not }: Asked): Filter["matches"] | string {
  const number = numberIn(wanted);
  if (number === undefined) return `"${wanted}" in "${term}" is no number; accepted: 0.85, 85%, "200 uJ"`;
  return (row) => {
    const value = read(row);
    const given = typeof value === "string" ? numberIn(value) : value;
    // What has no such number is neither above nor below.
    return given !== undefined && compared(operator, difference(given, number)) !== not;
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
