import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { defaults } from "../../../src/core/params.js";
import { checkMetrics } from "../../../src/experiment/finite.js";
import { checkDrawing } from "../../../src/experiment/kinds/figure/finite.js";
import type { FigureSpec } from "../../../src/experiment/kinds/figure/spec.js";
import { runExperiment } from "../../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../../src/node/config.js";

const loaded = async (file: string, set: readonly string[]) => {
  const { spec } = await loadExperiment(join(packageRoot, "experiments", `${file}.yaml`), { set: [...set] });
  return spec as FigureSpec;
};
/** Voltages that move nothing. */
const STILL = "{pre: [[0 s, 0 V], [50 ms, 0 V]], post: [[0 s, 0 V], [50 ms, 0 V]]}";
const WINDOWS = ["papers/huang-2025-fig4a", [`curves=[{waveforms: ${STILL}}]`, "checks=[]"]] as const;
const MONTE_CARLO = "studies/montecarlo-window";
const FEW = ["devices=20", "kernel.tfjs={backend: cpu, tau: 5 ms}"];

describe("a number that a figure does not have is null, with the reason beside it", () => {
  test("of a curve that changes nothing: whatever refers to its peak", async () => {
    const { metrics } = await runExperiment(await loaded(...WINDOWS));
    const lone = metrics.numbers.find((n) => n.name === "lone")!;
    expect(lone).toMatchObject({ value: Number.NaN, absent: "the curve changes nothing, so it has no peak" });
    expect(JSON.parse(JSON.stringify(lone)).value).toBe(null);
    expect(metrics.numbers.find((n) => n.name === "peakUp")).toMatchObject({ value: 0 });
  });

  test("of devices that do not move: the spread over the mean", async () => {
    const { metrics, notes } = await runExperiment(await loaded(MONTE_CARLO, [...FEW, `waveforms=${STILL}`]));
    for (const name of ["agreement", "peakUp.relativeSpread"])
      expect(metrics.numbers.find((n) => n.name === name)!.absent).toBeTypeOf("string");
    expect(notes.join(" ")).not.toMatch(/NaN/);
  });

  test("a statement about such a number does not hold, and says why", async () => {
    const spec = await loaded(WINDOWS[0], WINDOWS[1]);
    const check = { fact: "F-1", number: "oddness", from: 0, to: 1, paper: "odd", how: "read" };
    const { metrics } = await runExperiment({ ...spec, checks: [check] });
    expect(metrics.checks[0]).toMatchObject({
      holds: false,
      ours: "none: the curve changes nothing, so it has no peak",
    });
  });
});

describe("any other number that is none stops a figure, and is named", () => {
  /** A preset of which one rate is no number. */
  const broken = (at: (v: number) => boolean) => {
    const device = devices["eis-ysz14"].create(defaults(devices["eis-ysz14"].params));
    const { rate } = device;
    const wrong = { ...rate, vOc: rate.vOc, rate: (v: number) => (at(v) ? Number.NaN : rate.rate(v)) };
    return {
      ...device,
      rate: { ...wrong, antiderivative: (v: number) => (at(v) ? Number.NaN : rate.antiderivative(v)) },
    };
  };

  test("of STDP curves: the number, with what it is", async () => {
    const spec = await loaded("papers/huang-2025-fig4a", ["checks=[]"]);
    const device = broken((v) => v > 4);
    await expect(runExperiment({ ...spec, device } as FigureSpec)).rejects.toThrow(
      /^the figure's number "\w+" \(.*\) is -?(NaN|Infinity); accepted: a finite number/,
    );
  });

  test("of a population: the device and the pair", async () => {
    const spec = await loaded(MONTE_CARLO, FEW);
    const device = broken((v) => v > 4);
    await expect(runExperiment({ ...spec, device } as FigureSpec)).rejects.toThrow(
      /^the conductance change of device \d+ by a pair -?[\d.]+ m?s apart is NaN/,
    );
  });

  test("of a panel: the curve and the place", () => {
    const axis = (label: string, unit: "s" | "S") => ({ label, unit });
    const series = {
      name: "median",
      x: Float64Array.of(0, 1e-3),
      y: Float64Array.of(1, Number.POSITIVE_INFINITY),
      mark: "line" as const,
    };
    const panel = { id: "a", title: "Window", x: axis("Δt", "s"), y: axis("ΔG", "S"), series: [series] };
    expect(() => checkDrawing({ numbers: [], panels: [panel] })).toThrow(
      'panel "Window": ΔG of the curve "median" is Infinity at Δt 1 ms; accepted: finite numbers',
    );
  });

  test("a reason excuses the value beside it alone", () => {
    expect(() => checkMetrics({ numbers: [{ value: Number.NaN, absent: "none" }] })).not.toThrow();
    expect(() => checkMetrics({ numbers: [{ value: 1, of: Number.NaN, absent: "none" }] })).toThrow(
      /numbers\[0\]\.of/,
    );
  });
});
