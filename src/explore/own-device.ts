/** Device files of the user's own, read as the command line reads them. A page loads this with the config reader when asked. */
import { deviceDocument, readDeviceFile } from "../config/device-file.js";
import type { Device } from "../core/device/model.js";
import type { Files } from "../platform/files.js";
import { memoryFiles } from "../platform/memory-files.js";
import { writtenDevice } from "./device.js";
import type { DeviceState } from "./state.js";

/** A device file as one text that names no other file. @throws ConfigError with everything that is wrong */
export function selfContained(files: Files, name: string): string {
  const { device, params } = deviceDocument(files, name, files.cwd, { file: name }, "device");
  const { file, ...rest } = device;
  readDeviceFile(files, name);
  return JSON.stringify({ ...rest, params });
}

/** From files that were dropped on the page: one device file with what it names, or one table of rates. */
export function droppedDevice(dropped: Readonly<Record<string, string>>): { name: string; text: string } {
  const names = Object.keys(dropped);
  const name = names.find((file) => /\.ya?ml$/i.test(file));
  if (name !== undefined) return { name, text: selfContained(memoryFiles(dropped), name) };
  const rates = names.find((file) => /\.csv$/i.test(file));
  if (rates === undefined)
    throw new RangeError(`${names.join(", ")}: accepted: a device file (.yaml) or measured rates (.csv)`);
  const device = `${rates.replace(/\.csv$/i, "")}.yaml`;
  const document = JSON.stringify({ preset: "eis-ysz14", rate: `./${rates}` });
  return { name: device, text: selfContained(memoryFiles({ ...dropped, [device]: document }), device) };
}

/** The device of a state with a file of the user's own. @throws ConfigError */
export function ownDevice(state: DeviceState): Device {
  const name = state.own?.name ?? "device.yaml";
  const { device, params } = writtenDevice(state);
  const text = JSON.stringify({ ...(device as object), params });
  return readDeviceFile(memoryFiles({ [name]: text }), name);
}
