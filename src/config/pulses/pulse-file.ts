/**
 * Pulses on devices from tables. Either each pulse with a read before and after it,
 *
 *   voltage_V,width_s,g_before_S,g_after_S      and, if there: device, time_s, temperature_K, pulse
 *
 * or a staircase, one read after each pulse (the first row is the state before the first pulse):
 *
 *   pulse,conductance_S                         and, if there: device, time_s, temperature_K, voltage_V, width_s
 *
 * where one amplitude and width a polarity come from outside unless there are columns of them. Names, units and
 * separators may be those that such tables are published with (`heading.ts`, `reading.ts`, `delimited.ts`).
 */
import type { MeasuredPulse } from "../../fit/prepare.js";
import { FileError, type Files } from "../../platform/files.js";
import { sha256 } from "../../platform/sha256.js";
import { ConfigError, type Problem } from "../errors.js";
import { displayName } from "../locate.js";
import { didYouMeanFile } from "../suggest.js";
import { checkOptions, checkRows } from "./checks.js";
import type { Role } from "./heading.js";
import { repeatedReads } from "./repeated-reads.js";
import { type Drive, stairs } from "./staircase.js";
import { type Limits, pulseTable } from "./table.js";

export interface PulseFile {
  readonly name: string;
  readonly sha256: string;
}

export interface PulseData {
  readonly pulses: readonly MeasuredPulse[];
  readonly files: readonly PulseFile[];
  /** Columns that were not looked at. */
  readonly ignored: readonly string[];
  /** Mean of temperature_K, if there is any. */
  readonly temperature: number | undefined;
  /** Whether the voltages were given from outside: one amplitude a polarity. */
  readonly staircase: boolean;
  /** What was done to the numbers, in words. */
  readonly notes: readonly string[];
}

const TABLE = /\.(?:csv|tsv|txt|dat)$/i;
const MOST_BYTES = 100e6;
const positive = (most: number) => (x: number) => x > 0 && x <= most;
const LIMITS: Readonly<Partial<Record<Role, Limits>>> = {
  voltage: {
    accepted: "the voltage of the pulse in V, not 0 and within 1000 V",
    fits: (x: number) => x !== 0 && Math.abs(x) <= 1000,
  },
  width: { accepted: "the length of the pulse in s, above 0 and at most 1e6", fits: positive(1e6) },
  before: conductance("before the pulse"),
  after: conductance("after the pulse"),
  conductance: conductance("after the pulse"),
  readVoltage: {
    accepted: "the voltage of the read in V, not 0",
    fits: (x: number) => x !== 0 && Math.abs(x) <= 1000,
  },
  time: { accepted: "a time in s, not before that of the row above", fits: () => true },
  temperature: { accepted: "a temperature in K, 100 to 700", fits: (x: number) => x >= 100 && x <= 700 },
  pulse: {
    accepted: "the number of the pulse, 0 or a whole number above",
    fits: (x: number) => Number.isInteger(x) && x >= 0,
  },
};
/** A row of a staircase at 0 V is a read without a pulse: the state before the next. */
const STAIRCASE_LIMITS = {
  ...LIMITS,
  voltage: {
    accepted: "the voltage of the pulse in V, within 1000 V (0: a read without a pulse)",
    fits: (x: number) => Math.abs(x) <= 1000,
  },
  width: {
    accepted: "the length of the pulse in s, above 0 (0 where there is none) and at most 1e6",
    fits: (x: number) => x >= 0 && x <= 1e6,
  },
};
const PAIRS = { voltage: "voltage_V", width: "width_s", before: "g_before_S", after: "g_after_S" } as const;

function conductance(when: string) {
  return {
    accepted: `a conductance ${when} in S, at most 10 (such as 1.2e-6)`,
    fits: (x: number) => x <= 10 && x >= -10,
  };
}

/**
 * @param path  a CSV file, or a folder of such files
 * @param drive  amplitudes and widths of a staircase
 * @throws ConfigError with what is wrong, row by row
 */
export function readPulses(files: Files, path: string, drive: Drive): PulseData {
  const at = files.resolve(files.cwd, path);
  if (!files.isFolder(at)) return together([readOne(files, at, drive)]);
  const names = files.list(at).filter((n) => TABLE.test(n));
  const shown = displayName(files, at);
  if (names.length === 0)
    throw new ConfigError(shown, [
      {
        file: shown,
        path: "",
        problem: "has no table; accepted: a folder with files *.csv, *.tsv, *.txt or *.dat",
      },
    ]);
  return together(names.map((n) => readOne(files, files.resolve(at, n), drive)));
}

function readOne(files: Files, file: string, drive: Drive): PulseData {
  const name = displayName(files, file);
  let text: string;
  try {
    text = files.text(file, MOST_BYTES);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const trouble =
      error.trouble === "absent"
        ? "there is no such file"
        : `cannot be read (${error.detail || error.trouble})`;
    throw new ConfigError(name, [
      {
        file: name,
        path: "",
        problem: `${trouble}; accepted: a CSV file with pulses${error.trouble === "absent" ? didYouMeanFile(files, file) : ""}`,
      },
    ]);
  }
  const stem = files.nameOf(file).replace(TABLE, "");
  const data = parsePulses(text, name, stem, drive);
  // Of the bytes, which a byte order mark belongs to.
  const hash = files.open(file, (open) => sha256(open.read(0, open.size)));
  return { ...data, files: [{ name, sha256: hash }] };
}

/**
 * @param name  the file, for messages
 * @param stem  the device where no column names it
 * @throws ConfigError with what is wrong, row by row
 */
export function parsePulses(text: string, name: string, stem: string, drive: Drive): PulseData {
  const problems: Problem[] = [];
  const add = (path: string, problem: string): void => {
    problems.push({ file: name, path, problem });
  };
  let table = pulseTable(text, name, drive, LIMITS, problems);
  const has = (role: Role): boolean => table.numbers[role] !== undefined;
  const staircase = has("conductance");
  if (staircase && has("voltage")) {
    problems.length = 0;
    table = pulseTable(text, name, drive, STAIRCASE_LIMITS, problems);
  }
  const missing = staircase ? [] : Object.entries(PAIRS).filter(([role]) => !has(role as Role));
  if (missing.length > 0 && problems.length === 0)
    add(
      "row 1",
      `has no column ${missing.map(([, column]) => column).join(", ")} (got ${table.names.map(short).join(", ") || "nothing"}); accepted: ${Object.values(PAIRS).join(",")} or pulse,conductance_S (or conductance_uS, or current_nA with --read-voltage), and optionally device,time_s,temperature_K,pulse`,
    );
  if (staircase && (has("before") || has("after")))
    add(
      "row 1",
      "has conductance_S and g_before_S or g_after_S; accepted: one read a pulse (conductance_S), or both g_before_S and g_after_S",
    );
  if (problems.length === 0 && table.rows.length === 0)
    add("", "has no rows; accepted: a row for each pulse");
  if (problems.length === 0) checkOptions(table, drive, staircase, add);
  if (problems.length === 0) checkRows(table, add);
  if (problems.length > 0) throw new ConfigError(name, problems.slice(0, 20));

  const devices = table.devices ?? table.rows.map(() => stem);
  const { numbers } = table;
  const { reads, note } = staircase ? repeatedReads(table, devices, drive.reads) : { reads: [], note: [] };
  const pulses = staircase
    ? stairs(reads, drive, name)
    : table.rows.map((_, k) => ({
        device: devices[k]!,
        voltage: numbers.voltage![k]!,
        width: numbers.width![k]!,
        before: numbers.before![k]!,
        after: numbers.after![k]!,
      }));
  const kelvin = numbers.temperature;
  return {
    pulses,
    files: [{ name, sha256: sha256(text) }],
    ignored: table.ignored,
    temperature: kelvin && kelvin.reduce((sum, t) => sum + t, 0) / kelvin.length,
    staircase: staircase && !has("voltage"),
    notes: [...table.notes, ...note],
  };
}

/** Names of columns are whatever the file's first row holds. */
const short = (name: string): string => (name.length > 40 ? `${name.slice(0, 37)}...` : name);

/** Several files as one set. */
function together(parts: readonly PulseData[]): PulseData {
  const kelvin = parts.flatMap((p) => p.temperature ?? []);
  return {
    pulses: parts.flatMap((p) => p.pulses),
    files: parts.flatMap((p) => p.files),
    ignored: [...new Set(parts.flatMap((p) => p.ignored))],
    temperature: kelvin.length > 0 ? kelvin.reduce((a, b) => a + b, 0) / kelvin.length : undefined,
    staircase: parts.some((p) => p.staircase),
    notes: [...new Set(parts.flatMap((p) => p.notes))],
  };
}
