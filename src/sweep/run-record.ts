/** A finished run of a sweep as it is kept: one JSON text. */
import type { ExperimentResult } from "../experiment/kinds/index.js";

/** Of the format; another number means that results of before are done anew. */
const VERSION = 1;

/** A finished run. */
export interface RunRecord {
  readonly format: "spikion-sweep-run";
  readonly version: typeof VERSION;
  readonly key: string;
  readonly metrics: ExperimentResult["metrics"];
  /** Numbers of the device that are assumed, by name; null for runs without a device. */
  readonly assumed: { readonly device: string; readonly numbers: readonly string[] } | null;
  readonly program: { readonly spikion: string; readonly commit: string | null };
}

/** @returns the record's text */
export function formatRun(record: Omit<RunRecord, "format" | "version">): string {
  const whole: RunRecord = { format: "spikion-sweep-run", version: VERSION, ...record };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

/** The record in a text; undefined where it is none of ours, or of another run. */
export function parseRun(text: string, key: string): RunRecord | undefined {
  try {
    const record = JSON.parse(text) as Partial<RunRecord>;
    const ours = record.format === "spikion-sweep-run" && record.version === VERSION && record.key === key;
    return ours ? (record as RunRecord) : undefined;
  } catch {
    // A file that was cut off by something else than us: the run is done again.
    return undefined;
  }
}
