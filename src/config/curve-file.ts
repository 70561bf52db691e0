/** A wanted STDP curve from a CSV file: `delta_t_s,delta_g_S`, ascending; two rows at one delta_t are a step. */
import type { Files } from "../platform/files.js";
import { ConfigError, type Problem, show } from "./errors.js";
import { displayName, readText } from "./locate.js";

/** Rows as they stand in the file, SI. */
export interface CurveRows {
  readonly deltaT: readonly number[];
  readonly change: readonly number[];
}

const HEADER = "delta_t_s,delta_g_S";
const MOST_ROWS = 20_000;
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** @throws ConfigError with every row that is wrong */
export function readCurveFile(files: Files, file: string): CurveRows {
  return parseCurve(readText(files, file, "a CSV file"), displayName(files, file));
}

/** @param name  the file, for messages */
export function parseCurve(text: string, name: string): CurveRows {
  const problems: Problem[] = [];
  const add = (line: number, problem: string): void => {
    problems.push({ file: name, path: "", problem, line });
  };
  const [header, ...rows] = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((content, k) => ({ content: content.trim(), line: k + 1 }))
    .filter(({ content }) => content !== "" && !content.startsWith("#"));
  if (header?.content.replaceAll(/\s/g, "") !== HEADER)
    add(header?.line ?? 1, `the first row is ${show(header?.content)}; accepted: ${HEADER}`);
  else if (rows.length > MOST_ROWS)
    add(MOST_ROWS + 2, `has ${rows.length} rows; accepted: at most ${MOST_ROWS}`);
  if (problems.length > 0) throw new ConfigError(name, problems);

  const deltaT: number[] = [];
  const change: number[] = [];
  for (const { content, line } of rows) {
    const cells = content.split(",").map((cell) => cell.trim());
    // Number() would take 0x10, 0b1 and blanks too.
    const [t, s] = cells.map((cell) => (DECIMAL.test(cell) ? Number(cell) : Number.NaN));
    if (cells.length !== 2 || !Number.isFinite(t) || !Number.isFinite(s)) {
      add(
        line,
        `${show(content)} is not a row; accepted: two finite decimal numbers, delta_t in s and change in S`,
      );
      continue;
    }
    const before = deltaT.at(-1);
    if (before !== undefined && t! < before)
      add(line, `${t} s comes after ${before} s; accepted: ascending delta_t`);
    if (before !== undefined && t === before && deltaT.at(-2) === before)
      add(line, `${t} s is there a third time; accepted: twice, a step`);
    deltaT.push(t!);
    change.push(s!);
  }
  if (problems.length === 0) {
    const [first, last] = [deltaT[0], deltaT.at(-1)];
    if (deltaT.length < 3 || first === last)
      add(rows.at(-1)?.line ?? 1, `has ${deltaT.length} rows; accepted: three or more, at several delta_t`);
    else if (change.every((s) => s === 0))
      add(rows[0]!.line, "wants no change at all; accepted: a change above or below 0 in some row");
  }
  if (problems.length > 0) throw new ConfigError(name, problems.slice(0, 20));
  return { deltaT, change };
}
