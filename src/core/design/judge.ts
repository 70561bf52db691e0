/** How near the curve of two waveforms is to the wanted one, looked at ten times finer than while it was solved. */
import type { RateLaw } from "../rate/model.js";
import { type CurveFigures, peakGate } from "../stdp/curve-figures.js";
import { gateVoltage } from "../stdp/gate.js";
import { integrateWaveform } from "../stdp/integrate.js";
import { stdpWindow } from "../stdp/window.js";
import type { Waveform } from "../waveform/model.js";
import { zero } from "../waveform/piecewise-linear.js";
import { fineGrid, meetings } from "./grid.js";
import type { Target } from "./target.js";
import type { Pair } from "./unknowns.js";

export interface Judgement {
  /** Root of the mean square and largest size of (change - wanted) over the target's range, relative to the peak. */
  readonly rms: number;
  readonly worst: number;
  readonly worstDeltaT: number;
  /** Largest size beyond the target's range, relative to the peak. */
  readonly beyond: number;
  readonly beyondDeltaT: number;
  /** What one spike alone leaves, and moves up and down in all, S. */
  readonly lonePre: CurveFigures["lonePre"];
  readonly lonePost: CurveFigures["lonePost"];
  /** Most that a pair moves up and down in all at any delta_t, S: far above the peak, both cancel each other. */
  readonly grossPair: number;
  readonly grossPairDeltaT: number;
  /** Highest |V| that any two spikes put on the gate, V. */
  readonly peakGate: number;
  /** Places of the largest local misfits, worst first, s. */
  readonly misfits: readonly { readonly deltaT: number; readonly size: number }[];
}

/** Judged by the same integrals as `spikion stdp`. */
export function judge(rate: RateLaw, target: Target, pair: Pair): Judgement {
  const regular = fineGrid(target);
  const { from, to } = target;
  const meeting = meetings(pair, target);
  const inside = (dt: number) => dt >= from && dt <= to;
  const all = [...new Set([...regular, ...meeting])].sort((a, b) => a - b);
  const error = new Map(all.map((dt) => [dt, 0]));
  const change = stdpWindow({ rate, ...pair, deltaT: Float64Array.from(all) });
  for (const [k, dt] of all.entries()) error.set(dt, (change[k]! - target.value(dt)) / target.peak);
  const size = (dt: number) => Math.abs(error.get(dt)!);
  // Only the regular points count in the mean: meetings crowd where the curve bends.
  const square = regular.reduce((sum, dt) => sum + size(dt) ** 2, 0) / regular.length;
  const worstOf = (places: readonly number[]) =>
    places.reduce((best, dt) => (size(dt) > best.size ? { deltaT: dt, size: size(dt) } : best), {
      deltaT: from,
      size: 0,
    });
  const worst = worstOf(all.filter(inside));
  const beyond = worstOf(all.filter((dt) => !inside(dt)));
  const local = all
    .filter((dt, k) => size(dt) >= size(all[k - 1] ?? dt) && size(dt) >= size(all[k + 1] ?? dt))
    .map((deltaT) => ({ deltaT, size: size(deltaT) }))
    .sort((a, b) => b.size - a.size);
  const gross = all.map((dt) => {
    const { p, d } = integrateWaveform(rate, gateVoltage(pair.pre, 0, pair.post, dt, 1, 1));
    return p + d;
  });
  const most = gross.reduce((best, g, k) => (g > gross[best]! ? k : best), 0);
  return {
    rms: Math.sqrt(square),
    worst: worst.size,
    worstDeltaT: worst.deltaT,
    beyond: beyond.size,
    beyondDeltaT: beyond.deltaT,
    lonePre: alone(rate, pair.pre, "pre"),
    lonePost: alone(rate, pair.post, "post"),
    grossPair: gross[most]!,
    grossPairDeltaT: all[most]!,
    peakGate: peakGate(pair.pre, pair.post, 1, 1),
    misfits: local,
  };
}

function alone(rate: RateLaw, w: Waveform, side: "pre" | "post"): CurveFigures["lonePre"] {
  const silent = zero(w);
  const gate = side === "pre" ? gateVoltage(w, 0, silent, 0, 1, 0) : gateVoltage(silent, 0, w, 0, 0, 1);
  const { p, d } = integrateWaveform(rate, gate);
  return { net: p - d, gross: p + d };
}
