/**
 * From YAML to what runs: references followed, settings laid on, validated, defaults filled in, SI numbers built.
 * Every step that finds problems says all it finds.
 */
import { basename, resolve } from "node:path";
import { stringify } from "yaml";
import type { ExperimentSpec } from "../experiment/spec.js";
import { ConfigError } from "./errors.js";
import { type Resolved, resolveDocument } from "./extends.js";
import { inlineRates } from "./inline-rates.js";
import { displayName, readText } from "./locate.js";
import { withoutPart } from "./merge.js";
import { inWords, problemsOf } from "./messages.js";
import { loadModules } from "./modules.js";
import { applyOverrides, isReference, type Override, parseOverrides } from "./override.js";
import type { Parts } from "./parts.js";
import { experimentSchema } from "./schema/experiment.js";
import { completed } from "./schema/network.js";
import { type SweepBlock, sweepSchema } from "./schema/sweep.js";
import type { ExperimentDocument } from "./specs/document.js";
import { buildExperiment } from "./specs/experiment.js";
import { ProblemList } from "./specs/problems.js";
import { type PlainMap, parseYaml, type Sourced } from "./yaml.js";

export interface LoadOptions {
  /** `path=value` each, laid upon the file in this order. */
  readonly set?: readonly string[];
}

export interface LoadedExperiment {
  /** The file as its user knows it. */
  readonly file: string;
  /** Everything inline, every default written out; quantities as text. */
  readonly document: ExperimentDocument;
  /** The same as YAML: loading it gives the same experiment. */
  readonly resolvedYaml: string;
  readonly spec: ExperimentSpec;
}

/** An experiment with everything inline and every default written out, before anything is built or read from disk. */
export interface CompleteExperiment {
  readonly file: string;
  readonly document: ExperimentDocument;
  readonly resolvedYaml: string;
  readonly parts: Parts;
  readonly origins: Sourced["origins"];
}

/**
 * @throws ConfigError with all problems of the config
 */
export function loadExperiment(file: string, options: LoadOptions = {}): Promise<LoadedExperiment> {
  return loadExperimentText(readText(file), file, options);
}

/** As `loadExperiment`, for text that lies, or could lie, at `file`. */
export async function loadExperimentText(
  text: string,
  file: string,
  options: LoadOptions = {},
): Promise<LoadedExperiment> {
  const { file: shown, document, resolvedYaml, parts, origins } = await completeText(text, file, options);
  const problems = new ProblemList(origins);
  const spec = buildExperiment(parts, document, problems);
  problems.raise(shown);
  if (!spec) throw new Error(`${shown}: neither a spec nor problems`);
  return { file: shown, document, resolvedYaml, spec };
}

/** @throws ConfigError as `loadExperiment`, but for problems that show only when data are read and parts are built */
export async function completeText(
  text: string,
  file: string,
  options: LoadOptions = {},
): Promise<CompleteExperiment> {
  const shown = displayName(resolve(file));
  const overrides = parseOverrides(options.set ?? []);
  const assembled = assemble(text, resolve(file), overrides);
  const { parts, document } = await loadModules(inlineRates(assembled.document));
  const network = completed(document.value.network);
  const name = basename(file).replace(/\.ya?ml$/, "");
  const value = { name, ...document.value, ...(network === undefined ? {} : { network }) };
  const parsed = experimentSchema(parts, value).safeParse(value, { error: inWords });
  const { unresolved } = assembled;
  if (!parsed.success) {
    const found = problemsOf(parsed.error, document.origins);
    const absent = ["network", "dataset"].filter((key) =>
      unresolved.some(({ path }) => path.split(".")[0] === key),
    );
    throw new ConfigError(shown, [...unresolved, ...found.filter(({ path }) => !absent.includes(path))]);
  }
  const complete = parsed.data as unknown as ExperimentDocument;
  return {
    file: shown,
    document: complete,
    resolvedYaml: toYaml(complete),
    parts,
    origins: document.origins,
  };
}

/**
 * The sweep block of a file, as written; undefined where there is none.
 * @throws ConfigError with all problems of the block
 */
export function sweepBlock(text: string, file: string): SweepBlock | undefined {
  const { document } = resolveDocument(parseYaml(text, displayName(resolve(file))), resolve(file));
  if (document.value.sweep === undefined) return undefined;
  const parsed = sweepSchema.safeParse(document.value.sweep, { error: inWords });
  if (parsed.success) return parsed.data;
  const below = new Map(
    [...document.origins].map(([path, origin]) => [path.replace(/^sweep\.?/, ""), origin]),
  );
  const found = problemsOf(parsed.error, below).map((p) => ({ ...p, path: `sweep.${p.path}` }));
  throw new ConfigError(displayName(resolve(file)), found);
}

/** The file's document with all that it refers to inline and all settings on top. */
function assemble(text: string, file: string, overrides: readonly Override[]): Resolved {
  const written = parseYaml(text, displayName(file));
  const referring = applyOverrides(written, overrides.filter(isReference));
  const { document: whole, unresolved } = resolveDocument(referring, file);
  // A sweep is about many experiments: each of them is without it.
  const document = withoutPart(whole, "sweep");
  // Settings of a part that is not there would only repeat that it is not.
  const applicable = overrides.filter(
    (o) => !isReference(o) && Object.hasOwn(document.value, o.path.split(".")[0]!),
  );
  const rest = unresolved.length > 0 ? applicable : overrides.filter((o) => !isReference(o));
  return { document: applyOverrides(document, rest) as Sourced<PlainMap>, unresolved };
}

function toYaml(document: ExperimentDocument): string {
  return stringify(document, { lineWidth: 110, aliasDuplicateObjects: false });
}
