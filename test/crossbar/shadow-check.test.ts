import { expect, test } from "vitest";
import { encoders } from "../../src/core/encoder/index.js";
import { Random } from "../../src/core/random.js";
import { KeptFactors } from "../../src/crossbar/forms/kept-factors.js";
import { EventNoise } from "../../src/crossbar/gains.js";
import { createEngine } from "../../src/engine/create.js";
import { layerOf } from "../conformance/course.js";

const TICKS = 60;

/** A layer that learns so many pictures, asked for its state whenever `asked` says so. */
function learned(pictures: number, asked: (picture: number) => boolean) {
  const network = layerOf({ nPre: 25, nPost: 4, synapse: { c2c: 0.05, d2d: 0.06 } });
  const { engine } = createEngine(network, "wasm", TICKS);
  const { crossbar } = network.projections[0]!;
  crossbar!.learning = true;
  const probability = new Float64Array(25);
  for (let k = 0; k < pictures; k++) {
    const random = Random.of("pictures").split(k);
    const values = Uint8Array.from({ length: 25 }, () => Math.max(0, random.below(512) - 256));
    const request = { size: 25, ticks: TICKS, tick: 0.5e-3, values, boost: 1, random };
    encoders["poisson-total"].create({ totalRate: 10e3 }).probabilities!(request, probability);
    // A gain of its own for the second half: what was shown before it was shown with the first.
    crossbar!.setGain(k < pictures / 2 ? 1 : 0.5, "ideal");
    engine.runPoisson(TICKS, 0, probability, random.split("spikes"));
    engine.finish(true);
    if (asked(k)) crossbar!.save();
  }
  engine.flush();
  return { saved: crossbar!.save(), check: crossbar!.check!() };
}

test("the sample stands where it would, however seldom it is asked for", () => {
  // More than wait together, and a number of which some wait at the end.
  const seldom = learned(40, () => false);
  expect(seldom.check?.events).toBeGreaterThan(500);
  expect(seldom).toEqual(learned(40, () => true));
});

test("factors that are kept are those of the event and the row", () => {
  const noise = new EventNoise(0.3, Random.of("c2c"));
  const kept = new KeptFactors(noise, 3);
  for (const [event, row, at] of [
    [0, 5, 0],
    [0, 6, 1],
    [0, 5, 0],
    [4, 5, 0],
    [0, 5, 0],
    [2, 9, 2],
  ] as const)
    expect(kept.of(event, row, at)).toBe(noise.factor(event, row));
  // Of many synapses none is kept.
  expect(new KeptFactors(noise, 1e6).of(7, 8, 9)).toBe(noise.factor(7, 8));
});
