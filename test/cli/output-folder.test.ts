import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeFolder } from "../../src/cli/output-folder.js";

const folder = () => join(mkdtempSync(join(tmpdir(), "spikion-output-")), "set");

/** Files without end, each of which takes a while. */
function* slowly() {
  for (let k = 0; ; k++) {
    const until = performance.now() + 20;
    while (performance.now() < until);
    yield { path: `${k % 2}/${k}.bin`, bytes: Uint8Array.of(k) };
  }
}

test("a folder that was not written to its end is not there, under no name", async () => {
  const out = folder();
  const told: number[] = [];
  const controller = new AbortController();
  const wrote = (files: number) => {
    told.push(files);
    if (told.length === 2) controller.abort();
  };
  expect(await writeFolder("out", out, slowly, { signal: controller.signal, wrote })).toBe(false);
  expect(readdirSync(join(out, ".."))).toEqual([]);
  expect(told[1]).toBeGreaterThan(told[0]!);
});

test("one that was has its name and all files", async () => {
  const out = folder();
  const files = () => [{ path: "a/b.bin", bytes: Uint8Array.of(1) }];
  const writing = { signal: new AbortController().signal, wrote: () => {} };
  expect(await writeFolder("out", out, files, writing)).toBe(true);
  expect(existsSync(join(out, "a", "b.bin"))).toBe(true);
  await expect(writeFolder("out", out, files, writing)).rejects.toThrow(/is there already/);
});

test("a folder that fails on the way leaves nothing", async () => {
  const out = folder();
  const fails = function* () {
    yield { path: "a.bin", bytes: Uint8Array.of(1) };
    throw new Error("of the encoder");
  };
  const writing = { signal: new AbortController().signal, wrote: () => {} };
  await expect(writeFolder("out", out, fails, writing)).rejects.toThrow("of the encoder");
  expect(readdirSync(join(out, ".."))).toEqual([]);
});
