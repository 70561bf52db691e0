/** What a config is once it is read: plain values, and where each was written. */

export type Plain = null | boolean | number | string | Plain[] | PlainMap;
export interface PlainMap {
  [key: string]: Plain;
}

/** Where a value was written. */
export interface Origin {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** A value and, by dotted path, where each of its parts was written. */
export interface Sourced<T extends Plain = Plain> {
  readonly value: T;
  readonly origins: ReadonlyMap<string, Origin>;
}

/** Longest document read, bytes. */
export const MAX_BYTES = 1_000_000;

export function isPlainMap(value: unknown): value is PlainMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** "a" and "b" as "a.b". */
export function join(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}
