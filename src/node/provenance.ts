/** The program that is running: its version and, in a checkout, its commit. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Manifest } from "../report/manifest.js";

/** What git is asked: commit and changes in one answer. */
const STATUS = ["status", "--porcelain=v2", "--branch", "--untracked-files=no"];

/** The versions and commit of the program that is running. */
export async function provenance(): Promise<Pick<Manifest, "versions" | "commit" | "uncommitted">> {
  // Two folders up from src/node and from dist/node alike.
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const { version } = JSON.parse(await readFile(`${root}package.json`, "utf8")) as { version: string };
  const versions = { spikion: version, node: process.versions.node };
  // Asked of our own folder only: an installed package may lie inside somebody else's checkout.
  if (!existsSync(`${root}.git`)) return { versions, commit: null, uncommitted: null };
  try {
    const { stdout } = await promisify(execFile)("git", ["-C", root, ...STATUS]);
    const lines = stdout.trim().split("\n");
    // "(initial)" where there is no commit yet.
    const commit = /^# branch\.oid ([0-9a-f]+)$/m.exec(stdout)?.[1];
    if (commit === undefined) return { versions, commit: null, uncommitted: null };
    return { versions, commit, uncommitted: lines.some((line) => !line.startsWith("# ")) };
  } catch {
    // No git, or no commit yet: the version alone has to do.
    return { versions, commit: null, uncommitted: null };
  }
}
