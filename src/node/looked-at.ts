/** Reading folders of runs that may come from anywhere: regular files only, as a link may lead out of them and a pipe never ends. */
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SweepSummary } from "../sweep/summary.js";

/** Bytes of a file that is looked at: more than a run of weeks writes into live.jsonl. */
const MOST = 64e6;

/** @returns  undefined where there is no regular file, where it has more bytes than `most`, or where it cannot be read */
export function textOf(path: string, most = MOST): string | undefined {
  try {
    const found = lstatSync(path);
    return found.isFile() && found.size <= most ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Bytes of a regular file.
 *
 * @param name  below `dir`, with "/" between its parts
 * @returns  undefined for anything else, and where a folder on the way is a link
 */
export function regularSize(dir: string, name: string): number | undefined {
  try {
    const parts = name.split("/");
    for (let k = 1; k < parts.length; k++)
      if (!lstatSync(join(dir, ...parts.slice(0, k))).isDirectory()) return undefined;
    const found = lstatSync(join(dir, ...parts));
    return found.isFile() ? found.size : undefined;
  } catch {
    return undefined;
  }
}

/** What is read of a run or a sweep: files, and folders of files. */
const PARTS = new Set([
  "manifest.json",
  "config.resolved.yaml",
  "metrics.json",
  "details.json",
  "details.npz",
  "weights.npz",
  "live.jsonl",
  "live",
  "run.lock",
  "checkpoints",
  "records",
  "summary.json",
  "points",
  "shards",
]);

/**
 * A folder from elsewhere may have links in the place of what is read, which would show what lies outside of it.
 * @returns  what is wrong with it, in words; undefined where it has none
 */
export function linkedPart(dir: string): string | undefined {
  const linked = readdirSync(dir, { withFileTypes: true }).find(
    (entry) => entry.isSymbolicLink() && PARTS.has(entry.name),
  );
  return (
    linked &&
    `${join(dir, linked.name)} is a link, and may lead to another folder; accepted: files of the run's own`
  );
}

/** Bytes of a summary, of which ten thousand points take some 70 million; V8 has no text above 536 million. */
const MOST_SUMMARY = 500e6;

/** What summary.json of a sweep says; undefined where there is none, or one of something else. */
export function summaryIn(dir: string): SweepSummary | undefined {
  try {
    const summary = JSON.parse(
      textOf(join(dir, "summary.json"), MOST_SUMMARY) ?? "null",
    ) as Partial<SweepSummary> | null;
    const whole = Array.isArray(summary?.points) && typeof summary.runs?.done === "number";
    return whole ? (summary as SweepSummary) : undefined;
  } catch {
    return undefined;
  }
}
