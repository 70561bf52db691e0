/**
 * The documentation as a site: `npm run docs [-- FOLDER]` writes it to site/dist unless told otherwise, after `npm ci` in site/ and
 * `npm run build` here. `npm run docs -- --run` runs every code block of tutorials and how-tos instead, the slow ones too.
 * Exit code 1 where a link leads nowhere, or a block does not do what its page says.
 */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runnablePages, runPages } from "./docs/blocks.js";
import { deadLinks } from "./docs/links.js";
import { site } from "./docs/pages.js";
import { movable } from "./docs/relative-base.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const home = join(root, "site");
const bin = join(home, "node_modules", ".bin");

function fail(text: string): never {
  process.stderr.write(`docs: ${text}\n`);
  process.exit(1);
}

/** Runs a tool of site/. */
function tool(name: string, ...args: string[]): void {
  const { status } = spawnSync(join(bin, name), args, { cwd: home, stdio: "inherit" });
  if (status !== 0) fail(`${name} failed`);
}

async function runBlocks(): Promise<void> {
  let failed = 0;
  for (const { page, ran, left, failures } of await runPages(root, runnablePages(root), true)) {
    console.log(`${page}: ${ran} commands, ${left} blocks that are not run`);
    for (const { line, text } of failures) console.log(`docs/${page}:${line}: ${text}`);
    failed += failures.length;
  }
  if (failed > 0) fail(`${failed} blocks do not do what their pages say`);
}

async function build(folder: string): Promise<void> {
  // VitePress leaves this file with every site.
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, "hashmap.json")))
    fail(`${folder} holds other files; accepted: a new or empty folder, or one with a site built before`);
  if (!existsSync(bin)) fail("site/ has no node_modules: run npm ci there");
  if (!existsSync(join(root, "dist/site/index.html"))) fail("the program is not built: npm run build");
  const sources = join(home, "pages");
  rmSync(sources, { recursive: true, force: true });
  const { pages, pictures } = await site(root);
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(sources, path)), { recursive: true });
    writeFileSync(join(sources, path), text);
  };
  for (const [path, text] of pages) put(path, text);
  for (const path of pictures) {
    mkdirSync(dirname(join(sources, path)), { recursive: true });
    copyFileSync(join(root, "docs", path), join(sources, path));
  }
  // What the first page shows lies beside it, under its own name.
  mkdirSync(join(sources, "public"), { recursive: true });
  copyFileSync(join(root, "docs/learning.png"), join(sources, "public/learned.png"));
  put("index.md", readFileSync(join(home, "home.md"), "utf8"));
  tool("typedoc", "--logLevel", "Error");
  for (const path of readdirSync(join(sources, "api"), { recursive: true, encoding: "utf8" }))
    if (path.endsWith(".md")) pages.set(`api/${path}`, readFileSync(join(sources, "api", path), "utf8"));
  cpSync(join(root, "dist/site"), join(sources, "public/explorer"), { recursive: true });

  const dead = deadLinks(
    pages,
    (path) => existsSync(join(sources, path)) || existsSync(join(sources, "public", path)),
  );
  for (const { page, link } of dead) console.log(`dead link: ${page}: ${link}`);
  if (dead.length > 0) fail(`${dead.length} dead links`);

  tool("vitepress", "build");
  const built = join(home, ".vitepress/dist");
  movable(built);
  rmSync(folder, { recursive: true, force: true });
  cpSync(built, folder, { recursive: true });
  console.log(`${pages.size + 1} pages, no dead link: ${folder}`);
}

const args = process.argv.slice(2);
if (args.includes("--run")) await runBlocks();
else await build(resolve(args[0] ?? join(home, "dist")));
