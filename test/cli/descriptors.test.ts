/** The program, as it is built, where hardly any file may be open. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { shortOfFiles } from "../../src/cli/main.js";
import { packageRoot } from "../../src/node/config.js";

const MAIN = join(packageRoot, "dist", "cli", "main.js");
const TINY = join(packageRoot, "experiments", "smoke", "mnist-tiny.yaml");

// Node itself takes 19 descriptors; with 22 the program's own files cannot be opened all at once, with 50 those of a command.
describe.skipIf(process.platform === "win32")(
  "too few file descriptors are one sentence and exit code 2",
  () => {
    test.each([
      ["help, in this thread", 22, ["--help"]],
      ["a run, in a thread of its own", 22, ["run", TINY, "--out", "/nowhere/at/all"]],
      ["modules that a command loads", 50, ["check", TINY]],
    ] as [string, number, string[]][])("%s", (_, most, args) => {
      const shell = spawnSync(
        "sh",
        ["-c", `ulimit -n ${most}; exec "$@"`, "sh", process.execPath, MAIN, ...args],
        {
          encoding: "utf8",
        },
      );
      expect(shell.stderr).toMatch(
        /^[^\n]*too many files are open; allow more, such as ulimit -n 1024[^\n]*\n$/,
      );
      expect(shell.status).toBe(2);
      expect(shell.stdout).toBe("");
    });

    test("any error while modules load means that where few files are allowed, and nothing where many are", () => {
      const misread = new SyntaxError("Cannot use import statement outside a module");
      expect(shortOfFiles(misread, 40)).toMatch(/too many files are open/);
      expect(shortOfFiles(misread, 1024)).toBeUndefined();
      expect(shortOfFiles(Object.assign(new Error(), { code: "EMFILE" }), 1024)).toMatch(/too many files/);
    });
  },
);
