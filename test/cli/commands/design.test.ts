import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { stdpWindow } from "../../../src/core/stdp/window.js";
import { readWaveformFile } from "../../../src/node/config.js";
import { spikion } from "../spikion.js";

const folder = mkdtempSync(join(tmpdir(), "spikion-design-"));
const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const small = "starts: 4\nlimits: {knots: 5}\n";
const bell = file("bell.yaml", `target: {ltdOnly: {peak: 20 nS, width: 15 ms}}\n${small}`);

test("design prints one line, and writes voltages that make the curve, a table and a page", async () => {
  const [out, csv, html] = ["waves.yaml", "curve.csv", "page.html"].map((name) => join(folder, name));
  const {
    code,
    out: text,
    err,
  } = await spikion("design", bell, "--json", "--out", out!, "--csv", csv!, "--html", html!);
  expect(err).toBe("");
  expect(code).toBe(0);
  expect(text.trim().split("\n")).toHaveLength(1);
  const figures = JSON.parse(text);
  expect(figures).toMatchObject({ reached: true, reasons: [], peak: 20e-9 });
  for (const key of ["rms", "worst", "worstDeltaT", "lonePre", "lonePost"])
    expect(figures[key]).toBeTypeOf("number");
  expect(figures.rms).toBeLessThan(0.05);
  expect(figures.energy.pair).toBeGreaterThan(0);
  expect(figures.sensitivities).toHaveLength(3);
  // What is written is what was judged.
  const { pre, post } = readWaveformFile(out!);
  const { rate } = devices["eis-ysz14"].create({});
  const at = Float64Array.of(figures.worstDeltaT);
  const wanted = -20e-9 * Math.exp(-0.5 * (figures.worstDeltaT / 15e-3) ** 2);
  const worst = Math.abs(stdpWindow({ rate, pre, post, deltaT: at })[0]! - wanted) / 20e-9;
  expect(worst).toBeCloseTo(figures.worst, 9);
  expect(readFileSync(csv!, "utf8")).toMatch(/^delta_t_s,wanted_S,delta_g_S\n/);
  expect(readFileSync(html!, "utf8")).toMatch(/^<!doctype html>[\s\S]*<svg/);
});

test("a target out of reach ends with code 1, a reason, and no file of voltages", async () => {
  const out = join(folder, "none.yaml");
  const { code, err } = await spikion("design", bell, "--set", "limits.voltage=2 V", "--out", out);
  expect(code).toBe(1);
  expect(err).toMatch(
    /bell\.yaml: out of reach; .*none\.yaml is not written: a depression of 20 nS is wanted, and at -2 V/,
  );
  expect(existsSync(out)).toBe(false);
});

test.each([
  [["design", "absent.yaml"], /absent\.yaml: there is no such file/],
  [["design", bell, "--device", "eis-ysz15"], /--device: device: "eis-ysz15" is not a device/],
  [["design", bell, "--rates", "hoping"], /--rates: device\.rate\.law: "hoping" is not a rate law/],
  [["design", bell, "--set", "limits.knot=5"], /unknown key "knot" \(did you mean "knots"\?\)/],
])("%j is refused in words", async (args, words) => {
  const { code, err } = await spikion(...args);
  expect(code).toBe(2);
  expect(err).toMatch(words);
});
