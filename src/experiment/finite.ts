/** Numbers that are none stop a run: what quantity, where, and when. */

import { formatQuantity } from "../core/units.js";
import type { Crossbar } from "../crossbar/model.js";
import type { Network } from "../network/build.js";
import { NumericalError } from "./guards.js";
import { stateUnit } from "./synapse-state.js";

/**
 * Whether all potentials, thresholds and conductances of a network are numbers.
 * @param now  present tick
 * @throws NumericalError naming the quantity, its population or projection, the neuron or synapse, and the time
 */
export function checkNetwork({ tick, populations, projections }: Network, now: number): void {
  const at = () => `at ${formatQuantity(now * tick, "s", 6)} of simulated time`;
  const wrong = (what: string, x: number): never => {
    throw new NumericalError(
      `${what} is ${x} ${at()}; accepted: a finite number. Nothing after it would mean anything`,
    );
  };
  for (const { name, neurons } of populations) {
    if (!neurons) continue;
    for (let i = 0; i < neurons.n; i++) {
      const v = neurons.voltage(i, now);
      if (!Number.isFinite(v)) wrong(`the potential of neuron ${i} of "${name}"`, v);
      const theta = neurons.theta?.[i] ?? 0;
      if (!Number.isFinite(theta)) wrong(`the threshold of neuron ${i} of "${name}"`, theta);
    }
  }
  for (const { name, crossbar } of projections) {
    const found = crossbar && firstBeyond(crossbar, -Number.MAX_VALUE, Number.MAX_VALUE);
    if (found) wrong(`synapse (${found.row}, ${found.column}) of "${name}"`, found.value);
  }
}

/** Rounding to single precision may lead this far beyond a bound, fraction of the range. */
const SLACK = 1e-6;

/**
 * Whether conductances that were read from a file can be those of a crossbar.
 * @param name  of its array in weights.npz
 * @throws NumericalError naming the first that is no number or beyond the device's bounds
 */
export function checkConductances(crossbar: Crossbar, name: string): void {
  const { bounds } = crossbar;
  let [low, high] = [bounds?.min ?? -Number.MAX_VALUE, bounds?.max ?? Number.MAX_VALUE];
  // Devices that differ have bounds of their own, which other settings draw anew: together they bound all.
  for (const x of bounds?.own?.low ?? []) low = Math.min(low, x);
  for (const x of bounds?.own?.high ?? []) high = Math.max(high, x);
  const slack = bounds ? SLACK * (high - low) : 0;
  const found = firstBeyond(crossbar, low - slack, high + slack);
  if (!found) return;
  const unit = stateUnit(crossbar);
  const accepted = bounds
    ? `${formatQuantity(low, unit)} to ${formatQuantity(high, unit)}, the range of ${unit === "S" ? "the device" : "weights"}`
    : "a finite number";
  throw new NumericalError(
    `weights.npz: ${name}[${found.row}][${found.column}] is ${found.value}; accepted: ${accepted}`,
  );
}

/** @param name  of the array. @throws NumericalError naming the first threshold that is no number */
export function checkTheta(theta: ArrayLike<number>, name = "theta"): void {
  for (let j = 0; j < theta.length; j++)
    if (!Number.isFinite(theta[j]!))
      throw new NumericalError(
        `weights.npz: ${name}[${j}] is ${theta[j]}; accepted: a finite number of volts`,
      );
}

function firstBeyond({ state, wiring }: Crossbar, low: number, high: number) {
  for (let i = 0; i < wiring.nPre; i++)
    for (let at = wiring.rowStart(i), end = wiring.rowEnd(i); at < end; at++) {
      const value = state[at]!;
      if (!(value >= low && value <= high))
        return { row: wiring.split?.row[i] ?? i, column: wiring.columnOf(i, at), value };
    }
  return undefined;
}

/** What may be infinite in metrics: energy of each correct answer, where there is none. */
const ENDLESS = new Set(["perCorrectAnswer"]);

/**
 * Whether all numbers of a result are such: JSON has no word for others.
 * @throws NumericalError naming the place of the first that is none
 */
export function checkMetrics(metrics: unknown, path = "metrics"): void {
  if (typeof metrics === "number" && !Number.isFinite(metrics))
    throw new NumericalError(
      `${path} is ${metrics}: the run has left the range of numbers, and has no result`,
    );
  if (typeof metrics !== "object" || metrics === null) return;
  // A number that there is none of has the reason beside it.
  const absent = "absent" in metrics && typeof metrics.absent === "string";
  for (const [key, value] of Object.entries(metrics))
    if (!ENDLESS.has(key) && !(absent && key === "value"))
      checkMetrics(value, Array.isArray(metrics) ? `${path}[${key}]` : `${path}.${key}`);
}
