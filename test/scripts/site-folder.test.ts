/** A folder that the user names for the explorer's pages loses nothing but earlier pages. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/node/disk.js";

const { clearSite } = (await import(join(packageRoot, "scripts/site-folder.mjs"))) as {
  clearSite: (folder: string) => string | undefined;
};

function folderWith(...names: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "spikion-site-folder-"));
  for (const name of names) writeFileSync(join(folder, name), name);
  return folder;
}

test("a folder with other files is refused in words, and keeps them", () => {
  const folder = folderWith("thesis.tex", "index.html");
  const site = join(packageRoot, "scripts", "site.mjs");
  const { status, stderr } = spawnSync(process.execPath, [site, folder], { encoding: "utf8" });
  expect(stderr).toBe(
    `site: ${folder} holds other files; accepted: a new or empty folder, or one with pages built before\n`,
  );
  expect(status).toBe(2);
  expect(readdirSync(folder).sort()).toEqual(["index.html", "thesis.tex"]);
});

test("of a folder with pages built before, only the pages are removed", () => {
  const pages = ["index.html", "start.json", "main.js", "chunk-NRBVNIFB.js", "digits-test-labels.bin"];
  const folder = folderWith(...pages, "CNAME", "mine.js", "notes.html");
  mkdirSync(join(folder, "style.css"));
  expect(clearSite(folder)).toBeUndefined();
  expect(readdirSync(folder).sort()).toEqual(["CNAME", "mine.js", "notes.html", "style.css"]);
});

test("a folder that is new or empty is taken, and a file is not", () => {
  const folder = folderWith();
  expect(clearSite(folder)).toBeUndefined();
  expect(clearSite(join(folder, "a", "b"))).toBeUndefined();
  expect(readdirSync(join(folder, "a"))).toEqual(["b"]);
  const file = join(folderWith("notes"), "notes");
  expect(clearSite(file)).toBe(`${file} is a file; accepted: a folder`);
});
