import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { configValues, packed } from "../../src/dashboard/configs.js";
import { parseFilter } from "../../src/dashboard/filter.js";
import { loadExperiment } from "../../src/node/config.js";
import { packageRoot } from "../../src/node/disk.js";
import { flatConfig } from "../../src/node/run-view.js";
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
  const { matches: all, problems } = parseFilter("colour:red acc>much", MEASURES, { common: {}, own: {} });
  expect(all(row())).toBe(true);
  expect(problems[0]).toMatch(/^"colour" is no column; accepted: acc, /);
  expect(problems[1]).toBe('"much" in "acc>much" is no number; accepted: 0.85, 85%, "200 uJ"');
});

const CONFIGS = packed(
  new Map([
    [
      "g",
      {
        kind: "classify",
        "gain.end": "0.1",
        "network.tick": "0.5 ms",
        "synapse.form": "lumped",
        "a.size": "400",
      },
    ],
    ["h", { kind: "classify", "gain.end": "0.3", "network.tick": "0.5 ms", "a.size": "400", "b.size": "9" }],
  ]),
);
describe("with configs known, a filter keeps a run whose config says", () => {
  test.each([
    ["gain.end<0.2", true, false],
    ["gain.end:0.1", true, false],
    ["gain.end!=0.1", false, true],
    ["gain.end:0.10", true, false],
    ["tick:500us", true, true],
    ['network.tick>="1 ms"', false, false],
    ["form:lumped", true, false],
    ["-form:lumped", false, true],
    ["form!=sliced", true, true],
    ["b.size>3", false, true],
    ["a.size:400 acc>0.8", true, true],
  ])("%s: %s, %s", (text, first, second) => {
    const { matches: kept, problems } = parseFilter(text, MEASURES, CONFIGS);
    expect([kept(row()), kept(row({ group: "h" })), ...problems]).toEqual([first, second]);
  });
});

test("the end of several paths is no path, and configs are asked for only where a term may be of them", () => {
  expect(parseFilter("size:400", MEASURES, CONFIGS).problems).toEqual([
    '"size" ends several paths of configs; accepted: a.size, b.size',
  ]);
  expect(parseFilter("gain.end<0.2", MEASURES)).toMatchObject({ problems: [], wantsConfigs: true });
  expect(parseFilter("acc>0.8 perImage<1 quick", MEASURES).wantsConfigs).toBe(false);
  expect(parseFilter("colour:red", MEASURES, CONFIGS).problems[0]).toMatch(/^"colour" is no column/);
});

test.each(["quickstart.yaml", "smoke/mnist-tiny.yaml", "smoke/two-neurons-ns.yaml"])(
  "single values of the config of %s are those that a reader of YAML finds",
  async (name) => {
    const { resolvedYaml } = await loadExperiment(join(packageRoot, "experiments", name));
    const all = flatConfig(resolvedYaml);
    const found = configValues(resolvedYaml);
    expect(Object.entries(found).filter(([path, value]) => all[path] !== value)).toEqual([]);
    const missed = Object.entries(all).filter(([path, value]) => !(path in found) && !/^[[{]/.test(value));
    // But for texts of several lines.
    expect(missed.filter(([, value]) => value.length < 80)).toEqual([]);
  },
);
