import { expect, test } from "vitest";
import { courseOf, parseLive } from "../../src/dashboard/live.js";

const at = "2026-01-02T03:04:05.000Z";
const train = (done: number, accuracy?: number) => ({
  at,
  progress: {
    phase: "train",
    done,
    total: 9000,
    unit: "images",
    ...(accuracy === undefined ? {} : { accuracy }),
  },
});

test("lines that are cut off, or none of ours, are left out", () => {
  expect(parseLive(`{"at":"${at}"}\n[1]\nnull\n{"at":"${at}","prog`)).toEqual([{ at }]);
});

test.each([
  '"notices":5',
  '"notices":[5]',
  '"progress":{"phase":"train"}',
  '"fields":{"file":["a"],"done":1}',
  '"sweep":{"added":5}',
  '"sweep":{"failures":{}}',
  '"begin":3',
  '"end":{"state":1}',
])("a line with %s is none of ours", (wrong) => {
  expect(parseLive(`{"at":"${at}",${wrong}}`)).toEqual([]);
});

test("the accuracy of a window of images is one point, and that of the test none", () => {
  const test = { at, progress: { phase: "test", done: 9, total: 9, unit: "images", accuracy: 0.9 } };
  const { accuracy, progress } = courseOf([
    train(500),
    train(2000, 0.7),
    train(2500, 0.7),
    train(3000, 0.8),
    test,
  ]);
  expect(accuracy).toEqual({ done: [2000, 3000], value: [0.7, 0.8], unit: "images" });
  expect(progress).toBe(test.progress);
});

test("a resumed run forgets what it does again", () => {
  const fields = (done: number) => ({
    at,
    fields: { file: `${done}.png`, done, low: 0, high: 1, unit: "S" as const },
  });
  const course = courseOf([
    { at, begin: { from: 0 } },
    train(2000, 0.7),
    fields(2500),
    train(3000, 0.8),
    fields(3500),
    { at, begin: { from: 2600 } },
    train(3000, 0.9),
  ]);
  expect(course.accuracy).toMatchObject({ done: [2000, 3000], value: [0.7, 0.9] });
  expect(course.fields.map(({ done }) => done)).toEqual([2500]);
  expect(course.log.map(({ text }) => text)).toEqual(["begun", "train", "resumed after 2600"]);
});
