/** Every family whose parts a config can name, and where it names them. Add yours here: one file, one line. */
import { deviceFamily } from "../core/device/index.js";
import { encoderFamily } from "../core/encoder/index.js";
import { frontEndFamily } from "../core/front/index.js";
import { neuronFamily } from "../core/neuron/index.js";
import type { Described, Family } from "../core/part.js";
import { rateFamily } from "../core/rate/index.js";
import { waveformFamily } from "../core/waveform/index.js";
import { nonIdealityFamily } from "../crossbar/nonideal/index.js";
import { ownPlotFamily } from "../experiment/own-plot.js";
import { ruleFamily } from "../network/connect/index.js";
import { readoutFamily } from "../readout/index.js";

const synapses = "network.projections.*.synapses.*";

/** A module of the user's own may stand wherever one of their parts can. */
export const families = {
  fronts: at(frontEndFamily, "front", "front.*"),
  encoders: at(encoderFamily, "encoder", "sources.*"),
  neurons: at(neuronFamily, "network.populations.*.neuron"),
  rules: at(ruleFamily, "network.projections.*.rule"),
  waveforms: at(
    waveformFamily,
    "waveforms",
    "curves.*.waveforms",
    "points.*.waveforms",
    `${synapses}.waveforms`,
  ),
  devices: at(deviceFamily, "device", "points.*.device", `${synapses}.device`),
  rates: at(rateFamily, "device.rate", "points.*.device.rate", `${synapses}.device.rate`),
  nonidealities: at(nonIdealityFamily, `${synapses}.nonIdeal.*`),
  readouts: at(readoutFamily, "test.readout"),
  plots: at(ownPlotFamily, "plots.*"),
} as const;

/** A family whose parts configs name at `places`: dotted paths, * for any name of the user's or place in a list. */
interface Placed<T extends Described> {
  readonly family: Family<T>;
  readonly places: readonly string[];
}

function at<T extends Described>(family: Family<T>, ...places: readonly string[]): Placed<T> {
  return { family, places };
}

export type FamilyName = keyof typeof families;
export type PartOf<F extends FamilyName> = (typeof families)[F] extends Placed<infer T> ? T : never;

export const familyNames = Object.keys(families) as FamilyName[];

/** The family that a config names at a dotted path; undefined where it can name no part. */
export function familyAt(path: string): FamilyName | undefined {
  const keys = path.split(".");
  const fits = (place: string): boolean => {
    const pattern = place.split(".");
    return pattern.length === keys.length && pattern.every((key, k) => key === "*" || key === keys[k]);
  };
  return familyNames.find((name) => families[name].places.some(fits));
}
