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

/** What one word sets as a whole, by the sizes of the experiment. */
const AUTOMATIC = /^(homeostasis|homeostasisOf\.[^.]+)$/;

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
 * @throws ConfigError naming paths that run through a population, projection or synapse that does not exist, or into what
 *   the word auto sets
 */
export function applyOverrides(document: Sourced, overrides: readonly Override[]): Sourced {
  const problems = overrides.flatMap((o) => missingName(document.value, o));
  if (problems.length > 0) throw new ConfigError("--set", problems);
  return overrides.reduce((below, override) => {
    refuseOneOfAll(below.value, override);
    const { path, value } = withWholeList(below.value, override);
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

/** One value beside `auto` would take all others, which it sets too, back to their defaults. */
function refuseOneOfAll(document: Plain, { path, value }: Override): void {
  const keys = path.split(".");
  for (let k = 1; k < keys.length; k++) {
    const parent = keys.slice(0, k).join(".");
    if (!AUTOMATIC.test(parent) || valueAt(document, keys.slice(0, k)) !== "auto") continue;
    const own = `${parent}={${keys.slice(k).join(".")}: ${value}}`;
    throw new ConfigError("--set", [
      {
        ...COMMAND_LINE,
        path,
        problem: `${parent} is auto, which sets all its values by the numbers of neurons and images; accepted: '${own}', which has the defaults for the others`,
      },
    ]);
  }
}

/** A setting within an entry of a list (`front.1.pool=2`) as one of the whole list, with that entry changed. */
function withWholeList(document: Plain, override: Override): Override {
  const keys = override.path.split(".");
  const depth = keys.findIndex((_, k) => k > 0 && Array.isArray(valueAt(document, keys.slice(0, k))));
  if (depth < 0) return override;
  const list = valueAt(document, keys.slice(0, depth)) as Plain[];
  return { path: keys.slice(0, depth).join("."), value: changed(list, keys.slice(depth), override.value) };
}

/** A value with what stands at `keys` in it replaced, or joined where both are mappings. */
function changed(at: Plain | undefined, keys: readonly string[], value: Plain): Plain {
  if (Array.isArray(at) && keys.length > 0) {
    const [index, ...inner] = keys;
    return at.map((entry, k) => (k === Number(index) ? changed(entry, inner, value) : entry));
  }
  if (keys.length > 0) {
    const [key, ...inner] = keys as [string, ...string[]];
    const below = isPlainMap(at) ? (at as PlainMap)[key] : undefined;
    return changed(at, [], { [key]: changed(below, inner, value) });
  }
  return at === undefined ? value : merge(plainSource(at), plainSource(value)).value;
}

function plainSource(value: Plain): Sourced {
  return { value, origins: new Map() };
}

function valueAt(document: Plain, keys: readonly string[]): Plain | undefined {
  let at: Plain | undefined = document;
  for (const key of keys) at = isPlainMap(at) ? (at as PlainMap)[key] : undefined;
  return at;
}

function missingName(document: Plain, { path }: Override): Problem[] {
  const keys = path.split(".");
  let at: Plain | undefined = document;
  for (let k = 0; k < keys.length; k++) {
    const parent = keys.slice(0, k).join(".");
    const key = keys[k]!;
    if (Array.isArray(at)) {
      const problems = missingEntry(at, parent, path, key);
      if (problems.length > 0) return problems;
      at = at[Number(key)];
      continue;
    }
    if (!isPlainMap(at) || k + 1 === keys.length) return [];
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

function missingEntry(list: Plain[], parent: string, path: string, key: string): Problem[] {
  if (/^\d+$/.test(key) && Number(key) < list.length) return [];
  const accepted = list.length === 0 ? "the whole list" : `0 to ${list.length - 1}, or the whole list`;
  return [
    { ...COMMAND_LINE, path, problem: `there is no entry "${key}" in ${parent}; accepted: ${accepted}` },
  ];
}

function allPaths(value: Plain, path: string, origins: Map<string, Origin>): void {
  origins.set(path, COMMAND_LINE);
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) allPaths(item, `${path}.${key}`, origins);
}
