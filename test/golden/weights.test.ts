/** Short runs of every kind end with the weights they have always ended with. `npm run weights` compares the longer ones. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { spikion } from "../cli/spikion.js";

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
const experiments = fileURLToPath(new URL("../../experiments", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "spikion-weights-"));

test.each(runs.filter((run) => run.inTests))("$name ends with the weights that are kept", async (run) => {
  const settings = run.set.flatMap((s) => ["--set", s]);
  const file = join(experiments, `${run.experiment}.yaml`);
  const { out, err } = await spikion("run", file, "--json", "--out", join(folder, run.name), ...settings);
  expect(out, err).not.toBe("");
  expect((JSON.parse(out) as Run).weightsSha256).toBe(run.weightsSha256);
});
