/** What a figure says of where its voltages, rates and levels come from: of what was used, and of nothing else. */
import type { Device } from "../../../../core/device/model.js";
import { type DynamicLevel, params as levelParams } from "../../../../core/stdp/dynamic.js";
import { formatQuantity } from "../../../../core/units.js";
import { hasAssumedScale, rateSourceOf } from "../../../device-source.js";
import type { WindowsSpec } from "../spec.js";

const RECONSTRUCTED = "Waveforms are reconstructions: the paper prints lengths and peak voltages, no knots.";

/** Of the curves' voltages. */
export function waveformNotes({ curves, compensated }: WindowsSpec): string[] {
  const solved = compensated ? ["Amplitudes are solved anew for this device."] : [];
  if (curves.every(({ source }) => source?.startsWith("reconstruction"))) return [RECONSTRUCTED, ...solved];
  const sources = new Map<string, string[]>();
  for (const { name, source = "given in the config" } of curves)
    sources.set(source, [...(sources.get(source) ?? []), name]);
  const told = [...sources].map(
    ([source, names]) => `Waveforms${sources.size > 1 ? ` of ${names.join(", ")}` : ""}: ${source}.`,
  );
  return [...told, ...solved];
}

/** Of the rates that all changes scale with. @param assumed  what is said where the preset's own assumption is used */
export function rateNote(device: Device, assumed: string): string {
  return hasAssumedScale(device) ? assumed : `Rates: ${rateSourceOf(device)}.`;
}

/** Numbers of the dynamic level in words, with a mark where they are nobody's but ours. */
export function levelInWords({ g0, gInf, tau }: DynamicLevel): {
  readonly text: string;
  readonly assumed: boolean;
} {
  const values = { g0, gInf, tau };
  return {
    text: `dynamic level with g0 = ${g0}, gInf = ${gInf}, tau = ${formatQuantity(tau, "s")}`,
    assumed: Object.entries(levelParams).every(
      ([key, p]) => values[key as keyof typeof values] === p.default,
    ),
  };
}
