/**
 * Schemas that were made, by what is written and the parts there are. Making one takes longer than checking with it, and
 * documents of a sweep, or of one experiment read again, differ in few places.
 */
import type * as z from "zod";
import type { Parts } from "../parts.js";
import { Recent } from "../recent.js";

/** Schemas kept of one field. */
const MOST_KEPT = 12;
/** Characters of the longest key; what is written in more gets a schema of its own each time. */
const LONGEST_KEY = 20_000;

export class SchemaMemory {
  /** Parts of a config's own modules are other parts each time it is read: their schemas go with them. */
  private readonly byParts = new WeakMap<Parts, Recent<z.ZodType>>();

  /** @param make  gives the same schema for the same `raw` and `parts` */
  get(raw: unknown, parts: Parts, make: () => z.ZodType): z.ZodType {
    const key = keyOf(raw);
    if (key === undefined) return make();
    const known = this.byParts.get(parts) ?? new Recent<z.ZodType>(MOST_KEPT);
    this.byParts.set(parts, known);
    return known.get(key, make);
  }
}

/** Text that only equal values have, keys in the same order; undefined for what no document holds, or holds too much of. */
function keyOf(raw: unknown): string | undefined {
  let key = "";
  /** False where there is no key. */
  const add = (value: unknown): boolean => {
    if (key.length > LONGEST_KEY) return false;
    if (typeof value === "string") key += JSON.stringify(value);
    else if (typeof value === "number" || typeof value === "boolean" || value == null) key += String(value);
    else if (typeof value !== "object") return false;
    else if (Array.isArray(value)) {
      key += "[";
      for (const item of value) {
        if (!add(item)) return false;
        key += ",";
      }
      key += "]";
    } else {
      const prototype: unknown = Object.getPrototypeOf(value);
      if (prototype !== Object.prototype && prototype !== null) return false;
      key += "{";
      for (const name of Object.keys(value)) {
        key += `${JSON.stringify(name)}:`;
        if (!add((value as Readonly<Record<string, unknown>>)[name])) return false;
        key += ",";
      }
      key += "}";
    }
    return true;
  };
  return add(raw) ? key : undefined;
}
