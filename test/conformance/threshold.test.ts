import { expect, test } from "vitest";
import { spikeTrain } from "../../src/core/spikes.js";
import { createEngine } from "../../src/engine/create.js";
import { layerOf } from "./course.js";

/** v of the only neuron after a tick with an input spike, and whether it has spiked. */
function oneStep(kernel: "reference" | "wasm", vThreshold: number) {
  const neuron = { vThreshold, thetaStart: 0, vReset: -80e-3 };
  const network = layerOf({ nPre: 1, nPost: 1, neuron });
  const { engine } = createEngine(network, kernel, 10);
  engine.run(1, new Map([[0, spikeTrain([[0, 0]])]]));
  return { v: network.populations[1]!.neurons!.voltage(0, 0), spikes: engine.spikesOf(1)[0]! };
}

test("lif-cond: v that is exactly the threshold makes no spike, the next lower threshold does, in either kernel", () => {
  const { v } = oneStep("reference", 1);
  expect(v).toBeGreaterThan(-65e-3);
  // A step of single precision at v.
  const step = 2 ** (Math.floor(Math.log2(-v)) - 23);
  for (const kernel of ["reference", "wasm"] as const) {
    expect(oneStep(kernel, v).spikes, kernel).toBe(0);
    expect(oneStep(kernel, v - step).spikes, kernel).toBe(1);
  }
});
