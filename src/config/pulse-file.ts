/**
 * Pulses on devices from CSV files. Either each pulse with a read before and after it,
 *
 *   voltage_V,width_s,g_before_S,g_after_S      and, if there: device, time_s, temperature_K, pulse
 *
 * or a staircase, one read after each pulse (the first row is the state before the first pulse):
 *
 *   pulse,conductance_S                         and, if there: device, time_s, temperature_K, voltage_V, width_s
 *
 * where one amplitude and width a polarity come from outside unless there are columns of them.
 */
import type { MeasuredPulse } from "../fit/prepare.js";
import { FileError, type Files } from "../platform/files.js";
import { sha256 } from "../platform/sha256.js";
import { type CsvTable, parseCsv } from "./csv-table.js";
import { ConfigError, type Problem } from "./errors.js";
import { displayName } from "./locate.js";
import { type Drive, stairs } from "./staircase.js";
import { didYouMeanFile } from "./suggest.js";

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
}

const MOST_BYTES = 100e6;
const positive = (most: number) => (x: number) => x > 0 && x <= most;
const COLUMNS = {
  voltage_V: {
    accepted: "the voltage of the pulse in V, not 0 and within 1000 V",
    fits: (x: number) => x !== 0 && Math.abs(x) <= 1000,
  },
  width_s: { accepted: "the length of the pulse in s, above 0 and at most 1e6", fits: positive(1e6) },
  g_before_S: conductance("before the pulse"),
  g_after_S: conductance("after the pulse"),
  conductance_S: conductance("after the pulse"),
  time_s: { accepted: "a time in s, not before that of the row above", fits: () => true },
  temperature_K: { accepted: "a temperature in K, 100 to 700", fits: (x: number) => x >= 100 && x <= 700 },
  pulse: {
    accepted: "the number of the pulse, 0 or a whole number above",
    fits: (x: number) => Number.isInteger(x) && x >= 0,
  },
  device: { accepted: "the name of the device" },
} as const;
const PAIRS = ["voltage_V", "width_s", "g_before_S", "g_after_S"] as const;

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
  const names = files.list(at).filter((n) => /\.csv$/i.test(n));
  const shown = displayName(files, at);
  if (names.length === 0)
    throw new ConfigError(shown, [
      { file: shown, path: "", problem: "has no CSV file; accepted: a folder with files *.csv" },
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
  const stem = files.nameOf(file).replace(/\.csv$/i, "");
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
  const table = parseCsv(text, name, COLUMNS, problems);
  const has = (column: string): boolean => column in table.numbers;
  const staircase = has("conductance_S");
  const missing = staircase ? [] : PAIRS.filter((c) => !has(c));
  const add = (path: string, problem: string): void => {
    problems.push({ file: name, path, problem });
  };
  if (missing.length > 0 && problems.length === 0)
    add(
      "row 1",
      `has no column ${missing.join(", ")} (got ${[...Object.keys(table.numbers), ...Object.keys(table.texts), ...table.others].join(", ") || "nothing"}); accepted: ${PAIRS.join(",")} or pulse,conductance_S, and optionally device,time_s,temperature_K,pulse`,
    );
  if (staircase && (has("g_before_S") || has("g_after_S")))
    add(
      "row 1",
      "has conductance_S and g_before_S or g_after_S; accepted: one read a pulse (conductance_S), or both g_before_S and g_after_S",
    );
  if (problems.length === 0 && table.rows.length === 0)
    add("", "has no rows; accepted: a row for each pulse");
  if (problems.length === 0) checkRows(table, add);
  if (problems.length > 0) throw new ConfigError(name, problems.slice(0, 20));

  const devices = table.texts.device ?? table.rows.map(() => stem);
  const { numbers } = table;
  const pulses = staircase
    ? stairs(numbers, devices, drive, name)
    : table.rows.map((_, k) => ({
        device: devices[k]!,
        voltage: numbers.voltage_V![k]!,
        width: numbers.width_s![k]!,
        before: numbers.g_before_S![k]!,
        after: numbers.g_after_S![k]!,
      }));
  if (!staircase && (drive.amplitudes || drive.widths))
    throw new ConfigError(name, [
      {
        file: name,
        path: "",
        problem:
          "has columns voltage_V and width_s, and --amplitude or --width are given; accepted: those for staircases (pulse,conductance_S) only",
      },
    ]);
  const kelvin = numbers.temperature_K;
  return {
    pulses,
    files: [{ name, sha256: sha256(text) }],
    ignored: table.others,
    temperature: kelvin && kelvin.reduce((sum, t) => sum + t, 0) / kelvin.length,
    staircase: staircase && !has("voltage_V"),
  };
}

function checkRows(table: CsvTable, add: (path: string, problem: string) => void): void {
  const { numbers, texts, rows } = table;
  const reads = ["g_before_S", "g_after_S", "conductance_S"].filter((c) => numbers[c]);
  let largest = 0;
  for (const c of reads) for (const g of numbers[c]!) largest = Math.max(largest, g);
  for (const c of reads)
    for (const [k, g] of numbers[c]!.entries())
      if (g < -0.02 * largest || largest === 0) {
        add(
          `row ${rows[k]}, column ${c}`,
          `got ${g} S; accepted: a conductance of 0 or above (noise may lead below 0 by 2 % of the largest read, ${largest} S)`,
        );
        break;
      }
  const last = new Map<string, number>();
  for (const [k, t] of (numbers.time_s ?? []).entries()) {
    const device = texts.device?.[k] ?? "";
    const before = last.get(device);
    if (before !== undefined && t < before) {
      add(
        `row ${rows[k]}, column time_s`,
        `got ${t} after ${before}; accepted: times that do not go back within a device`,
      );
      break;
    }
    last.set(device, t);
  }
  const kelvin = numbers.temperature_K ?? [];
  const [coldest, warmest] = rangeOf(kelvin);
  if (warmest - coldest > 2)
    add(
      "column temperature_K",
      `got ${coldest} K to ${warmest} K; accepted: one temperature, within 2 K (rates depend on it: fit each by itself)`,
    );
}

function rangeOf(values: readonly number[]): [low: number, high: number] {
  let [low, high] = [values[0] ?? 0, values[0] ?? 0];
  for (const x of values) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  return [low, high];
}

/** Several files as one set. */
function together(parts: readonly PulseData[]): PulseData {
  const kelvin = parts.flatMap((p) => p.temperature ?? []);
  return {
    pulses: parts.flatMap((p) => p.pulses),
    files: parts.flatMap((p) => p.files),
    ignored: [...new Set(parts.flatMap((p) => p.ignored))],
    temperature: kelvin.length > 0 ? kelvin.reduce((a, b) => a + b, 0) / kelvin.length : undefined,
    staircase: parts.some((p) => p.staircase),
  };
}
