/** Where a device's rates and numbers come from: what was given for it, else what its preset says. */
import { type Device, type DevicePreset, devices } from "../core/device/index.js";

/** The preset that a device was made from; undefined for one of a module of the user's own, whatever it calls itself. */
export function presetOf({ name, own }: Device): DevicePreset | undefined {
  return own ? undefined : (devices as Readonly<Record<string, DevicePreset>>)[name];
}

/** Of the rates that act: the file or the law that was given, else what the preset says. */
export function rateSourceOf(device: Device): string {
  return device.rateSource ?? presetOf(device)?.rateSource ?? "of a module of the user's own";
}

/** Whether the rates that act are rows of the user's own. */
export function hasOwnRates({ rateSource, rate }: Device): boolean {
  return rateSource !== undefined && rate.given !== undefined;
}

/** Sources say so themselves, in whole or in part. */
export function isAssumed(source: string): boolean {
  return /\b(assumed|chosen)\b/i.test(source);
}

/** The assumption of the ionic synapse's preset: the paper gives ratios of rates only. */
const ASSUMED = { text: "5 nS/s at 2 V", rate: 5e-9, voltage: 2 };

/** Whether it is that assumption which the rates rest on. */
export function hasAssumedScale(device: Device): boolean {
  return (
    device.rateSource === undefined &&
    (presetOf(device)?.rateSource.includes(ASSUMED.text) ?? false) &&
    Math.abs(device.rate.rate(ASSUMED.voltage) / ASSUMED.rate - 1) < 1e-9
  );
}

/** Names of the device's numbers that are assumed and were not given; "rate law" for its rates. */
export function assumedNumbers(device: Device): string[] {
  const preset = presetOf(device);
  if (!preset) return [];
  const { gMin, g0, gMax, beta, d2d, c2c, rate } = device;
  const values: Readonly<Record<string, number>> = { gMin, g0, gMax, beta, d2d, c2c, vOc: rate.vOc };
  const numbers = Object.entries(preset.params).filter(([name, p]) =>
    device.sources?.[name] === undefined
      ? p.source.includes("assumed") && (values[name] ?? p.default) === p.default
      : isAssumed(device.sources[name]),
  );
  const rates = !hasOwnRates(device) && /\bassumed\b/i.test(rateSourceOf(device)) ? ["rate law"] : [];
  return [...numbers.map(([name]) => name), ...rates];
}
