/** A device driven along a gate voltage, run by run in their order, each solved exactly. */
import type { Device } from "../device/model.js";
import { depress, potentiate } from "../device/state.js";
import type { Waveform } from "../waveform/model.js";
import { integrateSegment } from "./integrate.js";

/** How one device differs from its technology's numbers. */
export interface DeviceFactors {
  /** On potentiation and on depression. */
  readonly up: number;
  readonly down: number;
  /** By how much its V_oc is higher, V. */
  readonly shift: number;
}

/**
 * @param g  conductance before, S
 * @param gate  V_G from its first to its last knot, V
 * @returns  conductance after it, S
 */
export function drive(
  device: Device,
  g: number,
  { t, v }: Waveform,
  { up, down, shift }: DeviceFactors,
): number {
  const { rate } = device;
  let state = g;
  const piece = (v0: number, v1: number, h: number): void => {
    const change = integrateSegment(rate, v0, v1, h);
    state = change > 0 ? potentiate(device, state, up * change) : depress(device, state, -down * change);
  };
  for (let k = 1; k < t.length; k++) {
    const h = t[k]! - t[k - 1]!;
    if (!(h > 0)) continue;
    // A higher V_oc is a lower gate voltage.
    const v0 = v[k - 1]! - shift;
    const v1 = v[k]! - shift;
    const [a, b] = [v0 - rate.vOc, v1 - rate.vOc];
    if (a * b < 0) {
      const before = (h * a) / (a - b);
      piece(v0, rate.vOc, before);
      piece(rate.vOc, v1, h - before);
    } else piece(v0, v1, h);
  }
  return state;
}
