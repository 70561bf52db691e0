import { describe, expect, test } from "vitest";
import { table } from "../../scripts/ceilings-table.js";
import { accuracyOf, eachNearest, kMeans, type Rows } from "../../scripts/k-means.js";
import { Random } from "../../src/core/random.js";
import { findBackend } from "../../src/crossbar/kernels/tfjs-backend.js";

const backend = await findBackend("cpu");
if (!("tf" in backend)) throw new Error(backend.why);
const { tf } = backend;

/** Points around (0, 0), (10, 0) and (0, 10), by turns. */
function threeHeaps(n: number, seed: string): Rows & { labels: Uint8Array } {
  const random = Random.of(seed);
  const labels = Uint8Array.from({ length: n }, (_, k) => k % 3);
  const values = Float32Array.from({ length: 2 * n }, (_, at) => {
    const heap = Math.floor(at / 2) % 3;
    return (heap === 1 + (at % 2) ? 10 : 0) + random.uniform() - 0.5;
  });
  return { n, size: 2, values, labels };
}

describe.each(["lloyd", "mini-batch"] as const)("k-means by %s", (algorithm) => {
  const points = threeHeaps(300, "train");
  const options = { k: 12, algorithm, passes: 10, seed: "1" } as const;

  test("finds heaps that are apart, and so tells new points", () => {
    const centres = kMeans(tf, points, options);
    const tested = threeHeaps(60, "test");
    expect(accuracyOf(tf, centres, { labelled: points, tested, classes: 3, voters: 1 })).toBe(1);
    expect(accuracyOf(tf, centres, { labelled: points, tested, classes: 3, voters: 2 })).toBe(1);
  });

  test("gives the same prototypes for the same seed, others for another", () => {
    expect(kMeans(tf, points, options)).toEqual(kMeans(tf, points, options));
    expect(kMeans(tf, points, { ...options, seed: "2" })).not.toEqual(kMeans(tf, points, options));
  });

  test("puts a single prototype on the mean", () => {
    const { values } = kMeans(tf, points, { ...options, k: 1, passes: 1 });
    const mean = [0, 1].map(
      (x) => points.values.filter((_, at) => at % 2 === x).reduce((s, v) => s + v, 0) / 300,
    );
    // Single precision, and for mini-batches 300 steps of it.
    expect(values[0]).toBeCloseTo(mean[0]!, 4);
    expect(values[1]).toBeCloseTo(mean[1]!, 4);
  });

  test("refuses more prototypes than points", () => {
    expect(() => kMeans(tf, points, { ...options, k: 301 })).toThrow("301 prototypes of 300 points");
  });
});

test("the nearest prototypes are those of the smallest distances, nearest first, across chunks", () => {
  const points = threeHeaps(2100, "many");
  const centres = threeHeaps(7, "few");
  const distance = (at: number, c: number) =>
    Math.hypot(
      points.values[2 * at]! - centres.values[2 * c]!,
      points.values[2 * at + 1]! - centres.values[2 * c + 1]!,
    );
  let seen = 0;
  eachNearest(tf, points, centres, 3, (at, nearest) => {
    const sorted = [0, 1, 2, 3, 4, 5, 6].sort((a, b) => distance(at, a) - distance(at, b));
    // Ties do not occur: positions are random.
    expect(nearest).toEqual(sorted.slice(0, 3));
    seen++;
  });
  expect(seen).toBe(2100);
});

test("the table has a row for each representation and marks what mini-batches gave", () => {
  const text = table([
    { representation: "B", neurons: 6400, algorithm: "mini-batch", accuracy: 0.9812 },
    { representation: "A", neurons: 100, algorithm: "lloyd", accuracy: 0.8951 },
  ]);
  expect(text).toContain("| prototypes | 100 | 6400 |");
  expect(text).toContain("| A | 89.5 | — |\n| B | — | 98.1 * |");
});
