/** The table of runs from their folders. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeRunFolder } from "../../src/node/run-folder.js";
import { flatConfig, runView } from "../../src/node/run-view.js";
import { RunsIndex } from "../../src/node/runs-index.js";
import { SweepReader } from "../../src/node/sweep-view.js";
import { RunInProgress } from "../../src/node/unfinished.js";
import { classifyResult, classifySpec, resolvedYaml } from "../report/fixture.js";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "spikion-runs-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (dir: string, config = resolvedYaml) =>
  writeRunFolder(dir, {
    resolvedYaml: config,
    spec: classifySpec(),
    result: classifyResult(5),
    startedAt: new Date("2025-01-01T10:00:00Z"),
    finishedAt: new Date("2025-01-01T10:01:00Z"),
    interrupted: false,
  });

test("a finished run's row has its measures, the first with an interval as its headline", async () => {
  await write(join(root, "a", "b"));
  const index = new RunsIndex(root);
  const [row, ...others] = await index.rows();
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    id: "a/b",
    type: "run",
    kind: "classify",
    seed: "1",
    state: "finished",
    seconds: 60,
  });
  const { metrics } = classifyResult(5);
  expect(row!.headline).toBe("accuracy.classMean");
  expect(row!.measures["accuracy.classMean"]).toBe(metrics.accuracy.classMean);
  expect(index.measures["energy.perImage"]?.unit ?? "J").toBe("J");
});

test("runs that differ in their seed alone are one group", async () => {
  await write(join(root, "one"));
  await write(join(root, "two"), resolvedYaml.replace(/^seed: .*$/m, 'seed: "2"'));
  await write(join(root, "three"), resolvedYaml.replace(/^name: .*$/m, "name: other"));
  const rows = await new RunsIndex(root).rows();
  const group = (id: string) => rows.find((row) => row.id === id)!.group;
  expect(group("one")).toBe(group("two"));
  expect(group("one")).not.toBe(group("three"));
});

test("a run under way is running, one whose process is gone unfinished, one that is damaged says so", async () => {
  const run = await RunInProgress.begin(join(root, "live"), {
    config: resolvedYaml,
    dataHash: null,
    startedAt: "2025-01-01T10:00:00.000Z",
    version: "0",
  });
  mkdirSync(join(root, "broken"));
  writeFileSync(join(root, "broken", "manifest.json"), "{");
  const index = new RunsIndex(root);
  const states = async () => Object.fromEntries((await index.rows()).map(({ id, state }) => [id, state]));
  expect(await states()).toEqual({ live: "running", broken: "unreadable" });
  expect((await index.rows()).find(({ id }) => id === "broken")!.problem).toContain("manifest.json");
  await run.leave();
  expect(await states()).toEqual({ live: "unfinished", broken: "unreadable" });
});

test("a folder that is one run is its only row, and one that is gone has none", async () => {
  await write(join(root, "run"));
  const index = new RunsIndex(join(root, "run"));
  expect((await index.rows()).map(({ id }) => id)).toEqual(["."]);
  rmSync(join(root, "run"), { recursive: true });
  expect(await index.rows()).toEqual([]);
});

test("a run's page has what its report says: confusion, key figures, config by paths, files", async () => {
  const dir = join(root, "run");
  await write(dir);
  const [row] = await new RunsIndex(root).rows();
  const view = await runView(dir, row!);
  expect(view.confusion!.counts).toEqual(classifyResult(5).confusion);
  expect(view.figures.map(([what]) => what)).toContain("output neurons");
  expect(view.config["train.images"]).toBe("20000");
  expect(view.files).toEqual(expect.arrayContaining(["report.html", "metrics.json"]));
  expect(view.curves[0]?.name).toBe("running accuracy");
});

test("a config by dotted paths keeps lists whole", () => {
  expect(flatConfig("a:\n  b: 1\n  c: [1, 2]\nd: x\n")).toEqual({ "a.b": "1", "a.c": "[1,2]", d: "x" });
});

test("a change within the same tick of the disk's clock as the last look is seen at the next", async () => {
  const dir = join(root, "run");
  await write(dir);
  const now = new Date();
  utimesSync(dir, now, now);
  const index = new RunsIndex(root);
  expect((await index.rows())[0]).toMatchObject({ state: "finished" });
  rmSync(join(dir, "metrics.json"));
  utimesSync(dir, now, now);
  expect((await index.rows())[0]).toMatchObject({ state: "unreadable" });
});

test.each(["metrics.json", "config.resolved.yaml", "manifest.json"])(
  "a folder from elsewhere whose %s is a link shows nothing of where that leads",
  async (name) => {
    const [own, other] = [join(root, "runs", "foreign"), join(root, "elsewhere")];
    await write(own);
    await write(other, resolvedYaml.replace(/^name: .*$/m, "name: secret"));
    rmSync(join(own, name));
    symlinkSync(join(other, name), join(own, name));
    const [row, ...others] = await new RunsIndex(join(root, "runs")).rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ state: "unreadable", measures: {}, name: "foreign" });
    expect(row!.problem).toContain(`${name} is a link`);
    const view = await runView(own, row!);
    expect(view.figures).toEqual([]);
    expect(JSON.stringify(view)).not.toContain("secret");
  },
);

test("a sweep whose points are a link shows none of them", async () => {
  const dir = join(root, "runs", "foreign");
  mkdirSync(dir, { recursive: true });
  mkdirSync(join(root, "points"));
  symlinkSync(join(root, "points"), join(dir, "points"));
  const [row] = await new RunsIndex(join(root, "runs")).rows();
  expect(row).toMatchObject({ type: "sweep", state: "unreadable" });
  expect(() => new SweepReader().view(dir, row!)).toThrow("points is a link");
});
