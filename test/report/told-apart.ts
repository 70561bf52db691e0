/** What pictures must let one see. */
import { expect } from "vitest";
import type { Panel } from "../../src/experiment/panel.js";

/** Whether the curves that a panel's legend names differ in colour or mark. */
export function expectToldApart(panels: readonly Panel[]): void {
  for (const { id, series } of panels) {
    // Where no colour is given it goes by the place.
    const looks = series.flatMap((s, k) => (s.silent === true ? [] : [`${s.colour ?? k} ${s.mark}`]));
    expect(new Set(looks).size, `${id}: ${looks.join(", ")}`).toBe(looks.length);
  }
}
