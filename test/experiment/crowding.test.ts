import { expect, test } from "vitest";
import { encoders } from "../../src/core/encoder/index.js";
import { Crowding } from "../../src/experiment/kinds/classify/crowding.js";
import { runExperiment } from "../../src/experiment/run.js";
import { masterStream } from "../../src/seed.js";
import { spec } from "./bars.js";

test("what a tick cannot hold is cut to one spike and counted as lost", () => {
  const crowding = new Crowding();
  const probability = Float64Array.of(0.5, 2.5, 1);
  crowding.take(probability);
  expect([...probability]).toEqual([0.5, 1, 1]);
  crowding.take(Float64Array.of(0, 1, 1));
  expect(crowding.notice).toMatch(/in 1 of 2 showings .* 25 % of the input spikes were lost/);
});

test.each(Object.keys(encoders) as (keyof typeof encoders)[])(
  "what %s says of the sum of its probabilities is so; above one spike a tick it says nothing",
  (name) => {
    const encoder = encoders[name].create(
      Object.fromEntries(Object.entries(encoders[name].params).map(([key, p]) => [key, p.default])) as never,
    );
    const values = Float64Array.of(0, 3, 200, 255);
    const sumAt = (boost: number) => {
      const probability = new Float64Array(4);
      const request = { size: 4, ticks: 10, tick: 1e-3, values, boost, random: masterStream("1", "test") };
      const said = encoder.probabilities?.(request, probability);
      return { said, sum: probability.reduce((a, b) => a + b), most: Math.max(...probability) };
    };
    for (const boost of [1e-3, 1, 1e5]) {
      const { said, sum, most } = sumAt(boost);
      if (most > 1) expect(said).toBeUndefined();
      // Rounding of four additions in another order.
      else if (said !== undefined) expect(Math.abs(said - sum)).toBeLessThanOrEqual(4 * 2 ** -52 * sum);
    }
  },
);

test("what is no probability ends the run", () => {
  expect(() => new Crowding().take(Float64Array.of(0.5, Number.NaN))).toThrow(
    "encoder: neuron 1 spikes with probability NaN in a tick",
  );
});

test("a training whose pictures are too bright for the tick says so; one that fits says nothing", async () => {
  const notices: string[] = [];
  const few = {
    train: { images: 3, epochs: 1 },
    label: { images: 3 },
    test: { split: "test" as const, images: 3 },
  };
  const run = (totalRate: number) =>
    runExperiment(spec({ ...few, encoder: encoders["poisson-total"].create({ totalRate }) }), {
      notice: (text) => notices.push(text),
    });
  // Three pictures teach nothing, which is told too.
  const ofInput = () => notices.filter((text) => text.startsWith("encoder:"));
  await run(10e3);
  expect(ofInput()).toEqual([]);
  await run(60e3);
  expect(ofInput()).toEqual([
    expect.stringMatching(/input neurons should have spiked more than once per tick/),
  ]);
});
