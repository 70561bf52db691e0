import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";

const ALL = ["test/**/*.test.ts"];

/** Tests that put something in a module's place: what has loaded it keeps it, so each has a process of its own. */
const MOCKING = readdirSync(join(import.meta.dirname, "test"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => join("test", file))
  .filter((file) => readFileSync(join(import.meta.dirname, file), "utf8").includes("vi.mock("));

/** Folders whose tests run the whole program: they come first, or one core waits at the end for the other. */
const LONG = /\/test\/(cli|conformance|experiment|explore|fuzz|golden|library)\//;

class LongOnesFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer["sort"]>[0]) {
    const sorted = await super.sort(files);
    const long = (file: (typeof files)[number]) => LONG.test(file.moduleId);
    return [...sorted.filter(long), ...sorted.filter((file) => !long(file))];
  }
}

export default defineConfig({
  test: {
    // Whole runs of small experiments are among the tests; two cores are enough for the suite in minutes.
    maxWorkers: "100%",
    // Most of what tests make is soon forgotten: with room for it V8 collects a tenth of the time less.
    execArgv: ["--max-semi-space-size=64"],
    // Against a test that never ends only: a busy machine breaks none.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 300_000 } },
    sequence: { sequencer: LongOnesFirst },
    projects: [
      // They leave nothing behind, so they share processes, and each process loads the program once.
      { extends: true, test: { name: "shared", include: ALL, exclude: MOCKING, isolate: false } },
      { extends: true, test: { name: "mocking", include: MOCKING } },
    ],
  },
});
