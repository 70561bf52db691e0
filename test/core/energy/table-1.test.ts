import { describe, expect, test } from "vitest";
import { table1 } from "../../../src/core/energy/table-1.js";
import { goldenEnergy } from "../../golden/energy-reference.js";

const fJ = 1e-15;

describe("Table 1", () => {
  const rows = table1();
  const eis = rows.find((r) => r.name === "EIS")!;

  test("has a row for each technology, and computed numbers for the ionic synapse alone", () => {
    expect(rows.map((r) => r.name)).toEqual(["EIS", "RRAM", "PCM", "FTJ", "FeFET"]);
    expect(rows.filter((r) => r.computed).map((r) => r.name)).toEqual(["EIS"]);
  });

  test("the ionic synapse's programming time is the length of its waveform: 160 ns, as stated", () => {
    expect(eis.computed!.programming / eis.stated.programming.low).toBeCloseTo(1, 9);
  });

  test("its pair takes 27.3 to 53.5 fJ: the stated 27 to 54, and below every other technology", () => {
    const { smallest, largest } = eis.computed!.pair;
    expect(smallest.energy.total).toBeGreaterThan(eis.stated.energy.low);
    expect(largest.energy.total).toBeLessThan(eis.stated.energy.high);
    for (const other of rows)
      if (other.name !== "EIS") expect(largest.energy.total).toBeLessThan(other.stated.energy.low / 10);
  });

  test("C V^2 at 10 V and the estimate of insertion are the reference's", () => {
    expect(eis.computed!.fullSwing / fJ / goldenEnergy.energy.CV2_10V_fJ).toBeCloseTo(1, 9);
    expect(eis.computed!.insertionEstimate / fJ / goldenEnergy.energy.E_insertion_fJ).toBeCloseTo(1, 4);
  });
});
