/** A copy of runs for others, made of folders that may come from anywhere. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exportRuns } from "../../src/node/export-runs.js";
import { writeRunFolder } from "../../src/node/run-folder.js";
import { classifyResult, classifySpec, resolvedYaml } from "../report/fixture.js";

let folder = "";
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "spikion-export-"));
  mkdirSync(join(folder, "pages"));
  for (const [name, text] of [
    ["main.js", ""],
    ["style.css", ""],
    ["index.html", "<!--kept-->"],
  ] as const)
    writeFileSync(join(folder, "pages", name), text);
  await writeRunFolder(join(folder, "runs", "a"), {
    resolvedYaml,
    spec: classifySpec(),
    result: classifyResult(5),
    startedAt: new Date("2025-01-01T10:00:00Z"),
    finishedAt: new Date("2025-01-01T10:01:00Z"),
    interrupted: false,
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const exported = () => exportRuns(join(folder, "runs"), join(folder, "copy"), join(folder, "pages"));
const picture = (file: string, done: number) =>
  appendFileSync(
    join(folder, "runs", "a", "live.jsonl"),
    `${JSON.stringify({ at: "2025-01-01T10:00:00Z", fields: { file, done } })}\n`,
  );

test("pictures are copied from the run's own folder alone, and no link is followed", async () => {
  writeFileSync(join(folder, "secret.png"), "secret");
  mkdirSync(join(folder, "runs", "a", "live"));
  writeFileSync(join(folder, "runs", "a", "live", "1.png"), "field");
  symlinkSync(join(folder, "secret.png"), join(folder, "runs", "a", "live", "2.png"));
  picture("live/1.png", 1);
  picture("live/2.png", 2);
  picture("../../secret.png", 3);
  await exported();
  const copied = (name: string) => existsSync(join(folder, "copy", "files", "a", name));
  expect(["live/1.png", "live/2.png", "../../secret.png"].map(copied)).toEqual([true, false, false]);
});

test("files of others that are named like ours stop nothing", async () => {
  mkdirSync(join(folder, "runs", "b"));
  writeFileSync(join(folder, "runs", "b", "summary.json"), "{}");
  appendFileSync(join(folder, "runs", "a", "live.jsonl"), '{"at":"x","notices":5}\n');
  expect((await exported()).runs).toBeGreaterThan(0);
  expect(existsSync(join(folder, "copy", "index.html"))).toBe(true);
});
