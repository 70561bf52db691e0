import { expect, test } from "vitest";
import { rowsJson } from "../../src/node/sweep-write.js";

test("table.json is what JSON.stringify makes of its rows", () => {
  const table = { 'size "um"': [1, 2.5], "form\n": ["a\nb", "ü"], value: [Number.NaN, -0] };
  const rows = [0, 1].map((k) => Object.fromEntries(Object.entries(table).map(([name, c]) => [name, c[k]])));
  expect(rowsJson(table)).toBe(`${JSON.stringify(rows, null, 1)}\n`);
  expect(rowsJson({ value: [] })).toBe(`${JSON.stringify([], null, 1)}\n`);
});
