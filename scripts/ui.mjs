/**
 * Builds the dashboard's page: `node scripts/ui.mjs [FOLDER]`, dist/ui unless given. One script and one style sheet, so that a
 * copy opens from a disk as well.
 */
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = join(root, "src/dashboard/page");
const named = process.argv[2];
const folder = resolve(named ?? join(root, "dist/ui"));
if (named === undefined) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await build({
  bundle: true,
  minify: true,
  // A module would not be loaded from a file.
  format: "iife",
  target: "es2022",
  platform: "browser",
  outdir: folder,
  logLevel: "warning",
  entryPoints: [join(page, "main.ts"), join(page, "style.css")],
});
copyFileSync(join(page, "index.html"), join(folder, "index.html"));
