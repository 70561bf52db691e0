/** A specification as one list of paths and values, so that two can be compared. */

export type Flat = ReadonlyMap<string, unknown>;

/** Voltages (V) at which rate laws, which are functions, are seen. */
const VOLTAGES = [-6, -2.5, -1, -0.2, 0.3, 1.2, 3, 5];

/** Functions are left out, but for rate laws; arrays of numbers are in it one by one. */
export function flat(value: unknown): Flat {
  const found = new Map<string, unknown>();
  const visit = (at: unknown, path: readonly string[], above: readonly object[]): void => {
    if (typeof at === "function" || at === undefined) return;
    if (typeof at !== "object" || at === null) {
      found.set(path.join("."), at);
      return;
    }
    if (above.includes(at)) return;
    if ("rate" in at && typeof at.rate === "function") {
      const law = at.rate.bind(at) as (v: number) => number;
      for (const v of VOLTAGES) found.set([...path, `rate(${v})`].join("."), law(v));
    }
    const entries = ArrayBuffer.isView(at)
      ? [...(at as Float64Array)].map((x, k) => [String(k), x] as const)
      : Object.entries(at);
    for (const [key, inner] of entries) visit(inner, [...path, key], [...above, at]);
  };
  visit(value, [], []);
  return found;
}

/** Paths at which two differ, with what the second has there. */
export function changes(before: Flat, after: Flat): Flat {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return new Map(
    [...paths].filter((p) => !Object.is(before.get(p), after.get(p))).map((p) => [p, after.get(p)]),
  );
}
