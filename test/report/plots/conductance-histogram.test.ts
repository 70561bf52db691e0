import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { factsOf } from "../../../src/experiment/kinds/index.js";
import { conductanceHistogram } from "../../../src/report/plots/conductance-histogram.js";
import { HALF } from "../../../src/report/plots/svg.js";
import { classifyResult, classifySpec } from "../fixture.js";

/** Margins of the picture, pixels. */
const [LEFT, RIGHT] = [48, 24];

test("the axis is the device's range from margin to margin, with bars where the synapses are", async () => {
  const result = classifyResult(4);
  const facts = factsOf(classifySpec());
  const { gMin, gMax } = facts.physics!;
  // A quarter in each of: the lowest bin, the middle, the highest bin, and beyond the range by rounding.
  result.conductance = Float32Array.from(
    { length: 400 },
    (_, k) => [gMin, gMin + 0.51 * (gMax - gMin), 0.999 * gMax, gMax * (1 + 1e-7)][k % 4]!,
  );
  const { document } = parseHTML((await conductanceHistogram.draw(result, facts))!.body.text);
  type Mark = { getAttribute(name: string): string | null };
  const all = (selector: string) => Array.from(document.querySelectorAll(selector) as Iterable<Mark>);
  const bounds = all("[stroke-dasharray] line, line[stroke-dasharray]").map((line) =>
    Number(line.getAttribute("x1")),
  );
  expect(Math.min(...bounds)).toBeCloseTo(LEFT, 1);
  expect(Math.max(...bounds)).toBeCloseTo(HALF - RIGHT, 1);
  // Of 80 bins, each as wide as the others.
  const bars = all("rect[height]").filter((bar) => Number(bar.getAttribute("height")) > 0);
  const places = bars.map((bar) =>
    Math.floor((80 * (Number(bar.getAttribute("x")) - LEFT)) / (HALF - LEFT - RIGHT)),
  );
  expect([...new Set(places)]).toEqual([0, 40, 79]);
  const heights = bars.map((bar) => Number(bar.getAttribute("height")));
  // Half of all in the last one, on an axis of square roots.
  expect(heights[2]! / heights[0]!).toBeCloseTo(Math.SQRT2, 2);
});
