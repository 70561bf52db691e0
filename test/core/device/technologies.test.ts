import { describe, expect, test } from "vitest";
import { type Figure, type Technology, technologies } from "../../../src/core/device/technologies.js";
import { goldenEnergy } from "../../golden/energy-reference.js";

describe.each(Object.entries<Technology>(technologies))("%s", (name, t) => {
  const g = goldenEnergy.technologies[name as keyof typeof technologies];
  const figures = Object.values(t).filter((x): x is Figure => typeof x === "object");
  const pair = (f: Figure, scale: number) => [f.low * scale, f.high * scale];

  test("its numbers are the reference's, and marked assumed exactly where the reference marks them", () => {
    const expected: [Figure, number | [number, number] | undefined, Figure["mark"], number][] = [
      [t.d2d, g.d2d ?? g.d2d_ASSUMED, g.d2d === undefined ? "assumed" : "paper", 1],
      [t.c2c, g.c2c_metric_upper ?? g.c2c_ASSUMED, g.c2c_metric_upper ? "paper" : "assumed", 1],
      [t.energy, g.E_per_event_fJ, "paper", 1e15],
      [t.programming, g.t_prog_s ?? g.t_prog_s_ASSUMED, g.t_prog_s === undefined ? "assumed" : "paper", 1],
      [t.conductance, g.G_range_nS_ASSUMED, "assumed", 1e9],
    ];
    for (const [f, value, mark, scale] of expected) {
      const [low, high] = typeof value === "number" ? [value, value] : value!;
      expect(pair(f, scale)).toEqual([expect.closeTo(low, 6), expect.closeTo(high, 6)]);
      expect(f.mark).toBe(mark);
    }
    expect(t.drift?.low).toBe(g.drift_nu_ASSUMED);
    if (g.d2d_at_nS !== undefined) expect(t.d2dAt!.low * 1e9).toBeCloseTo(g.d2d_at_nS, 6);
  });

  test("every number says where it comes from, or why it is assumed", () => {
    expect(figures.length).toBeGreaterThanOrEqual(5);
    for (const f of figures) {
      expect(f.source).toMatch(f.mark === "paper" ? /^Huang 2025, .*(sec\.|Table|fig\.)/ : /^assumed: /);
      expect(f.high).toBeGreaterThanOrEqual(f.low);
      expect(f.low).toBeGreaterThan(0);
    }
  });
});

test("the paper's claim: EIS has the smallest variability and energy per event of all", () => {
  const { EIS, ...others } = technologies;
  for (const other of Object.values(others)) {
    expect(EIS.energy.high).toBeLessThan(other.energy.low);
    expect(EIS.d2d.high).toBeLessThan(other.d2d.low);
    expect(EIS.c2c.high).toBeLessThan(other.c2c.low);
  }
});
