/**
 * Families of parts. All of a family do the same work in ways of their own (neuron models, rate laws, read-outs); a
 * config names one of them, or a module of the user's own that keeps the same contract.
 */
import { outOfBounds, type ParamTable } from "./params.js";

/** What every part says of itself. */
export interface Described {
  /** What the part is, in one line. */
  readonly doc: string;
  /** Numbers that a config may give; none where left out. */
  readonly params?: ParamTable;
  /** Where the part as a whole comes from, if that is not said per number. */
  readonly source?: string;
}

/** One export of a module. */
export interface Export {
  /** Name of the export. */
  readonly name: string;
  /** "a function", as an error says it. */
  readonly what: string;
  /** Whether a module's export is of that form. */
  fits(value: unknown): boolean;
}

/** What a part must be, whoever wrote it. */
export interface Contract<T> {
  /** What a module of the user's own must export. */
  readonly exports: readonly Export[];
  /**
   * The part that a module makes; its exports as they are where left out.
   * @throws RangeError where they make none (said in the message)
   */
  take?(exported: Readonly<Record<string, unknown>>): T;
  /** In words, each way in which `part` breaks the contract; empty if it keeps it. */
  problems(part: T): string[];
}

/** Parts that do the same work, one of which a config names: neuron models, rate laws, encoders and so on. */
export interface Family<T extends Described> {
  /** Plural, as in `spikion list neurons`. */
  readonly name: string;
  /** One of them with its article: "a neuron model". */
  readonly noun: string;
  /** The parts that come with spikion, by the name a config calls them. */
  readonly table: Readonly<Record<string, T>>;
  /** What a part says of itself, where that is not the part's own properties. */
  describe?(part: T): Described;
  /** What a config can name in a part's place although it is made of more than numbers. */
  readonly apart?: Readonly<Record<string, Described>>;
  /** Absent where a part is no more than a word that other code understands. */
  readonly contract?: Contract<T>;
}

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isFunction = (value: unknown): boolean => typeof value === "function";

export const textExport = (name: string): Export => ({ name, what: "text", fits: isText });
export const functionExport = (name: string): Export => ({ name, what: "a function", fits: isFunction });
export const paramsExport: Export = { name: "params", what: "a table of parameters", fits: isParamTable };

/** The export may be missing. */
export function optional({ name, what, fits }: Export): Export {
  return { name, what: `${what}, or left out`, fits: (value) => value === undefined || fits(value) };
}

/** What of a contract's exports the module does not have, in words; a value is shown by `show`. */
export function missingExports(
  exports: readonly Export[],
  exported: Readonly<Record<string, unknown>>,
  show: (value: unknown) => string,
): string[] {
  return exports
    .filter(({ name, fits }) => !fits(exported[name]))
    .map(({ name, what }) => `export "${name}" must be ${what}, not ${show(exported[name])}`);
}

function isParamTable(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).every(
    (p) =>
      typeof p === "object" &&
      p !== null &&
      typeof p.unit === "string" &&
      typeof p.doc === "string" &&
      typeof p.source === "string" &&
      outOfBounds(p, p.default) === undefined,
  );
}

/** What a part's description lacks: docs, sources, defaults within their own bounds. */
export function descriptionProblems({ doc, params = {} }: Described): string[] {
  const problems: string[] = [];
  if (!doc) problems.push("has no doc");
  for (const [name, param] of Object.entries(params)) {
    if (!param.doc) problems.push(`parameter ${name} has no doc`);
    if (!param.source) problems.push(`parameter ${name} has no source`);
    const outside = outOfBounds(param, param.default);
    if (outside) problems.push(`parameter ${name}: its default ${param.default} ${outside}`);
  }
  return problems;
}

/** What an error says, in a sentence about a part. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
