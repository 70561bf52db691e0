/** Where the explorer's pages go: a folder is emptied only of what earlier pages left there. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** Names that scripts/site.mjs gives: its own, esbuild's chunks (name, dash, hash) and the digits. */
const KNOWN =
  /^(index\.html|style\.css|start\.json|main\.js|(training|design)-worker\.js|browser-thread\.js|[\w-]+-[A-Z0-9]{8}\.js|digits-[a-z-]+\.bin)$/;
/** What every folder of pages holds. */
const MARKS = ["index.html", "start.json"];

/**
 * Makes a folder, or removes the pages that were built into it before; other files in it stay.
 * @param {string} folder  an absolute path
 * @returns {string | undefined}  why the folder cannot be used, in words; nothing is removed then
 */
export function clearSite(folder) {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) return `${folder} is a file; accepted: a folder`;
    const entries = readdirSync(folder, { withFileTypes: true });
    const names = entries.map(({ name }) => name);
    if (names.length > 0 && !MARKS.every((name) => names.includes(name)))
      return `${folder} holds other files; accepted: a new or empty folder, or one with pages built before`;
    for (const entry of entries)
      if (KNOWN.test(entry.name) && entry.isFile()) rmSync(join(folder, entry.name));
  }
  mkdirSync(folder, { recursive: true });
  return undefined;
}
