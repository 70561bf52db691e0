import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../../src/node/config.js";
import { readNpz } from "../../../src/platform/npz.js";
import { spikion } from "../spikion.js";

const FILE = join(packageRoot, "experiments", "smoke", "sparse-plastic.yaml");
const SET = ["--set", "duration=0.6 s", "--set", "checkpoint.every=100", "--quiet"];
const folder = () => join(mkdtempSync(join(tmpdir(), "spikion-sparse-")), "run");

const bytes = (dir: string, name: string) => readFileSync(join(dir, name));
const metrics = (dir: string) => JSON.parse(bytes(dir, "metrics.json").toString());

test("a network of sparse plastic synapses runs, is resumed to the same bytes, and its files and report can be read", async () => {
  const whole = folder();
  expect((await spikion("run", FILE, "--out", whole, ...SET)).code).toBe(0);

  const out = folder();
  const timer = setInterval(() => {
    try {
      const names = readdirSync(join(out, "checkpoints"));
      if (names.filter((name) => name.endsWith(".checkpoint")).length < 2) return;
      clearInterval(timer);
      process.emit("SIGINT");
    } catch {}
  }, 1);
  const { code } = await spikion("run", FILE, "--out", out, ...SET).finally(() => clearInterval(timer));
  expect(code).toBe(130);
  expect(metrics(out).interrupted).toBe(true);
  expect((await spikion("resume", out)).code).toBe(0);
  for (const name of ["weights.npz", "details.npz", "details.json"])
    expect(bytes(out, name).equals(bytes(whole, name)), name).toBe(true);

  const { conductance, indptr, indices, shape } = readNpz(bytes(out, "weights.npz"));
  expect([...shape!.values]).toEqual([100, 80]);
  expect(conductance!.shape).toEqual(indices!.shape);
  expect(indptr!.values[100]).toBe(indices!.values.length);
  // 8,000 pairs at a probability of 0.2: 1,600, standard deviation 36.
  expect(Math.abs(indices!.values.length - 1600)).toBeLessThan(180);

  const { spikes, conductance: means } = metrics(out);
  expect(spikes.output).toBeGreaterThan(100);
  expect(means.feedforward.end).toHaveLength(100);

  rmSync(join(out, "report.html"));
  expect((await spikion("report", out)).code).toBe(0);
  const page = bytes(out, "report.html").toString();
  expect(page).toContain("Conductance over time");
  expect(page).toContain("source neurons with");
  expect(page).not.toContain("NaN");
});
