/** A device as options name it: a preset, and rates of the user's own for it. */
import { existsSync } from "node:fs";
import { didYouMean } from "../config/suggest.js";
import type { Device, DevicePreset } from "../core/device/model.js";
import { moduleOptions } from "./command.js";
import { UsageError } from "./errors.js";

/**
 * @param name  of a preset, or the path of a device file
 * @param rateOption  a CSV file with measured rates, or the name of a rate law; the preset's own rates without it
 * @throws UsageError, or ConfigError for a file that cannot be used
 */
export async function deviceOption(
  name: string,
  rateOption: string | undefined,
  where = "--device",
): Promise<Device> {
  const { devices, withRate } = await import("../core/device/index.js");
  if (/\.ya?ml$/i.test(name)) {
    const { chosenDevice, readDeviceFile } = await import("../node/config.js");
    return rateOption === undefined
      ? readDeviceFile(name)
      : chosenDevice({ device: name, rates: rateOption }, [], {});
  }
  if (!Object.hasOwn(devices, name))
    throw unknown(where, name, "a device", Object.keys(devices), ", or a device file such as my-device.yaml");
  const preset: DevicePreset = devices[name as keyof typeof devices];
  const device = preset.create({});
  if (rateOption === undefined) return device;
  const { rates } = await import("../core/rate/index.js");
  if (Object.hasOwn(rates, rateOption)) {
    const model = rates[rateOption as keyof typeof rates];
    const thickness =
      "thickness" in model.params && preset.thickness !== undefined ? { thickness: preset.thickness } : {};
    const { lawSource } = await import("../core/rate/law-source.js");
    const source = lawSource(rateOption, model, thickness);
    return withRate(device, model.create(thickness, device.rate.vOc), source);
  }
  if (!/[./\\]/.test(rateOption))
    throw unknown("--rates", rateOption, "a rate law", Object.keys(rates), " or a CSV file");
  const { branches } = await import("../config/rate-file.js");
  const { readRateFile } = await import("../node/config.js");
  const { tableRate } = await import("../core/rate/table.js");
  const table = branches(readRateFile(rateOption));
  return withRate(device, tableRate({ ...table, vOc: device.rate.vOc }), rateOption);
}

export interface DeviceOptions {
  readonly rates: string | undefined;
  readonly set: readonly string[];
  readonly "allow-modules": boolean;
}

/**
 * The device of a command that looks at one: a preset, a device file or a module, with other rates, and numbers laid on
 * top by `--set params.vOc=-0.1V`.
 * @throws UsageError, or ConfigError for what cannot be used
 */
export async function deviceFrom(name: string, options: DeviceOptions, where = "--device"): Promise<Device> {
  const { rates, set } = options;
  if (/\.ya?ml$/i.test(name) && !existsSync(name))
    throw new UsageError(
      `${where}: there is no device file ${name}; accepted: a preset, or a device file such as my-device.yaml`,
    );
  const plain = set.length === 0 && ![name, rates].some((text) => text !== undefined && isModule(text));
  if (plain) return deviceOption(name, rates, where);
  const { chosenDevice } = await import("../node/config.js");
  return chosenDevice(
    { device: name, ...(rates === undefined ? {} : { rates }) },
    set,
    moduleOptions(options),
  );
}

/**
 * The device with its numbers drawn from what its file says of their uncertainty.
 * @param draw  1, 2, ...
 * @throws UsageError or ConfigError, also for a device that says nothing of it
 */
export async function drawnDevice(name: string, draw: number, options: DeviceOptions): Promise<Device> {
  return deviceFrom(name, { ...options, set: [...options.set, `device.draw=${draw}`] });
}

function isModule(text: string): boolean {
  return /\.m?js$/.test(text);
}

/** An error that names what there is, with a suggestion where one is near. */
export function unknown(
  where: string,
  name: string,
  what: string,
  names: readonly string[],
  more = "",
): UsageError {
  return new UsageError(
    `${where}: "${name}" is not ${what}; accepted: ${names.join(", ")}${more}${didYouMean(name, names)}`,
  );
}
