/** From the document of a population of devices to its spec. */
import { evenly } from "../../core/stdp/curve-figures.js";
import { checkSchedule, params, type params as trainParams } from "../../core/stdp/cycling.js";
import type { FigureSpec, MonteCarloSpec } from "../../experiment/kinds/figure/spec.js";
import type { Parts } from "../parts.js";
import { si, tableValues } from "../schema/fields.js";
import { buildDevice } from "./device.js";
import type { MonteCarloDocument } from "./document.js";
import { buildKernel } from "./kernel.js";
import type { ProblemList } from "./problems.js";
import { deviceSpreadOf, spreadOf } from "./variability.js";
import { buildWaveforms } from "./waveforms.js";

/** @returns undefined where there were problems */
export function buildMonteCarlo(
  parts: Parts,
  doc: MonteCarloDocument,
  common: Pick<FigureSpec, "kind" | "seed" | "title" | "checks">,
  problems: ProblemList,
): MonteCarloSpec | undefined {
  const device = buildDevice(parts, doc, "", problems);
  const waves = buildWaveforms(parts, doc.waveforms, "waveforms", problems);
  const [from, to] = [si(doc.deltaT.from, "s"), si(doc.deltaT.to, "s")];
  if (!(from < to)) problems.add("deltaT", `from ${doc.deltaT.from} is not below to ${doc.deltaT.to}`);
  if (!device || !waves) return undefined;
  const { pairsUp, pairsDown, cycles, deltaUp, deltaDown, start } = tableValues(params, doc.train) as Record<
    keyof typeof trainParams,
    number
  >;
  const schedule = { pairsUp, pairsDown, cycles, start };
  problems.attempt("train", () => checkSchedule(device, schedule));
  const first = si(doc.pulses.start, "S");
  if (first < device.gMin || first > device.gMax)
    problems.add(
      "pulses.start",
      `${doc.pulses.start} is outside the device's range; accepted: ${device.gMin} S to ${device.gMax} S`,
    );
  const { spread } = doc;
  return {
    ...common,
    figure: "montecarlo",
    measure: doc.measure,
    device,
    devices: doc.devices,
    spread: {
      d2d: deviceSpreadOf(spread.d2d, device.d2d),
      c2c: spreadOf(spread.c2c, device.c2c),
      independentPolarity: spread.independentPolarity,
      vOc: si(spread.vOc, "V"),
    },
    ...waves,
    deltaT: evenly(from, to, doc.deltaT.count),
    schedule,
    deltaUp,
    deltaDown,
    pulses: {
      up: si(doc.pulses.up, "V"),
      down: si(doc.pulses.down, "V"),
      length: si(doc.pulses.length, "s"),
      count: doc.pulses.count,
      start: first,
    },
    sample: doc.sample,
    tfjs: buildKernel<never>(doc.kernel, undefined, problems).tfjs,
  };
}
