/**
 * Smallest and largest conductances that differ between devices. The soft bounds of a synapse are its own,
 *
 *   f+ = ((Gmax,own - G)/(Gmax,own - G0))^beta,  f- = ((G - Gmin,own)/(G0 - Gmin,own))^beta
 *
 * while G0 and the rate there are the technology's: how fast devices differ is what d2d says. Both bounds are drawn
 * apart, lognormal. A bound nearer to G0 than a tenth of the technology's own distance is drawn again, so that
 * Gmin < G0 < Gmax in every device and none is much faster than 10 times (assumed). What is kept has the technology's
 * number as mean and the given deviation, however many are drawn again: see `boundedLognormal`.
 */
import { boundedLognormal, type Side } from "../../core/bounded-lognormal.js";
import { each, type Positioned } from "../../core/connectivity/index.js";
import { type Device, exponents } from "../../core/device/model.js";
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

/**
 * Draws of one bound, S.
 * @param nearest  to G0, S
 * @throws RangeError where the bound is too near to G0 to spread so far
 */
function boundDraws(mean: number, nearest: number, side: Side, spread: number): (random: Random) => number {
  if (spread === 0) return () => mean;
  const { mu, sigma } = boundedLognormal(spread, nearest / mean, side);
  return (random) => {
    for (;;) {
      const g = mean * exp(sigma * random.normal() + mu);
      if (side === "below" ? g <= nearest : g >= nearest) return g;
    }
  };
}

/** How both bounds are drawn. @throws RangeError where one is too near to G0 to spread so far */
export function rangeDraws(
  { gMin, g0, gMax }: Pick<Device, "gMin" | "g0" | "gMax">,
  { gMin: lowSpread = 0, gMax: highSpread = 0 }: Partial<Values<typeof params>>,
): { readonly low: (random: Random) => number; readonly high: (random: Random) => number } {
  return {
    low: boundDraws(gMin, g0 - NEAREST * (g0 - gMin), "below", lowSpread),
    high: boundDraws(gMax, g0 + NEAREST * (gMax - g0), "above", highSpread),
  };
}

/**
 * @returns  undefined where all devices are alike; padding has the technology's bounds
 * @throws RangeError as `rangeDraws`
 */
export function drawRange(
  device: Device,
  wiring: Positioned,
  spreads: Partial<Values<typeof params>>,
  random: Random,
): OwnBounds | undefined {
  if (!spreads.gMin && !spreads.gMax) return undefined;
  const draws = rangeDraws(device, spreads);
  const lowRandom = random.split("gMin");
  const highRandom = random.split("gMax");
  const low = new Float32Array(wiring.size).fill(device.gMin);
  const high = new Float32Array(wiring.size).fill(device.gMax);
  each(wiring, (at) => {
    low[at] = draws.low(lowRandom);
    high[at] = draws.high(highRandom);
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
 * @throws RangeError for a device whose state factors are tables: they do not scale like powers
 */
export function inCommonRange(device: Device, own: Device): { scale: number; up: number; down: number } {
  const { gMin, g0, gMax, bounds } = device;
  if (bounds === "soft" && device.tables)
    throw new RangeError("state factors by tables have no common range of devices whose bounds differ");
  const { plus, minus } = exponents(device);
  const scale = (gMax - gMin) / (own.gMax - own.gMin);
  if (bounds === "hard") return { scale, up: scale, down: scale };
  const factor = (ratio: number, beta: number) => scale * exp(beta * ln(ratio / scale));
  return {
    scale,
    up: factor((gMax - g0) / (own.gMax - g0), plus),
    down: factor((g0 - gMin) / (g0 - own.gMin), minus),
  };
}
