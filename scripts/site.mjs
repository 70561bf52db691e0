/**
 * Builds the explorer as static files: `node scripts/site.mjs [FOLDER]`, dist/site unless given. They work from any
 * sub-path of any web host. Needs what `npm run build` makes before it. Exit 2 where FOLDER holds something else.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { parse } from "yaml";
import { clearSite } from "./site-folder.mjs";
import { withoutParts } from "./site-parts.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const named = process.argv[2];
const folder = resolve(named ?? join(root, "dist/site"));
if (named === undefined) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
} else {
  const problem = clearSite(folder);
  if (problem !== undefined) {
    process.stderr.write(`site: ${problem}\n`);
    process.exit(2);
  }
}
const page = join(root, "src/explore/page");
const { PACKAGE_FILES } = await import("../dist/explore/worker-files.js");
const { idxFiles } = await import("../dist/explore/digits.js");
const { openDataset } = await import("../dist/index.js");

const texts = Object.fromEntries(
  PACKAGE_FILES.map((path) => [path, JSON.stringify(parse(readFileSync(join(root, path), "utf8")))]),
);
/** Config files of the package as a module, as JSON. */
const packageTexts = {
  name: "package-texts",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^package-texts$/ }, () => ({ path: "package-texts", namespace: "package-texts" }));
    onLoad({ filter: /.*/, namespace: "package-texts" }, () => ({
      contents: `export const PACKAGE_TEXTS = ${JSON.stringify(texts)};`,
    }));
  },
};

const options = {
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  platform: "browser",
  outdir: folder,
  logLevel: "warning",
  // Loaded only where the tfjs kernel is asked for, which a page does not.
  external: ["@tensorflow/*"],
};
const entry = (name) => join(page, name);
await build({ ...options, entryPoints: [entry("main.ts")], splitting: true, chunkNames: "[name]-[hash]" });
await build({
  ...options,
  plugins: [packageTexts, withoutParts()],
  entryPoints: [entry("training-worker.ts"), entry("design-worker.ts")],
});
await build({
  ...options,
  entryPoints: [join(root, "src/browser-thread.ts"), entry("style.css")],
  entryNames: "[name]",
});
copyFileSync(entry("index.html"), join(folder, "index.html"));
writeFileSync(join(folder, "start.json"), '{"link":""}\n');
for (const [name, bytes] of Object.entries(idxFiles(openDataset("mnist-10k"))))
  writeFileSync(join(folder, name), gzipSync(bytes, { level: 9 }));
