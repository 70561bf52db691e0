import { expect, test } from "vitest";
import { packAnswer, packExperiment, unpackAnswer, unpackExperiment } from "../../../src/cli/queue/wire.js";

test("an experiment comes out of the queue as it went in, with where each value was written", () => {
  const experiment = {
    file: "mine.yaml",
    document: { kind: "classify", name: "mine", rates: [1, Number.POSITIVE_INFINITY, -0], text: "Δ 20 ms" },
    origins: new Map([["rates", { file: "mine.yaml", line: 3, column: 1 }]]),
    modules: [],
  };
  expect(unpackExperiment(packExperiment(experiment))).toEqual(experiment);
});

test("what is no experiment and no result is refused", () => {
  const answer = { metrics: { kind: "x" }, assumed: null, dataHash: null, modules: {}, code: "c" } as never;
  expect(unpackAnswer(packAnswer(answer))).toEqual(answer);
  expect(() => unpackExperiment(packAnswer(answer))).toThrow("not a point of a sweep");
  expect(() => unpackAnswer(packExperiment({ document: {}, origins: new Map() } as never))).toThrow(
    "not the result of a point",
  );
  expect(() => unpackExperiment("no base64 of ours")).toThrow();
});
