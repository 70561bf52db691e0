/**
 * From YAML to what runs: references followed, settings laid on, validated, defaults filled in, SI numbers built.
 * Every step that finds problems says all it finds.
 */
import { basename, resolve } from "node:path";
import { stringify } from "yaml";
import type { ExperimentSpec } from "../experiment/spec.js";
import type { ExperimentDocument } from "./build/document.js";
import { buildExperiment } from "./build/experiment.js";
import { ProblemList } from "./build/problems.js";
import { ConfigError } from "./errors.js";
import { type Resolved, resolveDocument } from "./extends.js";
import { inlineRates } from "./inline-rates.js";
import { displayName, readText } from "./locate.js";
import { inWords, problemsOf } from "./messages.js";
import { loadModules } from "./modules.js";
import { applyOverrides, isReference, type Override, parseOverrides } from "./override.js";
import { experimentSchema } from "./schema/experiment.js";
import { completed } from "./schema/network.js";
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
  const problems = new ProblemList(document.origins);
  const spec = buildExperiment(parts, complete, problems);
  problems.raise(shown);
  if (!spec) throw new Error(`${shown}: neither a spec nor problems`);
  return { file: shown, document: complete, resolvedYaml: toYaml(complete), spec };
}

/** The file's document with all that it refers to inline and all settings on top. */
function assemble(text: string, file: string, overrides: readonly Override[]): Resolved {
  const written = parseYaml(text, displayName(file));
  const referring = applyOverrides(written, overrides.filter(isReference));
  const { document, unresolved } = resolveDocument(referring, file);
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
