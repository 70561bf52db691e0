/** Laying one document over another: what `extends` and `--set` do. */
import { isPlainMap, join, type Origin, type Plain, type PlainMap, type Sourced } from "./yaml.js";

/** Keys that name a part and whose siblings are its numbers: another part, other numbers. */
const PARTS = ["model", "module", "reader"];
/** Keys that name a part whose numbers stand in `params` beside them. */
const PARTS_WITH_PARAMS = ["neuron", "device"];

/**
 * `over` laid upon `base`: mappings are joined key by key, everything else is replaced, and `null` takes a key away.
 * Where `over` names another part than `base`, the numbers of the one below are dropped with it.
 * Origins follow the values.
 */
export function merge(base: Sourced, over: Sourced, path = ""): Sourced {
  const origins = new Map<string, Origin>();
  const value = lay(base.value, over.value, path, base.origins, over.origins, origins);
  return { value, origins };
}

function lay(
  base: Plain | undefined,
  over: Plain,
  path: string,
  baseOrigins: ReadonlyMap<string, Origin>,
  overOrigins: ReadonlyMap<string, Origin>,
  origins: Map<string, Origin>,
): Plain {
  if (typeof base === "string" && ofFile(path, base, over)) {
    // Its path is still looked for from where it was written.
    const named = new Map(baseOrigins);
    note(join(path, "preset"), baseOrigins.get(path), named);
    return lay({ preset: base }, over, path, named, overOrigins, origins);
  }
  if (!isPlainMap(base) || !isPlainMap(over)) {
    copyOrigins(over, path, overOrigins, origins);
    return over;
  }
  note(path, overOrigins.get(path) ?? baseOrigins.get(path), origins);
  const kept = withoutParams(base, over);
  const merged: PlainMap = {};
  for (const [key, value] of Object.entries(kept)) {
    if (Object.hasOwn(over, key)) continue;
    merged[key] = value;
    copyOrigins(value, join(path, key), baseOrigins, origins);
  }
  for (const [key, value] of Object.entries(over)) {
    const at = join(path, key);
    if (value === null) continue;
    merged[key] = lay(kept[key], value, at, baseOrigins, overOrigins, origins);
  }
  return inOrderOf(base, merged);
}

/** The lower mapping without the numbers of a part that the upper one replaces. */
function withoutParams(base: PlainMap, over: PlainMap): PlainMap {
  const differs = (keys: readonly string[]): boolean => {
    const named = (map: PlainMap) =>
      keys.filter((key) => Object.hasOwn(map, key)).map((key) => [key, map[key]]);
    return (
      named(base).length > 0 &&
      named(over).length > 0 &&
      JSON.stringify(named(base)) !== JSON.stringify(named(over))
    );
  };
  if (differs(PARTS)) return {};
  if (!PARTS_WITH_PARAMS.some((key) => differs([key]) && !refines(base[key], over[key]))) return base;
  return Object.fromEntries(Object.entries(base).filter(([key]) => key !== "params"));
}

/** Keys by which a part that is written as a mapping says which one it is. */
const NAMES = ["preset", "module", "model", "file"];

/** Whether `over` changes something of the part `base`, such as its rate law, and names no other. */
function refines(base: Plain | undefined, over: Plain | undefined): boolean {
  if (typeof base === "string" && ofFile("device", base, over)) return true;
  if (!isPlainMap(base) || !isPlainMap(over)) return false;
  return NAMES.every((key) => !Object.hasOwn(over, key) || over[key] === base[key]);
}

/** Whether it says more of the device below, a device file (others have no draws): `{draw: 3}`, `{rate: sinh}`. */
function ofFile(path: string, base: string, over: Plain | undefined): over is PlainMap {
  if (!isPlainMap(over) || !/(^|\.)device$/.test(path)) return false;
  const more = Object.hasOwn(over, "draw") || /\.ya?ml$/i.test(base);
  return more && NAMES.every((key) => !Object.hasOwn(over, key));
}

/** The base's order of keys first: a resolved file reads like the file it came from. */
function inOrderOf(base: PlainMap, merged: PlainMap): PlainMap {
  const keys = [...Object.keys(base), ...Object.keys(merged)].filter((key) => Object.hasOwn(merged, key));
  return Object.fromEntries([...new Set(keys)].map((key) => [key, merged[key]!]));
}

function copyOrigins(
  value: Plain,
  path: string,
  from: ReadonlyMap<string, Origin>,
  to: Map<string, Origin>,
): void {
  note(path, from.get(path), to);
  if (Array.isArray(value)) {
    for (const [k, item] of value.entries()) copyOrigins(item, join(path, k), from, to);
  } else if (isPlainMap(value))
    for (const [key, item] of Object.entries(value)) copyOrigins(item, join(path, key), from, to);
}

function note(path: string, origin: Origin | undefined, origins: Map<string, Origin>): void {
  if (origin) origins.set(path, origin);
}

/** The part at `key`, as a document of its own. */
export function part(document: Sourced<PlainMap>, key: string): Sourced {
  const origins = new Map<string, Origin>();
  for (const [path, origin] of document.origins) {
    if (path === key) origins.set("", origin);
    else if (path.startsWith(`${key}.`)) origins.set(path.slice(key.length + 1), origin);
  }
  return { value: document.value[key] ?? null, origins };
}

/** The document with `replacement` at `key`. */
export function withPart(document: Sourced<PlainMap>, key: string, replacement: Sourced): Sourced<PlainMap> {
  const origins = new Map([...document.origins].filter(([path]) => !path.startsWith(`${key}.`)));
  for (const [path, origin] of replacement.origins) origins.set(path === "" ? key : `${key}.${path}`, origin);
  return { value: { ...document.value, [key]: replacement.value }, origins };
}

/** The document without `key`. */
export function withoutPart(document: Sourced<PlainMap>, key: string): Sourced<PlainMap> {
  const { [key]: _, ...value } = document.value;
  return { value, origins: document.origins };
}
