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

/**
 * What takes longest comes first, or one core waits at the end for the other: files that wait for a browser, a compiler or
 * processes, then folders whose tests run the whole program.
 */
const FIRST = [
  "cli/commands/sweep.test.ts",
  "cli/commands/sweep-inputs.test.ts",
  "config/hostile-numbers.test.ts",
  "config/every-field.test.ts",
  "dashboard/chromium.test.ts",
  "explore/chromium.test.ts",
  "library/types.test.ts",
  "golden/weights.test.ts",
  "report/chromium.test.ts",
  "docs/blocks.test.ts",
  "conformance/kernels.test.ts",
  "experiment/resume.test.ts",
  "node/stored-run.test.ts",
  "core/design/design.test.ts",
];
const LONG = /\/test\/(cli|conformance|experiment|explore|fuzz|golden|library)\//;

class LongOnesFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer["sort"]>[0]) {
    const place = ({ moduleId }: (typeof files)[number]) => {
      const first = FIRST.findIndex((file) => moduleId.endsWith(`/test/${file}`));
      return first >= 0 ? first : FIRST.length + (LONG.test(moduleId) ? 0 : 1);
    };
    return [...(await super.sort(files))].sort((a, b) => place(a) - place(b));
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
