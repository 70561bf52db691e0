/** Folders of runs from elsewhere: nothing outside them is read. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { regularSize, summaryIn, textOf } from "../../src/node/looked-at.js";
import { runView } from "../../src/node/run-view.js";
import { row } from "../dashboard/rows.js";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "spikion-looked-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("regular files are read, and neither links nor folders nor what is too long", () => {
  writeFileSync(join(root, "a"), "text");
  symlinkSync(join(root, "a"), join(root, "b"));
  mkdirSync(join(root, "c"));
  symlinkSync(join(root, "c"), join(root, "d"));
  writeFileSync(join(root, "c", "e"), "12");
  expect(textOf(join(root, "a"))).toBe("text");
  for (const name of ["b", "c", "none"]) expect(textOf(join(root, name))).toBeUndefined();
  expect(textOf(join(root, "a"), 3)).toBeUndefined();
  expect(regularSize(root, "c/e")).toBe(2);
  for (const name of ["b", "c", "d/e", "none/e"]) expect(regularSize(root, name)).toBeUndefined();
});

test.each(["{}", "null", "[]", "5", '{"points":[]}', '{"points":{},"runs":{"done":1}}', "{"])(
  "a summary.json of something else is none: %s",
  (text) => {
    writeFileSync(join(root, "summary.json"), text);
    expect(summaryIn(root)).toBeUndefined();
  },
);

test("a run's pictures are regular files in its folder live, whatever live.jsonl names", async () => {
  const dir = join(root, "run");
  mkdirSync(join(dir, "live"), { recursive: true });
  for (const path of ["secret.png", "run/own.png", "run/live/00000050.png"])
    writeFileSync(join(root, path), "");
  symlinkSync(join(root, "secret.png"), join(dir, "live", "00000100.png"));
  const names = ["live/00000050.png", "live/00000100.png", "live/00000150.png", "../secret.png", "own.png"];
  const line = (file: string) =>
    JSON.stringify({ at: "2026-01-01T00:00:00Z", fields: { file, done: 50, low: 0, high: 1, unit: "S" } });
  writeFileSync(join(dir, "live.jsonl"), names.map(line).join("\n"));
  const { fields } = await runView(dir, row({ state: "unfinished" }));
  expect(fields.map(({ file }) => file)).toEqual(["live/00000050.png"]);
});
