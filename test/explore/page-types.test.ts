/** The page is compiled apart from the rest, with the types of the browser. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/node/disk.js";

test("the page's types hold", () => {
  const tsc = join(packageRoot, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", join(packageRoot, "tsconfig.page.json")], {
    encoding: "utf8",
  });
  expect(stdout).toBe("");
});
