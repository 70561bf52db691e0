import { expect, test } from "vitest";
import {
  chargingTime,
  circuit,
  gateCapacitance,
  insertedCharge,
  insertionEstimate,
  params,
} from "../../../src/core/energy/circuit.js";
import { goldenEnergy } from "../../golden/energy-reference.js";

const { energy: g } = goldenEnergy;
const c = circuit();

test("the assumed circuit is the reference's: 175 Mohm, 900 nm^2, permittivity 25, 28.5 aF, 2.49 ns", () => {
  expect(c.resistance).toBe(g.R_divider_ohm_ASSUMED);
  expect(c.gateSide ** 2 * 1e18).toBeCloseTo(g.gate_area_nm2_ASSUMED, 9);
  expect(c.permittivity).toBe(g.eps_r_YSZ_ASSUMED);
  expect(gateCapacitance(c) / g.C_gate_F).toBeCloseTo(1, 9);
  expect(chargingTime(c) / g.RC_over_2_s).toBeCloseTo(1, 9);
});

test("insertion of a change of 3 % takes 49 protons and, at 10 V, 0.078 fJ: below the paper's 1 fJ", () => {
  const { insertion_assumptions: a } = g;
  expect([c.relativeChange, c.sensitivity]).toEqual([a.dG_over_G, a.dlnG_dx]);
  // The spacing of the sites is rounded to five digits.
  expect(c.siteSpacing ** -3 / a.W_density_per_m3).toBeCloseTo(1, 4);
  expect(insertedCharge(c, a.dG_over_G) / g.insertion_charge_C).toBeCloseTo(1, 4);
  expect((insertionEstimate(c, a.V_peak_V) * 1e15) / g.E_insertion_fJ).toBeCloseTo(1, 4);
  expect(insertionEstimate(c, 10) * 1e15).toBeLessThan(g.paper_insertion_upper_fJ);
});

test("the measured devices' 9 um^2 gate would take 28 pJ to charge: the paper's energy is a scaled device's", () => {
  const large = circuit({ gateSide: 3e-6 });
  expect(gateCapacitance(large) * 100 * 1e12).toBeCloseTo(28.5, 1);
});

test("the divider's resistance is far below the gate's, as the divider's formula needs", () => {
  expect(c.resistance / 2).toBeLessThan(c.gateResistance / 100);
});

test("every assumption says that it is one, and why", () => {
  for (const p of Object.values(params)) expect(p.source).toMatch(/^assumed: .{10,}|^Huang 2025, /);
});

test("a resistance that is none is refused by name", () => {
  expect(() => circuit({ resistance: 0 })).toThrow("resistance is not above 0 ohm");
  expect(() => circuit({ permittivity: Number.NaN })).toThrow("permittivity is not a finite number");
});
