/** The curves that follow from a device and two waveforms, sampled for drawing. All SI. */
import { type Bounds, labelOf } from "../core/device/model.js";
import type { RateLaw } from "../core/rate/model.js";
import { gateVoltage } from "../core/stdp/gate.js";
import { integrateWaveform } from "../core/stdp/integrate.js";
import { stdpWindow } from "../core/stdp/window.js";
import type { Waveform } from "../core/waveform/model.js";
import type { AlphaCourse, Modulation } from "../crossbar/modulation.js";
import { type GainOfRun, physicsAt, startOfTraining } from "./gain-at.js";
import type { PhysicsSpec } from "./physics.js";

export interface Curve {
  x: Float64Array;
  y: Float64Array;
}

export interface PhysicsFacts {
  device: string;
  gMin: number;
  g0: number;
  gMax: number;
  bounds: Bounds;
  beta: number;
  /** Exponent of f- where it is another. */
  betaMinus?: number;
  d2d: number;
  c2c: number;
  vOc: number;
  alphaPre: number;
  alphaPost: number;
  /** What alphas that move follow, in words; absent where both are constant. */
  moving?: string;
  /** dG/dt (S/s) over gate voltage (V). */
  rate: Curve;
  pre: Waveform;
  post: Waveform;
  /** Gate voltage of a pair whose post spike comes `deltaT` after the pre spike. */
  pair: { deltaT: number; gate: Waveform };
  /** Change (S, state factors 1) over t_post - t_pre (s), for the waveforms as they are when the run starts. */
  window: Curve;
  /** The same at the end of the gain schedule; null where nothing changes. */
  windowAtEnd: Curve | null;
  /** Change by one spike that meets no other, S, state factors 1. */
  lonePre: number;
  lonePost: number;
  /** Voltages the gate reaches: lowest and highest, V. */
  gateRange: { lonePre: [number, number]; lonePost: [number, number]; pair: [number, number] };
}

/** Points per curve: less than a pixel apart. */
const POINTS = 801;
/** Rates are drawn at least this far from 0 V: the range of the paper's measurements (fig. 2). */
const RATE_RANGE = 6;

/** @param gain  schedule of a run that has one: waveforms and what follows from them are those at its start */
export function physicsFacts(written: PhysicsSpec, gain?: GainOfRun): PhysicsFacts {
  const { physics, factor } = gain ? startOfTraining(written, gain) : { physics: written, factor: 1 };
  const { device, pre, post, alphaPre, alphaPost, modulation } = physics;
  const { rate } = device;
  const request = { rate, pre, post, alphaPre, alphaPost };
  const preAtGate = atGate(pre, alphaPre);
  const postAtGate = atGate(post, alphaPost);

  // Spikes this far apart overlap; a tenth more shows where that ends.
  const first = pre.t[0]! - post.t[post.t.length - 1]!;
  const last = pre.t[pre.t.length - 1]! - post.t[0]!;
  const margin = 0.1 * (last - first);
  const deltaT = samples(first - margin, last + margin);

  // A causal pair that overlaps well: a quarter of the way from together to apart.
  const pairDelta = 0.25 * Math.max(0, last);
  const gate = gateVoltage(pre, 0, post, pairDelta, alphaPre, alphaPost);
  const reach = Math.max(RATE_RANGE, ...[preAtGate, postAtGate, gate].flatMap((w) => range(w).map(Math.abs)));
  const v = samples(-1.05 * reach, 1.05 * reach);

  return {
    device: labelOf(device),
    gMin: device.gMin,
    g0: device.g0,
    gMax: device.gMax,
    bounds: device.bounds,
    beta: device.beta,
    ...(device.betaMinus === undefined ? {} : { betaMinus: device.betaMinus }),
    d2d: device.d2d,
    c2c: device.c2c,
    vOc: rate.vOc,
    alphaPre,
    alphaPost,
    ...(modulation ? { moving: movingAlphas(modulation) } : {}),
    rate: { x: v, y: v.map((volts) => rate.rate(volts)) },
    pre,
    post,
    pair: { deltaT: pairDelta, gate },
    window: { x: deltaT, y: stdpWindow({ ...request, deltaT }).map((change) => factor * change) },
    windowAtEnd: gain ? windowAtEnd(written, gain, deltaT) : null,
    lonePre: netChange(rate, preAtGate),
    lonePost: netChange(rate, postAtGate),
    gateRange: { lonePre: range(preAtGate), lonePost: range(postAtGate), pair: range(gate) },
  };
}

/** "alpha_post follows dopamine" */
function movingAlphas({ pre, post }: Modulation): string {
  const side = (name: string, course: AlphaCourse | undefined) =>
    course
      ? [`${name} follows ${course.kind === "signal" ? `the signal "${course.signal}"` : "a schedule"}`]
      : [];
  return [...side("α_pre", pre), ...side("α_post", post)].join(", ");
}

function windowAtEnd(written: PhysicsSpec, gain: GainOfRun, deltaT: Float64Array): Curve | null {
  const { schedule, start = 1, end } = gain;
  if (schedule === "constant" || start === end) return null;
  const {
    physics: { post },
    factor,
  } = physicsAt(written, gain, end);
  const { rate } = written.device;
  return {
    x: deltaT,
    y: stdpWindow({ ...written, rate, post, deltaT }).map((change) => factor * change),
  };
}

/** What one terminal alone puts on the gate: the divider halves it. */
function atGate(w: Waveform, alpha: number): Waveform {
  return { t: w.t, v: w.v.map((v) => 0.5 * alpha * v) };
}

function netChange(rate: RateLaw, gate: Waveform): number {
  const { p, d } = integrateWaveform(rate, gate);
  return p - d;
}

function range({ v }: Waveform): [number, number] {
  return [Math.min(0, ...v), Math.max(0, ...v)];
}

function samples(from: number, to: number): Float64Array {
  return Float64Array.from({ length: POINTS }, (_, k) => from + ((to - from) * k) / (POINTS - 1));
}
