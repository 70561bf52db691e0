import { describe, expect, test } from "vitest";
import { EXIT, exitCodeOf, explain, printable } from "../../src/cli/errors.js";
import { describeProgress, progressView } from "../../src/cli/progress.js";
import { sweepProgress } from "../../src/cli/sweep-progress.js";
import { ConfigError } from "../../src/config/errors.js";
import { duration } from "../../src/core/written.js";
import type { Job } from "../../src/sweep/plan.js";

test("progress says how far, how fast, how well and how much longer", () => {
  expect(
    describeProgress({ phase: "train", done: 2000, total: 20_000, accuracy: 0.712, perSecond: 310 }),
  ).toBe("train 2000/20000, 310 images/s, 71.2 % so far, 58 s left");
  expect(describeProgress({ phase: "label", done: 0, total: 10 })).toBe("label 0/10");
  expect(describeProgress({ phase: "simulate", unit: "%", done: 25, total: 100 })).toBe("simulate 25 %");
  expect(describeProgress({ phase: "trials", unit: "trials", done: 50, total: 100, perSecond: 5 })).toBe(
    "trials 50/100, 5.0 trials/s, 10 s left",
  );
});

test("the line of a new phase waits for its first picture", () => {
  const written: string[] = [];
  const stream = { isTTY: false, write: (text: string) => written.push(text) > 0 };
  const view = progressView(false, stream as unknown as NodeJS.WriteStream);
  for (const [phase, done] of [
    ["label", 10],
    ["test", 0],
    ["test", 50],
  ] as const)
    view.update({ phase, done, total: 100 });
  view.stop();
  expect(written).toEqual(["test 50/100\n"]);
});

test("a sweep without progress still tells runs that fail", () => {
  const written: string[] = [];
  const stream = { isTTY: true, write: (text: string) => written.push(text) > 0 };
  const view = sweepProgress(true, 3, stream as unknown as NodeJS.WriteStream);
  view.update(1, 0);
  view.failed({ point: { axis: { text: "0.5" } }, seed: "2", set: [] } as unknown as Job, "no memory");
  view.stop();
  expect(written).toEqual(["failed: axis=0.5, seed 2: no memory\n"]);
});

test("of thousands of runs that fail fifty are told one by one", () => {
  const written: string[] = [];
  const stream = { isTTY: false, write: (text: string) => written.push(text) > 0 };
  const view = sweepProgress(true, 1000, stream as unknown as NodeJS.WriteStream);
  for (let k = 0; k < 1000; k++) view.failed({ point: {}, seed: String(k), set: [] }, "no memory");
  expect(written).toHaveLength(51);
  expect(written.at(-1)).toBe("further runs that fail are told in runs.csv only\n");
});

test("durations are in the units that people wait in", () => {
  expect([0.4, 59.6, 250, 3900].map(duration)).toEqual(["0 s", "1 min 00 s", "4 min 10 s", "1 h 05 min"]);
});

describe("errors", () => {
  test("the user's are code 2 and their message alone, ours are code 1", () => {
    const users = new ConfigError("x.yaml", [{ file: "x.yaml", path: "a", problem: "is wrong" }]);
    expect([exitCodeOf(users), explain(users)]).toEqual([EXIT.usersInput, "x.yaml: a: is wrong"]);
    expect(exitCodeOf(new TypeError("oops"))).toBe(EXIT.failed);
    expect(explain(new TypeError("oops"))).toMatch(/^spikion failed: oops\nThis is not your mistake/);
  });

  test("a thread for which no file is left is no fault of the program", () => {
    const error = new Error("Worker initialization failure: EMFILE");
    expect(exitCodeOf(error)).toBe(EXIT.usersInput);
    expect(explain(error)).toBe(
      "spikion: too many files are open; allow more, such as ulimit -n 1024 (EMFILE)",
    );
  });

  test("what a file contains cannot steer the terminal", () => {
    expect(printable("a\u001b[31mb\u0007\nc")).toBe("a�[31mb�\nc");
  });
});
