import { describe, expect, test } from "vitest";
import { circuit } from "../../../src/core/energy/circuit.js";
import { consistency } from "../../../src/core/energy/consistency.js";

const fJ = 1e-15;

describe("the circuit that gives this energy", () => {
  const found = consistency();

  test("charges its gate in 2.5 ns and cuts the 100 ns curve to 4 % at its peak", () => {
    expect(found.tau * 1e9).toBeCloseTo(2.49, 2);
    expect(found.effect.shareThere).toBeGreaterThan(0.035);
    expect(found.effect.shareThere).toBeLessThan(0.045);
  });

  test("leaves a curve that peaks at 20 ns with 13 % of the original", () => {
    expect(found.effect.charged.deltaT * 1e9).toBeCloseTo(20, 1);
    expect(found.effect.shareOfPeak).toBeCloseTo(0.13, 2);
  });

  test("would need 22.5 Mohm to keep 90 % of it, and 104 fJ for a lone spike: 7.8 times as much", () => {
    expect(found.resistanceNeeded / 1e6).toBeCloseTo(22.5, 1);
    expect(found.lonePreDivider / fJ).toBeCloseTo(104, 0);
    const again = consistency(circuit({ resistance: found.resistanceNeeded }));
    expect(again.effect.shareThere).toBeCloseTo(0.9, 6);
    expect(found.lonePreDivider / (13.385081904761908 * fJ)).toBeCloseTo(175e6 / found.resistanceNeeded, 6);
  });

  test("a share that is none is refused", () => {
    expect(() => consistency(circuit(), 1)).toThrow("share is 1; it must be between 0 and 1");
  });
});
