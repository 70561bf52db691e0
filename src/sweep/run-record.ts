/** A finished run of a sweep as it is kept: one JSON text, with a hash of its own content. */
import type { KindMetrics } from "../experiment/kind.js";
import { kindOf } from "../experiment/kinds/index.js";
import {
  list,
  map,
  nullable,
  object,
  optional,
  type Shape,
  ShapeError,
  text,
  word,
} from "../experiment/shape.js";
import { sha256 } from "../platform/sha256.js";
import type { Origin } from "./origin.js";

/** Of the format: 2 says what a run was computed from. */
const VERSION = 2;
const FORMAT = "spikion-sweep-run";

/** A record that is whole and still cannot be used: older, edited, or of another run. */
export class RecordError extends Error {
  override readonly name = "RecordError";
}

/** What a run leaves. */
export interface JobResult extends Origin {
  readonly metrics: KindMetrics;
  /** What the run told on its way, in words; absent in results of before it was kept. */
  readonly notices?: readonly string[];
  /** Numbers of the device that are assumed, by name; null for runs without a device. */
  readonly assumed: { readonly device: string; readonly numbers: readonly string[] } | null;
}

/** The same, as it is kept. */
export interface RunRecord extends JobResult {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  /** Of the whole config. */
  readonly key: string;
}

/** @returns the record's text */
export function formatRun(key: string, result: JobResult): string {
  const whole: RunRecord = { format: FORMAT, version: VERSION, key, ...result };
  return `${JSON.stringify({ ...whole, content: contentOf(whole) }, null, 1)}\n`;
}

/** Whether a text is a record of this format, as far as its head says. */
export function isOfThisFormat(json: string): boolean {
  return json.startsWith(`{\n "format": "${FORMAT}",\n "version": ${VERSION},`);
}

/** sha256 of a record without that very hash. */
function contentOf(whole: object, digest: (text: string) => string = sha256): string {
  return digest(JSON.stringify(whole));
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

/** Keys and values of which nothing is known. */
const anything = map<unknown>({ read: (value) => value });

const record = object<RunRecord>({
  format: word(FORMAT),
  version: word(VERSION),
  key: text,
  metrics,
  notices: optional(list(text)),
  assumed: nullable(object<NonNullable<RunRecord["assumed"]>>({ device: text, numbers: list(text) })),
  dataHash: nullable(text),
  modules: map(text),
  program: object<RunRecord["program"]>({ spikion: text, commit: nullable(text), code: text }),
});

/**
 * The record in a text.
 * @param digest  sha256 of a text, as hex: a faster one where there is one
 * @throws SyntaxError for what is no JSON (a file that was cut off, say); RecordError for a record of another format, that
 *   was edited, or of another run
 */
export function parseRun(json: string, key: string, digest?: (text: string) => string): RunRecord {
  const raw: unknown = JSON.parse(json);
  try {
    const { content, ...whole } = anything.read(raw, "");
    word(FORMAT).read(whole.format, "format");
    if (whole.version !== VERSION)
      throw new RecordError(
        `has format version ${JSON.stringify(whole.version)}; this program reads ${VERSION}, which says what data and program a result is from`,
      );
    if (content !== contentOf(whole, digest))
      throw new RecordError("was edited or damaged after the run (its sha256 is another)");
    const found = record.read(whole, "");
    if (found.key !== key) throw new RecordError(`is the result of another config (${found.key})`);
    return found;
  } catch (error) {
    if (error instanceof ShapeError) throw new RecordError(`is not the result of a run (${error.message})`);
    // Read by functions that call themselves for each level.
    if (error instanceof RangeError) throw new RecordError("is not the result of a run (nested too deeply)");
    throw error;
  }
}
