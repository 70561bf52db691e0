/** Numbers and times as the page writes them. */
import type { Unit } from "../../core/params.js";
import { formatQuantity } from "../../core/units.js";
import { duration } from "../../core/written.js";

/** A measure: shares as per cent, small whole numbers as they are. */
export function written(value: number, unit: Unit, share = false): string {
  if (share) return `${(100 * value).toFixed(2)} %`;
  if (unit === "1") return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
  return formatQuantity(value, unit, 4);
}

/** Whether a measure without a unit is a share, by its name. */
export function isShare(name: string): boolean {
  return /^(accuracy|cutWaveforms|cutPreWaveforms)\b/.test(name);
}

/** The same with half of its 95 % interval, where it has one. */
export function withMargin(
  value: number,
  ci95: readonly [number, number] | null | undefined,
  unit: Unit,
  share = false,
): string {
  const own = written(value, unit, share);
  if (!ci95) return own;
  const margin = written((ci95[1] - ci95[0]) / 2, unit, share);
  return `${share ? own.replace(" %", "") : own} ± ${margin}`;
}

/** How long something took. */
export function took(seconds: number): string {
  return seconds < 10 ? `${seconds.toFixed(1)} s` : duration(seconds);
}

const clock = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** "27 Nov, 13:45", of this machine's clock. */
export function moment(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? "" : clock.format(date);
}

/** A sign and a word for each state: neither colour nor sign is needed to tell them apart. */
export const STATES = {
  running: ["▶", "running"],
  finished: ["✓", "finished"],
  interrupted: ["◐", "interrupted"],
  unfinished: ["○", "unfinished"],
  unreadable: ["✕", "unreadable"],
} as const;

export function stateWords(state: keyof typeof STATES): string {
  return STATES[state].join(" ");
}
