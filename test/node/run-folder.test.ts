import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { factsOf } from "../../src/experiment/kinds/index.js";
import {
  isRunFolder,
  RunFolderError,
  type RunRecord,
  readRunFolder,
  runFolderState,
  writeReport,
  writeRunFolder,
} from "../../src/node/run-folder.js";
import { readNpz } from "../../src/platform/npz.js";
import { renderReport } from "../../src/report/html.js";
import {
  classifyResult,
  classifySpec,
  resolvedYaml,
  simulateResult,
  simulateSpec,
} from "../report/fixture.js";

let parent = "";
let dir = "";
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "spikion-run-"));
  dir = join(parent, "run");
});
afterEach(() => rm(parent, { recursive: true, force: true }));

/** Five neurons: the files are the same as of many, and written faster. */
function record(overrides: Partial<RunRecord> = {}): RunRecord {
  return {
    resolvedYaml,
    spec: classifySpec(),
    result: classifyResult(5),
    startedAt: new Date("2025-01-01T10:00:00Z"),
    finishedAt: new Date("2025-01-01T10:01:00Z"),
    interrupted: false,
    ...overrides,
  };
}

test("a classify run comes back from its folder as it was", async () => {
  await writeRunFolder(dir, record());
  const run = await readRunFolder(dir);
  expect(run.result).toEqual(record().result);
  expect(run.facts).toEqual(factsOf(record().spec));
  expect(run.resolvedYaml).toBe(resolvedYaml);
  expect(run.manifest).toMatchObject({
    name: "mnist-eis-100",
    kind: "classify",
    seed: "1",
    interrupted: false,
  });
  expect(run.manifest.dataHash).toBe(classifySpec().dataset.hash);
});

test("a simulate run comes back from its folder as it was", async () => {
  await writeRunFolder(dir, record({ spec: simulateSpec(), result: simulateResult() }));
  const run = await readRunFolder(dir);
  expect(run.result).toEqual(simulateResult());
  expect(run.manifest.dataHash).toBe(null);
});

test("the folder holds exactly the promised files, and the weights their shapes", async () => {
  await writeRunFolder(dir, record());
  expect((await readdir(dir)).sort()).toEqual([
    "config.resolved.yaml",
    "details.json",
    "details.npz",
    "manifest.json",
    "metrics.json",
    "report.html",
    "weights.npz",
  ]);
  const weights = readNpz(await readFile(join(dir, "weights.npz")));
  expect(Object.entries(weights).map(([name, a]) => [name, a.shape, a.values.constructor.name])).toEqual([
    ["conductance", [784, 5], "Float32Array"],
    ["theta", [5], "Float32Array"],
    ["label", [5], "Int32Array"],
  ]);
});

test("a report rendered from the folder alone is the one that was written", async () => {
  await writeRunFolder(dir, record());
  const written = await readFile(join(dir, "report.html"), "utf8");
  expect(await renderReport(await readRunFolder(dir))).toBe(written);
});

test("a new report replaces the old one and nothing else", async () => {
  await writeRunFolder(dir, record());
  await writeReport(dir, "<p>new</p>");
  expect(await readFile(join(dir, "report.html"), "utf8")).toBe("<p>new</p>");
  await expect(readRunFolder(dir)).resolves.toBeDefined();
});

test("a run of the same config replaces the one before", async () => {
  await writeRunFolder(dir, record());
  expect(await runFolderState(dir, resolvedYaml)).toBe("own");
  await writeRunFolder(dir, record({ interrupted: true }));
  expect((await readRunFolder(dir)).manifest.interrupted).toBe(true);
  expect(await readdir(parent)).toEqual(["run"]);
});

test("a run of another config is refused the place, and what is there stays", async () => {
  await writeRunFolder(dir, record());
  const other = `${resolvedYaml}more: true\n`;
  expect(await runFolderState(dir, other)).toBe("foreign");
  await expect(writeRunFolder(dir, record({ resolvedYaml: other }))).rejects.toThrow(RunFolderError);
  expect((await readRunFolder(dir)).resolvedYaml).toBe(resolvedYaml);
  expect(await readdir(parent)).toEqual(["run"]);
});

test("a file in the place of the folder is foreign and stays", async () => {
  await writeFile(dir, "mine");
  expect(await runFolderState(dir, resolvedYaml)).toBe("foreign");
  await expect(writeRunFolder(dir, record())).rejects.toThrow(RunFolderError);
  expect(await readFile(dir, "utf8")).toBe("mine");
});

test("a place with nothing in it is free", async () => {
  expect(await runFolderState(dir, resolvedYaml)).toBe("absent");
  expect(await runFolderState(parent, resolvedYaml)).toBe("absent");
});

test("a run that cannot be packed leaves the folder of the one before", async () => {
  await writeRunFolder(dir, record());
  const broken = { ...classifyResult(5), nPost: 6 }; // the shape does not fit the conductances
  await expect(writeRunFolder(dir, record({ result: broken }))).rejects.toThrow();
  expect((await readRunFolder(dir)).result).toEqual(record().result);
  expect(await readdir(parent)).toEqual(["run"]);
});

for (const name of ["config.resolved.yaml", "metrics.json", "weights.npz", "details.json", "details.npz"]) {
  test(`a run folder whose ${name} is missing or was changed says so`, async () => {
    await writeRunFolder(dir, record());
    const bytes = await readFile(join(dir, name));
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(join(dir, name), bytes);
    await expect(readRunFolder(dir)).rejects.toThrow(`${join(dir, name)}: is damaged or was changed`);
    await rm(join(dir, name));
    await expect(readRunFolder(dir)).rejects.toThrow(`${join(dir, name)}: is missing`);
    await expect(readRunFolder(dir)).rejects.toThrow(RunFolderError);
  });
}

test("a manifest that is no manifest names what is wrong with it", async () => {
  await writeRunFolder(dir, record());
  const path = join(dir, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as object;
  await writeFile(path, JSON.stringify({ ...manifest, seed: 1 }));
  await expect(readRunFolder(dir)).rejects.toThrow("is not the manifest of a run (seed:");
  expect(await isRunFolder(dir)).toBe(false);
  await writeFile(path, "{");
  await expect(readRunFolder(dir)).rejects.toThrow(RunFolderError);
});

test("a manifest that names fewer files than it must leaves them unread", async () => {
  await writeRunFolder(dir, record());
  const path = join(dir, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as object;
  await writeFile(path, JSON.stringify({ ...manifest, files: {} }));
  await expect(readRunFolder(dir)).rejects.toThrow(RunFolderError);
});

test("a folder that is not there, and one of something else, are no run folders", async () => {
  expect(await isRunFolder(dir)).toBe(false);
  await expect(readRunFolder(dir)).rejects.toThrow(`${dir}: is not a folder`);
  expect(await isRunFolder(parent)).toBe(false);
  await expect(readRunFolder(parent)).rejects.toThrow("manifest.json: is missing");
});

test.skipIf(process.getuid?.() === 0)("a file that may not be read is named with the reason", async () => {
  // The superuser may read everything: nothing to see then.
  await writeRunFolder(dir, record());
  await chmod(join(dir, "metrics.json"), 0o000);
  await expect(readRunFolder(dir)).rejects.toThrow("metrics.json: cannot be read (EACCES)");
});
