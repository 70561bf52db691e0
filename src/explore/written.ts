/** What the page shows as files that the command line takes: `run`, `stdp --waveforms`, `design`. */
import { isPlainMap, type Plain, type PlainMap } from "../config/plain.js";
import { waveformText } from "../config/waveform-text.js";
import type { DeviceName } from "../core/device/index.js";
import { formatQuantity } from "../core/units.js";
import { changedNumbers, writtenDevice } from "./device.js";
import { type ExploreState, isNamed, type Knot, waveformsOf } from "./state.js";

/** Networks that differ in nothing but speed, with how often in a second of the first a tick of theirs fits. */
const SPEEDS = [
  { network: "winner-take-all", shortest: 1e-3, duration: "350 ms", totalRate: "10 kHz" },
  { network: "winner-take-all-us", shortest: 1e-6, duration: "350 us", totalRate: "10 MHz" },
  { network: "winner-take-all-ns", shortest: 0, duration: "3.5 us", totalRate: "1 GHz" },
] as const;

/** Images to label the neurons with, and to test them with, of so many to train with. */
export const LABEL_IMAGES = 500;
export const TEST_IMAGES = 500;

/**
 * The training as an experiment, that of experiments/quickstart-pixels.yaml on fewer digits: `spikion run FILE` ends in the same
 * weights. A third voltage has no network here.
 * @param second  a device in the first's place, with its preset's own numbers
 */
export function experimentDocument(state: ExploreState, second?: DeviceName): PlainMap {
  const { pre, post } = waveformsOf(state);
  const { train, alphaPre, alphaPost } = state;
  const length = Math.max(pre.t.at(-1)! - pre.t[0]!, post.t.at(-1)! - post.t[0]!);
  const { network, duration, totalRate } = SPEEDS.find(({ shortest }) => length >= shortest)!;
  const chosen = second === undefined ? state.device : { preset: second, params: {}, lawParams: {} };
  const { device, params } = writtenDevice(chosen);
  const named = isNamed(state) || (state.third.length > 0 && isNamed({ ...state, third: [] }));
  const eis: PlainMap = {
    device: device as Plain,
    params: params as PlainMap,
    waveforms: named ? state.form : { pre: written(state.pre), post: written(state.post) },
    ...(alphaPre === 1 ? {} : { alphaPre }),
    ...(alphaPost === 1 ? {} : { alphaPost }),
    variability: train.varied
      ? { d2d: "device", c2c: "device", independentPolarity: true }
      : { d2d: 0, c2c: 0 },
  };
  return {
    kind: "classify",
    seed: train.seed,
    dataset: "mnist-10k",
    network: {
      extends: network,
      populations: { output: { size: train.neurons } },
      projections: { feedforward: { synapses: { eis } } },
    },
    encoder: { model: "poisson-total", totalRate },
    presentation: {
      duration,
      rest: "0 ms",
      reset: true,
      retryBelow: 5,
      retryMax: 3,
      retryStep: 0.5,
    },
    train: { images: train.images, epochs: 1 },
    gain: { schedule: "amplitude", end: 0.2 },
    homeostasis: {
      thetaPlus: "auto",
      thetaPlusEnd: 0.05,
      meanFree: true,
      servoGain: "0.005 mV",
      servoCap: 40,
      targetSpikes: 12,
      tauTheta: "none",
    },
    normalisation: "none",
    label: { images: LABEL_IMAGES },
    test: { split: "test", images: TEST_IMAGES },
  };
}

/** The same as a file. */
export function experimentText(state: ExploreState, second?: DeviceName): string {
  return [
    "# Made by spikion explore: spikion run THIS_FILE trains to the same weights.",
    ...(state.third.length > 0
      ? ["# The third voltage is not part of it: it has a curve, and no network here."]
      : []),
    ...yamlLines(experimentDocument(state, second)),
    "",
  ].join("\n");
}

/** The voltages as `spikion stdp --waveforms FILE` and networks take them. */
export function voltagesText(state: ExploreState): string {
  return waveformText(waveformsOf(state), [`Made by spikion explore: ${stdpCommand(state)}`]);
}

/** The command that draws the page's curve from its voltages: whatever of the device differs from the preset is named. */
function stdpCommand({ device, alphaPre, alphaPost }: ExploreState): string {
  const { preset, law, own } = device;
  const { params, lawParams } = changedNumbers(device);
  const set = (path: string, values: Readonly<Record<string, string | number>>) =>
    Object.entries(values).map(([key, x]) => `--set ${quoted(`${path}.${key}=${x}`)}`);
  return [
    `spikion stdp --waveforms THIS_FILE --device ${quoted(own?.name ?? preset)}`,
    ...(law && !own ? [`--rates ${law}`] : []),
    ...set("params", params),
    ...set("device.rate", lawParams),
    ...(alphaPre === 1 ? [] : [`--alpha-pre=${alphaPre}`]),
    ...(alphaPost === 1 ? [] : [`--alpha-post=${alphaPost}`]),
  ].join(" ");
}

/** A word of a shell's command line. */
function quoted(word: string): string {
  return /^[\w./=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A curve as CSV, as `spikion stdp --csv` names its columns. */
export function curveText(deltaT: Float64Array, change: Float64Array): string {
  const rows = Array.from(deltaT, (dt, k) => `${dt},${change[k]}`);
  return ["delta_t_s,delta_g_S", ...rows, ""].join("\n");
}

export interface DesignWish {
  /** A named curve, or "drawn". */
  readonly shape: string;
  /** Numbers of the named curve as configs write them. */
  readonly values: Readonly<Record<string, string>>;
  readonly knots: number;
  readonly volts: number;
}

/** Searches that the page begins: fewer than the command line, which may take its time. */
const STARTS = 8;

/** What `spikion design` reads; a drawn curve stands in curve.csv beside it. */
export function designDocument(state: ExploreState, { shape, values, knots, volts }: DesignWish): PlainMap {
  const { device, params } = writtenDevice(state.device);
  return {
    target: shape === "drawn" ? { curve: "curve.csv" } : { [shape]: { ...values } },
    limits: { voltage: formatQuantity(volts, "V", "exact"), knots },
    tolerance: "100 %",
    device: device as Plain,
    params: params as PlainMap,
    starts: STARTS,
  };
}

/** The same as a file. */
export function designText(state: ExploreState, wish: DesignWish): string {
  return [
    "# Made by spikion explore: spikion design THIS_FILE",
    ...yamlLines(designDocument(state, wish)),
    "",
  ].join("\n");
}

/** Longest mapping that stands on one line, characters. */
const ONE_LINE = 90;

/** A mapping as lines of YAML; what is short, and all lists and values, as JSON, which YAML reads as well. */
function yamlLines(map: PlainMap, indent = ""): string[] {
  return Object.entries(map).flatMap(([key, value]) => {
    const text = JSON.stringify(value);
    return isPlainMap(value) && text.length > ONE_LINE
      ? [`${indent}${key}:`, ...yamlLines(value, `${indent}  `)]
      : [`${indent}${key}: ${text}`];
  });
}

function written(knots: readonly Knot[]): [string, string][] {
  return knots.map(([t, v]) => [formatQuantity(t, "s", "exact"), formatQuantity(v, "V", "exact")]);
}
