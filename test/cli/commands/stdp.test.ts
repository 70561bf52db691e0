import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../../../src/node/config.js";
import { golden, goldenNames } from "../../golden/eis-reference.js";
import { spikion } from "../spikion.js";

const folder = mkdtempSync(join(tmpdir(), "spikion-stdp-"));
const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
/** Rows of a CSV file as numbers; the header must be that of the specification. */
const rowsOf = (path: string) => {
  const [header, ...rows] = readFileSync(path, "utf8").trim().split("\n");
  expect(header).toBe("delta_t_s,delta_g_S,delta_g_scaled_S");
  return rows.map((row) => row.split(",").map(Number) as [number, number, number]);
};
const csv = join(folder, "out.csv");

describe.each(Object.entries(goldenNames))("stdp %s", (form, key) => {
  test("writes the 41 points of its own span, as the reference has them", async () => {
    const g = golden.forms[key];
    expect((await spikion("stdp", form, "--csv", csv)).code).toBe(0);
    const rows = rowsOf(csv);
    expect(rows).toHaveLength(41);
    // 1e-6 of the gross integral at the peak is the reference's own tolerance; 1e-12 of the peak covers zeros.
    const peak = Math.max(...g.dG_table_nS.map(Math.abs));
    for (const [k, [deltaT, change, scaled]] of rows.entries()) {
      expect(Math.abs(deltaT - g.delta_t_s[k]!)).toBeLessThan(1e-12 * g.delta_t_s[40]!);
      expect(Math.abs(change / 1e-9 - g.dG_table_nS[k]!)).toBeLessThan(1e-9 * peak);
      expect(scaled).toBeCloseTo(g.scale_factor * change, 20);
    }
  });
});

test("a form and its common factor are stated, and the antisymmetric one is the default", async () => {
  const { code, out } = await spikion("stdp");
  expect(code).toBe(0);
  expect(out).toMatch(/form +antisymmetric\n/);
  expect(out).toMatch(/common factor +0\.7, in delta_g_scaled_S only/);
  expect(out).toMatch(/largest change +31\.28 nS at delta_t = 16\.1 ms/);
  const { factor, largest } = JSON.parse((await spikion("stdp", "ltp-only", "--json")).out);
  expect(factor).toBe(0.5);
  expect(largest.change / 30.0417e-9).toBeCloseTo(1, 5);
});

test("--delta-t is from, to and count, ends included", async () => {
  await spikion("stdp", "--delta-t=-20ms:20ms:3", "--csv", csv);
  expect(rowsOf(csv).map(([t]) => t)).toEqual([-0.02, 0, 0.02]);
  // The sign of an argument of its own is no flag.
  await spikion("stdp", "--delta-t", "-1 ms:1 ms:2", "--csv", csv);
  expect(rowsOf(csv).map(([t]) => t)).toEqual([-0.001, 0.001]);
});

test("--alpha-post scales V_post: the dopamine sweep of the reference", async () => {
  const { alpha_post, dG_table_nS } = golden.fig5dDopamine;
  for (const [k, alpha] of alpha_post.entries()) {
    await spikion("stdp", `--alpha-post=${alpha}`, "--csv", csv);
    for (const [j, [, change]] of rowsOf(csv).entries())
      expect(Math.abs(change / 1e-9 - dG_table_nS[k]![j]!)).toBeLessThan(1e-7);
  }
});

describe("--waveforms", () => {
  const knots = 'pre: [["0 ms", "3 V"], ["20 ms", "0 V"]]\npost: [["0 ms", "10 V"], ["10 ms", "10 V"]]\n';

  test("takes voltages of one's own, with a factor of 1 and the span in which they meet", async () => {
    const path = file("own.yaml", knots);
    const { code, out } = await spikion("stdp", "--waveforms", path, "--csv", csv);
    expect(code).toBe(0);
    expect(out).toMatch(/common factor +1 \(none applied\)/);
    const rows = rowsOf(csv);
    expect(rows[0]![0]).toBeCloseTo(-20e-3, 15);
    expect(rows[40]![0]).toBeCloseTo(20e-3, 15);
    for (const [, change, scaled] of rows) expect(scaled).toBe(change);
  });

  test("the third voltage is added at the gate, not halved, timed from the pre spike", async () => {
    // 5 V at the gate for 10 ms by the post spike (10 V halved) and by a third signal alone are the same.
    const post = file(
      "post.yaml",
      'pre: [["0 ms", "0 V"], ["1 ms", "0 V"]]\npost: [["0 ms", "10 V"], ["10 ms", "10 V"]]\n',
    );
    const third = file(
      "third.yaml",
      'pre: [["0 ms", "0 V"], ["1 ms", "0 V"]]\npost: [["0 ms", "0 V"], ["1 ms", "0 V"]]\nthird: [["0 ms", "5 V"], ["10 ms", "5 V"]]\n',
    );
    const changes = [];
    for (const path of [post, third]) {
      await spikion("stdp", "--waveforms", path, "--delta-t=0ms:0ms:1", "--csv", csv);
      changes.push(rowsOf(csv)[0]![1]);
    }
    expect(changes[1]! / changes[0]!).toBeCloseTo(1, 12);
  });

  test.each([
    ["times that do not ascend", knots.replace('"20 ms"', '"-1 ms"'), /pre: .*times must ascend/],
    ["a bare number", knots.replace('"3 V"', "3"), /pre\.0\.1: 3 is a bare number; accepted: a voltage/],
    ["a wrong unit", knots.replace('"3 V"', '"3 mA"'), /pre\.0\.1: "3 mA" has unit "mA" where a voltage/],
    ["an unknown key", `${knots}pots: []\n`, /unknown key "pots" \(did you mean "post"\?\)/],
    ["no post", knots.split("\n")[0]!, /post: is missing/],
  ])("with %s is refused by file and path", async (_, content, message) => {
    const path = file("bad.yaml", content);
    const { code, err } = await spikion("stdp", "--waveforms", path);
    expect(code).toBe(2);
    expect(err).toContain(path);
    expect(err).toMatch(message);
  });
});

describe("a gate beyond the rates that are given", () => {
  const rates = file("narrow.csv", "voltage_V,rate_S_per_s\n-4,-2e-7\n-2,-4e-9\n2,4e-9\n4,4e-7\n");
  const waves = (third: string) =>
    file(
      "narrow.yaml",
      `pre: [[0 ms, 2 V], [20 ms, 0 V]]\npost: [[0 ms, 3 V], [10 ms, 3 V], [10 ms, -4 V], [20 ms, -4 V]]\n${third}`,
    );

  test("is told with the curve, and in its figures", async () => {
    const { out } = await spikion("stdp", "--rates", rates);
    expect(out).toMatch(
      /gate voltages of -6\.5 V to 6\.5 V exceed the range of the given rates \(-4 V to 4 V\)/,
    );
    const figures = JSON.parse((await spikion("stdp", "--rates", rates, "--json")).out);
    expect(figures.extrapolation).toEqual([expect.stringMatching(/exceed the range/)]);
    expect(figures.gate.high).toBe(figures.peakGate);
    const within = JSON.parse((await spikion("stdp", "--json")).out);
    expect(within).not.toHaveProperty("extrapolation");
  });

  test("counts a third voltage, which moves with V_pre", async () => {
    const gate = async (third: string) =>
      JSON.parse((await spikion("stdp", "--waveforms", waves(third), "--rates", rates, "--json")).out);
    expect(await gate("")).toMatchObject({ peakGate: 2.5, gate: { low: -2, high: 2.5 } });
    expect(await gate("third: [[0 ms, 2 V], [5 ms, 2 V]]\n")).toMatchObject({ peakGate: 4.5 });
    // At 10 ms V_pre is still at 1 V, half of it at the gate.
    const late = await gate("third: [[10 ms, -1.5 V], [30 ms, -1.5 V]]\n");
    expect(late.gate).toEqual({ low: -3.5, high: 2.5 });
    expect(late).not.toHaveProperty("extrapolation");
  });

  test.each(["20", "1000", "-1e6", "1e308"])(
    "an amplitude of %s is refused in finite numbers",
    async (alpha) => {
      const { code, out, err } = await spikion("stdp", `--alpha-pre=${alpha}`, "--json");
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(/stdp: the gate reaches .* accepted: gate voltages (up|down) to -?63 V\n$/);
      expect(err).not.toMatch(/NaN|Infinity/);
    },
  );

  test("ten times V_pre is told with finite numbers", async () => {
    const { code, out } = await spikion("stdp", "--alpha-pre", "10");
    expect(code).toBe(0);
    expect(out).toMatch(/exceed the range of the given rates \(-12 V to 12 V\)/);
    expect(out).not.toMatch(/NaN|Infinity/);
  });

  test("says of waveforms and rates what was used: the paper's form and preset, or one's own", async () => {
    const { out: preset } = await spikion("stdp");
    expect(preset).toMatch(/waveforms +reconstruction of the paper's fig\. 3b\/4a/);
    expect(preset).toMatch(/Assumed: 5 nS\/s at 2 V/);
    const { out: own } = await spikion("stdp", "--waveforms", waves(""), "--rates", rates);
    expect(own).not.toMatch(/reconstruct|assumed|5 nS\/s|2 V \(/i);
    const { out: mixed } = await spikion("stdp", "--rates", rates);
    expect(mixed).toMatch(/reconstruction/);
    expect(mixed).not.toMatch(/5 nS\/s/);
  });
});

describe("--rates", () => {
  const rows = "voltage_V,rate_S_per_s\n-3,-4e-8\n-1,-1e-12\n0.5,1e-13\n2,5e-9\n4,3e-7\n";

  test("takes measured rates of both polarities, asymmetric as they are", async () => {
    const path = file("rates.csv", rows);
    const one = file(
      "one.yaml",
      'pre: [["0 s", "4 V"], ["1 ms", "4 V"]]\npost: [["0 s", "0 V"], ["1 ms", "0 V"]]\n',
    );
    await spikion("stdp", "--waveforms", one, "--rates", path, "--delta-t=1s:1s:1", "--csv", csv);
    // 2 V at the gate for 1 ms, a row of the table.
    expect(rowsOf(csv)[0]![1] / 5e-12).toBeCloseTo(1, 12);
    const other = file(
      "other.yaml",
      'pre: [["0 s", "-6 V"], ["1 ms", "-6 V"]]\npost: [["0 s", "0 V"], ["1 ms", "0 V"]]\n',
    );
    await spikion("stdp", "--waveforms", other, "--rates", path, "--delta-t=1s:1s:1", "--csv", csv);
    expect(rowsOf(csv)[0]![1] / -4e-11).toBeCloseTo(1, 12);
  });

  test("takes a rate law by name, with the device's own thickness", async () => {
    const peak = async (device: string) =>
      JSON.parse(
        (await spikion("stdp", "--device", device, "--rates", "hopping-butler-volmer", "--json")).out,
      ).largest.change;
    expect((await peak("eis-ysz14")) / 31.27e-9).toBeCloseTo(1, 3);
    expect((await peak("eis-ysz7")) / (await peak("eis-ysz14"))).toBeGreaterThan(10);
  });

  test.each([
    ["another header", rows.replace("voltage_V", "volts"), /line 1/],
    ["a row at 0 V", rows.replace("0.5,1e-13", "0,0"), /is a row at 0 V; .*line 4/],
    ["voltages out of order", rows.replace("\n2,", "\n0.4,"), /0\.4 V comes after 0\.5 V; .*ascending/],
    [
      "a rate of the wrong sign",
      rows.replace("-1e-12", "1e-12"),
      /rate at -1 V is 1e-12 S\/s; accepted: below 0/,
    ],
    ["one polarity only", "voltage_V,rate_S_per_s\n1,1e-9\n2,1e-8\n", /has 0 rows below 0 V/],
    ["a word", rows.replace("5e-9", "fast"), /"2,fast" is not a row/],
    ["no rows", "voltage_V,rate_S_per_s\n", /has 0 rows above 0 V/],
  ])("with %s is refused by file and line", async (_, content, message) => {
    const { code, err } = await spikion("stdp", "--rates", file("bad.csv", content));
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).toContain("bad.csv");
  });
});

test("--svg and --png write the curve as pictures", async () => {
  const svg = join(folder, "out.svg");
  const png = join(folder, "out.png");
  expect((await spikion("stdp", "--svg", svg, "--png", png)).code).toBe(0);
  // Indices stand lower: they have an element of their own.
  const picture = readFileSync(svg, "utf8").replace(/<\/?tspan[^>]*>/g, "");
  for (const text of ['<svg xmlns="', "Δt = tpost − tpre (ms)", "ΔG (nS)", "common factor"])
    expect(picture).toContain(text);
  expect([...readFileSync(png).subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
});

test("--compensate solves the amplitudes anew for another device", async () => {
  const lone = async (...more: string[]) => {
    const { lonePre } = JSON.parse((await spikion("stdp", "--device", "eis-ysz7", "--json", ...more)).out);
    return Math.abs(lonePre.net / lonePre.gross);
  };
  expect(await lone()).toBeGreaterThan(0.1);
  expect(await lone("--compensate")).toBeLessThan(1e-9);
});

describe("mistakes on the command line end with code 2", () => {
  test.each([
    [
      "an unknown form",
      ["stdp", "symetric"],
      /"symetric" is not a form; accepted: .* \(did you mean "symmetric"\?\)/,
    ],
    [
      "an unknown device",
      ["stdp", "--device", "eis-ysz"],
      /"eis-ysz" is not a device; accepted: eis-ysz14, eis-ysz7/,
    ],
    ["a form and waveforms", ["stdp", "symmetric", "--waveforms", "x.yaml"], /accepted: one of them/],
    [
      "a range without a count",
      ["stdp", "--delta-t=-1ms:1ms"],
      /--delta-t: "-1ms:1ms" has 2 parts; accepted: from:to:n/,
    ],
    ["a range without units", ["stdp", "--delta-t=-1:1:3"], /--delta-t: "-1" has no unit/],
    ["a range backwards", ["stdp", "--delta-t=1ms:-1ms:3"], /goes backwards/],
    ["one point at two ends", ["stdp", "--delta-t=1ms:2ms:1"], /asks for one point at two ends/],
    ["points at one place", ["stdp", "--delta-t=1ms:1ms:4"], /asks for 4 points at one place/],
    ["a count of 0", ["stdp", "--delta-t=1ms:2ms:0"], /count outside 1/],
    ["a factor with a unit", ["stdp", "--alpha-post", "1 V"], /--alpha-post: "1 V" has unit "V"/],
    ["a file that is not there", ["stdp", "--rates", "no.csv"], /no\.csv: there is no such file/],
    [
      "a folder that is not there",
      ["stdp", "--csv", join(folder, "no", "x.csv")],
      /--csv: .*its folder does not exist/,
    ],
    ["an unknown flag", ["stdp", "--alfa-post", "1"], /alfa-post/],
  ] as [string, string[], RegExp][])("%s", async (_, args, message) => {
    const { code, err } = await spikion(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

test("the built program writes the 41 points of the form's own span", () => {
  const main = join(packageRoot, "dist", "cli", "main.js");
  execFileSync(process.execPath, [main, "stdp", "--csv", csv]);
  expect(readFileSync(csv, "utf8").trim().split("\n")).toHaveLength(42);
});

test("a point that is no number is refused before anything is written", async () => {
  const path = join(folder, "none.csv");
  const { code, out, err } = await spikion("stdp", "--delta-t=-1e308s:1e308s:5", "--csv", path);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^stdp: delta_t of point 1 of 5 is NaN, no number that could be shown/);
  expect(existsSync(path)).toBe(false);
});

test("--compensate --out writes the solved voltages: drawn again, a lone spike leaves nothing, at this V_oc", async () => {
  const out = join(folder, "solved.yaml");
  const device = ["--set", "params.vOc=-0.1V"];
  const { code } = await spikion("stdp", "symmetric", "--compensate", ...device, "--out", out);
  expect(code).toBe(0);
  const again = await spikion("stdp", "--waveforms", out, ...device, "--json");
  const { lonePre, lonePost, largest } = JSON.parse(again.out);
  for (const { net } of [lonePre, lonePost]) expect(Math.abs(net / largest.change)).toBeLessThan(0.02);
  const before = await spikion("stdp", "symmetric", ...device, "--json");
  expect(Math.abs(JSON.parse(before.out).lonePost.net)).toBeGreaterThan(Math.abs(lonePost.net));
});

test("--third is a voltage at the gate, as a file's own third is", async () => {
  const own = file(
    "third.yaml",
    'pre: [["0 ms", "3 V"], ["20 ms", "0 V"]]\npost: [["0 ms", "10 V"], ["10 ms", "10 V"], ["10 ms", "-10.763 V"], ["22 ms", "-10.763 V"]]\nthird: [["-5 ms", "0.2 V"], ["40 ms", "0.2 V"]]\n',
  );
  const a = await spikion("stdp", "--waveforms", own, "--json");
  const b = await spikion("stdp", "box-over-ramp", "--third=-5ms:0.2V,40ms:0.2V", "--json");
  expect(JSON.parse(a.out).gate).toEqual(JSON.parse(b.out).gate);
  const wrong = await spikion("stdp", "--third=5ms,0.2V");
  expect(wrong.code).toBe(2);
  expect(wrong.err).toMatch(/--third: "5ms" is not time:voltage; accepted: knots such as/);
});

test("a module and --set serve as the device", async () => {
  const module = file(
    "mine.mjs",
    `import { devices } from ${JSON.stringify(join(packageRoot, "dist/core/index.js"))};
const { params, rateSource } = devices["eis-ysz14"];
export const doc = "twice as fast";
export { params, rateSource };
export const create = (values) => {
  const device = devices["eis-ysz14"].create(values);
  const { vOc, rate, antiderivative } = device.rate;
  return { ...device, rate: { vOc, rate: (v) => 2 * rate(v), antiderivative: (v) => 2 * antiderivative(v) } };
};
`,
  );
  const once = await spikion("stdp", "symmetric", "--json");
  const twice = await spikion("stdp", "symmetric", "--device", module, "--json");
  expect(twice.code).toBe(0);
  expect(JSON.parse(twice.out).largest.change / JSON.parse(once.out).largest.change).toBeCloseTo(2, 9);
  const wrong = await spikion("stdp", "--set", "params.voc=-0.1V");
  expect(wrong.code).toBe(2);
  expect(wrong.err).toMatch(/unknown key "voc" \(did you mean "vOc"\?\)/);
});

describe("--draws", () => {
  const fitted = "experiments/devices/my-device.yaml";
  test("draws a band around the curve of a fitted device, in every output", async () => {
    const svg = join(folder, "band.svg");
    const args = ["stdp", "box-over-ramp", "--device", fitted, "--draws", "5", "--csv", csv, "--svg", svg];
    const { code, out } = await spikion(...args, "--json");
    expect(code).toBe(0);
    const { draws, largest } = JSON.parse(out);
    expect(draws.count).toBe(5);
    const [low, high] = draws.ci95.largest;
    expect(low).toBeLessThan(largest.change);
    expect(high).toBeGreaterThan(largest.change);
    const [header, ...rows] = readFileSync(csv, "utf8").trim().split("\n");
    expect(header).toBe("delta_t_s,delta_g_S,delta_g_scaled_S,delta_g_low_S,delta_g_high_S");
    for (const [k, row] of rows.entries()) {
      const [, change, , below, above] = row.split(",").map(Number);
      expect(below).toBeLessThanOrEqual(change!);
      expect(above).toBeGreaterThanOrEqual(change!);
      expect([below, above]).toEqual([draws.low[k], draws.high[k]]);
    }
    expect(readFileSync(svg, "utf8")).toContain("fill-opacity");
  });

  test.each([
    [["--device", "eis-ysz14", "--draws", "5"], /--draws: eis-ysz14 says nothing of its uncertainty/],
    [["--draws", "5"], /--draws: eis-ysz14 says nothing of its uncertainty; accepted: --device FILE with/],
    [["--device", fitted, "--rates", "sinh", "--draws", "5"], /--draws: --rates sinh replaces the rates/],
    [["--device", fitted, "--set", "device.draw=2", "--draws", "5"], /--set device.draw=2 chooses one draw/],
    [["--device", "absent.yaml", "--draws", "5"], /^--device: there is no device file absent.yaml/],
    [["--device", fitted, "--draws", "1"], /--draws: got 1; accepted: a whole number of draws, 2 to 1000/],
    [["--device", fitted, "--draws", "many"], /--draws: got many/],
  ])("refuses %j in words", async (args, message) => {
    const { code, err } = await spikion("stdp", "box-over-ramp", ...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
