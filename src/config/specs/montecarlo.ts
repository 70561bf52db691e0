/** From the document of a population of devices to its spec. */
import { evenly } from "../../core/stdp/curve-figures.js";
import { checkSchedule } from "../../core/stdp/cycling.js";
import type { FigureSpec, MonteCarloSpec } from "../../experiment/kinds/figure/spec.js";
import type { FigureOf } from "../schema/figure.js";
import { buildDevice } from "./device.js";
import type { ProblemList } from "./problems.js";
import { checkAscending } from "./spaced.js";
import { deviceSpreadOf, spreadOf } from "./variability.js";
import { buildWaveforms } from "./waveforms.js";

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
    deltaT: evenly(deltaT.from, deltaT.to, deltaT.count),
    schedule,
    deltaUp,
    deltaDown,
    pulses,
    sample,
    tfjs: kernel.tfjs,
  };
}
