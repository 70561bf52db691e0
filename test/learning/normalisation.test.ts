import { describe, expect, test } from "vitest";
import type { Crossbar } from "../../src/crossbar/model.js";
import type { NonIdeal } from "../../src/crossbar/nonideal/index.js";
import { normaliseColumns } from "../../src/learning/normalisation.js";
import { crossbar } from "../crossbar/playing.js";

describe("normalisation of devices", () => {
  const eis = (nonIdeal: NonIdeal = {}) =>
    crossbar(12, 3, { form: "lumped", nonIdeal, init: { from: 0.02, to: 0.6 } });
  const sumOf = ({ state, wiring, readGain }: Crossbar, j: number) => {
    let sum = 0;
    for (let i = 0; i < wiring.nPre; i++) sum += state[wiring.find(i, j)]!;
    return sum * readGain;
  };
  const each = (c: Crossbar, see: (at: number) => void) => {
    for (let k = 0; k < c.wiring.count; k++) see(c.wiring.nth(k));
  };

  test.each([0.5, 0.9, 1.5, 3])("%f times the sum is met, and no device leaves its bounds", (times) => {
    for (const nonIdeal of [{}, { range: { gMin: 0.3, gMax: 0.3 } }]) {
      const c = eis(nonIdeal);
      const wanted = times * sumOf(c, 0);
      normaliseColumns(c, wanted);
      for (let j = 0; j < 3; j++) expect(sumOf(c, j) / wanted).toBeCloseTo(1, 5);
      const { min, max, own } = c.bounds!;
      each(c, (at) => {
        expect(c.state[at]).toBeGreaterThanOrEqual(Math.fround(own ? own.low[at]! : min) * (1 - 1e-6));
        expect(c.state[at]).toBeLessThanOrEqual(Math.fround(own ? own.high[at]! : max) * (1 + 1e-6));
      });
    }
  });

  test("a sum out of reach puts every device at its bound", () => {
    for (const [sum, bound] of [
      [0, "min"],
      [1e9, "max"],
    ] as const) {
      const c = eis();
      normaliseColumns(c, sum);
      each(c, (at) => expect(c.state[at]).toBe(Math.fround(c.bounds![bound])));
    }
  });

  test("stuck devices stay, the others make up for them", () => {
    const c = eis({ stuck: { on: 0.2, off: 0.2 } });
    const before = c.state.slice();
    const wanted = 0.9 * sumOf(c, 0);
    normaliseColumns(c, wanted);
    let stuck = 0;
    each(c, (at) => {
      if (!c.stuck!(at)) return;
      stuck++;
      expect(c.state[at]).toBe(before[at]);
    });
    expect(stuck).toBeGreaterThan(5);
    expect(sumOf(c, 0) / wanted).toBeCloseTo(1, 5);
  });

  test("the check of the fast form goes along: what it tells is plasticity, not what was written", () => {
    const c = eis();
    normaliseColumns(c, 0.5 * sumOf(c, 0));
    expect(c.check!()!.maxDifference).toBeLessThan(1e-6);
  });
});
