/** One thing a user can fix in a config. */
export interface Problem {
  /** Where it is written: a file as the user knows it, or "--set". */
  readonly file: string;
  /** Dotted path, the one that `--set` would use; "" is the whole document. */
  readonly path: string;
  /** What was found, and what is accepted. */
  readonly problem: string;
  /** Line from 1; absent where no file has it. */
  readonly line?: number;
  /** Column from 1. */
  readonly column?: number;
}

/** A config that the user can fix; all its problems at once. */
export class ConfigError extends Error {
  /** Tells it from other errors where classes cannot be compared. */
  override readonly name = "ConfigError";

  /** @param file  the file that was asked for; problems may lie in files it extends */
  constructor(
    /** The file that has the problems, as it was named. */
    readonly file: string,
    /** Every problem that was found, each with its path in the config. */
    readonly problems: readonly Problem[],
  ) {
    super(paragraph(file, problems));
  }
}

/** A problem as a line: `file: dotted.path: what was found; what is accepted (line 3, column 5)`. */
export function describe({ file, path, problem, line, column }: Problem): string {
  const where = line === undefined ? "" : ` (line ${line}, column ${column ?? 1})`;
  return `${file}: ${path === "" ? "" : `${path}: `}${problem}${where}`;
}

function paragraph(file: string, problems: readonly Problem[]): string {
  const lines = problems.map(describe);
  return lines.length === 1
    ? lines[0]!
    : `${file} has ${lines.length} problems:\n${lines.map((l) => `  ${l}`).join("\n")}`;
}

/** A value as it is quoted in messages: short, whatever it is. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null)
    return `a mapping with ${
      Object.keys(value)
        .slice(0, 5)
        .map((k) => JSON.stringify(k))
        .join(", ") || "no keys"
    }`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

/** What was found at a place, and what is accepted there. */
export function got(value: unknown, accepted: string): string {
  return `${value === undefined ? "is missing" : `got ${show(value)}`}; accepted: ${accepted}`;
}

/** Names in quotes, with commas. */
export function quoteAll(names: readonly string[]): string {
  return names.length === 0
    ? "nothing, for there is none"
    : names.map((name) => JSON.stringify(name)).join(", ");
}
