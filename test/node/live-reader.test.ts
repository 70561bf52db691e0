import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { LiveReader } from "../../src/node/live-reader.js";

const dir = mkdtempSync(join(tmpdir(), "spikion-live-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const path = join(dir, "live.jsonl");
const line = (at: string) => `${JSON.stringify({ at })}\n`;
const times = (lines: readonly { readonly at: string }[]) => lines.map(({ at }) => at);

test("a log that grows is read on, one that begins anew from its start; half a line waits for its rest", () => {
  const reader = new LiveReader();
  expect(reader.lines(dir)).toEqual([]);
  writeFileSync(path, line("1"));
  const first = reader.lines(dir);
  expect(times(first)).toEqual(["1"]);
  expect(reader.lines(dir)).toBe(first);
  appendFileSync(path, line("2") + line("3").slice(0, 5));
  const second = reader.lines(dir);
  expect(times(second)).toEqual(["1", "2"]);
  expect(second[0]).toBe(first[0]);
  appendFileSync(path, line("3").slice(5));
  expect(times(reader.lines(dir))).toEqual(["1", "2", "3"]);
  writeFileSync(path, line("4") + line("5") + line("6") + line("7"));
  expect(times(reader.lines(dir))).toEqual(["4", "5", "6", "7"]);
});
