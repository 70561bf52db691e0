import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadExperimentText, packageRoot, specOf } from "../../src/node/config.js";
import { disk } from "../../src/node/disk.js";
import { builtJobs, planSweep, problemsOfPoints, seedsOf } from "../../src/sweep/plan.js";
import { flat } from "../config/flat.js";
import { block } from "./block.js";

const quickstart = join(packageRoot, "experiments", "quickstart-pixels.yaml");
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

test("points that make one experiment are told together, once for all seeds; points that differ are not", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "spikion-plan-")), "sweep.yaml");
  const cases = {
    "as it is": {},
    other: { "train.images": 30 },
    "written out": { "train.images": 20 },
    "and longer": { "train.images": 40 },
  };
  const sweep = { seeds: 2, axes: { what: { cases } } };
  writeFileSync(file, JSON.stringify({ extends: quickstart, train: { images: 20 }, sweep }));
  const { notices } = await planSweep(disk, file);
  expect(notices).toEqual([
    expect.stringMatching(/: one experiment, so equal results: what=as it is; what=written out$/),
  ]);
});

test("of many points that make one experiment the first are named, and how many more there are", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "spikion-plan-")), "sweep.yaml");
  const values = Array.from({ length: 25 }, (_, k) => `words ${k}`);
  writeFileSync(
    file,
    JSON.stringify({ extends: quickstart, sweep: { axes: { what: { path: "question", values } } } }),
  );
  const { notices } = await planSweep(disk, file);
  expect(notices).toEqual([expect.stringMatching(/: what=words 0; .*what=words 19; and 5 more points$/)]);
});

test("a job reads the data set that its document names, where it names one", async () => {
  const readsOf = async (name: string) =>
    (await planSweep(disk, join(packageRoot, "experiments", "studies", `${name}.yaml`))).jobs.map(
      ({ reads }) => reads?.dataset,
    );
  expect(new Set(await readsOf("dopamine-reward"))).toEqual(new Set([null]));
  const [data, ...others] = new Set(await readsOf("technologies"));
  expect(others).toEqual([]);
  expect(JSON.parse(data!)).toMatchObject({ name: "mnist", classes: 10 });
});

test("a number of seeds counts from 1; seeds by name are those names, each once", () => {
  const axes = { sigma: { path: "d2d", values: [0, 1] } };
  expect(seedsOf(block({ axes, seeds: 3 }))).toEqual(["1", "2", "3"]);
  expect(seedsOf(block({ axes, seeds: [7, "b", 7] }))).toEqual(["7", "b"]);
});

test("what a run of a point would be refused for is said of each such point once, whatever the number of seeds", async () => {
  const text = `extends: experiments/quickstart-pixels.yaml
sweep:
  seeds: 3
  axes:
    shown:
      path: presentation.duration
      values: [350 ms, 3.5 us]
`;
  const path = join(packageRoot, "shown.yaml");
  const files = {
    ...disk,
    text: (file: string, most: number) => (file === path ? text : disk.text(file, most)),
  };
  const plan = await planSweep(files, path);
  expect(plan.jobs).toHaveLength(6);
  expect(problemsOfPoints(plan.jobs)).toEqual([]);
  expect(problemsOfPoints(await builtJobs(plan))).toEqual([
    expect.stringMatching(/^shown=3\.5 us: presentation\.duration: 3\.5 us is not a whole number of ticks/),
  ]);
});

test("settings of the sweep itself change its block, and no experiment; a single run refuses them", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "spikion-plan-")), "sweep.yaml");
  const axes = { images: { path: "train.images", values: [20, 30] } };
  writeFileSync(file, JSON.stringify({ extends: quickstart, sweep: { seeds: 1, axes } }));
  const planned = (...set: string[]) => planSweep(disk, file, set);
  const written = await planned();
  const { block, jobs } = await planned("sweep.seeds=2", "sweep.measure=confidence");
  expect(block).toEqual({ ...written.block, seeds: 2, measure: "confidence" });
  expect(jobs).toHaveLength(4);
  expect(jobs.slice(0, 2)).toEqual(written.jobs);
  await expect(planned("sweep.seeds=-2")).rejects.toThrow(
    "--set: sweep.seeds: got -2; accepted: a whole number",
  );
  await expect(planned("sweep.seds=2")).rejects.toThrow('did you mean "seeds"');
  await expect(written.opened.load({ set: ["sweep.seeds=2"] })).rejects.toThrow(
    "--set: sweep.seeds: is a setting of a sweep; accepted: with spikion sweep",
  );
});
