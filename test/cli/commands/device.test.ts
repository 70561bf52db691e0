import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { goldenPhysics } from "../../golden/eis-physics.js";
import { spikion } from "../spikion.js";

const folder = mkdtempSync(join(tmpdir(), "spikion-device-"));

test("characterise prints slopes, rates and how each law stands against 60x and 1000x", async () => {
  const { code, out } = await spikion("device", "characterise", "eis-ysz14");
  expect(code).toBe(0);
  expect(out).toMatch(/4 V +│ 1\.0000 +│ 300 nS\/s/);
  expect(out).toMatch(/sinh +│ 60x at 4 V +│ 60\.0 +│ 0 +│ 3599 +│ \+259\.9 %/);
  expect(out).toMatch(/time is assumed/);
});

test("--csv has the reference's pulses at both levels", async () => {
  const csv = join(folder, "pulses.csv");
  const svg = join(folder, "pulses.svg");
  expect((await spikion("device", "characterise", "eis-ysz14", "--csv", csv, "--svg", svg)).code).toBe(0);
  const [header, ...rows] = readFileSync(csv, "utf8").trim().split("\n");
  expect(header).toBe("voltage_V,pulse_s,delta_g_S,delta_g_dynamic_S");
  const g = goldenPhysics.pulses;
  expect(rows).toHaveLength(g.V_V.length * g.t_pulse_s.length);
  for (const [k, row] of rows.entries()) {
    const [voltage, length, change, dynamic] = row.split(",").map(Number);
    const [i, j] = [Math.floor(k / g.t_pulse_s.length), k % g.t_pulse_s.length];
    expect(voltage).toBe(g.V_V[i]);
    expect(length! / g.t_pulse_s[j]!).toBeCloseTo(1, 11);
    expect(change! / 1e-9 / g.dG_quasistatic_nS[i]![j]!).toBeCloseTo(1, 9);
    expect(dynamic! / 1e-9 / g.dG_dynamic_nS[i]![j]!).toBeCloseTo(1, 6);
  }
  expect(readFileSync(svg, "utf8")).toContain("pulse length (s)");
});

test("rates of one's own are characterised like a preset's", async () => {
  const rates = join(folder, "rates.csv");
  writeFileSync(rates, "voltage_V,rate_S_per_s\n-4,-2e-7\n-2,-4e-9\n2,4e-9\n4,4e-7\n");
  const { out } = await spikion(
    "device",
    "characterise",
    "eis-ysz14",
    "--rates",
    rates,
    "--json",
    "--voltages",
    "2V,4V",
  );
  const numbers = JSON.parse(out);
  expect(numbers["speedUp(4V)"]).toBeCloseTo(100, 9);
  expect(numbers["rate(2V)"] / 4e-9).toBeCloseTo(1, 9);
});

test("voltages beyond the rates that are given are told, and refused where no rate means anything", async () => {
  const rates = join(folder, "narrow.csv");
  writeFileSync(rates, "voltage_V,rate_S_per_s\n-4,-2e-7\n-2,-4e-9\n2,4e-9\n4,4e-7\n");
  const command = ["device", "characterise", "eis-ysz14", "--rates", rates];
  const { out } = await spikion(...command);
  expect(out).toMatch(/gate voltages of -6 V to 6 V exceed the range of the given rates \(-4 V to 4 V\)/);
  expect(out).not.toMatch(/5 nS\/s at 2 V|rates are assumed/);
  expect(JSON.parse((await spikion(...command, "--json")).out).extrapolation).toHaveLength(1);
  const { code, err } = await spikion(...command, "--voltages=-2V,1kV");
  expect(code).toBe(2);
  expect(err).toMatch(/^--voltages: the gate reaches 1 kV, where .* accepted: gate voltages up to \d+ V\n$/);
});

describe("mistakes end with code 2", () => {
  test.each([
    ["no command", ["device"], /a command is missing; accepted: characterise/],
    ["no device", ["device", "characterise"], /device characterise: <device> is missing/],
    ["an unknown device", ["device", "characterise", "eis"], /"eis" is not a device; accepted: eis-ysz14/],
    [
      "a voltage without a unit",
      ["device", "characterise", "eis-ysz14", "--voltages", "2"],
      /--voltages: "2" has no unit/,
    ],
    ["0 V", ["device", "characterise", "eis-ysz14", "--voltages", "0 V"], /0 V changes nothing/],
    ["one length", ["device", "characterise", "eis-ysz14", "--lengths", "1ms:1ms:1"], /--lengths/],
  ] as [string, string[], RegExp][])("%s", async (_, args, message) => {
    const { code, err } = await spikion(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

test("a third voltage adds to each pulse, and V_oc is set as in experiments", async () => {
  const shifted = await spikion(
    "device",
    "characterise",
    "eis-ysz14",
    "--voltages=3V,4V",
    "--third",
    "0.5V",
    "--json",
  );
  const plain = await spikion("device", "characterise", "eis-ysz14", "--voltages=3.5V,4.5V", "--json");
  expect(shifted.code).toBe(0);
  expect(JSON.parse(shifted.out)).toEqual(JSON.parse(plain.out));
  const lower = await spikion(
    "device",
    "characterise",
    "eis-ysz14",
    "--voltages=3.4V,4.4V",
    "--set",
    "params.vOc=-0.1V",
    "--json",
  );
  expect(JSON.parse(lower.out)["rate(3.4V)"] / JSON.parse(plain.out)["rate(3.5V)"]).toBeCloseTo(1, 9);
});
