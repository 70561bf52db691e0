/**
 * Smallest and largest conductances that differ between devices. The soft bounds of a synapse are its own,
 *
 *   f+ = ((Gmax,own - G)/(Gmax,own - G0))^beta,  f- = ((G - Gmin,own)/(G0 - Gmin,own))^beta
 *
 * while G0 and the rate there are the technology's: how fast devices differ is what d2d says. Both bounds are drawn
 * apart, lognormal with the technology's number as mean. A bound nearer to G0 than a tenth of the technology's own
 * distance is drawn again, so that Gmin < G0 < Gmax in every device and none is much faster than 10 times (assumed).
 */
import { each, type Positioned } from "../../core/connectivity/index.js";
import type { Device } from "../../core/device/model.js";
import { deviceFactors } from "../../core/device/variability.js";
import { exp, ln } from "../../core/elementary.js";
import type { ParamTable, Values } from "../../core/params.js";
import type { Random } from "../../core/random.js";
import type { DeviceGains } from "../gains.js";
import type { OwnBounds } from "../kernels/reference.js";

export const doc =
  "smallest and largest conductance of each device its own (also as params: {gMin: {mean, d2d}, gMax: {mean, d2d}})";

const bound = (which: string) =>
  ({
    unit: "1",
    default: 0,
    min: 0,
    max: 1,
    doc: `relative standard deviation of the ${which} conductance between devices (lognormal)`,
    source: "chosen: 0, the ideal; Huang 2025 gives no range of its STDP devices, hence no spread of it",
  }) as const;

export const params = { gMin: bound("smallest"), gMax: bound("largest") } as const satisfies ParamTable;

/** Share of a bound's distance from G0 that no device's own goes below. */
const NEAREST = 0.1;

/** @returns  undefined where all devices are alike; padding has the technology's bounds */
export function drawRange(
  { gMin, g0, gMax }: Device,
  wiring: Positioned,
  { gMin: lowSpread = 0, gMax: highSpread = 0 }: Partial<Values<typeof params>>,
  random: Random,
): OwnBounds | undefined {
  if (lowSpread === 0 && highSpread === 0) return undefined;
  const lowFactor = deviceFactors(lowSpread, random.split("gMin"));
  const highFactor = deviceFactors(highSpread, random.split("gMax"));
  const highest = g0 - NEAREST * (g0 - gMin);
  const lowest = g0 + NEAREST * (gMax - g0);
  const again = (draw: () => number, accepted: (g: number) => boolean): number => {
    for (;;) {
      const g = draw();
      if (accepted(g)) return g;
    }
  };
  const low = new Float32Array(wiring.size).fill(gMin);
  const high = new Float32Array(wiring.size).fill(gMax);
  each(wiring, (at) => {
    low[at] = again(
      () => gMin * lowFactor(),
      (g) => g <= highest,
    );
    high[at] = again(
      () => gMax * highFactor(),
      (g) => g >= lowest,
    );
  });
  return { low, high };
}

/** The device as the synapse at a position of the state is; the object is the same one at every call. */
export function ownDevice(device: Device, range: OwnBounds | undefined): (at: number) => Device {
  if (!range) return () => device;
  const own: { -readonly [K in keyof Device]: Device[K] } = { ...device };
  return (at) => {
    own.gMin = range.low[at]!;
    own.gMax = range.high[at]!;
    return own;
  };
}

/**
 * Gains for kernels of linear bounds that divide by the technology's Gmax - G0 and G0 - Gmin in every synapse: the own
 * distances are in the gains.
 */
export function rangedGains(
  gains: DeviceGains | undefined,
  range: OwnBounds | undefined,
  { gMin, g0, gMax }: Device,
): DeviceGains | undefined {
  if (!range) return gains;
  const { low, high } = range;
  return {
    up: high.map((own, at) => ((gains?.up[at] ?? 1) * (gMax - g0)) / (own - g0)),
    down: low.map((own, at) => ((gains?.down[at] ?? 1) * (g0 - gMin)) / (g0 - own)),
  };
}

/**
 * The same device in the technology's range: G' = Gmin + scale (G - Gmin,own) moves like G where P and D have the
 * factors `up` and `down`. For kernels that know one range.
 */
export function inCommonRange(device: Device, own: Device): { scale: number; up: number; down: number } {
  const { gMin, g0, gMax, bounds, beta } = device;
  const scale = (gMax - gMin) / (own.gMax - own.gMin);
  if (bounds === "hard") return { scale, up: scale, down: scale };
  const factor = (ratio: number) => scale * exp(beta * ln(ratio / scale));
  return {
    scale,
    up: factor((gMax - g0) / (own.gMax - g0)),
    down: factor((g0 - gMin) / (g0 - own.gMin)),
  };
}
