import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { packageRoot } from "../../../src/node/config.js";
import { acquireLock } from "../../../src/node/lock.js";
import { spikion } from "../spikion.js";

const TINY = join(packageRoot, "experiments", "smoke", "mnist-tiny.yaml");
const SET = ["--set", "train.images=300", "--set", "checkpoint.every=100", "--quiet", "--workers", "1"];
const folder = () => join(mkdtempSync(join(tmpdir(), "spikion-resume-")), "run");
const metricsOf = (dir: string) =>
  JSON.parse(readFileSync(join(dir, "metrics.json"), "utf8")) as Record<string, unknown>;

/** A run that Ctrl-C ends when it listens. */
async function interrupted(out: string, ...more: string[]) {
  const before = process.listenerCount("SIGINT");
  const timer = setInterval(() => {
    if (process.listenerCount("SIGINT") === before) return;
    clearInterval(timer);
    process.emit("SIGINT");
  }, 1);
  return await spikion("run", TINY, "--out", out, ...SET, ...more).finally(() => clearInterval(timer));
}

let whole: Record<string, unknown>;
beforeAll(async () => {
  const out = folder();
  await spikion("run", TINY, "--out", out, ...SET);
  whole = metricsOf(out);
});

test("an interrupted run is scored, kept, and ends by resume as if it had not been interrupted", async () => {
  const out = folder();
  expect((await interrupted(out)).code).toBe(130);
  expect(metricsOf(out).interrupted).toBe(true);
  expect(readdirSync(join(out, "checkpoints"))).toContain("run.json");

  const again = await spikion("run", TINY, "--out", out, ...SET);
  expect(again.code).toBe(2);
  expect(again.err).toContain(`${out} holds this run, unfinished. To resume it: spikion resume ${out}`);

  const { code, err } = await spikion("resume", out, "--kernel", "reference");
  expect(err).toMatch(/resuming after \d+ training images/);
  expect(code).toBe(0);
  const { trainSeconds, labelSeconds, testSeconds, trainImagesPerSecond, kernel, ...same } = whole;
  expect(metricsOf(out)).toMatchObject(same);
  expect(readdirSync(out)).not.toContain("checkpoints");

  const over = await spikion("resume", out);
  expect(over.code).toBe(0);
  expect(over.err).toContain(`${out} is finished: there is nothing to resume`);
});

test("resume refuses a config that was changed meanwhile, naming the keys, and another run on the folder", async () => {
  const out = folder();
  await interrupted(out);
  const path = join(out, "config.resolved.yaml");
  const text = readFileSync(path, "utf8");
  writeFileSync(
    path,
    text.replace("images: 300", "images: 301").replace("targetSpikes: 12", "targetSpikes: 13"),
  );
  const changed = await spikion("resume", out);
  expect(changed.code).toBe(2);
  expect(changed.err).toContain("changed since the run began (homeostasis.targetSpikes, train.images)");
  writeFileSync(path, text);

  const begun = join(out, "checkpoints", "run.json");
  const marker = readFileSync(begun, "utf8");
  writeFileSync(begun, marker.replace(/"dataHash": "\w/, '"dataHash": "x'));
  expect((await spikion("resume", out)).err).toMatch(/the files of dataset "mnist-10k" were changed/);
  writeFileSync(begun, marker);

  const lock = await acquireLock(out);
  expect((await spikion("resume", out)).err).toMatch(/is in use by another run/);
  await lock.release();
  rmSync(begun);
  expect((await spikion("resume", out)).err).toMatch(/holds no unfinished run/);
});

test("--restart begins an unfinished run anew", async () => {
  const out = folder();
  await interrupted(out);
  expect((await spikion("run", TINY, "--out", out, ...SET, "--restart")).code).toBe(0);
  expect(metricsOf(out)).toMatchObject({ interrupted: false, weightsSha256: whole.weightsSha256 });
});
