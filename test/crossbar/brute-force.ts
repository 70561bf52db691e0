/**
 * The slow, independent version: V_G(t) of one synapse written down from the spikes, knot by knot, and the device
 * driven along it run by run. Shares no table and no bookkeeping with the crossbars.
 */
import type { Device } from "../../src/core/device/model.js";
import { depress, potentiate } from "../../src/core/device/state.js";
import { integrateSegment } from "../../src/core/stdp/integrate.js";
import type { Waveform } from "../../src/core/waveform/model.js";
import { valueAt } from "../../src/core/waveform/piecewise-linear.js";

export interface Terminals {
  readonly device: Device;
  readonly pre: Waveform;
  readonly post: Waveform;
  readonly tick: number;
  /** From which tick on the alphas are what, ascending from 0; both 1 throughout where left out. */
  readonly alphas?: readonly { readonly tick: number; readonly pre: number; readonly post: number }[];
}

/** A waveform that starts. */
export interface Start {
  /** Tick of the first knot. */
  readonly tick: number;
  /** Factor on its voltages; 1 where left out. */
  readonly volts?: number;
}

/**
 * @param preSpikes, postSpikes  ticks, ascending; the post waveform starts one tick after its spike
 * @returns conductance after everything is over, and the size of the largest change by one post waveform, S
 */
export function bruteForce(t: Terminals, g0: number, preSpikes: number[], postSpikes: number[]) {
  const lead = Math.max(0, -t.pre.t[0]!, -t.post.t[0]!);
  const ticksOf = (seconds: number) => Math.round(seconds / t.tick);
  const pre = preSpikes.map((s): Start => ({ tick: s + ticksOf(lead + t.pre.t[0]!) }));
  const post = postSpikes.map((s): Start => ({ tick: s + 1 + ticksOf(lead + t.post.t[0]!) }));
  return bruteForceOf(t, g0, pre, post);
}

/** The same from the starts of waveforms, ascending. */
export function bruteForceOf(t: Terminals, g0: number, pre: readonly Start[], post: readonly Start[]) {
  const length = (w: Waveform) => w.t[w.t.length - 1]! - w.t[0]!;
  const events = [...pre, ...post].map((s) => s.tick);
  const first = Math.min(...events);
  const over = Math.max(
    ...pre.map((s) => s.tick * t.tick + length(t.pre)),
    ...post.map((s) => s.tick * t.tick + length(t.post)),
  );
  const changes = (t.alphas ?? []).map((a) => a.tick).filter((c) => c > first && c * t.tick < over);
  const cuts = [...new Set([...[...events, ...changes].map((e) => e * t.tick), over + t.tick])].sort(
    (a, b) => a - b,
  );
  let g = g0;
  let x = 0;
  let y = 0;
  let largest = 0;
  let gAtPost = g0;
  for (let c = 0; c + 1 < cuts.length; c++) {
    const from = cuts[c]!;
    const to = cuts[c + 1]!;
    while (x < pre.length && pre[x]!.tick * t.tick <= from) x++;
    while (y < post.length && post[y]!.tick * t.tick <= from) {
      largest = Math.max(largest, Math.abs(g - gAtPost));
      gAtPost = g;
      y++;
    }
    g = drive(t, g, from, to, x > 0 ? pre[x - 1] : undefined, y > 0 ? post[y - 1] : undefined);
  }
  return { g, largest: Math.max(largest, Math.abs(g - gAtPost)), first };
}

/** From `from` to `to` (s) with the same two waveforms under way. */
function drive(t: Terminals, g: number, from: number, to: number, pre?: Start, post?: Start): number {
  const alpha = t.alphas?.findLast((a) => a.tick * t.tick <= from) ?? { pre: 1, post: 1 };
  const parts = [
    { w: t.pre, start: pre, alpha: alpha.pre },
    { w: t.post, start: post, alpha: alpha.post },
  ].flatMap(({ w, start, alpha }) =>
    start ? [{ w, gain: 0.5 * alpha * (start.volts ?? 1), origin: start.tick * t.tick - w.t[0]! }] : [],
  );
  const inner = parts.flatMap(({ w, origin }) => [...w.t].map((k) => k + origin));
  const times = [from, to, ...inner.filter((s) => s > from && s < to)].sort((a, b) => a - b);
  // The middle of a piece is linear between its ends whichever side a step is on.
  const voltage = (s: number) =>
    parts.reduce((v, { w, origin, gain }) => v + gain * valueAt(w, s - origin, "right"), 0);
  let state = g;
  for (let k = 0; k + 1 < times.length; k++) {
    const h = times[k + 1]! - times[k]!;
    // Slivers between times that are equal but for rounding hold no charge and have no defined slope.
    if (h < 1e-9 * t.tick) continue;
    const a = voltage(times[k]! + 0.25 * h);
    const b = voltage(times[k]! + 0.75 * h);
    state = ramp(t.device, state, a - 0.5 * (b - a), b + 0.5 * (b - a), h);
  }
  return state;
}

/** One linear piece, split where V_G crosses V_oc. */
function ramp(device: Device, g: number, v0: number, v1: number, h: number): number {
  const a = v0 - device.rate.vOc;
  const b = v1 - device.rate.vOc;
  if (a * b < 0) {
    const before = (h * a) / (a - b);
    return ramp(device, ramp(device, g, v0, device.rate.vOc, before), device.rate.vOc, v1, h - before);
  }
  const change = integrateSegment(device.rate, v0, v1, h);
  return change > 0 ? potentiate(device, g, change) : depress(device, g, -change);
}
