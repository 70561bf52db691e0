/** `--set path=value`: a document of one key each, laid upon the file's. */
import { ConfigError, type Problem, quoteAll } from "./errors.js";
import { merge } from "./merge.js";
import { didYouMean } from "./suggest.js";
import { isPlainMap, type Origin, type Plain, type PlainMap, parseYaml, type Sourced } from "./yaml.js";

/** What problems of a setting give as their file. */
export const COMMAND_LINE: Origin = { file: "--set" };
/** Mappings whose keys are names that the user gave: a new key there is most likely a misspelt one. */
const NAMED = [
  /^network\.populations$/,
  /^network\.projections$/,
  /^network\.projections\.[^.]+\.synapses$/,
  /^sources$/,
];

export interface Override {
  readonly path: string;
  readonly value: Plain;
}

/** @throws ConfigError where an argument is not `path=value` */
export function parseOverrides(args: readonly string[]): Override[] {
  const problems: Problem[] = [];
  const overrides: Override[] = [];
  for (const arg of args) {
    const equals = arg.indexOf("=");
    const path = arg.slice(0, equals).trim();
    if (equals < 1 || path.split(".").some((key) => key === "" || key === "__proto__")) {
      problems.push({
        ...COMMAND_LINE,
        path: "",
        problem: `"${arg}" is not path=value; accepted: for example train.images=2000`,
      });
      continue;
    }
    try {
      overrides.push({ path, value: parseYaml(arg.slice(equals + 1), "--set", false).value });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems.map((p) => ({ ...COMMAND_LINE, path, problem: p.problem })));
    }
  }
  if (problems.length > 0) throw new ConfigError("--set", problems);
  return overrides;
}

/** Whether a setting is of the sweep itself, such as `sweep.seeds=3`, and not of each of its experiments. */
export function isOfSweep({ path }: Pick<Override, "path">): boolean {
  return path === "sweep" || path.startsWith("sweep.");
}

/** Settings of a sweep itself, and those of each of its experiments. */
export function settingsOfSweep(set: readonly string[]): {
  readonly ofSweep: string[];
  readonly ofRuns: string[];
} {
  const isSweeps = (arg: string) => isOfSweep({ path: arg.split("=", 1)[0]!.trim() });
  return { ofSweep: set.filter(isSweeps), ofRuns: set.filter((arg) => !isSweeps(arg)) };
}

/** Whether a setting names another document, so that it must be laid on before references are followed. */
export function isReference({ path, value }: Override): boolean {
  const names = typeof value === "string" || (isPlainMap(value) && Object.hasOwn(value, "extends"));
  return /^(network\.|dataset\.)?extends$/.test(path) || (/^(network|dataset)$/.test(path) && names);
}

/**
 * The document with settings laid on top, in their order.
 * @throws ConfigError naming paths that run through a population, projection or synapse that does not exist
 */
export function applyOverrides(document: Sourced, overrides: readonly Override[]): Sourced {
  const problems = overrides.flatMap((o) => missingName(document.value, o));
  if (problems.length > 0) throw new ConfigError("--set", problems);
  return overrides.reduce((below, { path, value }) => {
    const keys = path.split(".");
    const nested = keys.reduceRight<Plain>((inner, key) => ({ [key]: inner }), value);
    const origins = new Map<string, Origin>();
    // Mappings that the setting itself brings about are its own too.
    const parents = keys.map((_, k) => keys.slice(0, k + 1).join("."));
    for (const parent of parents) if (!below.origins.has(parent)) origins.set(parent, COMMAND_LINE);
    allPaths(value, path, origins);
    return merge(below, { value: nested, origins });
  }, document);
}

function missingName(document: Plain, { path }: Override): Problem[] {
  const keys = path.split(".");
  let at: Plain | undefined = document;
  for (let k = 0; k + 1 < keys.length; k++) {
    const parent = keys.slice(0, k).join(".");
    const key = keys[k]!;
    if (!isPlainMap(at)) return [];
    if (NAMED.some((pattern) => pattern.test(parent)) && !Object.hasOwn(at, key)) {
      const names = Object.keys(at);
      return [
        {
          ...COMMAND_LINE,
          path,
          problem: `there is no "${key}" in ${parent}; there are: ${quoteAll(names)}${didYouMean(key, names)}`,
        },
      ];
    }
    at = (at as PlainMap)[key];
  }
  return [];
}

function allPaths(value: Plain, path: string, origins: Map<string, Origin>): void {
  origins.set(path, COMMAND_LINE);
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) allPaths(item, `${path}.${key}`, origins);
}
