import { expect, test } from "vitest";
import { devices } from "../../src/core/device/index.js";
import { defaults } from "../../src/core/params.js";
import { buildPairTables } from "../../src/core/stdp/pair-tables.js";
import { forms } from "../../src/core/waveform/index.js";
import { scale, waveform } from "../../src/core/waveform/piecewise-linear.js";
import { pairTables } from "../../src/crossbar/known-tables.js";

const preset = devices["eis-ysz14"];
const device = () => preset.create(defaults(preset.params)).rate;
const { pre, post } = forms["box-over-ramp"];
const request = { rate: device(), pre, post, alphaPre: 1, alphaPost: 1, tick: 1e-3 };

test("tables are those that are built, and are built once for the same numbers", () => {
  const first = pairTables(request);
  expect(first).toEqual(buildPairTables(request));
  expect(pairTables({ ...request, pre: scale(pre, {}) })).toBe(first);
});

test.each([
  ["another device", { rate: device() }],
  ["another V_pre", { pre: scale(pre, { volts: 1 + Number.EPSILON }) }],
  ["another V_post", { post: scale(post, { volts: 0.5 }) }],
  ["other alphas", { alphaPre: 0.5 }],
  ["others the other way", { alphaPost: 0.5 }],
  ["another tick", { tick: 2e-3 }],
])("of %s they are others", (_, change) => {
  const tables = pairTables({ ...request, ...change });
  expect(tables).not.toBe(pairTables(request));
  expect(tables.p).toEqual(buildPairTables({ ...request, ...change }).p);
});

test("of more bytes than are kept the first is forgotten, and what is larger is not kept", () => {
  const box = (volts: number, ticks: number) =>
    waveform([
      [0, volts],
      [ticks * 1e-3, volts],
    ]);
  // 11 regimes of 6 times, two integrals each: 1056 bytes, of which there is room for three.
  const rate = device();
  const of = (volts: number, ticks = 5) =>
    pairTables({ ...request, rate, pre: box(1, ticks), post: box(volts, ticks) }, 3 * 1056);
  const [first, second, third] = [of(1), of(2), of(3)];
  expect(of(1) === first && of(2) === second && of(3) === third).toBe(true);
  of(4);
  expect(of(2) === second && of(3) === third).toBe(true);
  expect(of(1) === first).toBe(false);
  const large = of(7, 50);
  expect(of(7, 50) === large).toBe(false);
});
