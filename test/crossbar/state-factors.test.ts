/** Devices whose signs have factors of their own: every form against brute-force integration of V_G(t). */
import { describe, expect, test } from "vitest";
import { type Device, factorTable, withExponents } from "../../src/core/device/index.js";
import { forms } from "../../src/core/waveform/index.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import { openBackend } from "../../src/crossbar/kernels/tfjs-backend.js";
import { bruteForce } from "./brute-force.js";
import { crossbar, device, play, randomTrains, tick } from "./playing.js";

const range = device.gMax - device.gMin;
const backend = await openBackend("cpu");
const [nPre, nPost, ticks] = [3, 2, 1000];
/** Slices are gone through one by one where bounds are not linear: a shorter play does. */
const SHORT = 200;
const trains = randomTrains(nPre, nPost, ticks, "state factors");
const { pre, post } = forms["box-over-ramp"];

const exponents = withExponents(device, { plus: 1.4, minus: 0.8 });
const tabled: Device = {
  ...device,
  tables: {
    plus: factorTable(1, [0.05e-6, 0.6e-6, 1e-6, 2.4e-6, 4e-6], [1.6, 1.3, 1, 0.3, 0], device),
    minus: factorTable(-1, [0.05e-6, 0.3e-6, 1e-6, 3e-6], [0.02, 0.4, 1, 1.3], device),
  },
};
const mixed: Device = { ...exponents, tables: { plus: tabled.tables!.plus! } };

describe.each<[string, Device]>([
  ["two exponents", exponents],
  ["tables", tabled],
  ["a table and an exponent", mixed],
])("%s", (_, chosen) => {
  test.each<[string, Partial<EisSpec>, number | undefined, number]>([
    ["ordered", { form: "ordered" }, undefined, 1e-9],
    // Order 2 in tau; a slice that a kink falls into is solved as exactly as any other.
    ["sliced", {}, 0.125e-3, 4e-5],
  ])("%s equals brute-force integration", (_, change, tau, tolerance) => {
    const synapses = crossbar(nPre, nPost, { ...change, device: chosen }, tau ? { backend, tau } : undefined);
    const before = synapses.state.slice();
    const length = tau ? SHORT : ticks;
    const trains = randomTrains(nPre, nPost, length, "state factors");
    play(synapses, trains, length);
    for (let i = 0; i < nPre; i++)
      for (let j = 0; j < nPost; j++) {
        const at = synapses.wiring.find(i, j);
        const exact = bruteForce(
          { device: chosen, pre, post, tick },
          before[at]!,
          trains.pre[i]!,
          trains.post[j]!,
        );
        expect(Math.abs(synapses.state[at]! - exact.g) / range).toBeLessThan(tolerance);
      }
  });

  test("lumped stays within a tenth of the largest step of the ordered form", () => {
    const lumped = crossbar(nPre, nPost, { form: "lumped", device: chosen });
    const ordered = crossbar(nPre, nPost, { form: "ordered", device: chosen });
    const before = ordered.state.slice();
    const one = randomTrains(nPre, nPost, 400, "few events");
    play(lumped, one, 400);
    play(ordered, one, 400);
    let [worst, largest] = [0, 0];
    for (let i = 0; i < nPre; i++)
      for (let j = 0; j < nPost; j++) {
        const at = ordered.wiring.find(i, j);
        worst = Math.max(worst, Math.abs(lumped.state[lumped.wiring.find(i, j)]! - ordered.state[at]!));
        largest = Math.max(largest, Math.abs(ordered.state[at]! - before[at]!));
      }
    expect(largest / range).toBeGreaterThan(0.01);
    expect(worst).toBeLessThan(0.1 * largest);
  });
});

test("own ranges scale a table with them: the ordered form is that of each device", () => {
  const ranges = { range: { gMin: 0.2, gMax: 0.1 } };
  const spec = { form: "ordered", device: tabled, nonIdeal: ranges } as const;
  const synapses = crossbar(nPre, nPost, spec);
  const before = synapses.state.slice();
  const own = synapses.bounds!.own!;
  play(synapses, trains, ticks);
  for (let i = 0; i < nPre; i++) {
    const at = synapses.wiring.find(i, 0);
    const alone = { ...tabled, gMin: own.low[at]!, gMax: own.high[at]! };
    const exact = bruteForce(
      { device: alone, pre, post, tick },
      before[at]!,
      trains.pre[i]!,
      trains.post[0]!,
    );
    expect(Math.abs(synapses.state[at]! - exact.g) / range).toBeLessThan(1e-9);
  }
});

test("own ranges and tables are refused by the slices, in words", () => {
  const spec = { device: tabled, nonIdeal: { range: { gMin: 0.2 } } };
  expect(() => crossbar(nPre, nPost, spec, { backend, tau: 0.5e-3 })).toThrow(
    /not with stateFactor tables; accepted: kernel "auto"/,
  );
});
