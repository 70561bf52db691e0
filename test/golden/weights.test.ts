/**
 * Short runs of every kind end with the weights they have always ended with, and say the same: what is printed, every
 * number of metrics and details, every word of the report. `npm run weights` compares the weights of longer ones.
 */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { spikion } from "../cli/spikion.js";
import { keptOf } from "./kept.js";

interface Run {
  readonly name: string;
  readonly experiment: string;
  readonly set: readonly string[];
  readonly inTests: boolean;
  readonly weightsSha256: string;
}

const { runs } = JSON.parse(readFileSync(new URL("weights.json", import.meta.url), "utf8")) as {
  runs: readonly Run[];
};
// Whole lines are kept: how tables are wrapped is the matter of test/cli/terminal.test.ts.
vi.stubEnv("COLUMNS", "300");
const experiments = fileURLToPath(new URL("../../experiments", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "spikion-weights-"));

test.each(runs.filter((run) => run.inTests))(
  "$name ends with the weights that are kept, and says what it has always said",
  async (run) => {
    const settings = run.set.flatMap((s) => ["--set", s]);
    const file = join(experiments, `${run.experiment}.yaml`);
    const to = join(folder, run.name);
    const { code, out, err } = await spikion("run", file, "--out", to, ...settings);
    expect(code, err).toBe(0);
    const metrics = JSON.parse(readFileSync(join(to, "metrics.json"), "utf8")) as Run;
    expect(metrics.weightsSha256).toBe(run.weightsSha256);
    await expect(keptOf(to, out)).toMatchFileSnapshot(`results/${run.name}.txt`);
  },
);

test("both kernels give the same run, to the last digit", () => {
  const kept = (name: string) => readFileSync(new URL(`results/${name}.txt`, import.meta.url), "utf8");
  const other = kept("mnist-tiny-reference");
  expect(other).toContain("| kernel | reference |");
  expect(other.replace(/(kernel\W+)reference\b/g, "$1wasm")).toBe(
    kept("mnist-tiny").replace(/(kernel\W+)auto\b/g, "$1wasm"),
  );
});
