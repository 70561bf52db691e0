import { defineConfig } from "vitest/config";

/** Folders whose tests keep nothing between each other: they share a process, and load their modules once. */
const SHARED = [
  "core",
  "crossbar",
  "engine",
  "fit",
  "learning",
  "metrics",
  "network",
  "readout",
  "report",
].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    // Whole runs of small experiments are among the tests; two cores are enough for the suite in minutes.
    maxWorkers: "100%",
    // Against a test that never ends only: a busy machine breaks none.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: [
      { extends: true, test: { name: "parts", include: SHARED, isolate: false } },
      { extends: true, test: { name: "program", include: ["test/**/*.test.ts"], exclude: SHARED } },
    ],
  },
});
