import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { circuit, gateCapacitance } from "../../../src/core/energy/circuit.js";
import {
  dividerEnergy,
  type EnergyRequest,
  lonePostEnergy,
  lonePreEnergy,
  pairEnergy,
  pairEnergyRange,
} from "../../../src/core/energy/spike-energy.js";
import { deltaTimes } from "../../../src/core/stdp/curve.js";
import { forms, scale, valueAt, waveform } from "../../../src/core/waveform/index.js";
import { goldenEnergy } from "../../golden/energy-reference.js";

const { energy: g } = goldenEnergy;
const fJ = 1e-15;
const { pre, post } = forms["antisymmetric-100ns"];
const request: EnergyRequest = {
  rate: devices["eis-ysz7"].create({}).rate,
  conductance: 1000e-9,
  pre,
  post,
  circuit: circuit(),
};

describe("the 100 ns pair", () => {
  // The reference prints nine digits.
  test("divider and charging at each delta_t are the reference's", () => {
    for (const [k, dt] of g.delta_t_s.entries()) {
      const energy = pairEnergy(request, dt);
      expect(energy.divider / fJ / g.E_divider_fJ[k]!).toBeCloseTo(1, 8);
      expect(energy.capacitorSmallRc / fJ).toBeCloseTo(g.E_capacitor_loss_smallRC_fJ[k]!, 6);
    }
  });

  test("a lone spike of either side takes 13.4 fJ in the divider", () => {
    expect(lonePreEnergy(request).divider / fJ / g.E_lone_spike_divider_fJ).toBeCloseTo(1, 12);
    expect(lonePostEnergy(request).divider / fJ / g.E_lone_spike_divider_fJ).toBeCloseTo(1, 12);
  });

  test("over the reference's delta_t the divider takes 26.8 to 53.5 fJ, within the paper's 27 to 54", () => {
    const all = g.delta_t_s.map((dt) => pairEnergy(request, dt).divider / fJ);
    expect(Math.min(...all)).toBeCloseTo(26.8, 1);
    expect(Math.max(...all)).toBeCloseTo(53.5, 1);
    const [low, high] = g.paper_E_per_spike_event_fJ;
    expect(Math.abs(Math.min(...all) - low)).toBeLessThan(0.5);
    expect(Math.abs(Math.max(...all) - high)).toBeLessThan(0.5);
  });

  test("in all, over every delta_t, a pair takes 27.3 to 53.5 fJ: most at 0, where both drive against each other", () => {
    const { smallest, largest } = pairEnergyRange(request, deltaTimes(160e-9, 321));
    expect(smallest.energy.total / fJ).toBeCloseTo(27.3, 1);
    expect(largest.energy.total / fJ).toBeCloseTo(53.5, 1);
    expect(largest.deltaT).toBe(0);
  });

  test("spikes out of each other's reach take what two lone ones do", () => {
    const far = pairEnergy(request, 400e-9);
    const pre1 = lonePreEnergy(request);
    const post1 = lonePostEnergy(request);
    expect(far.total / (pre1.total + post1.total)).toBeCloseTo(1, 9);
  });

  test("insertion is below the paper's 1 fJ for every delta_t, and grows with the change", () => {
    for (const dt of deltaTimes(160e-9, 81))
      expect(pairEnergy(request, dt).insertion / fJ).toBeLessThan(g.paper_insertion_upper_fJ);
    expect(pairEnergy(request, 16e-9).insertion).toBeGreaterThan(100 * lonePreEnergy(request).insertion);
  });
});

describe("what the terminals deliver", () => {
  /** Integral of V_pre I_pre + V_post I_post while both resistors charge the gate, by small steps. */
  function delivered(deltaT: number): number {
    const { resistance } = request.circuit;
    const tau = 0.5 * resistance * gateCapacitance(request.circuit);
    const h = 1e-12;
    let u = 0;
    let energy = 0;
    for (let t = -60e-9 + Math.min(0, deltaT); t < 200e-9 + Math.max(0, deltaT); t += h) {
      const a = valueAt(pre, t + h / 2, "right");
      const b = valueAt(post, t + h / 2 - deltaT, "right");
      const next = (a + b) / 2 + (u - (a + b) / 2) * Math.exp(-h / tau);
      const middle = (u + next) / 2;
      energy += (h * (a * (a - middle) + b * (b - middle))) / resistance;
      u = next;
    }
    return energy;
  }

  test.each([-30e-9, 0, 16e-9])("is the divider's part and the capacitor's, at %d s", (dt) => {
    const { divider, capacitor } = pairEnergy(request, dt);
    expect(delivered(dt) / (divider + capacitor)).toBeCloseTo(1, 5);
  });
});

describe("closed forms", () => {
  test("a box of V for h on one side takes V^2 h / (2R), on both sides alike nothing", () => {
    const box = waveform([
      [0, 3],
      [2e-3, 3],
    ]);
    const silent = scale(box, { volts: 0 });
    expect(dividerEnergy(box, silent, 0, 1e6)).toBeCloseTo((9 * 2e-3) / 2e6, 20);
    expect(dividerEnergy(box, box, 0, 1e6)).toBe(0);
  });

  test("energy of the divider falls as 1/R and leakage is bounded by the gate's resistance", () => {
    const twice = { ...request, circuit: circuit({ resistance: 350e6 }) };
    expect(lonePreEnergy(twice).divider / lonePreEnergy(request).divider).toBeCloseTo(0.5, 12);
    const { leakage, total } = lonePreEnergy(request);
    expect(leakage).toBeLessThan(0.01 * total);
  });

  test("silence takes nothing", () => {
    const silent = { ...request, pre: scale(pre, { volts: 0 }), post: scale(post, { volts: 0 }) };
    expect(Object.values(pairEnergy(silent, 0))).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

test("a range over no delta_t is refused", () => {
  expect(() => pairEnergyRange(request, new Float64Array(0))).toThrow("no delta_t was given");
});
