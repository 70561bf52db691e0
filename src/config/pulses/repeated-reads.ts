/** Rows of a staircase as reads, one after each pulse: several reads of one state become their median. */
import { median } from "../../fit/robust.js";
import type { PulseTable } from "./table.js";

/** The read after a pulse, or the state before the first. */
export interface Read {
  readonly device: string;
  readonly row: number;
  readonly conductance: number;
  /** Number of the pulse, where the table says. */
  readonly pulse: number | undefined;
  readonly voltage: number | undefined;
  readonly width: number | undefined;
  /** Polarity of the pulse where the table says; 0: no pulse came before this read. */
  readonly sign: number | undefined;
  /** Whether nothing is known of what came before: a series, cycle or device begins. */
  readonly begins: boolean;
}

/** @param perPulse  rows that are reads after the same pulse; rows of one pulse number are without asking */
export function repeatedReads(
  table: PulseTable,
  devices: readonly string[],
  perPulse: number | undefined,
): { reads: Read[]; note: string[] } {
  const { rows, numbers, cycles, signs } = table;
  const all = rows.map(
    (row, k): Read => ({
      device: devices[k]!,
      row,
      conductance: numbers.conductance![k]!,
      pulse: numbers.pulse?.[k],
      voltage: numbers.voltage?.[k],
      width: numbers.width?.[k],
      sign: signs?.[k],
      begins: k === 0 || beginsAt(table, devices, k),
    }),
  );
  const groups: Read[][] = [];
  for (const [k, read] of all.entries()) {
    const group = groups.at(-1);
    const same =
      perPulse === undefined
        ? read.pulse !== undefined && read.pulse === all[k - 1]?.pulse && cycles?.[k] === cycles?.[k - 1]
        : group !== undefined && group.length < perPulse;
    if (group && same && !read.begins) group.push(read);
    else groups.push([read]);
  }
  const most = groups.reduce((n, group) => Math.max(n, group.length), 0);
  const reads = groups.map((group) =>
    group.length === 1 ? group[0]! : { ...group[0]!, conductance: median(group.map((r) => r.conductance)) },
  );
  return {
    reads,
    note:
      most > 1 ? [`median of up to ${most} reads after each pulse (read noise is that of the median)`] : [],
  };
}

/** A pulse of number 0, or a clock that starts anew, is the state before a cycle's first pulse. */
function beginsAt({ numbers, cycles, begins }: PulseTable, devices: readonly string[], k: number): boolean {
  if (devices[k] !== devices[k - 1] || begins?.[k]) return true;
  const { pulse, time } = numbers;
  // Numbers that count back to 0 are one course, plotted there and back.
  if (pulse && pulse[k] === 0 && pulse[k - 1]! > 1) return true;
  return cycles?.[k] !== cycles?.[k - 1] && time !== undefined && time[k]! < time[k - 1]!;
}
