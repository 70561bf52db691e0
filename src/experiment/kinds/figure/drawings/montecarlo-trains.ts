/** Conductance of every device of a population over a train of pairs or pulses, up and then down. */
import type { Random } from "../../../../core/random.js";
import { gateVoltage } from "../../../../core/stdp/gate.js";
import type { Waveform } from "../../../../core/waveform/model.js";
import { waveform } from "../../../../core/waveform/piecewise-linear.js";
import type { Slicing } from "../../../../crossbar/slicing.js";
import { InterruptedError } from "../../../interrupted.js";
import { DevicePopulation } from "../../../protocols/population.js";
import type { MonteCarloSpec } from "../spec.js";
import type { DrawOptions, FigureNumber } from "./drawing.js";
import { type Measured, throughAll } from "./montecarlo-batches.js";
import { bandPanel, histogramPanel, percentileTable, spreadOver } from "./montecarlo-panels.js";

/** Why a number of a train is missing. */
const INTERRUPTED = "interrupted before the end of the train";

/** One gate voltage, again and again. */
interface Half {
  readonly gate: Waveform;
  readonly count: number;
}

export async function drawTrains(
  spec: MonteCarloSpec,
  slicing: Slicing,
  random: Random,
  options: DrawOptions,
): Promise<Measured> {
  const { device, devices, sample, spread } = spec;
  const halves = spec.measure === "cycle" ? pairs(spec) : pulses(spec);
  const cycles = spec.measure === "cycle" ? spec.schedule.cycles : 1;
  const perCycle = halves.reduce((sum, h) => sum + h.count, 0);
  const steps = cycles * perCycle;
  // A population per voltage, of the same devices: what is drawn per device does not depend on the gates.
  const populations = halves.map(
    ({ gate }, h) =>
      new DevicePopulation(device, [gate], devices, spread, slicing, random, random.split("c2c").split(h)),
  );
  const start = spec.measure === "cycle" ? spec.schedule.start : spec.pulses.start;
  const g = new Float32Array(devices).fill(start);
  const exact = Float64Array.from({ length: Math.min(sample, devices) }, () => start);
  const course: Float32Array[] = [g.slice()];
  const shown = [0];
  const every = Math.max(1, Math.ceil(steps / 60));
  const ends: Float32Array[] = [];
  let [seconds, step, difference, largest] = [0, 0, 0, 0];
  const aborted = () => options.signal?.aborted ?? false;
  const before = new Float32Array(devices);
  const exactBefore = exact.slice();
  for (let x = 0; x < cycles && !aborted(); x++)
    for (const [h, { count }] of halves.entries()) {
      let k = 0;
      for (; k < count && !aborted(); k++) {
        const population = populations[h]!;
        before.set(g);
        exactBefore.set(exact);
        const told = {
          ...options,
          event: () => `by event ${step + 1} of ${steps}`,
          progress: (done: number, total: number) => options.progress?.(step * total + done, steps * total),
        };
        const result = await throughAll(population, g, told, ({ change, events }, from, to) => {
          for (let c = from; c < Math.min(to, exact.length); c++)
            exact[c]! += population.exact(exact[c]!, 0, c, events[c - from]!);
          for (let c = from; c < to; c++) g[c]! += change[c - from]!;
        });
        seconds += result.seconds;
        if (result.done < devices) {
          // Stopped within the event: devices that have seen it and such that have not would be mixed.
          g.set(before);
          exact.set(exactBefore);
          break;
        }
        step++;
        for (const [c, value] of exact.entries()) {
          difference = Math.max(difference, Math.abs(value - g[c]!));
          largest = Math.max(largest, Math.abs(value - start));
        }
        if (step % every === 0 || k === count - 1) {
          course.push(g.slice());
          shown.push(step);
        }
      }
      // The later ones are in the course. A train that was stopped has no end.
      if (ends.length < 2 && k === count) ends.push(g.slice());
    }
  for (const p of populations) p.dispose();
  if (step === 0) throw new InterruptedError("the first event was over for all devices");
  if (shown.at(-1) !== step) {
    course.push(g.slice());
    shown.push(step);
  }
  const [high, low] = ends;
  // A device at 0 S has no ratio; those that have are shown.
  const ratios = low ? high!.map((g, c) => g / low[c]!).filter((_, c) => low[c] !== 0) : undefined;
  const without = ratios ? devices - ratios.length : 0;
  const all = [
    { name: "high", title: "Conductance after the first train", unit: "S" as const, values: high },
    { name: "low", title: "Conductance after the second train", unit: "S" as const, values: low },
    { name: "ratio", title: "High over low", unit: "1" as const, values: ratios },
  ];
  const distributions = all.flatMap((d) => (d.values?.length ? [{ ...d, values: d.values }] : []));
  const missing = all.filter(({ values }) => values === undefined);
  return {
    devices,
    partial: step < steps,
    events: devices * step,
    seconds,
    difference,
    largest,
    compared: exact.length * step,
    panels: [
      bandPanel({
        id: "course",
        title: `Conductance of ${devices} devices over ${step} ${spec.measure === "cycle" ? "pairs" : "pulses"}`,
        x: { label: spec.measure === "cycle" ? "pairs" : "pulses", unit: "1" },
        y: { label: "G", unit: "S" },
        at: Float64Array.from(shown),
        values: course,
        columns: 6,
      }),
      ...distributions.map((d) => histogramPanel(d.name, d.title, d.unit, d.values)),
    ],
    numbers: [
      ...distributions.flatMap(spreadOver),
      ...missing.flatMap(({ name, title, unit }): FigureNumber[] => [
        { name: `${name}.mean`, value: Number.NaN, unit, doc: `${title}, mean`, absent: INTERRUPTED },
        {
          name: `${name}.relativeSpread`,
          value: Number.NaN,
          unit: "1",
          doc: `${title}, standard deviation over mean`,
          absent: INTERRUPTED,
        },
      ]),
    ],
    tables: distributions.length > 0 ? [percentileTable("Percentiles over devices", distributions)] : [],
    notes: [
      "Differences from exact integration add up over the whole train.",
      ...(without > 0
        ? [
            `${without} of ${devices} devices end the second train at 0 S: they have no ratio of high over low.`,
          ]
        : []),
    ],
  };
}

function pairs({ pre, post, schedule, deltaUp, deltaDown }: MonteCarloSpec): Half[] {
  return [
    { gate: gateVoltage(pre, 0, post, deltaUp, 1, 1), count: schedule.pairsUp },
    { gate: gateVoltage(pre, 0, post, deltaDown, 1, 1), count: schedule.pairsDown },
  ];
}

function pulses({ pulses: { up, down, length, count } }: MonteCarloSpec): Half[] {
  return [up, down].map((volts) => ({
    gate: waveform([
      [0, volts],
      [length, volts],
    ]),
    count,
  }));
}
