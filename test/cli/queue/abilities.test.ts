import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { judged, placed } from "../../../src/cli/queue/abilities.js";
import type { Lane } from "../../../src/cli/queue/lanes.js";
import { manifestForDirectory } from "../../../src/node/config.js";
import { DatasetCache } from "../../../src/node/dataset-cache.js";
import { sha256 } from "../../../src/node/sha256.js";
import { tinySet } from "../../dataset/fixtures.js";

const program = { spikion: "0.2.0", commit: null, code: "c0de".repeat(16) };
const lane: Lane = {
  queue: "q",
  sweep: "s",
  name: "mine",
  priority: 0,
  since: 0,
  seen: 0,
  dataset: null,
  dataHash: null,
  files: {},
  modules: {},
  program,
};
const abilities = { program, datasets: new DatasetCache(), modules: false, folders: [] as string[] };
const folder = mkdtempSync(join(tmpdir(), "spikion-abilities-"));

describe("a worker leaves to others", () => {
  test("sweeps of another version, and of other code of the same version, naming both", () => {
    expect(judged({ ...lane, program: { ...program, spikion: "0.1.0" } }, abilities)).toEqual({
      lacks:
        "the sweep is of spikion 0.1.0 (code c0dec0dec0de), this worker is spikion 0.2.0 (code c0dec0dec0de)",
    });
    expect(judged({ ...lane, program: { ...program, code: "beef".repeat(16) } }, abilities)).toEqual({
      lacks:
        "the sweep is of spikion 0.2.0 (code beefbeefbeef), this worker is spikion 0.2.0 (code c0dec0dec0de)",
    });
    // A commit that changed no code makes no other program.
    expect(judged({ ...lane, program: { ...program, commit: "abc" } }, abilities)).toHaveProperty(
      "dataset",
      null,
    );
  });

  test("modules that it may not run, does not have, or has otherwise", () => {
    const path = join(folder, "mine.js");
    const needs = { ...lane, modules: { [path]: sha256("export {}") } };
    expect(judged(needs, abilities)).toEqual({ lacks: expect.stringContaining("--allow-modules") });
    const allowed = { ...abilities, modules: true };
    expect(judged(needs, allowed)).toEqual({ lacks: expect.stringContaining("not on this machine") });
    writeFileSync(path, "export {}");
    expect(judged(needs, allowed)).toHaveProperty("dataset", null);
  });
});

describe("data of a sweep", () => {
  const there = join(folder, "pictures");
  mkdirSync(there);
  for (const [name, bytes] of Object.entries(tinySet)) writeFileSync(join(there, name), bytes);
  const manifest = JSON.stringify({ ...manifestForDirectory(there), directory: there });
  const { hash } = new DatasetCache().read(manifest);
  const needs = { ...lane, dataset: manifest, dataHash: hash };

  test("are known by their hash, in the folder of the sweep's machine or below one that the worker is told", () => {
    expect(judged(needs, abilities)).toHaveProperty("dataset", manifest);
    const moved = join(folder, "elsewhere");
    cpSync(there, join(moved, "gone"), { recursive: true });
    const gone = { ...needs, dataset: manifest.replace(there, join(folder, "nowhere/gone")) };
    expect(judged(gone, abilities)).toEqual({ lacks: expect.stringContaining("nowhere/gone") });
    const verdict = judged(gone, { ...abilities, folders: [moved] });
    expect(verdict).toHaveProperty("dataset", manifest.replace(there, join(moved, "gone")));
  });

  test("that are others are left to others, with both hashes", () => {
    expect(judged({ ...needs, dataHash: "1".repeat(64) }, abilities)).toEqual({
      lacks: expect.stringMatching(/sha256 is [0-9a-f]{12} here and 111111111111 there$/),
    });
  });

  test("files with numbers too: the experiment names them where this machine has them", () => {
    const file = join(folder, "here", "list.csv");
    cpSync(there, join(folder, "here"), { recursive: true });
    writeFileSync(file, "pre,post\n");
    const known = { ...lane, files: { "/far/list.csv": sha256("pre,post\n") } };
    expect(judged(known, abilities)).toEqual({ lacks: expect.stringContaining("/far/list.csv") });
    const verdict = judged(known, { ...abilities, folders: [join(folder, "here")] });
    if ("lacks" in verdict) throw new Error(verdict.lacks);
    const document = {
      kind: "simulate",
      name: "x",
      rule: { file: "/far/list.csv", sha256: "0" },
      other: [1],
    };
    expect(placed({ file: "x", document, origins: new Map(), modules: [] }, verdict).document).toEqual({
      ...document,
      rule: { file, sha256: "0" },
    });
  });
});
