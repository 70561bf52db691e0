/** Checks of a table of pulses that need more than one cell. */
import type { Drive } from "./staircase.js";
import type { PulseTable } from "./table.js";

/** Of the largest read: how far noise may lead below 0. */
const BELOW_ZERO = 0.1;

/** What options and columns say together. */
export function checkOptions(
  { numbers, notes }: PulseTable,
  drive: Drive,
  staircase: boolean,
  add: (path: string, problem: string) => void,
): void {
  if (!staircase && (drive.amplitudes || drive.widths))
    add(
      "",
      "has columns voltage_V and width_s, and --amplitude or --width are given; accepted: those for staircases (pulse,conductance_S) only",
    );
  if (!staircase && (drive.ltp || drive.reads))
    add(
      "",
      "has reads before and after each pulse, and --ltp or --reads are given; accepted: those for staircases (pulse,conductance_S) only",
    );
  if (staircase && drive.ltp && numbers.voltage)
    add(
      "",
      "has a column of voltages, whose signs say which pulses raise, and --ltp is given; accepted: one of them",
    );
  if (drive.readVoltage !== undefined && !notes.some((n) => n.includes("current over")))
    add(
      "",
      "has no currents, and --read-voltage is given; accepted: that for a column such as current_nA only",
    );
}

/** What rows say together. */
export function checkRows(table: PulseTable, add: (path: string, problem: string) => void): void {
  const { numbers, devices, cycles, begins, rows } = table;
  const reads = (["before", "after", "conductance"] as const).filter((c) => numbers[c]);
  let largest = 0;
  for (const c of reads) for (const g of numbers[c]!) largest = Math.max(largest, g);
  for (const c of reads)
    for (const [k, g] of numbers[c]!.entries())
      if (g < -BELOW_ZERO * largest || largest === 0) {
        add(
          `row ${rows[k]}, column ${table.title(c, k)}`,
          largest === 0
            ? "no read is above 0; accepted: conductances above 0 (for currents read at a negative voltage --read-voltage=-0.1V)"
            : `got ${g} S; accepted: a conductance of 0 or above (noise may lead below 0 by ${100 * BELOW_ZERO} % of the largest read, ${largest} S)`,
        );
        break;
      }
  const last = new Map<string, number>();
  for (const [k, t] of (numbers.time ?? []).entries()) {
    // Clocks may start anew with a cycle.
    const device = JSON.stringify([devices?.[k], cycles?.[k]]);
    const before = begins?.[k] ? undefined : last.get(device);
    if (before !== undefined && t < before) {
      add(
        `row ${rows[k]}, column ${table.title("time", k)}`,
        `got ${t} after ${before}; accepted: times that do not go back within a device`,
      );
      break;
    }
    last.set(device, t);
  }
  const kelvin = numbers.temperature ?? [];
  const [coldest, warmest] = rangeOf(kelvin);
  if (warmest - coldest > 2)
    add(
      `column ${table.title("temperature", 0)}`,
      `got ${coldest} K to ${warmest} K; accepted: one temperature, within 2 K (rates depend on it: fit each by itself)`,
    );
}

function rangeOf(values: readonly number[]): [low: number, high: number] {
  let [low, high] = [values[0] ?? 0, values[0] ?? 0];
  for (const x of values) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  return [low, high];
}
