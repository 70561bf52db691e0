/** Memory that a figure asks for: its curves, trains and devices. */
import type { Need } from "../../../core/size.js";
import type { CyclingSchedule } from "../../../core/stdp/cycling.js";
import type { Waveform } from "../../../core/waveform/model.js";
import { BATCH } from "./drawings/montecarlo-batches.js";
import type { FigureSpec, MonteCarloSpec, VariabilitySpec } from "./spec.js";

/** A number of a curve: as it is computed, in the panel, and as text in its picture. */
const DRAWN_BYTES = 64;
/** Of a device: what differs in it, its conductance, what distributions are made of. */
const DEVICE_BYTES = 64;
/** Of a device in a train: its conductance at some 60 places of it and at the ends, and a copy while one is drawn. */
const COURSE_BYTES = 4 * 66;

export function figureNeeds(spec: FigureSpec): Need[] {
  if (spec.figure === "cycling") return [trainNeed(spec.schedule)];
  if (spec.figure === "variability") return [curvesNeed(spec)];
  return spec.figure === "montecarlo" ? monteCarloNeeds(spec) : [];
}

function trainNeed({ pairsUp, pairsDown, cycles }: CyclingSchedule): Need {
  const pairs = cycles * (pairsUp + pairsDown);
  return {
    path: "train",
    what: `the conductances of ${pairs.toPrecision(3)} pairs`,
    bytes: DRAWN_BYTES * pairs,
    change: "Choose fewer pairs or cycles",
  };
}

function curvesNeed({ devices, count, points, technologies }: VariabilitySpec): Need {
  const curves = devices * (points.length + technologies.length);
  return {
    path: "devices",
    what: `${curves} curves of ${count} points`,
    bytes: 4 * 8 * curves * count,
    change: "Choose fewer devices or a smaller count",
  };
}

function monteCarloNeeds(spec: MonteCarloSpec): Need[] {
  const { devices, measure, deltaT, pre, post, pulses, tfjs } = spec;
  const rows = measure === "window" ? deltaT.length : 1;
  const longest = measure === "pulses" ? pulses.length : length(pre) + length(post);
  const slices = longest / tfjs.tau;
  return [
    {
      path: "devices",
      what: `${rows} changes of each of ${devices} devices`,
      bytes:
        devices * (DEVICE_BYTES + 8 * rows + (measure === "window" ? 0 : COURSE_BYTES)) +
        12 * rows * Math.min(BATCH, devices),
      change: "Choose fewer devices, or fewer values of delta_t",
    },
    {
      path: "kernel.tfjs.tau",
      what: `${slices.toPrecision(3)} slices of ${rows} gate voltages`,
      bytes: 48 * slices * rows,
      change: "Choose longer slices, or fewer values of delta_t",
    },
    ...(measure === "cycle" ? [trainNeed(spec.schedule)] : []),
  ];
}

function length({ t }: Waveform): number {
  return t.at(-1)! - t[0]!;
}
