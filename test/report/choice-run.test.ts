import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/node/config.js";
import { readRunFolder } from "../../src/node/run-folder.js";
import { spikion } from "../cli/spikion.js";

const study = join(packageRoot, "experiments", "studies", "dopamine-reward.yaml");
const newFolder = () => join(mkdtempSync(join(tmpdir(), "spikion-choice-")), "run");

test("a choice run from the command line has its folder, picture and report, and can be drawn again", async () => {
  const out = newFolder();
  const set = ["--set", "trials=60", "--set", "reward.reversal=40", "--set", "score.trials=20"];
  const { code, out: printed } = await spikion("run", study, ...set, "--out", out);
  expect(code).toBe(0);
  expect(printed).toMatch(/last trials[\s\S]*n =[\s│]*20[\s\S]*last before the reversal[\s\S]*n =[\s│]*20/);
  const report = readFileSync(join(out, "report.html"), "utf8");
  for (const text of [
    "learning curve",
    "contingency reversed",
    "stimulus 0 → choice 1",
    "change by one pair at each value of dopamine",
    "α<sub>post</sub> follows the signal &quot;dopamine&quot;",
    "Devices keep no trace",
  ])
    expect(report).toContain(text);
  expect(readFileSync(join(out, "figure.svg"), "utf8")).toContain("<svg xmlns=");
  expect(existsSync(join(out, "weights.npz"))).toBe(true);
  const { result } = await readRunFolder(out);
  if (result.kind !== "choice") throw new Error("another kind");
  expect(result.trials.choice).toHaveLength(60);
  expect(result.conductance).toHaveLength(80);
  expect((await spikion("report", out)).code).toBe(0);
  expect(readFileSync(join(out, "report.html"), "utf8")).toBe(report);
});

test("a choice run cannot be tested as a classification", async () => {
  const out = newFolder();
  await spikion("run", study, "--set", "trials=10", "--set", "reward.reversal=none", "--out", out, "--quiet");
  const { code, err } = await spikion("evaluate", out);
  expect(code).toBe(2);
  expect(err).toContain('is a run of kind "choice"; accepted: a run of kind "classify"');
});
