/** The fit of state factors without a formula. */
import { expect, test } from "vitest";
import { factorTable } from "../../src/core/device/index.js";
import { diagnostics } from "../../src/fit/diagnostics.js";
import { fitDevice, fitJson } from "../../src/fit/fit.js";
import { prepare } from "../../src/fit/prepare.js";
import { monotone } from "../../src/fit/table-shape.js";
import { type Protocol, simulate, TRUTH } from "./simulate.js";

const range = { gMin: TRUTH.gMin, g0: TRUTH.g0, gMax: TRUTH.gMax };
/** Steep where the device is empty, flat in the middle, steep again: no power law. */
const up = { g: [50e-9, 400e-9, 1e-6, 2.2e-6, 3e-6, 4e-6], f: [2.4, 1.05, 1, 0.85, 0.3, 0] };
const down = { g: [50e-9, 300e-9, 1e-6, 2.5e-6, 3.2e-6], f: [0, 0.8, 1, 1.1, 2.2] };
const odd = {
  ...TRUTH,
  tables: { plus: factorTable(1, up.g, up.f, range), minus: factorTable(-1, down.g, down.f, range) },
};
const protocol: Protocol = {
  devices: 4,
  voltages: [2.5, -2.5, 3.5, -3.5],
  trains: 3,
  length: 25,
  step: 0.05,
};
const prepared = prepare(simulate(odd, protocol, "odd"), 1e-6);
const fit = fitDevice(prepared, "table");

/** The truth, linear between its rows. */
function at({ g, f }: { g: readonly number[]; f: readonly number[] }, x: number): number {
  const k = Math.max(
    1,
    g.findIndex((edge) => edge >= x),
  );
  return f[k - 1]! + ((f[k]! - f[k - 1]!) * (x - g[k - 1]!)) / (g[k]! - g[k - 1]!);
}

test("rows lie on the true factors, within 10 % of what they are at G0, where a power law is far off", () => {
  const { plus, minus } = fit.stateFactor!;
  const power = fitDevice(prepared);
  let [worst, worstPower] = [0, 0];
  for (const [rows, truth, sign] of [
    [plus!, up, 1],
    [minus!, down, -1],
  ] as const) {
    const { betaPlus, betaMinus, gMax, gMin } = power.likeliest;
    const byPower = (g: number) =>
      sign > 0
        ? ((gMax - g) / (gMax - 1e-6)) ** betaPlus
        : (Math.max(0, g - gMin) / (1e-6 - gMin)) ** betaMinus;
    // Beyond the row that is farthest from the bound f is taken as flat: that row stands for all beyond it.
    const inner = rows.slice(1, -1);
    for (const { conductance: g, value } of inner) {
      worst = Math.max(worst, Math.abs(value - at(truth, g)));
      worstPower = Math.max(worstPower, Math.abs(byPower(g) - at(truth, g)));
    }
  }
  // Some 60 pulses a row with 5 % scatter, and kinks that fall between rows.
  expect(worst).toBeLessThan(0.1);
  expect(worstPower).toBeGreaterThan(0.4);
});

test("the likelihood says that it is no power law, and the residuals are flat along G", () => {
  // A rise by half of the numbers more is what chance gives.
  expect(fit.overPower!.rise).toBeGreaterThan(5 * fit.overPower!.numbers);
  const { ratios } = diagnostics(prepared, fit);
  for (const { value } of [...ratios.up, ...ratios.down]) expect(Math.abs(value - 1)).toBeLessThan(0.12);
});

test("tables have no exponents; factors are monotone, 1 at G0 and 0 at their bounds", () => {
  expect(fit.betaPlus).toEqual({ value: null, ci95: [null, null] });
  const { plus, minus } = fit.stateFactor!;
  for (const [rows, sign] of [
    [plus!, -1],
    [minus!, 1],
  ] as const) {
    for (let k = 1; k < rows.length; k++)
      expect(sign * (rows[k]!.value - rows[k - 1]!.value)).toBeGreaterThanOrEqual(0);
    expect(rows.find((r) => r.conductance === 1e-6)!.value).toBe(1);
  }
  expect(plus!.at(-1)!.value).toBe(0);
  expect(minus![0]!.value).toBe(0);
  expect(JSON.parse(fitJson(fit)).stateFactor.plus[0].ci95).toHaveLength(2);
});

test("rows of the wrong order are pooled, the others stay", () => {
  expect(monotone([3, 1, 2, 0], -1)).toEqual([3, 1.5, 1.5, 0]);
  expect(monotone([1, 2, 3], 1)).toEqual([1, 2, 3]);
});
