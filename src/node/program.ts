/** The program that is running, known by its own files: a checkout may be changed without a commit. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Origin } from "../sweep/origin.js";
import { provenance } from "./provenance.js";
import { newSha256 } from "./sha256.js";

/** What the program is made of; type declarations and maps compute nothing. */
const CODE = /(?<!\.d)\.(js|ts|wasm)$/;

/** @returns sha256 over names and contents of the program's own files, as they are on the disk now */
export function codeHash(): string {
  // src or dist, whichever this file is in.
  const root = fileURLToPath(new URL("../", import.meta.url));
  const names = namesIn(root, "").sort();
  const hash = newSha256();
  for (const name of names) {
    const bytes = readFileSync(join(root, name));
    hash.update(new TextEncoder().encode(`${name} ${bytes.length}\n`));
    hash.update(bytes);
  }
  return hash.hex();
}

/** Files of the program below a folder, with `/`; quicker than Node's own recursion, which asks after every name. */
function namesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}${entry.name}`;
    if (entry.isDirectory()) return namesIn(root, `${name}/`);
    return CODE.test(name) ? [name] : [];
  });
}

/** What results of now are marked with. */
export async function programNow(): Promise<Origin["program"]> {
  const { versions, commit } = await provenance();
  return { spikion: versions.spikion, commit, code: codeHash() };
}
