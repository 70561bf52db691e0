/** `--draws N` of `spikion stdp`: devices drawn from what the fit of a device file leaves open. */
import { ConfigError } from "../../config/errors.js";
import type { Device } from "../../core/device/model.js";
import type { RateLaw } from "../../core/rate/model.js";
import { type DeviceOptions, drawnDevice } from "../device.js";
import { UsageError } from "../errors.js";

const MOST = 1000;

/** @throws UsageError where it is no number of draws */
export function drawsOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 2 && count <= MOST) return count;
  throw new UsageError(`--draws: got ${text}; accepted: a whole number of draws, 2 to ${MOST}`);
}

/**
 * Rates of draws 1 to `count`.
 * @param name  of the device file
 * @throws UsageError or ConfigError for a device that has nothing to draw from
 */
export async function drawnRates(count: number, name: string, options: DeviceOptions): Promise<RateLaw[]> {
  // A curve follows from the rates alone: there would be nothing that differs between draws.
  if (options.rates !== undefined)
    throw new UsageError(
      `--draws: --rates ${options.rates} replaces the rates that the fit leaves open; accepted: --draws without --rates`,
    );
  const own = options.set.find((text) => /^device\.draw\s*=/.test(text));
  if (own !== undefined)
    throw new UsageError(
      `--draws: --set ${own} chooses one draw, --draws ${count} takes draws 1 to ${count}; accepted: one of them`,
    );
  const rates: RateLaw[] = [];
  for (let draw = 1; draw <= count; draw++) rates.push((await drawn(name, draw, options)).rate);
  return rates;
}

/** What is wrong with draws is said of the option that asks for them. */
async function drawn(name: string, draw: number, options: DeviceOptions): Promise<Device> {
  try {
    return await drawnDevice(name, draw, options);
  } catch (error) {
    const problems = error instanceof ConfigError ? error.problems : [];
    if (!problems.some(({ path }) => path === "device.draw")) throw error;
    throw new UsageError(
      `--draws: ${name} says nothing of its uncertainty; accepted: --device FILE with "uncertainty", such as spikion device fit --out my-device.yaml writes`,
    );
  }
}
