/** Folders that were written by a run or a sweep, checked without running or changing anything. */
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { packageRoot } from "../../../src/node/config.js";
import { RunInProgress } from "../../../src/node/unfinished.js";
import { formatRun } from "../../../src/sweep/run-record.js";
import { simulateResult } from "../../report/fixture.js";
import { spikion } from "../spikion.js";

const folder = mkdtempSync(join(tmpdir(), "spikion-check-"));
const run = join(folder, "run");
beforeAll(async () => {
  const file = join(packageRoot, "experiments", "smoke", "two-neurons-ns.yaml");
  await spikion("run", file, "--out", run, "--quiet");
});

test("a finished run is all right as long as its files are as it wrote them", async () => {
  expect(await spikion("check", run)).toEqual({
    code: 0,
    out: `${run}: ok: a finished run of kind simulate, its files as it wrote them\n`,
    err: "",
  });
  const edited = join(folder, "edited");
  cpSync(run, edited, { recursive: true });
  appendFileSync(join(edited, "metrics.json"), " ");
  const { code, out, err } = await spikion("check", edited, run);
  expect(err).toMatch(/edited\/metrics\.json: is damaged or was changed after the run/);
  expect([code, out]).toEqual([2, expect.stringMatching(/^.*run: ok/)]);
  rmSync(join(edited, "manifest.json"));
  expect((await spikion("check", edited)).err).toMatch(
    /edited: is a folder; accepted: a YAML file, or the folder/,
  );
  writeFileSync(join(edited, "manifest.json"), "{}");
  expect((await spikion("check", edited)).err).toMatch(
    /edited\/manifest\.json: is not the manifest of a run/,
  );
});

test("an unfinished run is named as such, with what resumes it, and stays as it is", async () => {
  const dir = join(folder, "unfinished");
  const config = "extends: experiments/smoke/two-neurons-ns.yaml\n";
  const about = { config, dataHash: null, startedAt: "2025-01-01T10:00:00Z", version: "0" };
  await (await RunInProgress.begin(dir, about)).leave();
  const { code, out } = await spikion("check", dir);
  expect(out).toBe(`${dir}: ok: an unfinished run with 0 checkpoints: spikion resume ${dir}\n`);
  expect(code).toBe(0);
  expect(existsSync(join(dir, "checkpoints", "run.json"))).toBe(true);
});

test("the results in a sweep's folder are held to their own hashes and names", async () => {
  const dir = join(folder, "sweep");
  mkdirSync(join(dir, "points"), { recursive: true });
  const key = "a".repeat(24);
  const file = join(dir, "points", `${key}.json`);
  const origin = { dataHash: null, modules: {}, program: { spikion: "0", commit: null, code: "0" } };
  const text = formatRun(key, { metrics: simulateResult().metrics, assumed: null, ...origin });
  writeFileSync(file, text);
  expect((await spikion("check", dir)).out).toBe(
    `${dir}: ok: a sweep's folder, its 1 results as they were written\n`,
  );
  for (const [wrong, message] of [
    [text.replace('"ticks": ', '"ticks": 1'), /was edited or damaged after the run/],
    [text.slice(0, 100), /JSON/],
    ["", /JSON/],
  ] as const) {
    writeFileSync(file, wrong);
    const { code, err } = await spikion("check", dir);
    expect(err).toMatch(message);
    expect(err.startsWith(`${file}: `)).toBe(true);
    expect(code).toBe(2);
  }
});
