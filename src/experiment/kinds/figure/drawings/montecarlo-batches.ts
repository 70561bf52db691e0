/** A population measured batch by batch, and what a measurement tells of itself. */
import { yieldToEvents } from "../../../../platform/yield.js";
import { NumericalError } from "../../../guards.js";
import type { DevicePopulation } from "../../../protocols/population.js";
import type { Drawing, DrawOptions } from "./drawing.js";

/** Devices at a time: enough that a tensor's overhead is small, few enough that it stays in caches. */
export const BATCH = 4096;

/** What a measurement tells of itself. */
export interface Measured extends Drawing {
  /** Devices measured: fewer than asked for after an interrupt. */
  readonly devices: number;
  /** Changes of devices by events: what the speed counts. */
  readonly events: number;
  /** Seconds in the tensors. */
  readonly seconds: number;
  /** Largest difference from exact integration on the sample, S, and the largest change there. */
  readonly difference: number;
  readonly largest: number;
  /** Changes compared. */
  readonly compared: number;
}

/**
 * All devices in batches through the gate voltages of a population.
 * @param g  conductances before, S; of all devices
 * @param options  `event`: what moves devices under a row's gate voltage, for the error
 * @param see  told each batch
 * @returns  devices done, all but after an interrupt
 * @throws NumericalError naming the first device whose change is no number
 */
export async function throughAll(
  population: DevicePopulation,
  g: Float32Array,
  options: DrawOptions & { readonly event?: (row: number) => string },
  see: (result: ReturnType<DevicePopulation["change"]>, from: number, to: number) => void,
): Promise<{ done: number; seconds: number }> {
  let seconds = 0;
  let from = 0;
  while (from < population.count && !(options.signal?.aborted ?? false)) {
    const to = Math.min(population.count, from + BATCH);
    const started = performance.now();
    const result = population.change(g.subarray(from, to), from, to);
    seconds += (performance.now() - started) / 1000;
    checkChanges(result.change, from, to, options.event);
    see(result, from, to);
    from = to;
    options.progress?.(from, population.count);
    await yieldToEvents();
  }
  return { done: from, seconds };
}

function checkChanges(
  change: Float32Array,
  from: number,
  to: number,
  event: (row: number) => string = () => "",
): void {
  const x = change.findIndex((value) => !Number.isFinite(value));
  if (x < 0) return;
  const columns = to - from;
  throw new NumericalError(
    `the conductance change of device ${from + (x % columns)} ${event(Math.floor(x / columns))} is ${change[x]}; accepted: a finite number of siemens`,
  );
}
