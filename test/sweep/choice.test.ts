import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot, planSweep } from "../../src/node/config.js";

const study = join(packageRoot, "experiments", "studies", "dopamine-reward.yaml");

/** The study with another line in the place of its measure. */
function withMeasure(line: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "spikion-choice-sweep-")), "study.yaml");
  writeFileSync(file, readFileSync(study, "utf8").replace("  measure: beforeReversal\n", line));
  return file;
}

test("every case of the dopamine study is right, for at least five seeds", async () => {
  const { jobs } = await planSweep(study);
  expect(jobs.filter((job) => job.problem !== undefined)).toEqual([]);
  expect(new Set(jobs.map((job) => job.key)).size).toBe(jobs.length);
  expect(new Set(jobs.map((job) => job.seed)).size).toBeGreaterThanOrEqual(5);
});

test("runs of kind choice are not compared by a read-out that they do not have", async () => {
  const accepted = 'accepted: "final", "beforeReversal", "all"';
  for (const line of ["  measure: confidence\n", ""])
    await expect(planSweep(withMeasure(line))).rejects.toThrow(accepted);
  expect((await planSweep(withMeasure("  measure: final\n"))).block.measure).toBe("final");
});
