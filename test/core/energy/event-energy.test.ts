import { expect, test } from "vitest";
import { technologies } from "../../../src/core/device/technologies.js";
import { circuit } from "../../../src/core/energy/circuit.js";
import { circuitEnergy, energyOf, meanEvents, statedEnergy } from "../../../src/core/energy/event-energy.js";
import { energyRequest } from "../../../src/core/energy/table-1.js";

const fJ = 1e-15;
const ns = circuitEnergy(energyRequest(circuit()));

test("the paper's 100 ns pair takes between its 27 and 54 fJ on average, a spike alone half of the lower end", () => {
  expect(ns.paired.total).toBeGreaterThan(26 * fJ);
  expect(ns.paired.total).toBeLessThan(54 * fJ);
  expect(ns.lonePre.divider / fJ).toBeCloseTo(13.4, 1);
});

test("the parts are the whole", () => {
  for (const event of [ns.lonePre, ns.lonePost, ns.paired])
    expect((event.divider + event.capacitor + event.insertion) / event.total).toBeCloseTo(1, 12);
});

test("a stated technology takes its number for a pair and half of it for a spike alone", () => {
  const rram = statedEnergy(technologies.RRAM);
  expect(rram.paired.total).toBe(7e-12);
  expect(rram.lonePre.total).toBe(3.5e-12);
});

test("energies add up over the events, and no event takes nothing", () => {
  const e = statedEnergy(technologies.RRAM);
  expect(energyOf({ lonePre: 2, lonePost: 4, paired: 1 }, e).total).toBeCloseTo(28e-12, 20);
  expect(energyOf({ lonePre: 0, lonePost: 0, paired: 0 }, ns).total).toBe(0);
  expect(meanEvents([e, ns]).paired.total).toBeCloseTo((7e-12 + ns.paired.total) / 2, 20);
});
