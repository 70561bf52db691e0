import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Whole runs of small experiments are among the tests; two cores are enough for the suite in minutes.
    maxWorkers: "100%",
    // Against a test that never ends only: a busy machine breaks none.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
