import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/node/disk.js";
import { provenance } from "../../src/node/provenance.js";

test.skipIf(!existsSync(join(packageRoot, ".git")))(
  "in a checkout the commit is git's, and so is whether files were changed",
  async () => {
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", packageRoot, ...args], { encoding: "utf8" }).trim();
    const { commit, uncommitted } = await provenance();
    expect(commit).toBe(git("rev-parse", "--verify", "HEAD"));
    expect(uncommitted).toBe(git("status", "--porcelain", "--untracked-files=no") !== "");
  },
);
