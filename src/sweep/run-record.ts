/** A finished run of a sweep as it is kept: one JSON text. */
import type { KindMetrics } from "../experiment/kind.js";
import { kindOf } from "../experiment/kinds/index.js";
import { list, nullable, object, type Shape, ShapeError, text, word } from "../experiment/shape.js";

/** Of the format; runs of another one are done anew. */
const VERSION = 1;

/** What a run leaves. */
export interface JobResult {
  readonly metrics: KindMetrics;
  /** Numbers of the device that are assumed, by name; null for runs without a device. */
  readonly assumed: { readonly device: string; readonly numbers: readonly string[] } | null;
  readonly program: { readonly spikion: string; readonly commit: string | null };
}

/** The same, as it is kept. */
export interface RunRecord extends JobResult {
  readonly format: "spikion-sweep-run";
  readonly version: typeof VERSION;
  /** Of the whole config. */
  readonly key: string;
}

/** @returns the record's text */
export function formatRun(key: string, result: JobResult): string {
  const whole: RunRecord = { format: "spikion-sweep-run", version: VERSION, key, ...result };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

const metrics: Shape<KindMetrics> = {
  read(value, path) {
    const kind = text.read((value as { kind?: unknown } | null)?.kind, `${path}.kind`);
    try {
      return kindOf(kind).stored.metrics.read(value, path);
    } catch (error) {
      if (error instanceof RangeError) throw new ShapeError(`${path}.kind`, error.message);
      throw error;
    }
  },
};

const record = object<RunRecord>({
  format: word("spikion-sweep-run"),
  version: word(VERSION),
  key: text,
  metrics,
  assumed: nullable(object<NonNullable<RunRecord["assumed"]>>({ device: text, numbers: list(text) })),
  program: object<RunRecord["program"]>({ spikion: text, commit: nullable(text) }),
});

/**
 * The record in a text.
 * @throws SyntaxError for what is no JSON (a file that was cut off, say); ShapeError for a record of another format, or
 *   of another run
 */
export function parseRun(json: string, key: string): RunRecord {
  const found = record.read(JSON.parse(json), "");
  if (found.key !== key) throw new ShapeError("key", `got ${found.key}; expected ${key}`);
  return found;
}
