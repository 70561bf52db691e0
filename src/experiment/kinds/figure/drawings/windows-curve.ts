/** One STDP curve of a figure, as it is drawn and judged. */
import type { RateLaw } from "../../../../core/rate/model.js";
import type { CurveFigures } from "../../../../core/stdp/curve-figures.js";
import { gateVoltage } from "../../../../core/stdp/gate.js";
import { integrateWaveform } from "../../../../core/stdp/integrate.js";
import { type Waveform, waveform } from "../../../../core/waveform/index.js";
import type { CurveSpec, ThirdSignal } from "../spec.js";

export interface Drawn {
  readonly curve: CurveSpec;
  readonly change: Float64Array;
  readonly figures: CurveFigures;
}

/** The third signal of a pair delta_t apart, in V_pre's time. */
export function thirdOf({ voltage, before, after, edge }: ThirdSignal, deltaT: number): Waveform {
  const begin = Math.min(0, deltaT) - before;
  const end = Math.max(0, deltaT) + after;
  return waveform([
    [begin - edge, 0],
    [begin, voltage],
    [end, voltage],
    [end + edge, 0],
  ]);
}

export function gateAt(curve: CurveSpec, deltaT: number): Waveform {
  const { pre, post, alphaPre, alphaPost, third } = curve;
  return gateVoltage(pre, 0, post, deltaT, alphaPre, alphaPost, third && thirdOf(third, deltaT));
}

export function changeAt(rate: RateLaw, curve: CurveSpec, deltaT: number): number {
  const { p, d } = integrateWaveform(rate, gateAt(curve, deltaT));
  return p - d;
}
