/** What a first layer has learned, from a table and from weights.npz. */
import { describe, expect, test } from "vitest";
import { readLearnedFields } from "../../src/config/learned-fields-file.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { patch } from "../../src/network/connect/patch.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { writeNpz } from "../../src/platform/npz.js";
import { CLASSIFY, load, refusal } from "./small.js";

const SHAPE = { planes: 2, rows: 4, cols: 4 };
const HEAD = "feature,plane,row,col,conductance_S";

/** Two features with windows of 2 x 2 on two planes; every conductance tells where it stands. */
const value = (feature: number, plane: number, row: number, col: number) =>
  (1000 * feature + 100 * plane + 10 * row + col + 1) * 1e-9;
const each = [0, 1].flatMap((f) =>
  [0, 1].flatMap((p) => [0, 1].flatMap((r) => [0, 1].map((c) => [f, p, r, c] as const))),
);
const table = each.map(([f, p, r, c]) => `${f},${p},${r},${c},${value(f, p, r, c)}`);
const expected = [0, 1].map((f) => each.filter(([of]) => of === f).map(([, p, r, c]) => value(f, p, r, c)));

const read = (name: string, content: string | Uint8Array, features?: number) =>
  readLearnedFields(
    memoryFiles({ [name]: content }),
    { file: `/${name}` },
    { projection: "local", ...(features === undefined ? {} : { features }) },
    SHAPE,
  );

/** As a run with windows of 2 x 2 and a stride of 2 leaves it: four places, and what each holds is `of(feature, place, k)`. */
function weights(of: (feature: number, place: number, k: number) => number) {
  const ends = { preShape: [2, 4, 4], postShape: [2, 2, 2] };
  const wiring = patch.connect(
    32,
    8,
    { kernel: 2, stride: 2, features: 2 },
    undefined as never,
    ends as never,
  );
  const indptr: number[] = [0];
  const indices: number[] = [];
  const conductance: number[] = [];
  const seen = new Int32Array(8);
  const { first, target } = wiring as unknown as { first: Int32Array; target: Int32Array };
  for (let i = 0; i < 32; i++) {
    for (let at = first[i]!; at < first[i + 1]!; at++) {
      const j = target[at]!;
      indices.push(j);
      conductance.push(of(Math.floor(j / 4), j % 4, seen[j]!++));
    }
    indptr.push(indices.length);
  }
  const ints = (values: number[]) => ({ shape: [values.length], values: Int32Array.from(values) });
  return writeNpz({
    "conductance-local": { shape: [conductance.length], values: Float64Array.from(conductance) },
    "indptr-local": ints(indptr),
    "indices-local": ints(indices),
    "shape-local": ints([32, 8]),
  });
}

describe("a table", () => {
  test("its rows may come in any order", () => {
    for (const rows of [table, [...table].reverse()]) {
      const { planes, kernel, windows } = read("a.csv", `${HEAD}\n${rows.join("\n")}\n`);
      expect([planes, kernel]).toEqual([2, 2]);
      expect(windows.map((w) => [...(w as Float64Array)])).toEqual(expected);
    }
  });

  test.each([
    [table.slice(1), "has 15 rows; accepted: 16, one for each of 2 features, 2 planes, 2 rows and 2 columns"],
    [[...table.slice(1), table[1]!], "has feature 0, plane 0, row 0, col 1 twice"],
    [["0,0,0,0,1e-9", "0,0,1,0,1e-9"], "has windows of 2 rows and 1 columns"],
  ])("is refused where it is not whole (%#)", (rows, problem) => {
    expect(() => read("a.csv", `${HEAD}\n${rows.join("\n")}\n`)).toThrow(problem);
  });

  test("a number of features that it has not is refused", () => {
    expect(() => read("a.csv", `${HEAD}\n${table.join("\n")}\n`, 3)).toThrow("has 2 features; accepted: 3");
  });
});

describe("weights.npz of a run", () => {
  test("a feature is the mean of its windows at all places", () => {
    const npz = weights((f, place, k) => expected[f]![k]! * (1 + (place - 1.5) / 10));
    const { planes, kernel, windows } = read("weights.npz", npz, 2);
    expect([planes, kernel]).toEqual([2, 2]);
    for (const [f, window] of windows.entries())
      for (const [k, g] of [...(window as Float64Array)].entries())
        expect(g).toBeCloseTo(expected[f]![k]!, 15);
  });

  test("the number of features is wanted, and must be one that neurons have", () => {
    const npz = weights(() => 1e-9);
    expect(() => read("weights.npz", npz)).toThrow("how many of the 8 neurons are at one place");
    expect(() => read("weights.npz", npz, 3)).toThrow("accepted: square windows, the same for 3 features");
  });

  test("a file of other weights is refused with what is wanted", () => {
    const other = writeNpz({ conductance: { shape: [2], values: Float64Array.of(1, 2) } });
    expect(() => read("weights.npz", other, 2)).toThrow('has no windows of a projection "local"');
  });
});

describe("in an experiment", () => {
  const front = (weights: string) =>
    `${CLASSIFY}\nfront: [on-off, {model: learned-fields, weights: ${weights}}]\n`;

  test("a file that is not there is named, with the place that names it", async () => {
    expect(await refusal(front("nothing.csv"))).toMatch(
      /front\.1\.weights: .*nothing\.csv: there is no such file/,
    );
  });

  test("its numbers arrive, and its sha256 is in the complete document", async () => {
    const text = `${CLASSIFY}
front: [on-off, {model: learned-fields, weights: studies/learned-edges.csv, winners: 3, polarities: 2, pool: 7, writeError: 6 %, draw: 2}]
`;
    const { document, spec } = await load(text, ["network.populations.input.size=256"]);
    const [, learned] = (document as unknown as { front: { weights: { sha256: string } }[] }).front;
    expect(learned!.weights.sha256).toMatch(/^[0-9a-f]{64}$/);
    const { front } = spec as ClassifySpec;
    expect(front!.parts.at(-1)).toEqual({
      name: "learned-fields",
      values: { winners: 3, polarities: 2, pool: 7, writeError: 0.06, draw: 2 },
    });
    expect(front!.end.shape).toEqual({ planes: 16, rows: 4, cols: 4 });
  });
});
