import { expect, test } from "vitest";
import { encoders } from "../../src/core/encoder/index.js";
import { Random } from "../../src/core/random.js";
import { createEngine } from "../../src/engine/create.js";
import { layerOf, tilted } from "./course.js";

const N_PRE = 64;
const varied = { d2d: 0.4, c2c: 0.3, independentPolarity: true, device: tilted };

/** Pictures after a restore, with or without one that was under way before it. */
function afterRestore(kernel: "reference" | "wasm", abandoned: boolean) {
  const network = layerOf({ nPre: N_PRE, nPost: 20, synapse: varied });
  const { engine } = createEngine(network, kernel, 200);
  const { crossbar } = network.projections[0]!;
  crossbar!.learning = true;
  const encoder = encoders["poisson-total"].create({ totalRate: 10e3 });
  const probability = new Float64Array(N_PRE);
  const values = Uint8Array.from({ length: N_PRE }, (_, i) => 3 * i);
  encoder.probabilities!(
    { size: N_PRE, ticks: 200, tick: network.tick, values, boost: 1, random: Random.of("x") },
    probability,
  );
  const show = (name: string) => engine.runPoisson(150, 0, probability, Random.of(name));
  show("first");
  engine.finish(true);
  const saved = engine.save();
  if (abandoned) show("abandoned");
  engine.restore(saved);
  engine.clearCounts();
  for (const name of ["second", "third"]) {
    show(name);
    engine.finish(true);
  }
  const spikes = engine.spikesOf(1).reduce((sum, c) => sum + c, 0);
  engine.flush();
  const { numbers, arrays } = engine.save();
  return { numbers, arrays, spikes, check: crossbar!.check!() };
}

test("what was under way before a restore leaves no trace, in either kernel", () => {
  const untouched = afterRestore("reference", false);
  expect(untouched.spikes).toBeGreaterThan(10);
  expect(afterRestore("reference", true)).toEqual(untouched);
  expect(afterRestore("wasm", false)).toEqual(untouched);
  expect(afterRestore("wasm", true)).toEqual(untouched);
});
