/** Where a result comes from: enough to make it again. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as z from "zod";

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.iso.datetime();

/** What manifest.json holds. Keys it does not know are kept: a later version may add some. */
export const manifestSchema = z.looseObject({
  /** Tells our manifests from others. */
  format: z.literal("spikion-run"),
  formatVersion: z.literal(1),
  name: z.string(),
  kind: z.enum(["classify", "simulate", "choice", "figure"]),
  seed: z.string(),
  /** sha256 of config.resolved.yaml. */
  configHash: sha256Hex,
  /** sha256 of the data set as the dataset reader counts it; null for runs without one. */
  dataHash: z.string().nullable(),
  versions: z.object({ spikion: z.string(), node: z.string() }),
  /** Whether V8 paired the kernel's vectors; it changes no bit of the result. */
  pairedVectors: z.boolean().optional(),
  /** Commit of the checkout that ran; null outside one. `uncommitted`: its files had been changed since. */
  commit: z.string().nullable(),
  uncommitted: z.boolean().nullable(),
  startedAt: time,
  finishedAt: time,
  interrupted: z.boolean(),
  /** sha256 of the files that a reader relies on. */
  files: z.record(z.string(), sha256Hex),
});

export type Manifest = z.infer<typeof manifestSchema>;

export function sha256(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The versions and commit of the program that is running. */
export async function provenance(): Promise<Pick<Manifest, "versions" | "commit" | "uncommitted">> {
  // Two folders up from src/report and from dist/report alike.
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const { version } = JSON.parse(await readFile(`${root}package.json`, "utf8")) as { version: string };
  const versions = { spikion: version, node: process.versions.node };
  // Asked of our own folder only: an installed package may lie inside somebody else's checkout.
  if (!existsSync(`${root}.git`)) return { versions, commit: null, uncommitted: null };
  try {
    const git = async (...args: string[]) =>
      (await promisify(execFile)("git", ["-C", root, ...args])).stdout.trim();
    const commit = await git("rev-parse", "--verify", "HEAD");
    const changes = await git("status", "--porcelain", "--untracked-files=no");
    return { versions, commit, uncommitted: changes !== "" };
  } catch {
    // No git, or no commit yet: the version alone has to do.
    return { versions, commit: null, uncommitted: null };
  }
}
