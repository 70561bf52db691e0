/** Voltages at the gate slice by slice: what the sliced form feeds its kernel with. */
import type { Device } from "../../core/device/model.js";
import { course, type SlicePattern, slicePattern } from "../kernels/slices.js";
import type { FormRequest, Voltages } from "./model.js";

/** V_pre alone: slices of one sign that follow each other. */
export interface LoneRun {
  readonly sign: 1 | -1;
  /** Their integral up to each age in ticks, S, from 0 .. nPre. */
  readonly upTo: Float64Array;
}

export interface SliceCourses {
  readonly pattern: SlicePattern;
  /** V, [tick][slice]. */
  readonly pre: Float32Array;
  /** The same of V_post by level of the amplitude. */
  readonly post: readonly Float32Array[];
  readonly lone: readonly LoneRun[];
  /** Gate voltages that may come, V. */
  readonly lowest: number;
  readonly highest: number;
}

/** @param tau  longest slice, s */
export function sliceCourses(request: FormRequest, { tables, post }: Voltages, tau: number): SliceCourses {
  const { device, pre, alphaPre, alphaPost, tick, variation } = request;
  const [{ nPre, nPost }] = tables;
  const pattern = slicePattern(tick, tau, [pre, post]);
  const ofPre = course(pre, pattern, nPre, 0.5 * alphaPre);
  const levels = variation.amplitudes?.factors ?? [1];
  const ofPost = levels.map((volts) => course(post, pattern, nPost, 0.5 * alphaPost * volts));
  const least = (values: Float32Array) => values.reduce((low, v) => Math.min(low, v), 0);
  const most = (values: Float32Array) => values.reduce((high, v) => Math.max(high, v), 0);
  return {
    pattern,
    pre: ofPre,
    post: ofPost,
    lone: loneRuns(device, pattern, ofPre, nPre),
    lowest: least(ofPre) + Math.min(...ofPost.map(least)),
    highest: most(ofPre) + Math.max(...ofPost.map(most)),
  };
}

/** The slices of one V_pre alone, by the rate itself: a hundred numbers, once. */
function loneRuns(device: Device, { width }: SlicePattern, volts: Float32Array, ages: number): LoneRun[] {
  const n = width.length;
  const runs: LoneRun[] = [];
  for (let k = 0; k < ages * n; k++) {
    const moved = device.rate.rate(volts[k]!) * width[k % n]!;
    if (moved === 0) continue;
    const sign = moved > 0 ? 1 : -1;
    if (runs.at(-1)?.sign !== sign) runs.push({ sign, upTo: new Float64Array(ages + 1) });
    const age = Math.floor(k / n) + 1;
    const { upTo } = runs.at(-1)!;
    for (let later = age; later <= ages; later++) upTo[later]! += Math.abs(moved);
  }
  return runs;
}

/**
 * V_pre of the rows on which it runs between ticks `start` and `end`, V at the gate, [slice].
 * @param starts  of pre waveforms in time order
 */
export function rowCourses(
  { pattern, pre }: SliceCourses,
  starts: readonly { readonly tick: number; readonly row: number }[],
  nPre: number,
  start: number,
  end: number,
): Map<number, Float32Array> {
  const n = pattern.width.length;
  const courses = new Map<number, Float32Array>();
  for (const { tick, row } of starts) {
    if (tick >= end || tick + nPre <= start) continue;
    const volts = courses.get(row) ?? new Float32Array((end - start) * n);
    courses.set(row, volts);
    // The most recent spike is followed: later entries write over what was left of earlier ones.
    const first = Math.max(0, tick - start) * n;
    const age = (Math.max(start, tick) - tick) * n;
    const part = pre.subarray(age, age + volts.length - first);
    volts.fill(0, first);
    volts.set(part, first);
  }
  return courses;
}
