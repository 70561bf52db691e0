/** What becomes of a designed curve when the circuit or the device is not quite what it was designed for. */
import * as hopping from "../rate/hopping-butler-volmer.js";
import type { RateLaw } from "../rate/model.js";
import { tableRate } from "../rate/table.js";
import { stdpWindow } from "../stdp/window.js";
import { scale } from "../waveform/piecewise-linear.js";
import type { Target } from "./target.js";
import type { Pair } from "./unknowns.js";

export interface Sensitivity {
  readonly what: string;
  /** By how much the largest change grows, relative. */
  readonly peak: number;
  /** Largest difference from the designed curve anywhere, relative to its peak. */
  readonly worst: number;
}

/** Steps that are tried: 1 % of V_post, 50 mV of V_oc, 10 K. */
const GAIN = 0.01;
const OPEN_CIRCUIT = 50e-3;
const WARMER = 10;
const POINTS = 201;

/**
 * @param thickness  electrolyte, m, with which the effect of temperature is taken
 */
export function sensitivities(
  rate: RateLaw,
  target: Target,
  { pre, post }: Pair,
  thickness: number | undefined,
): Sensitivity[] {
  const { from, to } = target;
  const deltaT = Float64Array.from({ length: POINTS }, (_, k) => from + (k * (to - from)) / (POINTS - 1));
  const designed = stdpWindow({ rate, pre, post, deltaT });
  const most = (curve: Float64Array) => curve.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
  const peak = most(designed);
  const compare = (what: string, curve: Float64Array): Sensitivity => ({
    what,
    peak: Math.abs(most(curve) / peak) - 1,
    worst: curve.reduce((worst, s, k) => Math.max(worst, Math.abs(s - designed[k]!)), 0) / Math.abs(peak),
  });
  const lowered: RateLaw = {
    vOc: rate.vOc - OPEN_CIRCUIT,
    rate: (v) => rate.rate(v + OPEN_CIRCUIT),
    antiderivative: (v) => rate.antiderivative(v + OPEN_CIRCUIT),
  };
  const reach = Math.max(...[pre, post].flatMap(({ v }) => Array.from(v, Math.abs))) + 1;
  return [
    compare("V_post 1 % larger", stdpWindow({ rate, pre, post: scale(post, { volts: 1 + GAIN }), deltaT })),
    compare("V_oc 50 mV lower", stdpWindow({ rate: lowered, pre, post, deltaT })),
    compare("10 K warmer", stdpWindow({ rate: warmer(rate, reach, thickness), pre, post, deltaT })),
  ];
}

/** Steps of the table that stands for a law at another temperature, V. */
const STEP = 0.05;

/**
 * A law at a higher temperature: each rate times what field-enhanced hopping and interfaces make of it there. For laws
 * of other kinds, and for tables, that is assumed.
 */
function warmer(rate: RateLaw, reach: number, thickness: number | undefined): RateLaw {
  const at = (temperature: number) =>
    hopping.create({ temperature, ...(thickness === undefined ? {} : { thickness }) }, 0);
  const [cold, warm] = [
    at(hopping.params.temperature.default),
    at(hopping.params.temperature.default + WARMER),
  ];
  const nodes = Array.from({ length: Math.ceil(reach / STEP) }, (_, k) => (k + 1) * STEP);
  const gain = (x: number) => warm.rate(x) / cold.rate(x);
  return tableRate({
    voltage: nodes,
    positive: nodes.map((x) => gain(x) * rate.rate(rate.vOc + x)),
    negative: nodes.map((x) => -gain(x) * rate.rate(rate.vOc - x)),
    vOc: rate.vOc,
  });
}
