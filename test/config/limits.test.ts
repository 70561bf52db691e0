/** How much is too much: exactly as much as is accepted is read, and one more is refused. */
import { expect, test } from "vitest";
import { parseCurve } from "../../src/config/curve-file.js";
import { ConfigError } from "../../src/config/errors.js";
import { resolveDocument } from "../../src/config/extends.js";
import { parseRates } from "../../src/config/rate-file.js";
import { didYouMean } from "../../src/config/suggest.js";
import { parseYaml } from "../../src/config/yaml.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { levelsOf, pointsOf } from "../../src/sweep/axes.js";

const repeat = (n: number, text: (k: number) => string, between = "") =>
  Array.from({ length: n }, (_, k) => text(k)).join(between);

/** A chain of files, each of which extends the next. */
function chained(files: number): void {
  const texts = Object.fromEntries(
    Array.from({ length: files }, (_, k) => [
      `/w/${k}.yaml`,
      k + 1 < files ? `extends: ${k + 1}.yaml\n` : "kind: simulate\n",
    ]),
  );
  const { unresolved } = resolveDocument(
    memoryFiles(texts, { cwd: "/w" }),
    parseYaml(texts["/w/0.yaml"]!, "0.yaml"),
    "/w/0.yaml",
  );
  if (unresolved.length > 0) throw new ConfigError("0.yaml", unresolved);
}

const axis = (count: number) => ({ path: "seed", from: 1, to: 2, count, scale: "linear" as const });
const block = (count: number, more: number) => ({
  seeds: 1,
  design: "grid" as const,
  axes: { a: axis(count), b: { path: "x", values: Array.from({ length: more }, (_, k) => k) } },
});

test.each<[what: string, most: number, read: (n: number) => unknown, message: RegExp]>([
  [
    "values of a document, itself among them",
    20_000,
    (n) => parseYaml(`[${repeat(n - 1, () => "1", ",")}]`, "x"),
    /has more than 20000 values/,
  ],
  [
    "levels of nesting",
    32,
    (n) => parseYaml(`${"[".repeat(n)}1${"]".repeat(n)}`, "x"),
    /is nested deeper than 32 levels/,
  ],
  [
    "bytes of a document",
    1_000_000,
    (n) => parseYaml(`a: µ${"x".repeat(n - 5)}`, "x"),
    /is larger than 1 MB/,
  ],
  ["files of a chain", 9, chained, /more than 8 files deep/],
  [
    "rows of a table of rates",
    10_000,
    (n) => parseRates(`voltage_V,rate_S_per_s\n${repeat(n, (k) => `${k - 4999.5},${k - 4999.5}e-9\n`)}`, "x"),
    /has 10001 rows; accepted: at most 10000/,
  ],
  [
    "rows of a curve",
    20_000,
    (n) => parseCurve(`delta_t_s,delta_g_S\n${repeat(n, (k) => `${k},1e-9\n`)}`, "x"),
    /has 20001 rows; accepted: at most 20000/,
  ],
  ["points of an axis", 10_000, (n) => levelsOf("a", axis(n) as never), /got 10001; accepted: at most 10000/],
  [
    "points of a sweep",
    10_000,
    (n) => pointsOf((n === 10_000 ? block(100, 100) : block(73, 137)) as never),
    /make more than 10000 points/,
  ],
])("%s: %i are accepted, one more is refused", (_, most, read, message) => {
  read(most);
  expect(() => read(most + 1)).toThrow(message);
});

test("for a name of up to 64 letters the nearest is looked for, not for a longer one", () => {
  const name = "a".repeat(63);
  expect(didYouMean(`${name}b`, [`${name}c`])).toContain("did you mean");
  expect(didYouMean(`${name}bb`, [`${name}bc`])).toBe("");
});
