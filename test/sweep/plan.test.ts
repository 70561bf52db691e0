import { join } from "node:path";
import { expect, test } from "vitest";
import { loadExperimentText, packageRoot, specOf } from "../../src/node/config.js";
import { disk } from "../../src/node/disk.js";
import { planSweep } from "../../src/sweep/plan.js";
import { flat } from "../config/flat.js";

const study = join(packageRoot, "experiments", "studies", "dopamine-reward.yaml");

test("however many points a sweep has, its file and what it names are read once", async () => {
  const reads = new Map<string, number>();
  const counting = {
    ...disk,
    text: (path: string, most: number) => {
      reads.set(path, (reads.get(path) ?? 0) + 1);
      return disk.text(path, most);
    },
  };
  const { jobs } = await planSweep(counting, study);
  expect(jobs.length).toBeGreaterThan(10);
  expect(reads.get(study)).toBe(1);
  expect([...reads.values()].every((n) => n === 1)).toBe(true);
});

test("a point's document makes the same experiment in another process as the file with the point's settings", async () => {
  const { jobs, opened } = await planSweep(disk, study);
  const { set } = jobs.at(-1)!;
  const sent = structuredClone(await opened.complete(set));
  const there = await specOf(sent);
  const here = await loadExperimentText(disk.text(study, 1e6), study, { set });
  expect(flat(there)).toEqual(flat(here.spec));
});
