import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findBackend } from "../../../src/crossbar/kernels/tfjs-backend.js";
import { packageRoot } from "../../../src/node/config.js";
import { backendLoaders } from "../../../src/node/tensorflow.js";
import { spikion } from "../spikion.js";

const STUDY = join(packageRoot, "experiments", "studies", "montecarlo-window.yaml");
const newFolder = () => mkdtempSync(join(tmpdir(), "spikion-montecarlo-"));

test("montecarlo writes a run folder whose report has the band and the histograms", async () => {
  const out = join(newFolder(), "run");
  const few = ["--devices", "300", "--backend", "wasm", "--tau", "5ms"];
  const { code, out: printed } = await spikion(
    "montecarlo",
    STUDY,
    ...few,
    "--out",
    out,
    "--json",
    "--quiet",
  );
  expect(code).toBe(0);
  const metrics = JSON.parse(printed);
  expect(metrics).toMatchObject({ kind: "figure", figure: "montecarlo", interrupted: false });
  for (const file of ["curves.csv", "figure.svg", "report.html"])
    expect(existsSync(join(out, file))).toBe(true);
  const report = readFileSync(join(out, "report.html"), "utf8");
  expect(report).toContain("STDP window of 300 devices");
  expect(report).toContain("Percentiles over devices");
  expect(report).toMatch(/Exact integration of \d+ changes differs by/);
});

const absent = "why" in (await findBackend("tensorflow", backendLoaders));
test.skipIf(!absent)(
  "a backend that is asked for and absent: exit code 2, and the command that installs it",
  async () => {
    const { code, out, err } = await spikion("montecarlo", STUDY, "--backend", "tensorflow", "--quiet");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^kernel.tfjs.backend: "tensorflow" is not available: .*npm install --prefix .*\n$/);
  },
);

test("another kind of experiment is refused with the command that runs it", async () => {
  const tiny = join(packageRoot, "experiments", "smoke", "mnist-tiny.yaml");
  const { code, err } = await spikion("montecarlo", tiny);
  expect(code).toBe(2);
  expect(err).toMatch(/has kind: classify; accepted: .*figure: montecarlo .*spikion run/);
});
