/**
 * What every device must be for the kernels to be right about it, whoever wrote it: checked by the tests for the
 * presets, and before a run for a user's own.
 */
import { defaults } from "../params.js";
import {
  type Contract,
  descriptionProblems,
  functionExport,
  messageOf,
  paramsExport,
  textExport,
} from "../part.js";
import { lawProblems } from "../rate/conformance.js";
import { MOST_DEVIATION } from "../rectified-normal.js";
import type { Device, DevicePreset } from "./model.js";
import { depress, potentiate, withBounds } from "./state.js";

/** What every preset must keep to, ours and a user's own. */
export const deviceContract: Contract<DevicePreset> = {
  exports: [textExport("doc"), textExport("rateSource"), paramsExport, functionExport("create")],
  problems: presetProblems,
};

function presetProblems(preset: DevicePreset): string[] {
  const problems = descriptionProblems(preset);
  try {
    problems.push(...deviceProblems(preset.create(defaults(preset.params))));
  } catch (error) {
    problems.push(`throws with its defaults: ${messageOf(error)}`);
  }
  return problems;
}

/** What is wrong with a device, a sentence each; empty if it can be used. */
export function deviceProblems(device: Device): string[] {
  const numbers = numberProblems(device);
  // The state's checks divide by the numbers' differences: nothing to learn from them where those are wrong.
  const state = numbers.length === 0 ? stateProblems(device) : [];
  return [...numbers, ...lawProblems(device.rate), ...state];
}

function numberProblems(device: Device): string[] {
  const problems: string[] = [];
  for (const key of ["gMin", "g0", "gMax", "beta", "d2d", "c2c"] as const)
    if (!Number.isFinite(device[key]) || device[key] < 0)
      problems.push(`${key} is ${device[key]}; it must be finite and not below 0`);
  for (const key of ["d2d", "c2c"] as const)
    if (device[key] > MOST_DEVIATION)
      problems.push(`${key} is ${device[key]}; it must be at most ${MOST_DEVIATION}`);
  const { gMin, g0, gMax } = device;
  if (!(gMin < g0 && g0 < gMax))
    problems.push(`gMin < g0 < gMax is needed; they are ${gMin}, ${g0} and ${gMax} S`);
  if (device.bounds !== "soft" && device.bounds !== "hard")
    problems.push(`bounds is "${String(device.bounds)}"; accepted: "soft", "hard"`);
  return problems;
}

function stateProblems(device: Device): string[] {
  const problems = new Set<string>();
  const { gMin, g0, gMax } = device;
  const range = gMax - gMin;
  for (const bounded of [device, withBounds(device, "hard")])
    for (const g of [gMin + 1e-3 * range, g0, gMax - 1e-3 * range])
      for (const amount of [1e-4 * range, 0.3 * range, 1e6 * range]) {
        for (const move of [potentiate, depress]) {
          const whole = move(bounded, g, amount);
          const halves = move(bounded, move(bounded, g, 0.5 * amount), 0.5 * amount);
          const where = `at ${g} S (${bounded.bounds} bounds)`;
          if (!(whole >= gMin && whole <= gMax)) problems.add(`${move.name} leaves the bounds ${where}`);
          // Only at g0: near a bound a high beta rightly leaves too little to see.
          if (g === g0 && (move === potentiate ? whole <= g : whole >= g))
            problems.add(`${move.name} has no effect ${where}`);
          // Rounding of some ten operations, relative to the range.
          if (Math.abs(whole - halves) > 1e-13 * range)
            problems.add(`two halves of a run differ from the whole in ${move.name} ${where}`);
        }
      }
  return [...problems];
}
