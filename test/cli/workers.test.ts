import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import type { ClassifyMetrics } from "../../src/experiment/kinds/classify/result.js";
import { packageRoot } from "../../src/node/config.js";
import { builtSpikion, spikion } from "./spikion.js";

// Threads run the program as it is built.
const MAIN = join(packageRoot, "dist", "cli", "main.js");
const TINY = join(packageRoot, "experiments", "smoke", "mnist-tiny.yaml");

async function metrics(...args: string[]): Promise<Partial<ClassifyMetrics>> {
  const out = join(mkdtempSync(join(tmpdir(), "spikion-workers-")), "run");
  const images = ["--set", "train.images=300", "--set", "label.images=400", "--set", "test.images=420"];
  const { out: stdout } = await builtSpikion(
    "run",
    TINY,
    "--json",
    "--quiet",
    "--out",
    out,
    ...images,
    ...args,
  );
  const { trainSeconds, trainImagesPerSecond, labelSeconds, testSeconds, ...rest } = JSON.parse(
    stdout,
  ) as ClassifyMetrics;
  expect(Math.min(trainSeconds, trainImagesPerSecond, labelSeconds, testSeconds)).toBeGreaterThan(0);
  return rest;
}

let alone: Partial<ClassifyMetrics>;
beforeAll(async () => {
  alone = await metrics("--workers", "1");
});

test("one, two and three workers give the same network, labels and answers", async () => {
  expect(alone).toMatchObject({ labelImages: 400, testImages: 420, kernel: "wasm" });
  expect(await metrics("--workers", "2")).toEqual(alone);
  expect(await metrics("--workers", "3")).toEqual(alone);
});

/** The second thread cannot be made, as where the system allows no more. */
const NO_SECOND = `
  import threads from "node:worker_threads";
  import { syncBuiltinESMExports } from "node:module";
  let made = 0;
  threads.Worker = class extends threads.Worker {
    constructor(...given) {
      if (++made === 2) throw new Error("spawn EAGAIN");
      super(...given);
    }
  };
  syncBuiltinESMExports();`;

test("a thread that cannot be made is told once, the others do its part, and the run ends", async () => {
  const out = join(mkdtempSync(join(tmpdir(), "spikion-workers-")), "run");
  const few = ["--set", "train.images=300", "--set", "label.images=400", "--set", "test.images=420"];
  const preload = ["--import", `data:text/javascript,${encodeURIComponent(NO_SECOND)}`];
  const run = [MAIN, "run", TINY, "--json", "--out", out, ...few];
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [...preload, ...run, "--workers", "3"],
    { timeout: 500_000 },
  );
  expect(stderr.match(/a helper is lost.*spawn EAGAIN/g)).toHaveLength(1);
  expect(JSON.parse(stdout)).toMatchObject({ labelImages: 400, testImages: 420 });
});

test("a number of workers that is none is refused with what is accepted", async () => {
  for (const wrong of ["0", "two", "1.5", "1000"]) {
    const { code, err } = await spikion("run", TINY, "--workers", wrong);
    expect(code).toBe(2);
    expect(err).toBe(`--workers: "${wrong}" is not accepted; accepted: a whole number from 1 to 64\n`);
  }
});
