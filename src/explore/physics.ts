/** Every number that the page shows of a state: by the same functions as `spikion stdp`, so that they are the same. */
import type { Device } from "../core/device/index.js";
import { depress, potentiate } from "../core/device/state.js";
import { circuit } from "../core/energy/circuit.js";
import { circuitEnergy, type EventEnergy, statedEnergy } from "../core/energy/event-energy.js";
import { type CurveFigures, curveFigures, evenly, overlapSpan } from "../core/stdp/curve-figures.js";
import { gateVoltage } from "../core/stdp/gate.js";
import { beyondRates, checkReach } from "../core/stdp/gate-reach.js";
import { integrateWaveform } from "../core/stdp/integrate.js";
import { stdpWindow } from "../core/stdp/window.js";
import { forms, type SpikeForm, type Waveform } from "../core/waveform/index.js";
import { type ExploreState, isNamed, waveformsOf } from "./state.js";

/** Points of the curve, and of the rate curve. */
const POINTS = 161;

export type Verdict = "balanced" | "drifts" | "moves";

export interface Physics {
  readonly device: Device;
  readonly pre: Waveform;
  readonly post: Waveform;
  readonly third?: Waveform;
  readonly figures: CurveFigures;
  /** Half width of delta_t, s. */
  readonly span: number;
  /** STDP curve at f± = 1: delta_t (s) and change (S); and at the chosen conductance, where one is chosen. */
  readonly deltaT: Float64Array;
  readonly change: Float64Array;
  readonly atG?: { readonly g: number; readonly change: Float64Array };
  /** V_G at the chosen delta_t, and what that pair changes, S. */
  readonly gate: Waveform;
  readonly gateChange: number;
  /** |r| over the gate's voltages, S/s. */
  readonly rate: { readonly v: Float64Array; readonly r: Float64Array };
  /** What a spike alone leaves, of the largest change. */
  readonly lone: { readonly pre: number; readonly post: number; readonly verdict: Verdict };
  /** What pre spikes that meet no post spike move up and down while one picture is shown, S. */
  readonly disturb: number;
  readonly energy?: EventEnergy & { readonly stated: boolean };
  /** The gate leaves the voltages for which rates are given: in words. */
  readonly beyond?: string;
}

/** A lone spike that leaves so much of the curve's peak, or more: "drifts", "moves". */
export const DRIFTS = 0.02;
export const MOVES = 0.1;
/** Mean spikes of one input while a picture is shown: 10 kHz over 784 inputs for 350 ms. */
export const SPIKES_PER_PICTURE = (10e3 * 0.35) / 784;

/** Half width of delta_t that `spikion stdp` looks at. */
export function spanOf(state: ExploreState, pre: Waveform, post: Waveform): number {
  const named: SpikeForm = forms[state.form];
  return (isNamed(state) ? named.span : undefined) ?? overlapSpan(pre, post);
}

/** @throws RangeError where voltages are no waveforms, or rates have no meaning there */
export function physicsOf(state: ExploreState, device: Device): Physics {
  const { pre, post, third } = waveformsOf(state);
  const { alphaPre, alphaPost } = state;
  const { rate, g0, gMin, gMax } = device;
  const request = { rate, pre, post, alphaPre, alphaPost, ...(third ? { third } : {}) };
  const span = spanOf(state, pre, post);
  const deltaT = evenly(-span, span, POINTS);
  const figures = curveFigures(request, span);
  checkReach(rate, figures.gate);
  const change = stdpWindow({ ...request, deltaT });
  const gate = gateVoltage(pre, 0, post, state.deltaT, alphaPre, alphaPost, third);
  const moved = integrateWaveform(rate, gate);
  const g = state.place === undefined ? undefined : gMin + state.place * (gMax - gMin);
  const beyond = beyondRates(rate, figures.gate);
  return {
    device,
    pre,
    post,
    ...(third ? { third } : {}),
    figures,
    span,
    deltaT,
    change,
    ...(g === undefined ? {} : { atG: { g, change: changeAt(request, device, g, deltaT) } }),
    gate,
    gateChange: moved.p - moved.d,
    rate: rateCurve(device, figures),
    lone: loneOf(figures),
    disturb: figures.lonePre.gross * SPIKES_PER_PICTURE,
    ...energyOf(device, pre, post, g ?? g0),
    ...(beyond === undefined ? {} : { beyond }),
  };
}

/** Potentiation first, then depression, as a network's lumped form does it. */
function changeAt(
  request: Omit<Parameters<typeof stdpWindow>[0], "deltaT">,
  device: Device,
  g: number,
  deltaT: Float64Array,
): Float64Array {
  const { rate, pre, post, alphaPre = 1, alphaPost = 1, third } = request;
  return deltaT.map((dt) => {
    const { p, d } = integrateWaveform(rate, gateVoltage(pre, 0, post, dt, alphaPre, alphaPost, third));
    return depress(device, potentiate(device, g, p), d) - g;
  });
}

function loneOf({ lonePre, lonePost, largest, smallest }: CurveFigures): Physics["lone"] {
  const peak = Math.max(Math.abs(largest.change), Math.abs(smallest.change));
  const part = (net: number) => (peak > 0 ? net / peak : 0);
  const [pre, post] = [part(lonePre.net), part(lonePost.net)];
  const worst = Math.max(Math.abs(pre), Math.abs(post));
  return { pre, post, verdict: worst < DRIFTS ? "balanced" : worst < MOVES ? "drifts" : "moves" };
}

/** A little beyond what the gate reaches, symmetric about 0 V. */
function rateCurve({ rate }: Device, { peakGate }: CurveFigures): Physics["rate"] {
  const v = evenly(-1.15 * Math.max(1, peakGate), 1.15 * Math.max(1, peakGate), POINTS);
  return { v, r: v.map((x) => Math.abs(rate.rate(x))) };
}

function energyOf(
  { rate, electrolyte, stated }: Device,
  pre: Waveform,
  post: Waveform,
  conductance: number,
): Pick<Physics, "energy"> {
  if (electrolyte !== undefined) {
    const request = { rate, conductance, pre, post, circuit: circuit({ electrolyte }) };
    return { energy: { ...circuitEnergy(request), stated: false } };
  }
  return stated ? { energy: { ...statedEnergy(stated), stated: true } } : {};
}
