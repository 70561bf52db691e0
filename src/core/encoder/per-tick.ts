/** In a tick a neuron spikes at most once: what asks for more is found out here, in words. */
import { formatQuantity } from "../units.js";

/** Rounding of a rate and a tick that are written so that they just fit. */
const ROUNDING = 1e-9;

/**
 * Why neurons cannot spike at this rate; undefined where they can.
 * @param what  the rate, as a config calls it
 * @param rate  Hz
 * @param tick  s
 */
export function rateProblem(what: string, rate: number, tick: number): string | undefined {
  const perTick = rate * tick;
  if (perTick <= 1 + ROUNDING) return undefined;
  return `${what} of ${formatQuantity(rate, "Hz")} is ${perTick.toPrecision(3)} spikes per tick of ${formatQuantity(tick, "s")}, and a neuron spikes once per tick at most; accepted: up to ${formatQuantity(1 / tick, "Hz")}, or a shorter tick`;
}

/** The same of a time between two spikes, s. */
export function periodProblem(what: string, period: number, tick: number): string | undefined {
  if (period >= tick * (1 - ROUNDING)) return undefined;
  const grid = formatQuantity(tick, "s");
  return `${what} of ${formatQuantity(period, "s")} is shorter than a tick (${grid}), and a neuron spikes once per tick at most; accepted: at least ${grid}, or a shorter tick`;
}
