/**
 * Parts of the user's own: `module: ./my-device.js` is imported, looked at, and put through the same conformance
 * checks as the parts that come with spikion. A config that names a module runs its code.
 */
import { type Contract, messageOf, missingExports } from "../core/part.js";
import { FileError, type Files } from "../platform/files.js";
import { ConfigError, type Problem, show } from "./errors.js";
import { type FamilyName, families, familyAt } from "./families.js";
import { displayName, folderOf } from "./locate.js";
import { type Parts, partsWith } from "./parts.js";
import { isPlainMap, join, type Plain, type PlainMap, type Sourced } from "./yaml.js";

/** A module that the document names: `map.module` is its path. */
interface Mention {
  readonly family: FamilyName;
  readonly path: string;
  readonly map: PlainMap;
}

/**
 * Import every module that the document names.
 * @param files  where modules are
 * @returns the parts, and the document with absolute module paths, so that it means the same wherever it is kept
 * @throws ConfigError with everything that is wrong with the modules
 */
export async function loadModules(
  files: Files,
  document: Sourced<PlainMap>,
): Promise<{ parts: Parts; document: Sourced<PlainMap> }> {
  const own = new Map<FamilyName, Map<string, unknown>>();
  const problems: Problem[] = [];
  const value = structuredClone(document.value);
  for (const { family, path, map } of mentions(value)) {
    const at = join(path, "module");
    const origin = document.origins.get(at) ?? document.origins.get(path) ?? { file: "config" };
    const file = files.resolve(folderOf(files, origin), map.module as string);
    map.module = file;
    const { part, faults } = await importPart(files, family, file);
    problems.push(...faults.map((problem) => ({ ...origin, path: at, problem })));
    if (part !== undefined) own.set(family, (own.get(family) ?? new Map<string, unknown>()).set(file, part));
  }
  if (problems.length > 0) throw new ConfigError(problems[0]!.file, problems);
  const parts = partsWith((family) => own.get(family) ?? new Map());
  return { parts, document: { value, origins: document.origins } };
}

/** Every `{module: path}` at a place where a part can be named. */
function mentions(value: Plain, path = ""): Mention[] {
  if (Array.isArray(value)) return value.flatMap((item, k) => mentions(item, join(path, k)));
  if (!isPlainMap(value)) return [];
  const family = typeof value.module === "string" ? familyAt(path) : undefined;
  const below = Object.entries(value).flatMap(([key, item]) => mentions(item, join(path, key)));
  return family === undefined ? below : [{ family, path, map: value }, ...below];
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
