/**
 * Parts of the user's own: `module: ./my-device.js` is imported, looked at, and put through the same conformance
 * checks as the parts that come with spikion. A config that names a module runs its code, where it may (used-modules.ts).
 */
import { type Contract, messageOf, missingExports } from "../core/part.js";
import { FileError, type Files } from "../platform/files.js";
import { ConfigError, type Problem, show } from "./errors.js";
import { type FamilyName, families, familyAt } from "./families.js";
import { displayName, folderOf } from "./locate.js";
import { problem } from "./messages.js";
import { builtIn, type Parts, partsWith } from "./parts.js";
import { allowedModules, type ModuleOptions, type UsedModule } from "./used-modules.js";
import { isPlainMap, join, type Origin, type Plain, type PlainMap, type Sourced } from "./yaml.js";

/** A part that the document names by a module: at `path` stands `map`, whose `module` is the absolute path `file`. */
interface Mention {
  readonly family: FamilyName;
  readonly path: string;
  readonly map: PlainMap;
}

/** The modules of a document, none of which has run. */
export interface Mentioned {
  readonly mentions: readonly (Mention & { readonly file: string; readonly origin: Origin })[];
  /** With absolute module paths, so that it means the same wherever it is kept. */
  readonly document: Sourced<PlainMap>;
}

/** Every module that the document names at a place where a part can be named. */
export function mentionedModules(files: Files, { value: written, origins }: Sourced<PlainMap>): Mentioned {
  const value = structuredClone(written);
  const found = mentions(value).map((mention) => {
    const at = join(mention.path, "module");
    const { path: _, problem: __, ...origin } = problem(at, "", origins);
    const file = files.resolve(folderOf(files, origin), mention.map.module as string);
    mention.map.module = file;
    return { ...mention, file, origin };
  });
  return { mentions: found, document: { value, origins } };
}

export interface LoadedModules {
  readonly parts: Parts;
  readonly used: readonly UsedModule[];
  /** Places whose modules were not run, and are no parts; plots among them are parts that draw nothing. */
  readonly unread: Mentioned["mentions"];
}

/**
 * Import every module that a document names; none where one of them may not run.
 * @param files  where modules are
 * @throws ConfigError with everything that is wrong with the modules
 */
export async function loadModules(
  files: Files,
  { mentions: named }: Mentioned,
  options: ModuleOptions = {},
): Promise<LoadedModules> {
  const own = new Map<FamilyName, Map<string, unknown>>();
  const problems: Problem[] = [];
  const places = named.map(({ path, file, origin }) => ({ at: join(path, "module"), file, origin }));
  const used = allowedModules(files, places, options);
  if (options.allow === "none") {
    const plots = new Map(named.map(({ file }) => [file, { doc: "", draw: () => null }]));
    return { parts: partsWith((family) => (family === "plots" ? plots : new Map())), used, unread: named };
  }
  for (const module of used) options.before?.(module);
  for (const { family, path, file, origin } of named) {
    const { part, faults } = await importPart(files, family, file);
    problems.push(...faults.map((problem) => ({ ...origin, path: join(path, "module"), problem })));
    if (part !== undefined) own.set(family, (own.get(family) ?? new Map<string, unknown>()).set(file, part));
  }
  if (problems.length > 0) throw new ConfigError(problems[0]!.file, problems);
  // The same parts for all configs without modules: schemas are kept by the parts they were made for.
  const parts = own.size === 0 ? builtIn : partsWith((family) => own.get(family) ?? new Map());
  return { parts, used, unread: [] };
}

/** Every `{module: path}` at a place where a part can be named. */
function mentions(value: Plain, path = ""): Mention[] {
  if (Array.isArray(value)) return value.flatMap((item, k) => mentions(item, join(path, k)));
  if (!isPlainMap(value)) return [];
  const family = typeof value.module === "string" ? familyAt(path) : undefined;
  const below = Object.entries(value).flatMap(([key, item]) => mentions(item, join(path, key)));
  return family === undefined ? below : [{ family, path, map: value }, ...below];
}

/** Every `module:` of a resolved document. */
export function modulesIn(value: Plain): string[] {
  if (Array.isArray(value)) return value.flatMap(modulesIn);
  if (!isPlainMap(value)) return [];
  const own = typeof value.module === "string" ? [value.module] : [];
  return [...own, ...Object.values(value).flatMap(modulesIn)];
}

async function importPart(
  files: Files,
  name: FamilyName,
  file: string,
): Promise<{ part?: unknown; faults: string[] }> {
  const shown = displayName(files, file);
  let loaded: unknown;
  try {
    loaded = await files.importModule(file);
  } catch (error) {
    if (error instanceof FileError) return { faults: [`there is no module ${shown}`] };
    return { faults: [`${shown} cannot be imported: ${messageOf(error).split("\n")[0]}`] };
  }
  const { noun, contract } = families[name].family;
  const exported = exportsOf(loaded);
  if (exported === undefined)
    return { faults: [`${shown} is not ${noun}: it exports no object and no functions`] };
  return partFrom(contract as Contract<unknown>, noun, shown, exported);
}

/** What a module has to offer: its default export where there is one, else all that it exports. */
function exportsOf(loaded: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isObject(loaded)) return undefined;
  const part = Object.hasOwn(loaded, "default") ? loaded.default : loaded;
  return isObject(part) ? part : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function partFrom(
  contract: Contract<unknown>,
  noun: string,
  shown: string,
  exported: Readonly<Record<string, unknown>>,
): { part?: unknown; faults: string[] } {
  try {
    const missing = missingExports(contract.exports, exported, show);
    if (missing.length > 0) return { faults: missing.map((m) => `${shown} is not ${noun}: ${m}`) };
    const part = contract.take ? contract.take(exported) : exported;
    const faults = contract.problems(part);
    return { part, faults: faults.map((problem) => `${shown} does not conform: ${problem}`) };
  } catch (error) {
    return { faults: [`${shown} does not conform: ${messageOf(error)}`] };
  }
}
