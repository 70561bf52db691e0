import { expect, test } from "vitest";
import { classMean } from "../../src/readout/class-mean.js";
import { readoutFamily } from "../../src/readout/index.js";
import type { Readout } from "../../src/readout/model.js";

const { problems } = readoutFamily.contract!;

for (const [name, readout] of Object.entries(readoutFamily.table))
  test(`${name} keeps the contract of a read-out`, () => {
    expect(problems(readout)).toEqual([]);
  });

/** class-mean, and then what `then` does to what it was given and gave. */
const broken = (then: (...given: Parameters<Readout["score"]>) => void): Readout => ({
  doc: "broken",
  score(...given) {
    classMean.score(...given);
    then(...given);
  },
});

let calls = 0;
test.each<[string, Readout, string]>([
  ["writes no scores", { doc: "x", score: () => {} }, "leaves a class without a score, or scores it NaN"],
  [
    "scores one class infinitely",
    broken((_c, _r, _l, _n, out) => {
      out[0] = Number.POSITIVE_INFINITY;
    }),
    "a score is not finite",
  ],
  [
    "favours the first neuron",
    broken((counts, _r, labels, _n, out) => {
      if (labels[0]! >= 0) out[labels[0]!]! += 10 * counts[0]!;
    }),
    "depends on the order of the neurons",
  ],
  [
    "favours the first class",
    broken((_c, _r, _l, _n, out) => {
      out[0]! += 1e-3;
    }),
    "depends on the order of the classes",
  ],
  [
    "counts how often it is asked",
    broken((_c, _r, _l, _n, out) => {
      out[0]! += calls++;
    }),
    "scores an image otherwise the second time",
  ],
  [
    "moves labels while it scores",
    broken((_c, _r, labels) => {
      labels[3] = 0;
    }),
    "changes what it is given to read",
  ],
  [
    "prefers the class that stays silent",
    broken((_c, _r, _l, _n, out) => {
      for (const [c, x] of out.entries()) out[c] = -x;
    }),
    "does not find the class whose own neurons alone fire",
  ],
  [
    "throws",
    {
      doc: "x",
      score: () => {
        throw new Error("no score");
      },
    },
    "throws: no score",
  ],
  ["has no doc", { ...classMean, doc: "" }, "has no doc"],
])("a read-out that %s is found out", (_, readout, problem) => {
  expect(problems(readout)).toContain(problem);
});
