import { expect, test } from "vitest";
import { changeRow } from "../../src/crossbar/kernels/reference.js";
import type { FusedSynapses } from "../../src/crossbar/model.js";
import { createEngine } from "../../src/engine/create.js";
import { LayerEngine } from "../../src/engine/wasm/layer-engine.js";
import { allowPairing } from "../../src/node/pairing.js";
import { type Case, device, layerOf } from "./course.js";

// In a V8 that can: the paired kernel is the one people run there.
allowPairing();

const range = { gMin: 0.3, gMax: 0.2 };
const synapses: [name: string, synapse: Case["synapse"]][] = [
  ["devices alike", {}],
  ["devices that vary in both ways", { d2d: 0.4, independentPolarity: true }],
  ["devices with bounds of their own", { d2d: 0.4, independentPolarity: true, nonIdeal: { range } }],
];
/** Shares of the way to a bound: far beyond, around and below where the short series for 1 - e^-x ends (0.34). */
const shares = [
  [3, 0.02],
  [0.02, 3],
  [0.33, 0.33],
  [1.5, 2.5],
  [1e-4, 2e-4],
] as const;

test.each(synapses)("rows moved far and a little, bit for bit as the reference: %s", (_, synapse) => {
  // A last vector that is full, of one lane, and after an odd number of vectors.
  for (const nPost of [16, 33, 44, 61]) {
    const network = layerOf({ nPre: 4, nPost, synapse: synapse! });
    const { engine } = createEngine(network, "wasm", 10);
    if (!(engine instanceof LayerEngine)) throw new Error("this network does not run in wasm");
    const { crossbar } = network.projections[0]!;
    const { state, wiring } = crossbar!;
    const { gains, own } = crossbar!.fused!() as FusedSynapses;
    for (const [x, [up, down]] of shares.entries()) {
      const row = x % 4;
      const there = Float32Array.from(state);
      const p = up * (device.gMax - device.g0);
      const d = down * (device.g0 - device.gMin);
      const before = there.slice();
      const moved = changeRow(there, wiring.rowStart(row), nPost, p, d, device, gains, own);
      const toUp = 1 / (device.gMax - device.g0);
      const toDown = 1 / (device.g0 - device.gMin);
      expect(engine.kernels.changeRow(row, p * toUp, d * toDown)).toBe(moved);
      expect(Float32Array.from(crossbar!.state)).toEqual(there);
      expect(there).not.toEqual(before);
    }
  }
});
