import { describe, expect, test } from "vitest";
import { parseFilter } from "../../src/dashboard/filter.js";
import { row } from "./rows.js";

const MEASURES = ["accuracy.classMean", "energy.perImage"];
const matches = (text: string, of = row()) => parseFilter(text, MEASURES).matches(of);

describe("a filter keeps a run whose", () => {
  test.each([
    ["acc>0.8 seed:1 kind:classify", true],
    ["acc>0.8 seed:2", false],
    ["acc>85%", false],
    ["acc>=85%", true],
    ["acc=0.85", true],
    ["acc!=0.85", false],
    ["energy.perImage<210uJ", true],
    ['perImage<"190 µJ"', false],
    ["seconds>1min", false],
    ["seconds:60", true],
    ["quick", true],
    ["QUICK", true],
    ["-quick", false],
    ["-kind:figure", true],
    ["state:finish", false],
    ["name:start", true],
    ["started>2026", true],
    ["started<2026-01-02", false],
    ["", true],
  ])("%s: %s", (text, expected) => {
    expect(matches(text)).toBe(expected);
  });
});

test("a seed is a word: 1 is not 10, and can be compared as a number", () => {
  expect(matches("seed:1", row({ seed: "10" }))).toBe(false);
  expect(matches("seed>9", row({ seed: "10" }))).toBe(true);
});

test("a run without the number is neither above nor below", () => {
  const figure = row({ kind: "figure", headline: null, measures: {} });
  expect(matches("acc>0", figure)).toBe(false);
  expect(matches("acc<1", figure)).toBe(false);
});

test("a run under way is judged by its accuracy so far", () => {
  const progress = { phase: "train", done: 5, total: 9, unit: "images", accuracy: 0.7 };
  expect(matches("acc>0.6", row({ headline: null, measures: {}, progress }))).toBe(true);
});

test("what is not understood is said, and hides nothing", () => {
  const { matches: all, problems } = parseFilter("colour:red acc>much", MEASURES);
  expect(all(row())).toBe(true);
  expect(problems[0]).toMatch(/^"colour" is no column; accepted: acc, /);
  expect(problems[1]).toBe('"much" in "acc>much" is no number; accepted: 0.85, 85%, "200 uJ"');
});
