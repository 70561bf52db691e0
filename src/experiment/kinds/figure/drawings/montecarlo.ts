/** Populations of devices drawn from a spread, all measured at once in tensors; a sample also by exact integration. */
import { openBackend } from "../../../../crossbar/kernels/tfjs-backend.js";
import type { Slicing } from "../../../../crossbar/slicing.js";
import { masterStream } from "../../../../seed.js";
import type { MonteCarloSpec } from "../spec.js";
import type { Drawing, DrawOptions, FigureNumber } from "./drawing.js";
import { drawTrains } from "./montecarlo-trains.js";
import { drawPopulationWindow } from "./montecarlo-window.js";
import { ratio } from "./ratio.js";

const NOTHING = "no device of the sample changes";

/** @throws BackendError where the backend asked for is absent */
export async function drawMonteCarlo(spec: MonteCarloSpec, options: DrawOptions): Promise<Drawing> {
  const { backend, tau } = spec.tfjs;
  const slicing: Slicing = { backend: await openBackend(backend, options.backends), tau };
  const random = masterStream(spec.seed, "montecarlo");
  const measured = await (spec.measure === "window"
    ? drawPopulationWindow(spec, slicing, random, options)
    : drawTrains(spec, slicing, random, options));
  const { panels, numbers, tables = [], notes, devices, events, seconds } = measured;
  const { difference, largest, compared, partial = false } = measured;
  const own: FigureNumber[] = [
    { name: "devices", value: devices, unit: "1", doc: "devices measured" },
    { name: "events", value: events, unit: "1", doc: "changes computed, devices times pairs or pulses" },
    { name: "seconds", value: seconds, unit: "s", doc: "time in the tensors" },
    ratio(
      {
        name: "agreement",
        doc: `largest difference between slices and exact integration over the largest change, ${compared} changes of ${Math.min(spec.sample, devices)} devices`,
      },
      difference,
      largest,
      NOTHING,
    ),
  ];
  return {
    panels,
    numbers: [...own, ...numbers],
    tables,
    partial,
    notes: [
      `${devices} devices, ${events} changes in ${seconds.toPrecision(3)} s, ${slicing.backend.notice}; slices of at most ${tau} s.`,
      `Exact integration of ${compared} changes differs by ${difference.toPrecision(2)} S at most${largest > 0 ? `, ${((100 * difference) / largest).toPrecision(2)} % of the largest of them` : `; ${NOTHING}`}.`,
      ...notes,
    ],
  };
}
