/** The documentation's pages: nothing that the program has is missing, and no link leads nowhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { experimentFiles } from "../../scripts/docs/gallery.js";
import { anchorsOf, deadLinks } from "../../scripts/docs/links.js";
import { anchor } from "../../scripts/docs/markdown.js";
import { type Site, site } from "../../scripts/docs/pages.js";
import { movedPage, movedScript, movedStyle } from "../../scripts/docs/relative-base.js";
import { allCommands, nameOf } from "../../src/cli/commands/index.js";
import { packageRoot } from "../../src/node/disk.js";
import { allFamilies, parts } from "../../src/parts.js";

let made: Site;
beforeAll(async () => {
  made = await site(packageRoot);
});
const page = (path: string): string => made.pages.get(path) ?? "";

test("no link of a page leads nowhere", () => {
  // These two are made by other programs when the site is built, and checked then.
  const built = (path: string): boolean => path.startsWith("api/") || path.startsWith("explorer/");
  expect(deadLinks(made.pages, (path) => built(path) || made.pictures.includes(path))).toEqual([]);
});

test("no link of a file of docs/ leads nowhere in the project", () => {
  const texts = new Map(
    readdirSync(join(packageRoot, "docs"), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".md"))
      .map((path) => [`docs/${path}`, readFileSync(join(packageRoot, "docs", path), "utf8")] as const),
  );
  expect(texts.size).toBeGreaterThan(20);
  expect(deadLinks(texts, (path) => existsSync(join(packageRoot, path)))).toEqual([]);
});

test("every command has a page with its options", () => {
  const names = allCommands().map(nameOf);
  expect(names.length).toBeGreaterThan(15);
  for (const name of names) expect(page(`reference/command-line/${name}.md`), name).toContain("--help");
  expect(page("reference/command-line/device.md")).toContain("## spikion device fit");
  expect(page("reference/command-line/nir.md")).toContain("## spikion nir import");
});

test("every part is on its family's page, with each number and where it comes from", () => {
  for (const { name } of allFamilies) expect(page(`reference/parts/${name}.md`), name).not.toBe("");
  for (const { kind, name, params } of parts) {
    const text = page(`reference/parts/${kind}.md`);
    expect(anchorsOf(text), name).toContain(anchor(name));
    for (const key of Object.keys(params)) expect(text, `${name}.${key}`).toContain(`| \`${key}\` |`);
  }
});

test("every kind of document has a page with all its fields", () => {
  const fields = readFileSync(join(packageRoot, "schema/fields.md"), "utf8");
  const rows = (text: string, cell: RegExp): number => text.match(cell)?.length ?? 0;
  const inPages = [...made.pages].filter(([path]) => path.startsWith("reference/config/"));
  expect(inPages.length).toBe(1 + rows(fields, /^## /gm));
  expect(inPages.reduce((sum, [, text]) => sum + rows(text, /^\| <code>/gm), 0)).toBe(
    rows(fields, /^\| `/gm),
  );
});

test("every experiment is in the gallery, with its question and a picture", () => {
  const files = experimentFiles(packageRoot);
  expect(files.length).toBeGreaterThan(50);
  const gallery = [...made.pages]
    .filter(([path]) => path.startsWith("gallery/"))
    .map(([, text]) => text)
    .join("\n");
  for (const file of files) {
    const name = file.replace(/^experiments\/|\.yaml$/g, "");
    const entry = gallery.split(/^## /m).find((text) => text.startsWith(`${name}\n`)) ?? "";
    expect(entry, name).toContain("npx spikion");
    expect(/!\[|<svg/.test(entry), `${name} has a picture`).toBe(true);
  }
  expect(gallery.match(/Open in the explorer/g)!.length).toBeGreaterThan(30);
});

test("a built page names files by the way from itself, and tells its scripts where the site begins", () => {
  const html = `<head></head><a href="/__base__/a.html"></a><script>x=JSON.parse("{\\"base\\":\\"/__base__/\\"}")</script>`;
  const moved = movedPage(html, "how-to/cite.html");
  expect(moved).toContain('href="../a.html"');
  expect(moved).toContain('new URL("../",location.href)');
  expect(moved).not.toContain("__base__");
  expect(movedStyle("url(/__base__/assets/a.woff2)", "assets/style.css")).toBe("url(../assets/a.woff2)");
});

test("a built script puts the address together, whatever quotes it stands in", () => {
  const script = 'const a="/__base__/x",b=`{"id":"/__base__/y"}`,c=\'"/__base__/"\';';
  const moved = movedScript(script);
  const values = new Function("window", `${moved}return [a,b,c]`)({ __BASE__: "/here/" }) as string[];
  expect(values).toEqual(["/here/x", '{"id":"/here/y"}', '"/here/"']);
});
