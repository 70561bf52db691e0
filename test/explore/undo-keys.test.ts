/** Ctrl+Z belongs to the page, but in a field with text to that text. */
import { expect, test } from "vitest";
import { undoStep } from "../../src/explore/undo-keys.js";

const press = (key: string, target: unknown, more = {}) =>
  undoStep({ key, ctrlKey: true, metaKey: false, shiftKey: false, target, ...more });

test.each(["range", "checkbox", "file"])("after a %s input it undoes", (type) => {
  expect(press("z", { tagName: "INPUT", type })).toBe("back");
});

test.each(["text", "number"])("in a %s input it is left alone", (type) => {
  expect(press("z", { tagName: "INPUT", type })).toBeUndefined();
});

test("Ctrl+Y and Ctrl+Shift+Z go forth, other keys nowhere", () => {
  const body = { tagName: "BODY" };
  expect(press("y", body)).toBe("forth");
  expect(press("Z", body, { shiftKey: true })).toBe("forth");
  expect(press("z", body, { ctrlKey: false, metaKey: true })).toBe("back");
  expect(press("z", body, { ctrlKey: false })).toBeUndefined();
  expect(press("x", body)).toBeUndefined();
});
