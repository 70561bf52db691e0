/**
 * What a value that was read from a file must be like. A shape takes a value that nothing is known of and returns it as
 * its type, or says which place is wrong and what belongs there. JSON writes numbers that are none as null: shapes of
 * numbers that may be so turn null back.
 */

/** A value that is not what its place needs. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path === "" ? "the whole" : path}: ${problem}`);
  }
}

export interface Shape<T> {
  /** @throws ShapeError naming the first place that is wrong */
  read(value: unknown, path: string): T;
}

/** How a wrong value is shown: whole where it is short. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function wrong(value: unknown, path: string, expected: string): ShapeError {
  return new ShapeError(path, `got ${shown(value)}; expected ${expected}`);
}

function check<T>(expected: string, test: (value: unknown) => boolean): Shape<T> {
  return {
    read(value, path) {
      if (!test(value)) throw wrong(value, path, expected);
      return value as T;
    },
  };
}

export const text = check<string>("text", (v) => typeof v === "string");
export const flag = check<boolean>("true or false", (v) => typeof v === "boolean");
export const number = check<number>("a number", (v) => typeof v === "number" && Number.isFinite(v));
/** A whole number from 0. */
export const count = check<number>("a whole number from 0", (v) => Number.isSafeInteger(v) && Number(v) >= 0);

/** A number, or `none` where the file has null. */
function numberOr(none: number): Shape<number> {
  return {
    read: (value, path) => {
      if (value === null) return none;
      if (typeof value !== "number") throw wrong(value, path, "a number");
      return value;
    },
  };
}
export const numberOrInfinity = numberOr(Number.POSITIVE_INFINITY);
export const numberOrNaN = numberOr(Number.NaN);

type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array;
const arrayOf = <A extends TypedArray>(type: { readonly name: string; new (n: number): A }) =>
  check<A>(`an array of type ${type.name}`, (v) => v instanceof type);
export const float32s = arrayOf(Float32Array);
export const float64s = arrayOf(Float64Array);
export const int32s = arrayOf(Int32Array);
export const bytes = arrayOf(Uint8Array);

/** One of these words, or numbers. */
export function word<T extends string | number>(...accepted: readonly T[]): Shape<T> {
  return check<T>(accepted.map((w) => JSON.stringify(w)).join(" or "), (v) => accepted.includes(v as T));
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return { read: (value, path) => (value === null ? null : shape.read(value, path)) };
}

/** In `object`: a key that may be missing. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return { read: (value, path) => (value === undefined ? undefined : shape.read(value, path)) };
}

export function list<T>(shape: Shape<T>): Shape<T[]> {
  return {
    read(value, path) {
      if (!Array.isArray(value)) throw wrong(value, path, "a list");
      return value.map((x, k) => shape.read(x, `${path}[${k}]`));
    },
  };
}

/** A list of exactly two. */
export function pair<T>(shape: Shape<T>): Shape<[T, T]> {
  const all = list(shape);
  return {
    read(value, path) {
      const found = all.read(value, path);
      if (found.length !== 2) throw wrong(value, path, "a list of two");
      return found as [T, T];
    },
  };
}

/** A shape of which more must hold. @param problem  what does not, in words; undefined where all is right */
export function holding<T>(shape: Shape<T>, problem: (value: T) => string | undefined): Shape<T> {
  return {
    read(value, path) {
      const found = shape.read(value, path);
      const why = problem(found);
      if (why !== undefined) throw new ShapeError(path, why);
      return found;
    },
  };
}

function entriesOf(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value))
    throw wrong(value, path, "names with values");
  return Object.entries(value);
}

const below = (path: string, key: string) => (path === "" ? key : `${path}.${key}`);

/** The same shape under names that are not known before. */
export function map<T>(shape: Shape<T>): Shape<Record<string, T>> {
  return {
    read: (value, path) =>
      Object.fromEntries(entriesOf(value, path).map(([key, x]) => [key, shape.read(x, below(path, key))])),
  };
}

/** These keys, each of its shape; others stay as they are: a later version may add some. */
export function object<T extends object>(fields: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  const keys = Object.keys(fields) as (keyof T & string)[];
  return {
    read(value, path) {
      const found = Object.fromEntries(entriesOf(value, path));
      for (const key of keys) {
        const own = Object.hasOwn(found, key) ? found[key] : undefined;
        const read: unknown = fields[key].read(own, below(path, key));
        if (read !== undefined) found[key] = read;
      }
      return found as T;
    },
  };
}

/** One of several objects, told apart by a key. */
export function variants<T extends object>(
  key: keyof T & string,
  shapes: Readonly<Record<string, Shape<T>>>,
): Shape<T> {
  return {
    read(value, path) {
      const found = Object.fromEntries(entriesOf(value, path))[key];
      const shape = typeof found === "string" && Object.hasOwn(shapes, found) ? shapes[found] : undefined;
      if (!shape)
        throw wrong(
          found,
          below(path, key),
          Object.keys(shapes)
            .map((w) => `"${w}"`)
            .join(" or "),
        );
      return shape.read(value, path);
    },
  };
}
