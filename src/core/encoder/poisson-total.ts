/**
 * A picture as Poisson trains whose rates follow the pixels and sum to one total, whatever the picture:
 *
 *   rate of neuron i = totalRate · boost · value_i / Σ value
 *
 * In a tick a neuron spikes at most once: a rate over one spike per tick is cut to it, and the total is then less
 * than asked for (a run says how much). A picture of zeros gives no spikes. The train is valid until the next `encode` of this encoder.
 */
import type { ParamTable, Values } from "../params.js";
import { pictureOf, poissonEncoder } from "./gap-sampling.js";
import type { Encoder } from "./model.js";
import { rateProblem } from "./per-tick.js";

export const doc = "Poisson trains, rates proportional to the values, all rates together fixed";

export const params = {
  totalRate: {
    unit: "Hz",
    default: 10e3,
    min: 0,
    doc: "sum of all neurons' rates",
    source: "assumed: 3,500 spikes in 350 ms, about what Diehl and Cook's rates give for a bold digit",
  },
} as const satisfies ParamTable;

export const needsValues = true;

export function create(p: Values<typeof params>): Encoder {
  return poissonEncoder(
    (request, probability) => {
      const values = pictureOf(request);
      const { size, boost, tick } = request;
      const sum = sumOf(values, size);
      const perValue = sum > 0 ? p.totalRate / sum : 0;
      let total = 0;
      let fit = true;
      for (let i = 0; i < size; i++) {
        const value = values[i]!;
        // Most pixels are black.
        const p = value === 0 ? 0 : perValue * value * boost * tick;
        if (!(p >= 0 && p <= 1)) fit = false;
        total += p;
        probability[i] = p;
      }
      return fit ? total : undefined;
    },
    {
      misfit: ({ size, tick }) => rateProblem(`the mean rate of ${size} neurons`, p.totalRate / size, tick),
      expected: ({ tick }, ticks) => ticks * tick * p.totalRate,
    },
  );
}

/** Sum of the first `size` values, in their order; of bytes it is exact in any. */
function sumOf(values: ArrayLike<number>, size: number): number {
  if (values instanceof Uint8Array) return sumOfBytes(values, size);
  let sum = 0;
  for (let i = 0; i < size; i++) sum += values[i]!;
  return sum;
}

/** Two at a time: one sum would wait for itself. */
function sumOfBytes(values: Uint8Array, size: number): number {
  let even = 0;
  let odd = 0;
  for (let i = 1; i < size; i += 2) {
    even += values[i - 1]!;
    odd += values[i]!;
  }
  return even + odd + (size % 2 === 1 ? values[size - 1]! : 0);
}
