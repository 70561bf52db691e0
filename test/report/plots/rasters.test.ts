/** Spikes as they are drawn: none hides another where they are few, and none is lost where they are many. */
import { expect, test } from "vitest";
import type { SimulateFacts } from "../../../src/experiment/kinds/simulate/facts.js";
import { pictureRaster } from "../../../src/report/plots/picture-raster.js";
import { populationRasters } from "../../../src/report/plots/population-rasters.js";
import { classifyResult, simulateResult } from "../fixture.js";

const DURATION = 20;
const facts = { duration: DURATION } as SimulateFacts;

/** Neuron 0 of so many fires n times at even distances, the others never. */
async function drawn(size: number, n: number) {
  const time = Float64Array.from({ length: n }, (_, k) => (DURATION * (k + 0.5)) / n);
  const record = { kind: "spikes" as const, of: "p", size, time, index: new Int32Array(n) };
  const figure = (await populationRasters.draw({ ...simulateResult(), records: [record] } as never, facts))!;
  return { svg: figure.downloads![0]!.text, caption: figure.caption.text };
}

/** Bars of a path: from their feet up, px. */
function bars(svg: string): number[] {
  const path = /class="rule"[^>]*><path d="([^"]*)"/.exec(svg)![1]!;
  return [...path.matchAll(/M[\d.]+,([\d.]+)[Ll][\d.]+[ ,]?(-?[\d.]+)/g)].map(
    ([, from, to]) => Number(to) - Number(from),
  );
}

test("the frame around the spikes has no ground that would hide them", async () => {
  const { svg } = await drawn(3, 60);
  expect(svg).toMatch(/<rect [^>]*stroke="#e4e4e4" fill="none"/);
});

test("few spikes of few neurons: a bar each, and no more words", async () => {
  const { svg, caption } = await drawn(2, 300);
  expect(bars(svg)).toHaveLength(300);
  expect(caption).toBe("One mark per spike over time (s). Spikes: p 300.");
});

test("many spikes of few neurons: their number in each of at most two hundred round spans", async () => {
  const { svg, caption } = await drawn(2, 4000);
  expect(bars(svg)).toHaveLength(200);
  expect(caption).toContain("p 4,000 (bars: their number in each 0.1 s, the tallest 20)");
});

test("a neuron of many has no more dots than leave paper between them; the caption has the share", async () => {
  const { caption } = await drawn(10, 8000);
  expect(caption).toContain("p 8,000 (one in 2 drawn)");
  expect((await drawn(10, 4000)).caption).not.toContain("drawn");
});

test("input spikes of a long presentation are thinned, and counted whole", async () => {
  const result = classifyResult(5);
  const n = 24_001;
  const inputTime = Float64Array.from({ length: n }, (_, k) => (result.raster!.duration * k) / n);
  const raster = {
    ...result.raster!,
    inputTime,
    inputIndex: Int32Array.from(inputTime, (_, k) => (7 * k) % 784),
  };
  const { caption } = (await pictureRaster.draw({ ...result, raster } as never, {} as never))!;
  expect(caption.text).toMatch(/24,001 input spikes of 784 neurons\s+above \(one in 3 drawn\),/);
});
