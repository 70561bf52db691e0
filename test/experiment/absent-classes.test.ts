import { expect, test } from "vitest";
import { absentClasses, absentNotices } from "../../src/experiment/kinds/classify/absent-classes.js";
import { runExperiment } from "../../src/experiment/run.js";
import { spec } from "./bars.js";

/** Pictures of the first class only, in training and test. */
function withoutOthers() {
  const own = spec({ train: { images: 20, epochs: 1 }, label: { images: 10 } });
  const { dataset } = own;
  const one = (images: typeof dataset.train) => ({ ...images, labels: images.labels.map(() => 0) });
  return { ...own, dataset: { ...dataset, train: one(dataset.train), test: one(dataset.test) } };
}

test("classes without an image in a pass are told, kept, and change nothing of the others", async () => {
  const own = withoutOthers();
  const others = own.dataset.classNames.slice(1);
  expect(absentClasses(own)).toEqual({ train: others, label: others, test: others });
  const said: string[] = [];
  const { metrics, confusion } = await runExperiment(own, { notice: (text) => said.push(text) });
  expect(metrics.absentClasses).toEqual(absentClasses(own));
  for (const what of ["training", "labelling", "test"])
    expect(said).toContainEqual(expect.stringMatching(new RegExp(`^none of the ${what} images is of class`)));
  // Whoever answers names the one class that there is.
  const right = confusion[0]![0]!;
  expect(metrics.accuracy.confidence).toBe(right / metrics.testImages);
  expect(right + metrics.silentTestImages + confusion[0]!.at(-1)!).toBe(metrics.testImages);
});

test("where every class is there, nothing is said; long lists are cut", () => {
  expect(absentNotices({})).toEqual([]);
  expect(absentNotices({ test: ["7"] })).toEqual([
    "none of the test images is of class 7: accuracy says nothing of it",
  ]);
  const many = Array.from({ length: 12 }, (_, k) => String(k));
  expect(absentNotices({ label: many })[0]).toMatch(
    /of classes 0, 1, .*, 9 and 2 more: no read-out can name them/,
  );
});
