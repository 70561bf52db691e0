import { expect, test } from "vitest";
import { confusion } from "../../../src/report/plots/confusion.js";
import { classifyResult } from "../fixture.js";

/** Pixels of a figure of so many classes, none of which was mistaken. */
async function widthOf(classes: number) {
  const result = classifyResult();
  const numbers = Array.from({ length: classes }, (_, k) => k);
  Object.assign(result, {
    classNames: numbers.map(String),
    confusion: numbers.map((k) => [...numbers.map((j) => (j === k ? 5 : 0)), 0, 0]),
  });
  const figure = (await confusion.draw(result, {} as never))!;
  const [, width] = figure.body.text.match(/viewBox="0 0 (\d+)/)!;
  return Number(width);
}

test("letters of two classes are no larger than a third above those of ten: pictures fill their half of a page", async () => {
  const ten = await widthOf(10);
  for (const classes of [2, 3, 4, 6]) {
    const width = await widthOf(classes);
    expect(width).toBeGreaterThanOrEqual(400);
    expect(ten / width).toBeLessThan(4 / 3);
  }
});
