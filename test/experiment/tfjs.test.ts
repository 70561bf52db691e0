import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import type { FigureSpec } from "../../src/experiment/kinds/figure/spec.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";
import { runExperiment } from "../../src/node/run.js";
import { backendName } from "../tensor-backend.js";

const load = async (file: string, ...set: string[]) =>
  (await loadExperiment(join(packageRoot, "experiments", file), { set })).spec;
const classify = async (kernel: string) =>
  runExperiment(
    (await load(
      "smoke/mnist-tiny.yaml",
      `kernel=${kernel}`,
      "train.images=2",
      "test.images=12",
      "label.images=12",
    )) as ClassifySpec,
  );
const montecarlo = async (...set: string[]) =>
  runExperiment(
    (await load(
      "studies/montecarlo-window.yaml",
      `kernel.tfjs.backend=${backendName}`,
      ...set,
    )) as FigureSpec,
  );
const numbersOf = ({ metrics }: Awaited<ReturnType<typeof montecarlo>>) =>
  Object.fromEntries(metrics.numbers.map((n) => [n.name, n.value]));

const events = await classify(`{tfjs: {backend: ${backendName}, tau: 0.5 ms}}`);

test("a classification learns by slices, says on which backend, and prints the difference from the exact form", () => {
  const { metrics, conductanceUnit } = events;
  expect([metrics.kernel, metrics.kernelNotice]).toEqual(["tfjs", `backend ${backendName}`]);
  expect(conductanceUnit).toBe("S");
  // tau = tick, the coarsest accepted.
  expect(metrics.plasticityCheck!.maxDifference).toBeGreaterThan(0);
  expect(metrics.plasticityCheck!.maxDifference).toBeLessThan(1e-4);
});

test("frozen reads by matrix product give the counts, and so the predictions, of reads spike by spike", async () => {
  const product = await classify(`{tfjs: {backend: ${backendName}, tau: 0.5 ms, read: matmul}}`);
  expect(product.metrics.weightsSha256).toBe(events.metrics.weightsSha256);
  expect(product.meanCounts).toEqual(events.meanCounts);
  expect(product.confusion).toEqual(events.confusion);
});

test("a simulation runs by slices: the same spikes, the same conductances to 1e-3 of the change", async () => {
  const file = "smoke/two-neurons-ns.yaml";
  const exact = await runExperiment((await load(file)) as SimulateSpec);
  const sliced = await runExperiment(
    (await load(file, `kernel={tfjs: {backend: ${backendName}, tau: 0.1 ns}}`)) as SimulateSpec,
  );
  expect(sliced.metrics.spikes).toEqual(exact.metrics.spikes);
  const [before] = exact.metrics.conductance.feedforward!.start;
  const change = exact.conductance[0]! - before!;
  expect(Math.abs(sliced.conductance[0]! - exact.conductance[0]!)).toBeLessThan(1e-3 * Math.abs(change));
});

describe("a population of devices", () => {
  test("whose rates spread by 6 %: its curves lie 0.798 times that from the common one", async () => {
    const result = await montecarlo("devices=5000", "sample=20");
    const n = numbersOf(result);
    expect([n.devices, n.events]).toEqual([5000, 205_000]);
    expect(n.agreement).toBeLessThan(5e-3);
    // Soft bounds take a little; the standard error of 5000 devices is 1 %.
    expect(n["peakUp.relativeSpread"]).toBeGreaterThan(0.057);
    expect(n["peakUp.relativeSpread"]).toBeLessThan(0.062);
    expect(n["commonCurve.mean"]).toBeGreaterThan(0.046);
    expect(n["commonCurve.mean"]).toBeLessThan(0.05);
    // One factor on a whole curve is absorbed by its own fit, which leaves what it leaves of the exact curve.
    expect(n["ownFit.mean"]! / n["ownFit.floor"]! - 1).toBeLessThan(0.05);
    expect(result.panels.map((p) => p.id)).toContain("window");
    expect(result.tables[0]!.rows.length).toBe(4);
  });

  test.each(["cycle", "pulses"])(
    "over a train, measure %s: sliced and exact stay together",
    async (measure) => {
      const n = numbersOf(
        await montecarlo(
          `measure=${measure}`,
          "devices=200",
          "sample=10",
          "train.pairsUp=8",
          "train.pairsDown=8",
          "pulses.count=8",
          "kernel.tfjs.tau=0.5 ms",
        ),
      );
      expect(n.events).toBe(3200);
      // Errors of every event add up.
      expect(n.agreement).toBeLessThan(1e-2);
      expect(n["ratio.mean"]).toBeGreaterThan(1.2);
      expect(n["high.relativeSpread"]).toBeGreaterThan(0.01);
    },
  );

  test("an interrupt ends it with the devices that are done", async () => {
    const stop = new AbortController();
    const { metrics } = await runExperiment(
      (await load("studies/montecarlo-window.yaml", "devices=20000", "kernel.tfjs.tau=5 ms")) as FigureSpec,
      { signal: stop.signal, progress: ({ done }) => done > 4000 && stop.abort() },
    );
    expect(metrics.interrupted).toBe(true);
    const done = metrics.numbers.find((n) => n.name === "devices")!.value;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(20_000);
  });
});
