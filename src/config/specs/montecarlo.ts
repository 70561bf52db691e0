/** From the document of a population of devices to its spec. */
import { evenly } from "../../core/stdp/curve-figures.js";
import { checkSchedule } from "../../core/stdp/cycling.js";
import { checkDistance } from "../../core/stdp/window.js";
import type { Waveform } from "../../core/waveform/model.js";
import type { FigureSpec, MonteCarloSpec } from "../../experiment/kinds/figure/spec.js";
import type { FigureOf } from "../schema/figure.js";
import { buildDevice } from "./device.js";
import type { ProblemList } from "./problems.js";
import { checkAscending, checkDistances } from "./spaced.js";
import { deviceSpreadOf, spreadOf } from "./variability.js";
import { buildWaveforms } from "./waveforms.js";

/** Chosen: 24 bytes each and device group are some 100 MB. */
const MOST_SLICES = 2_000_000;

/** From the first to the last knot of a pair, s. */
function spanOf({ t: pre }: Waveform, { t: post }: Waveform, deltaT: number): number {
  return Math.max(pre.at(-1)!, deltaT + post.at(-1)!) - Math.min(pre[0]!, deltaT + post[0]!);
}

/** @returns undefined where there were problems */
export function buildMonteCarlo(
  value: FigureOf<"montecarlo">,
  common: Pick<FigureSpec, "kind" | "seed" | "title" | "checks">,
  problems: ProblemList,
): MonteCarloSpec | undefined {
  const device = buildDevice(value, "", problems);
  const waves = buildWaveforms(value.waveforms, "waveforms", problems);
  checkAscending(value.deltaT, "deltaT", problems);
  if (!device || !waves) return undefined;
  const { deltaUp, deltaDown, ...schedule } = value.train;
  problems.attempt("train", () => checkSchedule(device, schedule));
  const { measure, devices, spread, deltaT, pulses, sample, kernel } = value;
  if (pulses.start < device.gMin || pulses.start > device.gMax)
    problems.add(
      "pulses.start",
      `${problems.written("pulses.start")} is outside the device's range; accepted: ${device.gMin} S to ${device.gMax} S`,
    );
  const times = evenly(deltaT.from, deltaT.to, deltaT.count);
  const pairs = measure === "cycle" ? [deltaUp, deltaDown] : [...times];
  const lengths =
    measure === "pulses"
      ? [pulses.length, pulses.length]
      : pairs.map((dt) => spanOf(waves.pre, waves.post, dt));
  if (measure === "window") checkDistances(waves.post, deltaT, "deltaT", problems);
  if (measure === "cycle")
    for (const [key, delta] of Object.entries({ deltaUp, deltaDown }))
      problems.attempt(`train.${key}`, () => checkDistance(waves.post, delta));
  const slices = lengths.reduce((sum, length) => sum + length / kernel.tfjs.tau, 0);
  if (!(slices <= MOST_SLICES))
    problems.add(
      "kernel.tfjs.tau",
      `${problems.written("kernel.tfjs.tau")} would cut the gate voltages into ${slices.toPrecision(3)} slices; accepted: at most ${MOST_SLICES} in all`,
    );
  return {
    ...common,
    figure: "montecarlo",
    measure,
    device,
    devices,
    spread: {
      ...spread,
      d2d: deviceSpreadOf(spread.d2d, device.d2d),
      c2c: spreadOf(spread.c2c, device.c2c),
    },
    ...waves,
    deltaT: times,
    schedule,
    deltaUp,
    deltaDown,
    pulses,
    sample,
    tfjs: kernel.tfjs,
  };
}
