/** Noise of every read, and retention, while networks learn and are simulated. */
import { expect, test } from "vitest";
import { csrOfRows } from "../../../src/core/connectivity/csr.js";
import { dense } from "../../../src/core/connectivity/index.js";
import { Random } from "../../../src/core/random.js";
import { ReadNoise } from "../../../src/engine/read-noise.js";
import type { ClassifyResult } from "../../../src/experiment/kinds/classify/result.js";
import type { SimulateResult } from "../../../src/experiment/kinds/simulate/result.js";
import type { SimulateSpec } from "../../../src/experiment/kinds/simulate/spec.js";
import { runExperiment } from "../../../src/experiment/run.js";
import { loadExperiment } from "../../../src/node/config.js";
import { spec } from "../bars.js";

const SMALL = "experiments/smoke/two-neurons-ns.yaml";
const SHORT = { label: { images: 3 }, test: { split: "test", images: 3 } } as const;
const AT = "network.projections.feedforward.synapses.eis";

test("errors of the devices that are read at a tick add up in each column", () => {
  const noise = new ReadNoise(2, Random.of("n"), dense(9, 3));
  const rows = Int32Array.of(0, 3, 4, 8);
  let [sum, squares] = [0, 0];
  const ticks = 3000;
  for (let t = 0; t < ticks; t++) {
    const columns = new Float64Array(3);
    noise.add(columns, rows, 4, t);
    for (const x of columns) {
      sum += x;
      squares += x * x;
    }
  }
  // Of 9,000 numbers of deviation 4: mean within 4 standard errors, deviation within 3 %.
  expect(Math.abs(sum / (3 * ticks))).toBeLessThan(0.17);
  expect(Math.sqrt(squares / (3 * ticks)) / 4).toBeCloseTo(1, 1);
});

test("numbers depend on stream, tick and column alone, not on what was read before", () => {
  const at = (before: number) => {
    const noise = new ReadNoise(2, Random.of("n"), dense(4, 3));
    const other = new Float64Array(3);
    for (let t = 0; t < before; t++) noise.add(other, Int32Array.of(1), 1, t);
    noise.begin(Random.of("picture"), 100);
    const columns = new Float64Array(3);
    noise.add(columns, Int32Array.of(1), 1, 107);
    return [...columns];
  };
  expect(at(5)).toEqual(at(0));
});

test("a column of which no device is read has no noise", () => {
  const wiring = csrOfRows(3, [[0], [2]]);
  const columns = new Float64Array(3);
  new ReadNoise(2, Random.of("n"), wiring).add(columns, Int32Array.of(0), 1, 0);
  expect([columns[0] !== 0, columns[1], columns[2]]).toEqual([true, 0, 0]);
});

test("a network learns with noisy reads, otherwise than without, to the same bits each time", async () => {
  const run = async (readNoise: number) => {
    const { metrics } = (await runExperiment(
      spec({ ...SHORT, train: { images: 60, epochs: 1 } }, 0, { readNoise }),
    )) as ClassifyResult;
    return metrics;
  };
  const [none, noisy, again] = [await run(0), await run(50e-9), await run(50e-9)];
  expect(noisy.weightsSha256).not.toBe(none.weightsSha256);
  expect(noisy.weightsSha256).toBe(again.weightsSha256);
  expect(none.kernel).toBe("wasm");
  expect(noisy.kernel).toBe("wasm");
});

test("the compiled kernel is refused in words", async () => {
  await expect(runExperiment(spec({ kernel: "wasm" }, 0, { readNoise: 2e-9 }))).rejects.toThrow(
    /"wasm" cannot run this network: noise of every read has no other kernel/,
  );
});

test("both kernels relax to a level, by a stretched exponential too, to the same bits", async () => {
  for (const retention of [
    { tau: 20, hold: 0, level: 0.2, stretch: 1 },
    { tau: 20, hold: 0, level: 0.2, stretch: 0.5 },
  ]) {
    const run = async (kernel: "wasm" | "reference") => {
      const { metrics } = (await runExperiment(
        spec(
          {
            kernel,
            train: { images: 30, epochs: 1 },
            label: { images: 3 },
            test: { split: "test", images: 3 },
          },
          0,
          {
            nonIdeal: { retention },
          },
        ),
      )) as ClassifyResult;
      return [metrics.kernel, metrics.weightsSha256];
    };
    const [wasm, reference] = [await run("wasm"), await run("reference")];
    expect(wasm[0]).toBe("wasm");
    expect(wasm[1]).toBe(reference[1]);
  }
});

test("conductances relax in a simulation, to the end and in every form", async () => {
  for (const form of ["ordered", "lumped"]) {
    const set = [
      `${AT}.nonIdeal.retention={tau: 7 us, level: 50 %}`,
      `${AT}.form=${form}`,
      "sources.input.start=19.9 us",
      `${AT}.device={preset: eis-ysz7}`,
    ];
    const { spec: loaded } = await loadExperiment(SMALL, { set });
    const { device } = (loaded as SimulateSpec).physics!;
    const { metrics, conductance } = (await runExperiment(loaded)) as SimulateResult;
    const { start } = metrics.conductance.feedforward!;
    const to = device.gMin + 0.5 * (device.gMax - device.gMin);
    // One pair at the very end moves it by some per cent of the range.
    const wanted = to + (start[0]! - to) * Math.exp(-20 / 7);
    expect(Math.abs(conductance[0]! - wanted) / (device.gMax - device.gMin)).toBeLessThan(0.03);
  }
});

test("what a simulation has no place for is refused, and so is the noise of a device that was not measured", async () => {
  const refusal = (set: string) => loadExperiment(SMALL, { set: [set] }).catch((e: Error) => e.message);
  expect(await refusal(`${AT}.nonIdeal.retention={tau: 1 s, hold: 1 s}`)).toMatch(
    /retention\.hold: is between learning and read/,
  );
  expect(await refusal(`${AT}.nonIdeal.retention={tau: 1 s, level: 2}`)).toMatch(
    /retention\.level: .*from 0 to 1/,
  );
  expect(await refusal(`${AT}.nonIdeal.retention={tau: 1 s, stretch: 2}`)).toMatch(
    /stretch: .*from 0.2 to 1/,
  );
  expect(await refusal(`${AT}.nonIdeal.noise={sigma: 1 %}`)).toMatch(/does nothing/);
  expect(await refusal(`${AT}.variability.readNoise=device`)).toMatch(
    /variability\.readNoise: "device" is what was measured, which eis-ysz7 does not say; accepted/,
  );
  expect(await refusal(`${AT}.variability.readNoise=2 %`)).toMatch(/readNoise: .*a conductance/);
});
