/** The panel of an STDP curve: one line, or two where the paper's common factor applies. */
import { expect, test } from "vitest";
import { curvePanel } from "../../../src/experiment/kinds/figure/drawings/curve-panel.js";

const deltaT = Float64Array.of(-1e-3, 1e-3);
const change = Float64Array.of(-2e-9, 4e-9);

test("a factor of 1 is none: the curve of Eq. (1) alone", () => {
  const { series } = curvePanel("title", deltaT, change, 1);
  expect(series).toEqual([{ name: "Eq. (1)", x: deltaT, y: change, mark: "line" }]);
});

test("with any other, that curve dashed and the one with the factor in full", () => {
  const { series } = curvePanel("title", deltaT, change, 0.5);
  expect(series.map(({ name, mark, y }) => [name, mark, [...y]])).toEqual([
    ["Eq. (1)", "dashed", [-2e-9, 4e-9]],
    ["Eq. (1) × 0.5, the paper's common factor", "line", [-1e-9, 2e-9]],
  ]);
});
