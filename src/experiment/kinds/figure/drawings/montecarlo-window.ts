/** The STDP window of every device of a population, and the paper's measure of variability on each. */
import type { Random } from "../../../../core/random.js";
import { drive } from "../../../../core/stdp/drive.js";
import { gateVoltage } from "../../../../core/stdp/gate.js";
import { type Arms, arms, scatter } from "../../../../core/stdp/scatter.js";
import { formatQuantity } from "../../../../core/units.js";
import type { Slicing } from "../../../../crossbar/slicing.js";
import { deviation, mean } from "../../../../metrics/distribution.js";
import { InterruptedError } from "../../../interrupted.js";
import { DevicePopulation } from "../../../protocols/population.js";
import type { MonteCarloSpec } from "../spec.js";
import type { DrawOptions, FigureNumber } from "./drawing.js";
import { type Measured, throughAll } from "./montecarlo-batches.js";
import { bandPanel, histogramPanel, percentileTable, spreadOver } from "./montecarlo-panels.js";

const NOMINAL = { up: 1, down: 1, shift: 0 };

export async function drawPopulationWindow(
  spec: MonteCarloSpec,
  slicing: Slicing,
  random: Random,
  options: DrawOptions,
): Promise<Measured> {
  const { device, pre, post, deltaT, devices, sample, spread } = spec;
  const gates = Array.from(deltaT, (dt) => gateVoltage(pre, 0, post, dt, 1, 1));
  const population = new DevicePopulation(
    device,
    gates,
    devices,
    spread,
    slicing,
    random,
    random.split("c2c"),
  );
  const ideal = Float64Array.from(gates, (gate) => drive(device, device.g0, gate, NOMINAL) - device.g0);
  const n = deltaT.length;
  // [delta_t][device], so that a point's distribution lies in one piece.
  const curves = Array.from({ length: n }, () => new Float32Array(devices));
  let difference = 0;
  let largest = 0;
  let compared = 0;
  const start = new Float32Array(devices).fill(device.g0);
  const told = { ...options, event: (r: number) => `by a pair ${formatQuantity(deltaT[r]!, "s")} apart` };
  const { done, seconds } = await throughAll(population, start, told, ({ change, events }, from, to) => {
    const columns = to - from;
    for (let r = 0; r < n; r++) curves[r]!.set(change.subarray(r * columns, (r + 1) * columns), from);
    for (let c = from; c < Math.min(to, sample); c++)
      for (let r = 0; r < n; r++) {
        const x = r * columns + c - from;
        const exact = population.exact(device.g0, r, c, events[x]!);
        difference = Math.max(difference, Math.abs(change[x]! - exact));
        largest = Math.max(largest, Math.abs(exact));
        compared++;
      }
  });
  population.dispose();
  if (done === 0) throw new InterruptedError("the first batch of devices");
  const seen = curves.map((curve) => curve.subarray(0, done));
  const peak = place(ideal, 1);
  const dip = place(ideal, -1);
  const metrics = measures(seen, deltaT, ideal);
  const distributions = [
    { name: "peakUp", title: "Largest potentiation", unit: "S" as const, values: seen[peak]! },
    { name: "peakDown", title: "Largest depression", unit: "S" as const, values: seen[dip]! },
    ...metrics.distributions,
  ];
  return {
    devices: done,
    partial: done < devices,
    events: done * n,
    seconds,
    difference,
    largest,
    compared,
    panels: [
      bandPanel({
        id: "window",
        title: `STDP window of ${done} devices`,
        x: { label: "Δt = t_post − t_pre", unit: "s" },
        y: { label: "ΔG", unit: "S" },
        at: deltaT,
        values: seen,
        ideal: { name: "device as given, exact", y: ideal },
      }),
      ...distributions.filter(spreads).map((d) => histogramPanel(d.name, d.title, d.unit, d.values)),
    ],
    numbers: [...distributions.flatMap(spreadOver), ...metrics.numbers],
    tables: [percentileTable("Percentiles over devices", distributions)],
    notes: [
      "Each device starts at its reference conductance for every pair; soft or hard bounds act within the pair.",
      ...metrics.notes,
    ],
  };
}

/** Whether there is a distribution to draw: without c2c all devices scatter alike about their own fits. */
function spreads({ values }: { readonly values: Float32Array }): boolean {
  return deviation(values) > 0.005 * Math.abs(mean(values));
}

/** Where a curve is largest (sign 1) or smallest (-1). */
function place(curve: Float64Array, sign: 1 | -1): number {
  let best = 0;
  for (let k = 1; k < curve.length; k++) if (sign * curve[k]! > sign * curve[best]!) best = k;
  return best;
}

/** The paper's measure: mean |dG - smooth curve|, about each device's own fit and about the population's curve. */
function measures(curves: readonly Float32Array[], deltaT: Float64Array, ideal: Float64Array) {
  let fitted: Arms;
  try {
    fitted = arms({ deltaT, ideal, degree: 4 });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { distributions: [], numbers: [], notes: [`No measure of variability: ${error.message}.`] };
  }
  const devices = curves[0]!.length;
  const { points } = fitted;
  const size = mean(Float64Array.from(points, (k) => Math.abs(ideal[k]!)));
  const own = new Float32Array(devices);
  const common = new Float32Array(devices);
  const one = new Float64Array(curves.length);
  for (let c = 0; c < devices; c++) {
    for (const [k, curve] of curves.entries()) one[k] = curve[c]!;
    own[c] = scatter(fitted, one).byMean;
    let sum = 0;
    for (const k of points) sum += Math.abs(one[k]! - ideal[k]!);
    common[c] = sum / points.length / size;
  }
  const title = "mean |ΔG − fit| / mean |fit|";
  const numbers: FigureNumber[] = [
    {
      name: "ownFit.floor",
      value: scatter(fitted, ideal).byMean,
      unit: "1",
      doc: `${title} of the exact curve without spread`,
    },
  ];
  return {
    distributions: [
      { name: "ownFit", title: "Scatter about the device's own fit", unit: "1" as const, values: own },
      {
        name: "commonCurve",
        title: "Distance from the population's curve",
        unit: "1" as const,
        values: common,
      },
    ],
    numbers,
    notes: [
      `Scatter: ${title}, either about a smooth fit of each device's own curve (what c2c makes), or about the curve of the device as given (what d2d adds; its mean is 0.798 of a small relative spread where bounds are far).`,
    ],
  };
}
