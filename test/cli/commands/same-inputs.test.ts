/** A run is tested and resumed on what it was made from: the data and modules whose hashes it keeps. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { packageRoot } from "../../../src/node/config.js";
import { changedModules, moduleHashes } from "../../../src/node/inputs.js";
import { idxImages, idxLabels } from "../../dataset/fixtures.js";
import { spikion } from "../spikion.js";

const TINY = join(packageRoot, "experiments", "smoke", "mnist-tiny.yaml");
const SHORT = ["train.images=40", "label.images=20", "test.images=20"].flatMap((s) => ["--set", s]);
const work = mkdtempSync(join(tmpdir(), "spikion-inputs-"));

/** A data set of 60 pictures and 60 others; `seed` says what is in them. */
function pictures(name: string, seed: number): string {
  const dir = join(work, name);
  mkdirSync(dir, { recursive: true });
  let state = seed;
  const pixels = () =>
    Array.from({ length: 60 * 784 }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    });
  const labels = Array.from({ length: 60 }, (_, k) => k % 10);
  for (const part of ["train", "t10k"]) {
    writeFileSync(join(dir, `${part}-images-idx3-ubyte`), idxImages([60, 28, 28], pixels()));
    writeFileSync(join(dir, `${part}-labels-idx1-ubyte`), idxLabels(labels));
  }
  return dir;
}

const run = join(work, "run");
const MODULE = 'import { half } from "./half.mjs";\nthrow new Error("was run");\n';
const PLOT = `export const doc = "a bar";
export const draw = () => ({ title: "x", svg: '<svg role="img" aria-label="a bar" viewBox="0 0 1 1"></svg>', caption: "c" });
`;

let data: string;
beforeAll(async () => {
  data = pictures("data", 1);
  const { code, err } = await spikion(
    "run",
    TINY,
    "--out",
    run,
    "--set",
    `dataset=${data}`,
    ...SHORT,
    "--quiet",
  );
  // So short a training is told of; nothing is said of what the run reads.
  expect(err).not.toMatch(/manifest|sha256|failed/);
  expect(code).toBe(0);
});

test("evaluate refuses data that are not those of the run, and takes others that are named on purpose", async () => {
  expect((await spikion("evaluate", run, "--quiet")).code).toBe(0);
  pictures("data", 2);
  const { code, err } = await spikion("evaluate", run, "--quiet");
  expect(code).toBe(2);
  expect(err).toMatch(
    /the files of dataset "data" are not those that the run learned from .* --set dataset=NAME/,
  );
  expect((await spikion("evaluate", run, "--quiet", "--set", `dataset=${data}`)).code).toBe(0);
  pictures("data", 1);
  expect((await spikion("evaluate", run, "--quiet", "--set", "test.images=10")).code).toBe(0);
});

test("a manifest keeps the hashes of its modules and of what they import, without running them", () => {
  writeFileSync(join(work, "mine.mjs"), MODULE);
  writeFileSync(join(work, "half.mjs"), "export const half = 0.5;\n");
  const yaml = `encoder: {module: ${join(work, "mine.mjs")}}\nplots: [{module: ${join(work, "absent.mjs")}}]\n`;
  const before = moduleHashes(yaml);
  expect(Object.keys(before)).toEqual(["absent.mjs", "half.mjs", "mine.mjs"].map((name) => join(work, name)));
  writeFileSync(join(work, "half.mjs"), "export const half = 0.25;\n");
  expect(changedModules(before, moduleHashes(yaml))).toEqual([join(work, "half.mjs")]);
});

test("evaluate refuses a run whose modules were changed", async () => {
  const dir = join(work, "own");
  const plot = join(work, "plot.mjs");
  writeFileSync(plot, PLOT);
  const made = await spikion(
    "run",
    TINY,
    "--out",
    dir,
    "--set",
    `dataset=${data}`,
    ...SHORT,
    "--quiet",
    "--set",
    `plots=[{module: ${plot}}]`,
  );
  expect(made.code).toBe(0);
  const { modules } = JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8")) as { modules: object };
  expect(modules).toEqual({ [plot]: expect.stringMatching(/^[0-9a-f]{64}$/) });
  writeFileSync(plot, `${PLOT}// changed\n`);
  const { code, err } = await spikion("evaluate", dir, "--quiet");
  expect(code).toBe(2);
  expect(err).toContain(`modules are not those of the run (modules in manifest.json): ${plot}`);
});
