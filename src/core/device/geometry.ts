/** The same technology in another size, or with another rate law. */
import type { RateLaw } from "../rate/model.js";
import { scaledRate } from "../rate/scaled.js";
import type { Device } from "./model.js";

/**
 * A channel of another aspect ratio: the sheet conductance stays, so every conductance and every rate goes with
 * width over length, and dG/G is what it was. Assumes that ions enter over the whole channel area.
 *
 * @param aspect  width / length, above 0
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.2 (G set by the aspect ratio)
 */
export function withAspect(device: Device, aspect: number): Device {
  if (aspect === 1) return device;
  const { rate, gMin, g0, gMax } = device;
  return {
    ...device,
    rate: scaledRate(rate, aspect),
    gMin: gMin * aspect,
    g0: g0 * aspect,
    gMax: gMax * aspect,
  };
}

/** The same device with other exponents of its state factors, one for each sign. */
export function withExponents(device: Device, { plus, minus }: { plus: number; minus: number }): Device {
  return { ...device, beta: plus, betaMinus: minus };
}

/**
 * The same device with another rate law.
 * @param source  where the law comes from, in a reader's words
 */
export function withRate(device: Device, rate: RateLaw, source: string): Device {
  return { ...device, rate, rateSource: source };
}
