import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import { parseYaml } from "../../src/config/yaml.js";

/** What a text is refused for. */
function refusal(text: string): string {
  try {
    parseYaml(text, "x.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
}

test("values come as plain data, with the place of every key", () => {
  const { value, origins } = parseYaml("a: 1\nb:\n  c: [x, 2.5, true]\n", "x.yaml");
  expect(value).toEqual({ a: 1, b: { c: ["x", 2.5, true] } });
  expect(origins.get("b.c")).toEqual({ file: "x.yaml", line: 3, column: 3 });
});

test("a key given twice is refused with its line", () => {
  expect(refusal("a: 1\nb: 2\na: 3\n")).toMatch(/^x\.yaml: a: is there twice \(line 3, column 1\)$/);
});

test("keys that mean something to JavaScript's objects are refused", () => {
  expect(refusal("__proto__: {x: 1}")).toMatch(/"__proto__" cannot be a key/);
  expect(refusal("a: {constructor: 1}")).toMatch(/a\.constructor: "constructor" cannot be a key/);
});

test("keys that are not text are refused", () => {
  expect(refusal("1: a")).toMatch(/1 cannot be a key/);
  expect(refusal("[a, b]: c")).toMatch(/cannot be a key/);
});

test("aliases are followed", () => {
  expect(parseYaml("a: &x {t: 1}\nb: *x\n", "x.yaml").value).toEqual({ a: { t: 1 }, b: { t: 1 } });
});

test("aliases that multiply to millions of values are refused at once", () => {
  const lines = ["a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]"];
  for (let k = 1; k < 9; k++)
    lines.push(
      `a${k}: &a${k} [${Array(9)
        .fill(`*a${k - 1}`)
        .join(", ")}]`,
    );
  const started = process.cpuUsage();
  expect(refusal(lines.join("\n"))).toMatch(/more than 20000 values/);
  // 9^9 values would take minutes. Of computing, not of waiting for a busy machine; µs.
  expect(process.cpuUsage(started).user).toBeLessThan(30e6);
});

test("20,000 values are read, one more is not", () => {
  const values = (n: number) => `[${Array(n).fill(0).join(", ")}]`;
  // The list is a value too.
  expect(parseYaml(values(19_999), "x.yaml").value).toHaveLength(19_999);
  expect(refusal(values(20_000))).toMatch(/more than 20000 values/);
});

test("32 levels are read, 33 are not", () => {
  const nested = (levels: number) => `a: ${"[".repeat(levels)}1${"]".repeat(levels)}`;
  // The map and the value within are levels too.
  expect(() => parseYaml(nested(31), "x.yaml")).not.toThrow();
  expect(refusal(nested(32))).toMatch(/nested deeper than 32 levels/);
});

test("an alias of itself, and brackets without end, are refused as nested too deep", () => {
  expect(refusal("a: &a [*a]")).toMatch(/nested deeper than 32 levels/);
  expect(refusal("[".repeat(100_000))).toMatch(/nested deeper than 32 levels/);
});

test("a document of more than a megabyte is refused", () => {
  expect(refusal(`a: ${"x".repeat(1_000_001)}`)).toMatch(/larger than 1 MB/);
});

describe("a text made to exhaust the parser is refused before it is parsed", () => {
  test.each([
    ["brackets", "[".repeat(200_000)],
    ["braces", "{a: ".repeat(200_000)],
    ["dashes", "- ".repeat(200_000)],
    ["dashes and tabs", "-\t".repeat(200_000)],
    ["indentation", Array.from({ length: 1000 }, (_, k) => `${" ".repeat(k)}a:\n`).join("")],
  ])("%s", (_, text) => {
    expect(() => parseYaml(text, "x.yaml")).toThrow("x.yaml: is nested deeper than 32 levels");
  });
});
