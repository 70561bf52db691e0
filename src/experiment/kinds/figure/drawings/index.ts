/** Every figure of device physics, by the name a config calls it. Add yours here: one file, one line. */

import type { FigureName, FigureSpecOf } from "../spec.js";
import { drawCycling } from "./cycling.js";
import type { Drawing, DrawOptions } from "./drawing.js";
import { drawEnergy } from "./energy.js";
import { drawMonteCarlo } from "./montecarlo.js";
import { drawPulses } from "./pulses.js";
import { drawVariability } from "./variability.js";
import { drawWindows } from "./windows.js";

export const figures: {
  readonly [N in FigureName]: {
    readonly doc: string;
    readonly draw: (spec: FigureSpecOf<N>, options: DrawOptions) => Drawing | Promise<Drawing>;
  };
} = {
  pulses: { doc: "change by single pulses, rates read from them, rate laws against them", draw: drawPulses },
  windows: { doc: "STDP curves with the voltages that make them", draw: drawWindows },
  cycling: { doc: "conductance over trains of pairs, up and down", draw: drawCycling },
  variability: { doc: "scatter of curves on devices that vary", draw: drawVariability },
  montecarlo: { doc: "populations of devices that vary, in tensors", draw: drawMonteCarlo },
  energy: { doc: "energy of spikes part by part, and technologies compared", draw: drawEnergy },
};
