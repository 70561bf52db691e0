/** The pictures of a design. */
import { expect, test } from "vitest";
import { designPanels } from "../../src/report/design.js";
import { expectToldApart } from "./told-apart.js";

test("the misfit is drawn where the wanted curve counts: not on its steps, nor beyond its range", () => {
  const wave = { t: Float64Array.of(0, 1e-3), v: Float64Array.of(1, 0) };
  const panels = designPanels({
    title: "t",
    deltaT: Float64Array.of(-2, -1, 0, 1, 2),
    wanted: Float64Array.of(9, 1, 5, 1, 9),
    change: Float64Array.of(0, 1.5, -5, 1.25, 0),
    asked: Uint8Array.of(0, 1, 0, 1, 0),
    pre: wave,
    post: wave,
  });
  const [curve, , misfit] = panels;
  expect([...misfit!.series[0]!.x]).toEqual([-1, 1]);
  expect([...misfit!.series[0]!.y]).toEqual([0.5, 0.25]);
  expect(curve!.series.map(({ x }) => x.length)).toEqual([5, 5]);
  expectToldApart(panels);
});
