/** In which keys two configs differ. */
import { isPlainMap, join } from "./yaml.js";

/** Keys that do not change what a run computes. */
const HARMLESS = /^(kernel|checkpoint)(\.|$)/;

/**
 * Dotted paths at which two plain documents differ, those that change no result left out.
 */
export function differingKeys(a: unknown, b: unknown, path = ""): string[] {
  if (HARMLESS.test(path)) return [];
  if (isPlainMap(a) && isPlainMap(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
    const at = (map: Readonly<Record<string, unknown>>, key: string) =>
      Object.hasOwn(map, key) ? map[key] : undefined;
    return keys.flatMap((key) => differingKeys(at(a, key), at(b, key), join(path, key)));
  }
  return JSON.stringify(a) === JSON.stringify(b) ? [] : [path];
}
