import { expect, test } from "vitest";
import { factsOf } from "../../../src/experiment/kinds/index.js";
import { rateCurve } from "../../../src/report/plots/rate-curve.js";
import { powerOfTen } from "../../../src/report/plots/ticks.js";
import { classifyResult, classifySpec } from "../fixture.js";

const facts = factsOf(classifySpec());

/** Words beside the marks, and how many marks there are. */
async function marked(gateRange: Partial<NonNullable<typeof facts.physics>["gateRange"]>) {
  const { physics } = facts;
  const changed = { ...facts, physics: { ...physics!, gateRange: { ...physics!.gateRange, ...gateRange } } };
  // Without what only shows where it is pointed at; indices stand lower.
  const page = (await rateCurve.draw(classifyResult(4), changed))!.body.text
    .replace(/<g [^>]*class="hits"[\s\S]*?<\/g>|<title>[^<]*<\/title>/g, "")
    .replace(/<\/?tspan[^>]*>/g, "");
  const words = [...page.matchAll(/>((?:Vpre alone|Vpost alone|pair) [^<]*)</g)].map((found) => found[1]!);
  return { words: words.sort(), dots: page.match(/<circle/g)?.length ?? 0 };
}

test("each extreme gate voltage of the waveforms has a mark; one mark says both where a pair reaches no further", async () => {
  expect(await marked({ lonePre: [0, 1.5], lonePost: [-5.3815, 5], pair: [-5.3815, 6.125] })).toEqual({
    words: ["Vpost alone +5.00 V", "Vpost alone −5.38 V", "Vpre alone +1.50 V", "pair +6.13 V"],
    dots: 4,
  });
});

test("0 V is no extreme, and what is within 20 mV of another mark has none of its own", async () => {
  expect(await marked({ lonePre: [-0.04, 2], lonePost: [-3, 2.015], pair: [-3.04, 4] })).toEqual({
    words: ["Vpost alone −3.00 V", "Vpre alone +2.00 V", "pair +4.00 V", "pair −3.04 V"],
    dots: 4,
  });
});

test("a slow device has its curve as well, in the decades below its own fastest rate", async () => {
  const { physics } = facts;
  const rate = { ...physics!.rate, y: physics!.rate.y.map((r) => r * 1e-6) };
  const page = (await rateCurve.draw(classifyResult(4), { ...facts, physics: { ...physics!, rate } }))!;
  const fastest = Math.max(...physics!.rate.y.map(Math.abs)) * 1e9;
  // Ten decades, of which the uppermost holds the fastest rate.
  const top = Math.ceil(Math.log10(fastest * 1e-6));
  const decades = Array.from({ length: 30 }, (_, k) => 5 - k).filter((power) =>
    page.body.text.includes(`>${powerOfTen(10 ** power)}<`),
  );
  expect(Math.max(...decades)).toBeLessThanOrEqual(top);
  expect(Math.max(...decades)).toBeGreaterThan(top - 2);
});
