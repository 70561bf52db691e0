import { expect, test } from "vitest";
import { editDistance, nearest } from "../../src/config/suggest.js";

test("the distance counts inserted, deleted, replaced and swapped letters", () => {
  expect(editDistance("lif", "lif")).toBe(0);
  expect(editDistance("lif", "lifs")).toBe(1);
  expect(editDistance("lif", "lof")).toBe(1);
  expect(editDistance("lif", "lfi")).toBe(1);
  expect(editDistance("", "abc")).toBe(3);
  expect(editDistance("images", "epochs")).toBe(5);
});

test("a near name is suggested, a far one is not", () => {
  expect(nearest("lif-con", ["lif", "lif-cond", "lif-exp"])).toBe("lif-cond");
  expect(nearest("Images", ["images", "epochs"])).toBe("images");
  expect(nearest("banana", ["images", "epochs"])).toBeUndefined();
  expect(nearest("x".repeat(10_000), ["images"])).toBeUndefined();
});
