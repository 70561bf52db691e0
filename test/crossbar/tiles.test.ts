/** Synapses on physical tiles. */
import { describe, expect, test } from "vitest";
import { loadExperimentText } from "../../src/config/load.js";
import { csr, dense } from "../../src/core/connectivity/index.js";
import { Random } from "../../src/core/random.js";
import * as line from "../../src/crossbar/nonideal/line.js";
import { checkSparse } from "../../src/crossbar/nonideal/read.js";
import { placesOnTiles, tileUse } from "../../src/crossbar/tiles.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { noticesBefore } from "../../src/experiment/run.js";
import { buildNetwork } from "../../src/network/build.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { masterStream } from "../../src/seed.js";

/** Rows 0: 0, 1; 1: none; 2: 5; 3: 4, 5; of 6 columns. */
const few = csr(4, 6, Int32Array.from([0, 2, 2, 3, 5]), Int32Array.from([0, 1, 5, 4, 5]));

describe("tiles of 2 x 3", () => {
  const size = { rows: 2, columns: 3 };

  test("that have no synapse are not built; of the others rows and columns in use see half of a write", () => {
    // Rows 0 and 1 by columns 0 to 2: one row in use, two columns: 3 + 4 - 2 crosspoints, 2 of them synapses.
    // Rows 2 and 3 by columns 3 to 5: both rows in use: all 6, 3 of them synapses.
    expect(tileUse(few, size)).toEqual({
      ...size,
      tiles: 2,
      synapses: 5,
      utilisation: 5 / 12,
      halfSelected: 3 + 3,
    });
  });

  test("a synapse's place counts from the corner of its tile", () => {
    expect(placesOnTiles(few, size)).toEqual({
      row: Int32Array.from([0, 0, 0, 1, 1]),
      column: Int32Array.from([0, 1, 2, 1, 2]),
    });
  });

  test("a full matrix that they divide is used whole", () => {
    expect(tileUse(dense(4, 6), size)).toMatchObject({ tiles: 4, utilisation: 1, halfSelected: 0 });
  });

  test("two synapses of one pair have no crosspoint each", () => {
    const twice = csr(1, 2, Int32Array.from([0, 2]), Int32Array.from([1, 1]));
    expect(() => tileUse(twice, size)).toThrow(
      "neurons 0 and 1 have several synapses, and a tile has one crosspoint",
    );
  });

  test("lines lose voltage as far as the corner of the tile only, and the model's range is that of a tile", () => {
    const tiles = { ...size, ...placesOnTiles(few, size) };
    const context = { nPre: 4, nPost: 6, gMin: 0, gMax: 1e-5, random: Random.of("line"), tiles };
    const g = new Float64Array(5).fill(1e-5);
    line.read(g, { resistance: 1000 }, context);
    const segments = [2, 3, 4, 4, 5];
    g.forEach((read, x) => {
      expect(read).toBeCloseTo(1e-5 / (1 + 1e-2 * segments[x]!), 15);
    });
    const far = () => line.read(new Float64Array(5), { resistance: 11_000 }, context);
    expect(far).toThrow("gMax R (rows + columns of a tile) is 0.55");
  });
});

const experiment = (more: string) => `
kind: simulate
seed: "1"
network:
  tick: 0.5 ms
  populations: {input: {size: 40}, output: {size: 30, neuron: lif-cond}}
  projections:
    learns:
      from: input
      to: output
      rule: {probability: 0.1}
      receptor: excitatory
      synapse: eis
      synapses: {eis: {device: eis-ysz14, waveforms: box-over-ramp, readGain: 0.4${more}}}
duration: 1 ms
sources: {input: {model: regular}}
`;

async function loaded(more: string) {
  const { spec } = await loadExperimentText(memoryFiles({}), experiment(more), "/x.yaml");
  return spec as SimulateSpec;
}

test("without tiles sparse synapses have no lines and converters", () => {
  expect(() => checkSparse({ adc: { bits: 4 } })).toThrow(
    /"adc" needs an array .*; sparse synapses have a place on tiles alone \(tiles: \{rows: 64, columns: 64\}\)/,
  );
});

test("an experiment says what its synapses use", async () => {
  const spec = await loaded(", tiles: {rows: 16, columns: 16}");
  expect(noticesBefore(spec).all.join("\n")).toMatch(
    /projections\.learns: \d+ synapses lie on 6 tiles of 16 x 16 crosspoints and use \d+\.?\d* % of them; V_pre or V_post alone reaches [\d,]+ crosspoints without a synapse/,
  );
  expect(noticesBefore(await loaded("")).all).toEqual([]);
  const built = ({ network, seed }: SimulateSpec) => buildNetwork(network, masterStream(seed, "network"));
  expect(built(spec).projections[0]!.crossbar!.tiles!.tiles).toBe(6);
});
