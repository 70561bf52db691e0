import { expect, test } from "vitest";
import { tooLarge } from "../../src/core/size.js";

test("a need that is no number is told as such, not as one that is too large", () => {
  const need = (path: string, bytes: number) => ({ path, bytes, what: `what ${path} takes`, change: "Less" });
  expect(tooLarge([need("a", 1), need("b", Number.NaN)])).toEqual({
    path: "b",
    problem: "the bytes for what b takes are no number; accepted: numbers in all that they follow from",
  });
});
