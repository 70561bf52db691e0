/** Pulses on devices whose numbers are known: what a measurement of them would give. */
import type { FactorTables } from "../../src/core/device/index.js";
import { depress, potentiate } from "../../src/core/device/state.js";
import { exp, ln } from "../../src/core/elementary.js";
import { Random } from "../../src/core/random.js";
import type { MeasuredPulse } from "../../src/fit/prepare.js";

export interface Truth {
  readonly betaPlus: number;
  readonly betaMinus: number;
  readonly gMin: number;
  readonly g0: number;
  readonly gMax: number;
  readonly c2c: number;
  readonly d2d: number;
  /** State factors by tables, in place of the exponents. */
  readonly tables?: FactorTables;
  /** S */
  readonly readNoise: number;
  /** |r| at G0, S/s. */
  rate(voltage: number): number;
}

export const TRUTH: Truth = {
  betaPlus: 1.4,
  betaMinus: 0.8,
  gMin: 50e-9,
  g0: 1000e-9,
  gMax: 4000e-9,
  c2c: 0.05,
  d2d: 0.1,
  readNoise: 2e-9,
  rate: (v) => (5e-9 * (exp(Math.abs(v) / 0.6) - exp(-Math.abs(v) / 0.6))) / 2,
};

export interface Protocol {
  readonly devices: number;
  readonly voltages: readonly number[];
  /** Trains of each voltage on each device, and pulses in each. */
  readonly trains: number;
  readonly length: number;
  /** Change of a pulse at G0, in parts of the range. */
  readonly step: number;
  /** Where the device is set before each train, in parts of its range; it goes on from the last train without. */
  readonly setTo?: readonly [low: number, high: number];
  /** Share of the reads after a pulse that are off by 0.1 to 0.6 of a microsiemens. */
  readonly outliers?: number;
  /** One read between two pulses instead of two. */
  readonly shared?: boolean;
}

const VOLTAGES = [2, 2.5, 3, 3.5, 4, -2, -2.5, -3, -3.5, -4];

/** The three sets of the validation: up and down over the whole range, short trains, and the first with outliers. */
export const SETS = {
  wide: { devices: 12, voltages: alternating(VOLTAGES), trains: 2, length: 25, step: 0.04 },
  short: { devices: 12, voltages: VOLTAGES, trains: 4, length: 5, step: 0.01, setTo: [0.15, 0.85] },
  outliers: {
    devices: 12,
    voltages: alternating(VOLTAGES),
    trains: 2,
    length: 25,
    step: 0.04,
    outliers: 0.02,
  },
} as const satisfies Record<string, Protocol>;

/** Raising and lowering in turn. */
function alternating(voltages: readonly number[]): number[] {
  const half = voltages.length / 2;
  return voltages.slice(0, half).flatMap((v, k) => [v, voltages[half + k]!]);
}

export function simulate(truth: Truth, protocol: Protocol, seed: string): MeasuredPulse[] {
  const { gMin, g0, gMax, c2c, d2d, readNoise } = truth;
  const random = Random.of(seed);
  const variance = ln(1 + d2d * d2d);
  const soft = { gMin, g0, gMax, bounds: "soft", name: "", d2d, c2c } as const;
  const pulses: MeasuredPulse[] = [];
  for (let d = 0; d < protocol.devices; d++) {
    const gain = exp(Math.sqrt(variance) * random.normal() - variance / 2);
    const setTo = ([low, high]: readonly [number, number]) =>
      gMin + (gMax - gMin) * (low + (high - low) * random.uniform());
    let g = setTo(protocol.setTo ?? [0.1, 0.9]);
    let last: number | undefined;
    for (let train = 0; train < protocol.trains; train++)
      for (const voltage of protocol.voltages) {
        if (protocol.setTo) {
          g = setTo(protocol.setTo);
          last = undefined;
        }
        const width = (protocol.step * (gMax - gMin)) / truth.rate(voltage);
        for (let k = 0; k < protocol.length; k++) {
          const before = protocol.shared ? last : g + readNoise * random.normal();
          const start = before ?? g + readNoise * random.normal();
          const q = gain * truth.rate(voltage) * width * Math.max(0, 1 + c2c * random.normal());
          g = moved(soft, truth, g, voltage > 0 ? q : -q);
          let after = g + readNoise * random.normal();
          if (random.uniform() < (protocol.outliers ?? 0))
            after += (random.uniform() < 0.5 ? -1 : 1) * (0.1e-6 + 0.5e-6 * random.uniform());
          last = after;
          pulses.push({ device: `d${d}`, voltage, width, before: start, after });
        }
      }
  }
  return pulses;
}

type Soft = Omit<Parameters<typeof potentiate>[0], "rate" | "beta">;

function moved(soft: Soft, { betaPlus, betaMinus, tables }: Truth, g: number, q: number): number {
  const rate = { vOc: 0, rate: () => 0, antiderivative: () => 0 };
  const own = { ...soft, rate, ...(tables ? { tables } : {}) };
  return q > 0 ? potentiate({ ...own, beta: betaPlus }, g, q) : depress({ ...own, beta: betaMinus }, g, -q);
}

/** The pulses as a CSV file. */
export function csvOf(pulses: readonly MeasuredPulse[]): string {
  const rows = pulses.map((p) => `${p.device},${p.voltage},${p.width},${p.before},${p.after}`);
  return `device,voltage_V,width_s,g_before_S,g_after_S\n${rows.join("\n")}\n`;
}

/** What the rate at a voltage is where another conductance is the gauge. */
export function rateAt(truth: Truth, g0: number, voltage: number): number {
  const { betaPlus, betaMinus, gMin, gMax } = truth;
  const r = truth.rate(voltage);
  return voltage > 0
    ? r * exp(betaPlus * ln((gMax - g0) / (gMax - truth.g0)))
    : -r * exp(betaMinus * ln((g0 - gMin) / (truth.g0 - gMin)));
}
