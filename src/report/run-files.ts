/**
 * A result as the files of its run folder, and back. metrics.json, details.json and details.npz carry the version of
 * their format and are held against what the kind of the run says they must be like.
 */
import type { KindFacts, KindMetrics, KindResult, ShapedArray } from "../experiment/kind.js";
import { kindOf } from "../experiment/kinds/index.js";
import { ShapeError } from "../experiment/shape.js";
import { type NpyArray, readNpz, writeNpz } from "../platform/npz.js";
import { curvesCsv } from "./formats/curves-csv.js";
import { pack, unpack } from "./formats/packed.js";

/** Of metrics.json and details.json. Files of before there was one have the same keys. */
export const FORMAT_VERSION = 1;

/** metrics.json as an object; `--json` prints it in one line. */
export function metricsDocument(metrics: KindMetrics): object {
  return { formatVersion: FORMAT_VERSION, ...metrics };
}

/** The files that a manifest gives the hashes of, by name. */
export function runFiles(
  resolvedYaml: string,
  result: KindResult,
  facts: KindFacts,
): Record<string, string | Uint8Array> {
  const { weights, records } = kindOf(result.kind);
  const apart = new Set<string>(["metrics", ...(weights?.arrays ?? [])]);
  const rest = Object.fromEntries(Object.entries(result).filter(([name]) => !apart.has(name)));
  const details = pack({ formatVersion: FORMAT_VERSION, result: rest, facts }, namesOf(records?.(result)));
  return {
    "config.resolved.yaml": resolvedYaml,
    "metrics.json": `${JSON.stringify(metricsDocument(result.metrics), null, 2)}\n`,
    ...(result.panels ? { "curves.csv": curvesCsv(result.panels) } : {}),
    ...(weights ? { "weights.npz": writeNpz(weightArrays(result)) } : {}),
    "details.json": details.json,
    "details.npz": writeNpz(details.arrays),
  };
}

/** Plain names of arrays; the same array under two names has the last one. */
function namesOf(records: readonly Readonly<Record<string, ShapedArray>>[] = []) {
  return new Map(
    records.flatMap((arrays) =>
      Object.entries(arrays).map(([name, { shape, values }]) => [values, { name, shape }] as const),
    ),
  );
}

function weightArrays(result: KindResult): Record<string, ShapedArray> {
  const { weights } = kindOf(result.kind);
  if (!weights) return {};
  const shapes = weights.shapes(result);
  const own = weights.arrays.map((name, k) => {
    const values = (result as unknown as Record<string, ShapedArray["values"]>)[name]!;
    return [name, { shape: shapes[k]!, values }] as const;
  });
  return { ...Object.fromEntries(own), ...weights.further?.(result) };
}

/** What `runFiles` wrote, each as it was read. */
export interface StoredRun {
  readonly kind: string;
  readonly metrics: KindMetrics;
  readonly details: Details;
  readonly weights: Readonly<Record<string, NpyArray>>;
}

interface Details {
  readonly result: object;
  readonly facts: KindFacts;
}

/**
 * @param kind  of the run, by its manifest
 * @throws SyntaxError, or ShapeError naming the place that is wrong
 */
export function parseMetrics(kind: string, json: string): KindMetrics {
  const { formatVersion: _, ...metrics } = versioned(JSON.parse(json));
  return kindOf(kind).stored.metrics.read(metrics, "");
}

/**
 * @param npz  details.npz
 * @throws SyntaxError, or ShapeError naming the place that is wrong
 */
export function parseDetails(kind: string, json: string, npz: ReturnType<typeof readNpz>): Details {
  const { result, facts } = versioned(unpack(json, npz));
  const { stored } = kindOf(kind);
  return { result: stored.details.read(result, "result"), facts: stored.facts.read(facts, "facts") };
}

/**
 * weights.npz of a kind that has one.
 * @throws NpyError where it is none, ShapeError where an array is missing or of another size
 */
export function parseWeights(kind: string, bytes: Uint8Array): StoredRun["weights"] {
  const arrays = readNpz(bytes);
  for (const name of kindOf(kind).weights?.arrays ?? [])
    if (!Object.hasOwn(arrays, name)) throw new ShapeError(name, "the array is missing");
  return arrays;
}

/** The result whose parts were read. @throws ShapeError where the arrays are not of the sizes it says */
export function assembled({ kind, metrics, details, weights }: StoredRun): KindResult {
  const table = kindOf(kind).weights;
  const names = table?.arrays ?? [];
  const result = {
    ...details.result,
    metrics,
    ...Object.fromEntries(names.map((name) => [name, weights[name]!.values])),
  } as KindResult;
  for (const [k, shape] of (table?.shapes(result) ?? []).entries()) {
    const { shape: found } = weights[names[k]!]!;
    if (found.join() !== shape.join())
      throw new ShapeError(names[k]!, `got sizes ${found.join(" x ")}; expected ${shape.join(" x ")}`);
  }
  return result;
}

/** @throws ShapeError for anything but an object of a version that this program reads */
function versioned(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ShapeError("", "got no object");
  const { formatVersion = FORMAT_VERSION } = value as { formatVersion?: unknown };
  if (formatVersion !== FORMAT_VERSION)
    throw new ShapeError(
      "formatVersion",
      `got ${JSON.stringify(formatVersion)}; this version of spikion reads ${FORMAT_VERSION}: use the one that wrote it`,
    );
  return value as Record<string, unknown>;
}
