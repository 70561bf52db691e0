/** What the system refuses while files are written is told in words, with the code, and nothing half written is left. */
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { packageRoot } from "../../src/node/config.js";
import { spikion } from "./spikion.js";

/** What is refused: names of files that are opened to be written, and how. */
const refused = vi.hoisted(() => ({ code: "", name: /^$/ }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const open = async (path: string, flags: string) => {
    if (refused.code !== "" && flags === "wx" && refused.name.test(path))
      throw Object.assign(new Error(`${refused.code}: refused, open '${path}'`), {
        code: refused.code,
        syscall: "open",
        path,
      });
    return await real.open(path, flags);
  };
  return { ...real, open };
});
beforeEach(() => {
  refused.code = "";
});

const NANOSECONDS = join(packageRoot, "experiments", "smoke", "two-neurons-ns.yaml");
const newFolder = () => mkdtempSync(join(tmpdir(), "spikion-disk-"));

const CODES: [string, string][] = [
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "the disk quota is used up"],
  ["EROFS", "the file system is read-only"],
  ["EIO", "the disk fails"],
  ["EMFILE", "too many files are open; allow more, such as ulimit -n 1024"],
  ["EWHAT", "the system refuses"],
];

test.each(CODES)("%s at the start: nothing runs, nothing is left", async (code, words) => {
  const out = join(newFolder(), "run");
  Object.assign(refused, { code, name: /run\.lock/ });
  const { code: exit, err } = await spikion("run", NANOSECONDS, "--out", out, "--quiet");
  expect(err).toBe(`${out}: cannot be written: ${words} (${code})\n`);
  expect(exit).toBe(2);
  expect(existsSync(out) ? readdirSync(out) : []).toEqual([]);
});

test.each(CODES.slice(0, 1))("%s at the end: no file of a result has its final name", async (code, words) => {
  const out = join(newFolder(), "run");
  Object.assign(refused, { code, name: /details\.npz/ });
  const { code: exit, err } = await spikion("run", NANOSECONDS, "--out", out, "--quiet");
  expect(err).toBe(`${out}: the results cannot be written: ${words} (${code}); fix that and run again\n`);
  expect(exit).toBe(2);
  expect(existsSync(out) ? readdirSync(out) : []).toEqual([]);
});

test.each(CODES.slice(3, 4))(
  "%s while a report is rendered again: the one that was there stays",
  async (code, words) => {
    const out = join(newFolder(), "run");
    await spikion("run", NANOSECONDS, "--out", out, "--quiet");
    const before = readFileSync(join(out, "report.html"), "utf8");
    const names = readdirSync(out);
    Object.assign(refused, { code, name: /report\.html/ });
    const { code: exit, err } = await spikion("report", out);
    expect(err).toContain(`: ${words} (${code})`);
    expect(err).not.toMatch(/not your mistake/);
    expect(exit).toBe(2);
    expect(readFileSync(join(out, "report.html"), "utf8")).toBe(before);
    expect(readdirSync(out)).toEqual(names);
  },
);

test("a sweep whose folder cannot be written says so before anything runs", async () => {
  const out = join(newFolder(), "sweep");
  Object.assign(refused, { code: "ENOSPC", name: /run\.lock/ });
  const file = join(packageRoot, "experiments", "studies", "variability-d2d.yaml");
  const small = ["--set", "dataset=mnist-10k", "--set", "train.images=10", "--set", "test.images=10"];
  const { code, err } = await spikion("sweep", file, ...small, "--set", "label.images=10", "--out", out);
  expect(err).toContain(`${out}: cannot be written: the disk is full (ENOSPC)`);
  expect(code).toBe(2);
});
