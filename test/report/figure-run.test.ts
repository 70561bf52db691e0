import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/node/config.js";
import { readRunFolder } from "../../src/node/run-folder.js";
import { spikion } from "../cli/spikion.js";

const experiment = (id: string) => join(packageRoot, "experiments", "papers", `huang-2025-${id}.yaml`);
const newFolder = () => join(mkdtempSync(join(tmpdir(), "spikion-figure-")), "run");

test("a figure's folder has the picture, the curves and a report, and can be drawn again", async () => {
  const out = newFolder();
  const { code, out: printed } = await spikion("run", experiment("fig4a"), "--out", out);
  expect(code).toBe(0);
  expect(printed).toMatch(/F-38[\s\S]*antisymmetric[\s\S]*report: .*report\.html/);
  const report = readFileSync(join(out, "report.html"), "utf8");
  for (const text of ["Fig. 4a: antisymmetric", "F-38", "holds", "common factor", "peakUp"])
    expect(report).toContain(text);
  // Indices stand lower: they have an element of their own.
  expect(report.replace(/<\/?tspan[^>]*>/g, "")).toContain("Δt = tpost − tpre (ms)");
  expect(readFileSync(join(out, "figure.svg"), "utf8")).toContain("<svg xmlns=");
  expect(readFileSync(join(out, "curves.csv"), "utf8").split("\n")[0]).toBe("panel,series,x,y");
  expect(existsSync(join(out, "weights.npz"))).toBe(false);
  const { result } = await readRunFolder(out);
  expect(result.kind).toBe("figure");
  expect((await spikion("report", out)).code).toBe(0);
  expect(readFileSync(join(out, "report.html"), "utf8")).toBe(report);
});

test("tables with what is assumed are part of the report", async () => {
  const out = newFolder();
  await spikion("run", experiment("table1"), "--out", out, "--quiet");
  const report = readFileSync(join(out, "report.html"), "utf8");
  expect(report).toMatch(/30 % <span class="assumed">assumed<\/span>/);
  expect(report).toContain("What the energies rest on");
});

test("--json prints the numbers and statements, and what does not hold is said", async () => {
  const out = newFolder();
  const { out: printed } = await spikion("run", experiment("fig4b"), "--out", out, "--json", "--quiet");
  const { kind, checks, numbers } = JSON.parse(printed);
  expect(kind).toBe("figure");
  expect(numbers.length).toBeGreaterThan(10);
  expect(checks.find((c: { fact: string }) => c.fact === "F-30").holds).toBe(false);
  expect(readFileSync(join(out, "report.html"), "utf8")).toContain("does not hold");
});

test("a trained network is needed for evaluate: a figure is refused", async () => {
  const out = newFolder();
  await spikion("run", experiment("fig4a"), "--out", out, "--quiet");
  const { code, err } = await spikion("evaluate", out);
  expect(code).toBe(2);
  expect(err).toMatch(/is a run of kind "figure"; accepted: a run of kind "classify"/);
});
