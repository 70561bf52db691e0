import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kinds } from "../../src/experiment/kinds/index.js";
import { RunFolderError, readRunFolder, writeRunFolder } from "../../src/node/run-folder.js";
import { sha256 } from "../../src/node/sha256.js";
import { renderReport } from "../../src/report/html.js";
import { spikion } from "../cli/spikion.js";
import { resolvedYaml, samples } from "../report/fixture.js";

let parent = "";
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "spikion-stored-"));
});
afterAll(() => rm(parent, { recursive: true, force: true }));

let folders = 0;
const runs = new Map<keyof typeof kinds, string>();
/** A run's folder: written once for each kind, with its pictures, and copied. */
async function written(kind: keyof typeof kinds): Promise<string> {
  const dir = join(parent, `run-${folders++}`);
  const times = { startedAt: new Date("2025-01-01"), finishedAt: new Date("2025-01-02"), interrupted: false };
  const known = runs.get(kind);
  if (known !== undefined) await cp(known, dir, { recursive: true });
  else {
    await writeRunFolder(dir, { resolvedYaml, ...samples[kind], ...times });
    await cp(dir, `${dir}-kept`, { recursive: true });
    runs.set(kind, `${dir}-kept`);
  }
  return dir;
}

/** Put another content into a file, as if the run had written it. */
async function forge(dir: string, name: string, content: string): Promise<void> {
  const path = join(dir, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as { files: Record<string, string> };
  manifest.files[name] = sha256(content);
  await writeFile(join(dir, name), content);
  await writeFile(path, JSON.stringify(manifest));
}

type Tree = Record<string, unknown> | unknown[];
/** Every value of a tree, by its path. */
function places(tree: Tree, path: readonly (string | number)[] = []): (string | number)[][] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = [...path, key];
    return typeof value === "object" && value !== null ? [here, ...places(value as Tree, here)] : [here];
  });
}
function changed(
  tree: Tree,
  path: readonly (string | number)[],
  change: (parent: never, key: never) => void,
) {
  const copy = structuredClone(tree);
  let parentOf = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) parentOf = parentOf[key] as Record<string | number, unknown>;
  change(parentOf as never, path.at(-1) as never);
  return copy;
}

describe.each(Object.keys(kinds) as (keyof typeof kinds)[])("a run of kind %s", (kind) => {
  test("comes back from its folder as it was, and its report is drawn again to the same bytes", async () => {
    const dir = await written(kind);
    const run = await readRunFolder(dir);
    expect(run.result).toEqual(samples[kind].result);
    expect(await renderReport(run)).toBe(await readFile(join(dir, "report.html"), "utf8"));
  });

  test("says which version of the format its files have", async () => {
    const dir = await written(kind);
    for (const name of ["metrics.json", "details.json"])
      expect(JSON.parse(await readFile(join(dir, name), "utf8")).formatVersion).toBe(1);
  });

  test("of before there were versions is read", async () => {
    const dir = await written(kind);
    for (const name of ["metrics.json", "details.json"]) {
      const { formatVersion: _, ...rest } = JSON.parse(await readFile(join(dir, name), "utf8"));
      await forge(dir, name, JSON.stringify(rest));
    }
    expect((await readRunFolder(dir)).result).toEqual(samples[kind].result);
  });

  test("of another version is refused, naming the file and both versions", async () => {
    for (const name of ["metrics.json", "details.json"]) {
      const dir = await written(kind);
      const tree = JSON.parse(await readFile(join(dir, name), "utf8"));
      await forge(dir, name, JSON.stringify({ ...tree, formatVersion: 2 }));
      const message = `${join(dir, name)}: cannot be read (formatVersion: got 2; this version of spikion reads 1`;
      await expect(readRunFolder(dir)).rejects.toThrow(message);
    }
  });

  /** Lists of a hundred alike places teach nothing more than their first. */
  const few = (path: readonly (string | number)[]) =>
    path.every((key) => !/^\d+$/.test(`${key}`) || Number(key) < 1);

  test.each(["metrics.json", "details.json"])(
    "whose %s lacks a value, or has another in its place, is read, or refused in words",
    async (name) => {
      const dir = await written(kind);
      const tree = JSON.parse(await readFile(join(dir, name), "utf8")) as Tree;
      let refused = 0;
      for (const path of places(tree).filter(few))
        for (const change of [
          (parentOf: Record<string, unknown>, key: string) => delete parentOf[key],
          (parentOf: Record<string, unknown>, key: string) => {
            parentOf[key] = { surprise: true };
          },
        ]) {
          await forge(dir, name, JSON.stringify(changed(tree, path, change as never)));
          try {
            await readRunFolder(dir);
          } catch (error) {
            refused++;
            expect(error, path.join(".")).toBeInstanceOf(RunFolderError);
            expect(String(error)).toContain(join(dir, name));
          }
        }
      expect(refused).toBeGreaterThan(10);
    },
    60_000,
  );
});

test.each<[string, string, string, RegExp]>([
  [
    "metrics of an older program",
    "metrics.json",
    '{"kind": "classify"}',
    /accuracy: got nothing; expected names with values/,
  ],
  [
    "metrics of another kind",
    "metrics.json",
    '{"kind": "simulate"}',
    /kind: got "simulate"; expected "classify"/,
  ],
  ["metrics that are a list", "metrics.json", "[]", /the whole: got no object/],
  ["metrics that are cut off", "metrics.json", '{"kind": ', /cannot be read \(.*JSON/],
  ["details of nothing", "details.json", "null", /the whole: got no object/],
  ["details without facts", "details.json", '{"result": {"kind": "classify"}}', /result\.rows: got nothing/],
])("%s end spikion report with 2 and a sentence", async (_, name, content, message) => {
  const dir = await written("classify");
  await forge(dir, name, content);
  const { code, err } = await spikion("report", dir);
  expect(err).toMatch(message);
  expect(err).toContain(join(dir, name));
  expect(err).not.toContain("not your mistake");
  expect(code).toBe(2);
});

test("weights of another size than the details say are refused", async () => {
  const dir = await written("classify");
  const tree = JSON.parse(await readFile(join(dir, "details.json"), "utf8"));
  tree.result.nPost = 4;
  await forge(dir, "details.json", JSON.stringify(tree));
  await expect(readRunFolder(dir)).rejects.toThrow(
    `${join(dir, "weights.npz")}: cannot be read (conductance: got sizes 784 x 5; expected 784 x 4)`,
  );
});
