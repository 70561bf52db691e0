/**
 * Drivers of the neurons that are not exact: amplitudes of their post waveforms, and the times at which waveforms start.
 * Each has a part that a driver keeps and a part that is drawn for every event.
 *
 * Amplitudes multiply V_post as a whole, so that they act through the rate law: see `PostAmplitudes`. Times move pre and
 * post waveforms alike: see `StartJitter`. Not modelled: the amplitude of V_pre, and times within a waveform.
 */
import type { ParamTable } from "../../core/params.js";

export const doc =
  "drivers of the neurons: amplitude of V_post, start of V_pre and V_post (whole ticks), each driver's own and each event's";

const exact = "chosen: 0, the ideal; Huang 2025 describes no driver";

export const params = {
  amplitude: {
    unit: "1",
    default: 0,
    min: 0,
    max: 0.1,
    doc: "relative standard deviation of a post waveform's amplitude from event to event",
    source: exact,
  },
  amplitudeSpread: {
    unit: "1",
    default: 0,
    min: 0,
    max: 0.1,
    doc: "relative standard deviation of that amplitude between neurons, the same in all events of one",
    source: exact,
  },
  timing: {
    unit: "s",
    default: 0,
    min: 0,
    doc: "standard deviation of a waveform's start from event to event, before it is rounded to the tick",
    source: exact,
  },
  timingSpread: {
    unit: "s",
    default: 0,
    min: 0,
    doc: "standard deviation of that start between neurons, the same in all events of one",
    source: exact,
  },
} as const satisfies ParamTable;

/** Draws beyond this many standard deviations are cut to it. */
export const REACH = 4;
