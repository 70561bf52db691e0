/**
 * Measured rates from a CSV file: `voltage_V,rate_S_per_s`, signed, ascending in voltage, both polarities, no row at
 * 0 V. Voltages count from the device's open-circuit voltage, like those of the tables that come with spikion.
 */
import type { Files } from "../platform/files.js";
import { ConfigError, type Problem, show } from "./errors.js";
import { displayName, readText } from "./locate.js";

/** Rows as they stand in the file, SI. */
export interface RateRows {
  readonly voltage: readonly number[];
  readonly rate: readonly number[];
}

/** What `tableRate` takes, without vOc. */
export interface RateBranches {
  readonly voltage: readonly number[];
  readonly positive: readonly number[];
  readonly negativeVoltage: readonly number[];
  readonly negative: readonly number[];
}

const HEADER = "voltage_V,rate_S_per_s";
const MOST_ROWS = 10_000;
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** @throws ConfigError with every row that is wrong */
export function readRateFile(files: Files, path: string): RateRows {
  const file = files.resolve(files.cwd, path);
  return parseRates(readText(files, file, "a CSV file"), displayName(files, file));
}

/** @param name  the file, for messages */
export function parseRates(text: string, name: string): RateRows {
  const problems: Problem[] = [];
  const add = (line: number, problem: string): void => {
    problems.push({ file: name, path: "", problem, line });
  };
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((content, k) => ({ content: content.trim(), line: k + 1 }))
    .filter(({ content }) => content !== "" && !content.startsWith("#"));
  const [header, ...rows] = lines;
  if (header?.content.replaceAll(/\s/g, "") !== HEADER)
    add(header?.line ?? 1, `the first row is ${show(header?.content)}; accepted: ${HEADER}`);
  if (rows.length > MOST_ROWS) add(MOST_ROWS + 2, `has ${rows.length} rows; accepted: at most ${MOST_ROWS}`);
  if (problems.length > 0) throw new ConfigError(name, problems);

  const voltage: number[] = [];
  const rate: number[] = [];
  for (const { content, line } of rows) {
    const cells = content.split(",").map((cell) => cell.trim());
    // Number() would take 0x10, 0b1 and blanks too.
    const [v, r] = cells.map((cell) => (DECIMAL.test(cell) ? Number(cell) : Number.NaN));
    if (cells.length !== 2 || !Number.isFinite(v) || !Number.isFinite(r)) {
      add(
        line,
        `${show(content)} is not a row; accepted: two finite decimal numbers, voltage in V and rate in S/s`,
      );
      continue;
    }
    const problem = rowProblem(v!, r!, voltage.at(-1));
    if (problem !== undefined) add(line, problem);
    voltage.push(v!);
    rate.push(r!);
  }
  for (const [sign, side] of [
    [1, "above"],
    [-1, "below"],
  ] as const) {
    const count = voltage.filter((v) => v * sign > 0).length;
    if (count < 2 && problems.length === 0)
      add(rows.at(-1)?.line ?? 1, `has ${count} rows ${side} 0 V; accepted: two or more of either polarity`);
  }
  if (problems.length > 0) throw new ConfigError(name, problems.slice(0, 20));
  return { voltage, rate };
}

/** What is wrong with a row, after one at voltage `before`. */
export function rowProblem(v: number, r: number, before: number | undefined): string | undefined {
  if (v === 0) return "is a row at 0 V; accepted: none, the rate there follows from the others";
  if (before !== undefined && v <= before)
    return `${v} V comes after ${before} V; accepted: ascending voltages`;
  if (r === 0 || r > 0 !== v > 0)
    return `the rate at ${v} V is ${r} S/s; accepted: ${v > 0 ? "above 0 above" : "below 0 below"} 0 V`;
  return undefined;
}

/** Rows as the two branches of a rate table, magnitudes outwards from vOc. */
export function branches({ voltage, rate }: RateRows): RateBranches {
  const up = voltage.flatMap((v, k) => (v > 0 ? [{ v, r: rate[k]! }] : []));
  const down = voltage.flatMap((v, k) => (v < 0 ? [{ v: -v, r: -rate[k]! }] : [])).reverse();
  return {
    voltage: up.map((p) => p.v),
    positive: up.map((p) => p.r),
    negativeVoltage: down.map((p) => p.v),
    negative: down.map((p) => p.r),
  };
}
