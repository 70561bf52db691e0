/** Devices drawn from what a fit leaves open: `{preset: my-device.yaml, draw: 3}`. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type DeviceParts, drawDevice } from "../../src/config/draw-device.js";
import { builtIn } from "../../src/config/parts.js";
import { uncertainty } from "../../src/config/schema/uncertainty.js";
import { deviceYaml } from "../../src/config/write-device.js";
import { type Plain, type PlainMap, parseYaml } from "../../src/config/yaml.js";
import { type Device, labelOf } from "../../src/core/device/index.js";
import type { Unit } from "../../src/core/params.js";
import { parseQuantity } from "../../src/core/units.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { fitDevice, type StateChoice } from "../../src/fit/fit.js";
import { prepare } from "../../src/fit/prepare.js";
import { type LawChoice, rateLaw } from "../../src/fit/rate-law.js";
import { chosenDevice, loadExperiment, planSweep } from "../../src/node/config.js";
import { simulate, TRUTH } from "../fit/simulate.js";

const folder = mkdtempSync(join(tmpdir(), "draws-"));
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const SMALL = "experiments/smoke/two-neurons-ns.yaml";
const AT = "network.projections.feedforward.synapses.eis";

const pulses = simulate(
  TRUTH,
  { devices: 4, voltages: [2, -2, 3, -3, 4, -4], trains: 1, length: 14, step: 0.06 },
  "draws",
);
const files = [{ name: "p.csv", sha256: "abc" }];
function fitted(name: string, state: StateChoice, law: LawChoice) {
  const fit = fitDevice(prepare(pulses), state);
  return { fit, file: write(name, deviceYaml(fit, rateLaw(fit, law), law, files, "eis-ysz14", name)) };
}
const power = fitted("power.yaml", "power", "table");

const drawn = (file: string, draw: number): Promise<Device> =>
  chosenDevice({ device: file }, [`device.draw=${draw}`]);
const drawsOf = (file: string, n: number) =>
  Promise.all(Array.from({ length: n }, (_, k) => drawn(file, k + 1)));

test("draws lie around the fit as its intervals say, and within what is physical", () => {
  const { value } = parseYaml(readFileSync(power.file, "utf8"), "power.yaml");
  const { params, uncertainty: block, ...device } = value as PlainMap;
  const numbers = uncertainty.read(block, builtIn);
  const all = Array.from({ length: 400 }, (_, k) =>
    drawDevice({ device, params: params as PlainMap }, numbers, k + 1),
  );
  const { fit } = power;
  const si = (text: Plain, unit: Unit) => parseQuantity(String(text), unit);
  const beta = (d: DeviceParts) => d.params.beta as { plus: number; minus: number };
  const rate = (d: DeviceParts, k: number) => si(((d.device.rate as PlainMap).rate as Plain[])[k]!, "S/s");
  for (const [pick, { ci95 }] of [
    [(d: DeviceParts) => si(d.params.gMax!, "S"), fit.gMax],
    [(d: DeviceParts) => si(d.params.gMin!, "S"), fit.gMin],
    [(d: DeviceParts) => beta(d).plus, fit.betaPlus],
    [(d: DeviceParts) => beta(d).minus, fit.betaMinus],
    [(d: DeviceParts) => si(d.params.c2c!, "1"), fit.c2c],
    [(d: DeviceParts) => si(d.params.d2d!, "1"), fit.d2d],
    [(d: DeviceParts) => si(d.device.readNoise!, "S"), fit.readNoise],
    ...fit.rates.map((r, k) => [(d: DeviceParts) => rate(d, k), r] as const),
  ] as const) {
    const [low, high] = ci95;
    const inside = all.filter((d) => pick(d) >= low! && pick(d) <= high!).length / all.length;
    // 95 % of 400 scatter by 1.1 %.
    expect(inside).toBeGreaterThan(0.915);
    expect(inside).toBeLessThan(0.985);
  }
  for (const d of all) expect(si(d.params.gMin!, "S")).toBeGreaterThanOrEqual(0);
});

test("what the fit cannot tell apart moves together: gains of the few devices move all rates alike", async () => {
  const all = await drawsOf(power.file, 15);
  const ratio = all.map((d) => d.rate.rate(4) / d.rate.rate(3));
  const alone = all.map((d) => d.rate.rate(4));
  const spread = (x: number[]) => Math.max(...x) / Math.min(...x);
  expect(spread(ratio)).toBeLessThan(0.5 * (spread(alone) - 1) + 1);
});

test("a draw is the same wherever it is named, and says so; draw 0 is the fit", async () => {
  const [a, b, zero] = [await drawn(power.file, 3), await drawn(power.file, 3), await drawn(power.file, 0)];
  expect(a.gMax).toBe(b.gMax);
  expect(labelOf(a)).toBe("power.yaml, draw 3");
  expect(a.sources!.gMax).toMatch(/^draw 3 from the uncertainty of: fitted: p\.csv/);
  expect(zero.gMax / power.fit.likeliest.gMax).toBeCloseTo(1, 5);
  const device = async (set: string[]) =>
    ((await loadExperiment(SMALL, { set })).spec as SimulateSpec).physics!.device;
  const inExperiment = await device([`${AT}.device={preset: ${power.file}, draw: 3}`]);
  const laidOn = await device([`${AT}.device=${power.file}`, `${AT}.params.c2c=0.2`, `${AT}.device.draw=3`]);
  expect(inExperiment.gMax).toBe(a.gMax);
  expect(laidOn.gMax).toBe(a.gMax);
  expect(laidOn.c2c).toBe(0.2);
});

test("the resolved file of a run is that of the drawn device, and needs no file", async () => {
  const set = [`${AT}.device={preset: ${power.file}, draw: 5}`];
  const { resolvedYaml } = await loadExperiment(SMALL, { set });
  expect(resolvedYaml).not.toMatch(/uncertainty:|draw: 5/);
  const again = await loadExperiment(write("resolved.yaml", resolvedYaml));
  const first = await drawn(power.file, 5);
  expect((again.spec as SimulateSpec).physics!.device.gMax).toBe(first.gMax);
});

test("tables of state factors stay monotone, 1 at G0 and 0 at their bounds", async () => {
  const { file } = fitted("tables.yaml", "table", "table");
  const original = await drawn(file, 0);
  for (const device of await drawsOf(file, 8)) {
    const { plus, minus } = device.tables!;
    expect(plus!.f[0]).toBe(0);
    expect(minus!.u[0]).toBe(0);
    expect(device.gMax).not.toBe(original.gMax);
  }
});

test("factors of one sign are drawn by themselves: those of the other stay as they are", async () => {
  const rows =
    "{plus: {conductance: [1 uS, 2 uS, 4 uS], factor: [1, 0.6, 0]}, minus: {conductance: [50 nS, 500 nS, 1 uS], factor: [0, 0.5, 1]}}";
  const of = (name: string, at: string, low: number, high: number) =>
    write(
      `${name}.yaml`,
      `params: {stateFactor: ${rows}}\nuncertainty: {numbers: [{of: ${name}, at: ${at}, low: ${low}, high: ${high}}], correlation: [[1]]}\n`,
    );
  for (const [file, moving, still] of [
    [of("f+", "2 uS", 0.4, 0.8), "plus", "minus"],
    [of("f-", "500 nS", 0.3, 0.7), "minus", "plus"],
  ] as const) {
    const before = (await drawn(file, 0)).tables!;
    const all = (await drawsOf(file, 6)).map(({ tables }) => tables!);
    for (const tables of all) expect(tables[still]).toEqual(before[still]);
    expect(new Set(all.map((tables) => tables[moving]!.f.join())).size).toBe(6);
  }
});

test.each<StateChoice>(["power", "table"])(
  "a fit with state factor %s says of each number in its file where it comes from, and of no other",
  (state) => {
    const { file } = state === "power" ? power : fitted("sources.yaml", state, "table");
    const { params, sources } = parseYaml(readFileSync(file, "utf8"), file).value as Record<string, PlainMap>;
    expect(Object.keys(sources!).sort()).toEqual([...Object.keys(params!), "rate", "readNoise"].sort());
  },
);

test("rates by a formula move as a whole, between and beyond the voltages of the pulses", async () => {
  const { file, fit } = fitted("law.yaml", "power", "hopping-butler-volmer");
  const zero = await drawn(file, 0);
  const one = await drawn(file, 1);
  const factor = (v: number) => one.rate.rate(v) / zero.rate.rate(v);
  expect(factor(1)).toBeCloseTo(factor(2), 5);
  expect((factor(2.5) - factor(2)) * (factor(3) - factor(2.5))).toBeGreaterThanOrEqual(0);
  const ends = fit.rates.find((r) => r.voltage === 3)!.ci95;
  const all = (await drawsOf(file, 10)).map((d) => d.rate.rate(3));
  // The law smooths: its rates are known no worse than a single one.
  expect(Math.max(...all) / Math.min(...all)).toBeLessThan((ends[1]! / ends[0]!) ** 2);
});

const BLOCK = "uncertainty: {numbers: [{of: gMax, low: 3 uS, high: 5 uS}], correlation: [[1]]}\n";

test("a block may be written by hand; a limit left out is as far as the other", async () => {
  const file = write("hand.yaml", `params: {gMax: 4 uS}\n${BLOCK.replace("high: 5 uS", "")}`);
  const all = (await drawsOf(file, 30)).map((d) => d.gMax);
  expect(Math.min(...all)).toBeGreaterThan(1e-6);
  expect(all.filter((g) => g > 4e-6).length).toBeGreaterThan(8);
});

test("rates of each sign are drawn from the limits of that sign; where only one has limits, both move by them", async () => {
  const rates =
    "rate: {law: table, voltage: [-3 V, -2 V, 2 V, 3 V], rate: [-9 nS/s, -2 nS/s, 2 nS/s, 9 nS/s]}\n";
  const number = (at: number, by: number) =>
    `{of: rate, at: ${at} V, low: ${Math.sign(at) * 2 * (at > 0 ? 1 - by : 1 + by)} nS/s, high: ${Math.sign(at) * 2 * (at > 0 ? 1 + by : 1 - by)} nS/s}`;
  const block = (...numbers: string[]) => {
    const correlation = numbers.map((_, k) => [...Array<number>(k).fill(0), 1]);
    return `${rates}uncertainty: {numbers: [${numbers.join(", ")}], correlation: ${JSON.stringify(correlation)}}\n`;
  };
  const farthest = async (text: string, v: number) =>
    Math.max(
      ...(await drawsOf(write("signs.yaml", text), 12)).map((d) =>
        Math.abs(Math.log(d.rate.rate(v) / (Math.sign(v) * 2e-9))),
      ),
    );
  const both = block(number(2, 0.01), number(-2, 0.5));
  expect(await farthest(both, 2)).toBeLessThan(0.03);
  expect(await farthest(both, -2)).toBeGreaterThan(0.3);
  for (const one of [number(2, 0.5), number(-2, 0.5)])
    for (const v of [2, -2]) expect(await farthest(block(one), v), `${one} at ${v} V`).toBeGreaterThan(0.3);
});

for (const [name, text, message] of [
  [
    "no uncertainty",
    "params: {gMax: 4 uS}\n",
    /says nothing of its uncertainty; accepted: a device file with/,
  ],
  ["an unknown number", BLOCK.replace("gMax", "gmax"), /uncertainty.numbers.0.of: "gmax".*"gMax"/],
  ["a limit of another unit", BLOCK.replace("3 uS", "3 V"), /uncertainty.numbers.0.low/],
  ["limits in the wrong order", BLOCK.replace("3 uS", "6 uS"), /low of gMax is above its high/],
  ["no limits", BLOCK.replace(", low: 3 uS, high: 5 uS", ""), /gMax has no limits/],
  ["too many correlations", BLOCK.replace("[[1]]", "[[1], [0, 1]]"), /a row for each of the 1 numbers/],
  ["a correlation with itself that is not 1", BLOCK.replace("[[1]]", "[[0.5]]"), /the last of which .* is 1/],
  [
    "correlations that cannot be",
    `uncertainty: {numbers: [{of: gMax, low: 3 uS, high: 5 uS}, {of: c2c, low: 1 %, high: 2 %}, {of: d2d, low: 1 %, high: 9 %}], correlation: [[1], [0.9, 1], [0.9, -0.9, 1]]}\n`,
    /uncertainty.correlation: .*positive semidefinite/,
  ],
  [
    "a rate of no table",
    "uncertainty: {numbers: [{of: rate, at: 2 V, low: 1 nS/s, high: 2 nS/s}], correlation: [[1]]}\n",
    /uncertainty.numbers.0: the rate at 2 V is in no table/,
  ],
  [
    "a row that there is not",
    "uncertainty: {numbers: [{of: f+, at: 2 uS, low: 0.1, high: 0.2}], correlation: [[1]]}\n",
    /no row of f\+ at 2 µS/,
  ],
] as const)
  test(`a draw of a device with ${name} is refused in words`, async () => {
    const file = write("bad.yaml", text);
    await expect(drawn(file, 1)).rejects.toThrow(message);
  });

test.each(["1.5", "-1", "two", "true", "2000000"])("draw: %s is refused", async (draw) => {
  await expect(chosenDevice({ device: power.file }, [`device.draw=${draw}`])).rejects.toThrow(
    /draw: got .*accepted: a whole number of the draw: 1 to/,
  );
});

test("a preset has nothing to draw from", async () => {
  await expect(chosenDevice({ device: "eis-ysz14" }, ["device.draw=1"])).rejects.toThrow(
    /device\.draw: draw 1: eis-ysz14 says nothing of its uncertainty/,
  );
  await expect(chosenDevice({ device: "eis-ysz14" }, ["device.draw=0"])).resolves.toBeDefined();
});

test("a sweep over draws has another experiment at each; the file is looked for from where it was named", async () => {
  const quickstart = join(process.cwd(), "experiments/quickstart-pixels.yaml");
  write(
    "base.yaml",
    `extends: ${quickstart}\nnetwork: {projections: {feedforward: {synapses: {eis: {device: power.yaml}}}}}\n`,
  );
  mkdirSync(join(folder, "below"));
  const file = write(
    "below/sweep.yaml",
    `extends: ../base.yaml\nsweep: {seeds: 1, axes: {draw: {path: ${AT}.device.draw, values: [0, 1, 2]}}}\n`,
  );
  const { jobs } = await planSweep(file);
  expect(jobs.map((job) => job.problem)).toEqual([undefined, undefined, undefined]);
  expect(new Set(jobs.map((job) => job.key)).size).toBe(3);
});
