import { expect, test } from "vitest";
import { learningRules } from "../../../src/report/plots/learning-rules.js";
import { simulateResult } from "../fixture.js";

const window = { x: Float64Array.of(-10e-3, 0, 10e-3), y: Float64Array.of(-2e-9, 0, 2e-9) };
const rules = ["first", "second"].map((of) => ({ of, window }));

/** Of two projections, the second of which changes nothing. */
async function drawn(start: readonly (number | null)[], end: readonly (number | null)[]) {
  const result = simulateResult();
  const conductance = { first: { start, end }, second: { start: [1e-6], end: [1e-6] } };
  Object.assign(result.metrics, { conductance });
  const figure = (await learningRules.draw(result, { rules } as never))!;
  const page = figure.body.text;
  const dots = [...page.matchAll(/<circle r="3" cy="([\d.]+)" cx="([\d.]+)"/g)].map((found) => ({
    x: Number(found[2]),
    y: Number(found[1]),
  }));
  return { dots, caption: figure.caption.text };
}

test("each source neuron has a dot at end minus start: above those that changed by nothing where it rose", async () => {
  const { dots, caption } = await drawn([1e-6, 3e-6, 2e-6], [2e-6, 3e-6, 1.5e-6]);
  expect(dots).toHaveLength(4);
  const [rose, same, fell, other] = dots as [Dot, Dot, Dot, Dot];
  // Downwards on a page.
  expect(same.y - rose.y).toBeCloseTo(2 * (fell.y - same.y), 0);
  expect(rose.y).toBeLessThan(same.y);
  expect(other).toMatchObject({ x: rose.x, y: same.y });
  expect(same.x - rose.x).toBeCloseTo(fell.x - same.x, 0);
  expect(caption).toContain("first: n = 3 source neurons.");
});

test("a source neuron without a synapse has none", async () => {
  const { dots } = await drawn([1e-6, null, 1e-6], [2e-6, null, 2e-6]);
  expect(dots).toHaveLength(3);
});

test("a single projection needs no comparison", async () => {
  expect(await learningRules.draw(simulateResult(), { rules: rules.slice(0, 1) } as never)).toBeNull();
});

interface Dot {
  readonly x: number;
  readonly y: number;
}
